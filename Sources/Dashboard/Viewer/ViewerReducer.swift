internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Pictures of the shown task: what is wanted follows from the state, after every action.
extension DashboardState {
  /// Orders the pictures that the details want now, or ends those that they want no more.
  mutating func followMedia() -> [DashboardEffect] {
    // Most actions have to do with no media.
    guard details.viewer.asked != nil || details.record != nil else { return [] }
    var effects: [DashboardEffect] = []
    if pane != .details, details.viewer.mode != .page { effects += closeViewer() }
    guard var wanted = wantedMedia else {
      guard details.viewer.asked != nil else { return effects }
      details.viewer.clear()
      return effects + [.endMedia]
    }
    let last = details.viewer.asked
    if let last, last.asksSame(as: wanted) { return effects }
    if last?.path != wanted.path || last?.fits(wanted) != true {
      if last != nil { effects.append(.endMedia) }
      details.viewer.clear()
    }
    details.viewer.orders += 1
    wanted.number = details.viewer.orders
    (details.viewer.asked, details.viewer.problem) = (wanted, nil)
    return effects + [.showMedia(wanted)]
  }

  /// What the details would show now; its number is not given yet.
  private var wantedMedia: MediaOrder? {
    guard details.viewer.isOff == nil, !layout.isTooSmall, let media = details.media else {
      return nil
    }
    let places = DetailsPlaces(self)
    guard let box = places.box, box.rows > 0, box.columns > 0 else { return nil }
    let moments: MediaOrder.Moments =
      if media.kind == .image || (showsStills && details.viewer.mode != .player) {
        .still(at: 0)
      } else if details.viewer.mode == .player {
        playerMoments
      } else {
        .sheet(count: places.tiles)
      }
    return MediaOrder(
      number: 0, path: media.path, moments: moments, box: box, isSlow: lineIsSlow,
      look: details.viewer.look)
  }

  /// What the player wants; a run only where pictures may move.
  private var playerMoments: MediaOrder.Moments {
    if showsStills, case .run(let from, _, _) = details.viewer.moments { return .still(at: from) }
    return details.viewer.moments
  }

  /// Takes pictures in; those that are no longer wanted are let go.
  mutating func mediaShown(
    _ order: MediaOrder, _ result: Result<MediaPictures, MediaTrouble>
  ) -> [DashboardEffect] {
    if order.number == details.viewer.askedAhead?.number {
      return aheadShown(result)
    }
    guard order.number == details.viewer.asked?.number else { return [] }
    switch result {
    case .failure(let trouble):
      details.viewer.isPlaying = false
      details.viewer.problem = trouble.message
      if trouble.isLasting { details.viewer.isOff = trouble.message }
      return []
    case .success(let pictures):
      details.viewer.pictures = pictures
      details.viewer.place = 0
      if case .sheet = order.moments {
        details.viewer.bytes += pictures.bytes
        return []
      }
      details.viewer.bytes += details.viewer.tile?.picture.bytes ?? 0
      if details.viewer.isPlaying { playFromHere() }
      return orderAhead()
    }
  }

  private mutating func aheadShown(
    _ result: Result<MediaPictures, MediaTrouble>
  ) -> [DashboardEffect] {
    guard case .success(let next) = result, let end = details.viewer.pictures?.tiles.last?.seconds,
      let first = next.tiles.first, first.seconds > end
    else {
      // The clip has no more than that.
      details.viewer.askedAhead = nil
      if details.viewer.isPlaying, details.viewer.nextAt == nil { stopPlaying() }
      return []
    }
    details.viewer.ahead = next
    guard details.viewer.isPlaying, details.viewer.nextAt == nil else { return [] }
    // It was waited for.
    return goAhead()
  }

  /// Goes on with the pictures that come after those that are shown.
  private mutating func goAhead() -> [DashboardEffect] {
    guard let next = details.viewer.ahead, var asked = details.viewer.askedAhead else { return [] }
    asked.isAhead = false
    (details.viewer.pictures, details.viewer.ahead, details.viewer.place) = (next, nil, 0)
    (details.viewer.asked, details.viewer.askedAhead) = (asked, nil)
    details.viewer.moments = asked.moments
    details.viewer.bytes += details.viewer.tile?.picture.bytes ?? 0
    if details.viewer.isPlaying { playFromHere() }
    return orderAhead()
  }

  /// Has the pictures made that come after those of a run.
  private mutating func orderAhead() -> [DashboardEffect] {
    guard let shown = details.viewer.pictures, var order = details.viewer.asked,
      case .run = order.moments, shown.rate > 0, let end = shown.tiles.last?.seconds
    else { return [] }
    let from = end + 1 / shown.rate
    if let length = shown.length, from > length - 0.5 / shown.rate { return [] }
    order.moments = .run(from: from, rate: ViewerState.rate, count: ViewerState.laterRun)
    order.isAhead = true
    details.viewer.orders += 1
    order.number = details.viewer.orders
    (details.viewer.askedAhead, details.viewer.ahead) = (order, nil)
    return [.showMedia(order)]
  }

  // MARK: Playing

  private mutating func playFromHere() {
    guard let shown = details.viewer.pictures, shown.rate > 0 else {
      stopPlaying()
      message = Message(
        text: Phrase("It does not play on this line: the arrow keys step."), tone: .plain)
      return
    }
    details.viewer.nextAt = now + .milliseconds(Int(1000 / shown.rate))
  }

