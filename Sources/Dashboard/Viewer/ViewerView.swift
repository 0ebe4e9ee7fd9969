internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The pictures of the shown task: a contact sheet with times, or the player's picture.
struct ViewerView: View {
  var state: DashboardState

  private var viewer: ViewerState { state.details.viewer }

  func draw(on canvas: inout Canvas, _ places: DetailsPlaces) {
    guard let rect = places.picture else { return }
    if let bar = places.bar { drawBar(on: &canvas, in: bar) }
    let trouble = Self.problem(state)
    guard trouble.isEmpty else {
      let texts = Wrap.texts(trouble, columns: max(1, rect.columns))
      for (index, text) in texts.prefix(rect.rows).enumerated() {
        canvas.draw(Line(text, .muted), rect.column, rect.row + index, columns: rect.columns)
      }
      return
    }
    guard let pictures = viewer.pictures, pictures.order.box == places.box else {
      canvas.draw(
        Line(say("Reading") + glyphs.ellipsis, .muted), rect.column, rect.row,
        columns: rect.columns)
      return
    }
    if case .sheet = pictures.order.moments {
      for tile in pictures.tiles { draw(tile, pictures, on: &canvas, in: rect) }
    } else if let tile = viewer.tile {
      let size = tile.picture.size
      // A sheet begins at the left, and so does a picture above the page.
      let left = viewer.mode == .page ? 0 : max(0, (rect.columns - size.columns) / 2)
      let above = viewer.mode == .page ? 0 : max(0, (rect.rows - size.rows) / 2)
      // Under a message the border is drawn over cells, and pixels would lie over the border.
      let end = rect.row + above + size.rows
      let inside = state.layout.details.map { $0.row + $0.rows - 1 } ?? 0
      guard tile.picture.graphic == nil || end <= inside else { return }
      canvas.draw(
        tile.picture, at: Point(column: rect.column + left, row: rect.row + above))
    }
  }

  /// Why there is no picture, in the state's language; empty when there is one, or may be soon.
  static func problem(_ state: DashboardState) -> String {
    let viewer = state.details.viewer
    return (viewer.isOff ?? viewer.problem).map { CleanText.line(state.say($0)) } ?? ""
  }

  private func draw(
    _ tile: MediaPictures.Tile, _ pictures: MediaPictures, on canvas: inout Canvas, in rect: Rect
  ) {
    let place = Point(
      column: rect.column + tile.place.column, row: rect.row + tile.place.row)
    canvas.draw(tile.picture, at: place)
    guard pictures.length != nil, tile.place.row + tile.picture.size.rows < rect.rows else {
      return
    }
    canvas.draw(
      Line(Self.clock(tile.seconds), .muted), place.column, place.row + tile.picture.size.rows,
      columns: tile.picture.size.columns)
  }

  /// `0:03.5`, or `0:03` where a tenth says nothing.
  static func clock(_ seconds: Double) -> String {
    let tenths = Int((max(0, min(seconds, 1e6)) * 10).rounded())
    let whole = Words.clock(.seconds(tenths / 10))
    return tenths % 10 == 0 ? whole : "\(whole).\(tenths % 10)"
  }

  /// Whether it plays, where it is, and how long the clip is.
  private func drawBar(on canvas: inout Canvas, in rect: Rect) {
    guard state.details.media?.kind == .video else { return }
    let length = viewer.pictures?.length
    let seconds = viewer.tile?.seconds ?? 0
    let sign =
      viewer.isPlaying ? glyphs.more : (glyphs.ascii ? "=" : "‖")
    var line = Line(sign + " ", .accent, .bold)
    line.add(
      Padding.right(viewer.isPlaying ? say("plays") : say("paused"), columns: 8), .text)
    line.add(Padding.left(Self.clock(seconds), columns: 7), .text)
    let end = length.map { Self.clock($0) } ?? "?"
    let used = canvas.draw(line, rect.column, rect.row, columns: rect.columns)
    let room = rect.columns - used - 2 - Columns.of(end)
    if let length, length > 0, room >= 6 {
      let gauge = Gauge(fraction: seconds / length, columns: room - 1, ascii: state.ascii)
      canvas.write(
        gauge, at: Point(column: rect.column + used + 1, row: rect.row),
        style: Style(.accent, on: .background))
    }
    canvas.draw(
      Line(end, .muted), rect.column + rect.columns - Columns.of(end), rect.row,
      columns: Columns.of(end))
  }

  /// What pictures have cost on the line, for the border; nil where that is of no interest.
  var hint: String? {
    guard viewer.mode != .page, let shown = viewer.pictures else { return nil }
    return say(
      "{size} sent, {limit} a picture at most",
      [
        "size": Words.bytes(Int64(viewer.bytes)), "limit": Words.bytes(Int64(shown.limit)),
      ])
  }
}