  private mutating func stopPlaying() {
    (details.viewer.isPlaying, details.viewer.nextAt) = (false, nil)
  }

  /// Shows the picture that is due; those that are late are left out.
  mutating func playOn(at moment: Timestamp) -> [DashboardEffect] {
    guard details.viewer.isPlaying, let due = details.viewer.nextAt, moment >= due,
      let shown = details.viewer.pictures, shown.rate > 0
    else { return [] }
    let pause = max(1, Int64(1000 / shown.rate))
    let steps = 1 + (moment - due).wholeMilliseconds / pause
    let place = details.viewer.place + Int(min(steps, 1000))
    details.viewer.nextAt = due + .milliseconds(pause * steps)
    guard place >= shown.tiles.count else {
      details.viewer.place = place
      details.viewer.bytes += shown.tiles[place].picture.bytes
      return []
    }
    details.viewer.place = shown.tiles.count - 1
    if details.viewer.ahead != nil { return goAhead() }
    if details.viewer.askedAhead != nil {
      details.viewer.nextAt = nil
    } else {
      stopPlaying()
    }
    return []
  }

  // MARK: Keys

  /// Does what a key of the pictures asks for; what is to be ordered follows from the state.
  mutating func view(_ command: Command) -> [DashboardEffect] {
    switch command {
    case .play: return playPressed()
    case .togglePlayer:
      if details.viewer.mode == .page { openPlayer(plays: true) } else { return closeViewer() }
    case .pictureForward: return stepPictures(by: 1)
    case .pictureBack: return stepPictures(by: -1)
    case .largePictures: return enlarge()
    case .nextMedia:
      details.viewer.media = (details.viewer.media + 1) % max(1, details.shownMedia.count)
      stopPlaying()
      if details.viewer.mode == .player { openPlayer(plays: false) }
    default: return closeViewer()
    }
    return []
  }

  /// Shows the page again.
  mutating func closeViewer() -> [DashboardEffect] {
    stopPlaying()
    details.viewer.mode = .page
    guard let zoomed = details.viewer.wasZoomed else { return [] }
    (isZoomed, details.viewer.wasZoomed) = (zoomed, nil)
    return dividedAnew()
  }

  private mutating func enlarge() -> [DashboardEffect] {
    if details.viewer.wasZoomed != nil { return closeViewer() }
    if details.viewer.mode == .page { details.viewer.mode = .sheet }
    (details.viewer.wasZoomed, isZoomed) = (isZoomed, true)
    return dividedAnew()
  }

  private mutating func openPlayer(plays: Bool) {
    let isClip = details.media?.kind == .video
    details.viewer.mode = .player
    details.viewer.isPlaying = plays && isClip && !showsStills
    details.viewer.nextAt = nil
    details.viewer.moments = isClip && !showsStills ? Self.run(from: 0) : .still(at: 0)
    // A sheet of the same size is no run.
    if details.viewer.asked?.moments != details.viewer.moments { details.viewer.pictures = nil }
  }

  private static func run(from seconds: Double) -> MediaOrder.Moments {
    .run(from: seconds, rate: ViewerState.rate, count: ViewerState.firstRun)
  }

  private mutating func playPressed() -> [DashboardEffect] {
    guard details.viewer.mode == .player else {
      openPlayer(plays: true)
      return []
    }
    if details.viewer.isPlaying {
      stopPlaying()
      return []
    }
    guard !showsStills else {
      message = Message(
        text: Phrase("Pictures stand still here: the arrow keys step."), tone: .plain)
      return []
    }
    guard let shown = details.viewer.pictures, let tile = details.viewer.tile else { return [] }
    details.viewer.isPlaying = true
    let isAtEnd =
      details.viewer.place == shown.tiles.count - 1 && details.viewer.askedAhead == nil
    if case .run = shown.order.moments, !isAtEnd || shown.tiles.count > 1 && isFirstRun(shown) {
      if isAtEnd { details.viewer.place = 0 }
      playFromHere()
      return []
    }
    // From a still, or from the beginning once more.
    var isStill = false
    if case .still = shown.order.moments { isStill = true }
    let isClipEnd = shown.length.map { tile.seconds >= $0 - 0.4 } ?? false
    details.viewer.moments = Self.run(from: isStill && !isClipEnd ? tile.seconds : 0)
    return []
  }

  /// Whether a run begins where the clip does.
  private func isFirstRun(_ pictures: MediaPictures) -> Bool {
    if case .run(let from, _, _) = pictures.order.moments { from == 0 } else { false }
  }

  /// Shows the picture before or after, and plays no more.
  private mutating func stepPictures(by step: Int) -> [DashboardEffect] {
    guard details.viewer.mode == .player else {
      openPlayer(plays: false)
      return []
    }
    stopPlaying()
    guard let shown = details.viewer.pictures, let tile = details.viewer.tile else { return [] }
    let place = details.viewer.place + step
    if shown.tiles.indices.contains(place) {
      details.viewer.place = place
      details.viewer.bytes += shown.tiles[place].picture.bytes
      return []
    }
    if step > 0, details.viewer.ahead != nil { return goAhead() }
    // A slow line shows one picture for each second.
    let pause = shown.rate > 0 ? 1 / shown.rate : showsStills ? 1 : 1 / Double(ViewerState.rate)
    let wanted = max(0, tile.seconds + Double(step) * pause)
    guard wanted < (shown.length ?? .infinity) - 0.001, wanted != tile.seconds else { return [] }
    details.viewer.moments = .still(at: wanted)
    return []
  }
}
