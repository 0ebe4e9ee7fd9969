internal import MediaTools
internal import Synchronization
internal import TerminalUI
internal import VideoTasks

/// Makes the pictures of a request, or finds them where they are kept. Blocks; any thread may use it.
final class PictureWorkshop: Sendable {
  private struct Known {
    var memory: PictureMemory
    var facts: [PictureIdentity: MediaFacts] = [:]
    var number: UInt32
  }

  private let known: Mutex<Known>
  private let folder: PictureFolder?
  private let ffmpeg: String
  private let ffprobe: String
  /// For each program.
  private let timeLimit: Duration

  /// Bytes of pixels that one request may take.
  private static let mostPixels = 32 << 20

  init(
    folder: PictureFolder?, memory: Int, seed: UInt32, timeLimit: Duration, ffmpeg: String,
    ffprobe: String
  ) {
    self.folder = folder
    self.ffmpeg = ffmpeg
    self.ffprobe = ffprobe
    self.timeLimit = timeLimit
    known = Mutex(Known(memory: PictureMemory(limit: memory), number: seed << 12))
  }

  func make(
    _ request: PictureRequest, cancellation: MediaCancellation
  ) -> Result<PictureAnswer, PictureProblem> {
    do throws(FrameProblem) {
      let identity = try PictureIdentity.of(request.path).get()
      let key = identity.key(request)
      if let answer = known.withLock({ $0.memory.answer(key) }) { return .success(answer) }
      if let stored = folder?.read(key) { return .success(keep(stored, key, request)) }
      // Only now: a library that nothing is drawn with costs a megabyte all the same.
      if let sentence = Chafa.problem() { return .failure(.off(sentence)) }
      let facts = try facts(identity, cancellation)
      switch try made(request, facts, cancellation) {
      case .success(let pictures):
        folder?.keep(pictures, key)
        return .success(keep(pictures, key, request))
      case .failure(let problem): return .failure(problem)
      }
    } catch {
      return .failure(.file(error))
    }
  }

  private func keep(
    _ pictures: StoredPictures, _ key: String, _ request: PictureRequest
  ) -> PictureAnswer {
    known.withLock { known in
      let answer = pictures.answer(look: request.look) {
        // 24 bits: the first says that it is none of the palette's colours, eleven are the seed's.
        known.number = known.number & ~0xFFF | (known.number &+ 1) & 0xFFF
        return 0x80_0000 | known.number & 0x7F_FFFF
      }
      known.memory.keep(answer, key)
      return answer
    }
  }

  private func facts(
    _ identity: PictureIdentity, _ cancellation: MediaCancellation
  ) throws(FrameProblem) -> MediaFacts {
    if let facts = known.withLock({ $0.facts[identity] }) { return facts }
    let result = MediaProbe.probe(
      path: identity.path, timeLimit: timeLimit, cancellation: cancellation, program: ffprobe)
    if cancellation.isCancelled { throw .cancelled }
    let facts: MediaFacts
    switch result {
    case .success(let found): facts = found
    case .failure(let problem): throw FrameProblem(problem, within: timeLimit)
    }
    known.withLock { known in
      // Facts are small; what is looked at once in a while is probed again.
      if known.facts.count >= 256 { known.facts.removeAll() }
      known.facts[identity] = facts
    }
    return facts
  }

  private func made(
    _ request: PictureRequest, _ facts: MediaFacts, _ cancellation: MediaCancellation
  ) throws(FrameProblem) -> Result<StoredPictures, PictureProblem> {
    guard let width = facts.width, let height = facts.height else { throw .noPicture("") }
    let aspect = request.look.cellAspect
    var order = request.order
    var places: [Point]?
    let size: Size
    if case .sheet(let count) = order, facts.kind == .video {
      guard
        let sheet = PictureFit.sheet(
          count: count, width: width, height: height, box: request.box, cellAspect: aspect)
      else { return .failure(.tooSmall) }
      order = .sheet(count: sheet.places.count)
      (size, places) = (sheet.tile, sheet.places)
    } else {
      guard
        let whole = PictureFit.size(
          width: width, height: height, box: request.box, cellAspect: aspect),
        whole.columns >= 2
      else { return .failure(.tooSmall) }
      size = whole
    }
    let cell = request.look.cellPixels
    let pixels = (min(size.columns * cell.width, 4096), min(size.rows * cell.height, 4096))
    if case .run(let from, let rate, let count) = order {
      let most = max(1, Self.mostPixels / (3 * pixels.0 * pixels.1))
      order = .run(from: from, rate: rate, count: min(count, most))
    }
    let frames = try MediaFrames.read(
      path: request.path, facts: facts, order: order, width: pixels.0, height: pixels.1,
      cancellation: cancellation, timeLimit: timeLimit, program: ffmpeg
    ).get()
    return pictures(of: frames, order, request, size: size, places: places, length: facts.seconds)
  }

  private func pictures(
    of frames: [MediaFrame], _ order: FrameOrder, _ request: PictureRequest, size: Size,
    places: [Point]?, length: Double?
  ) -> Result<StoredPictures, PictureProblem> {
    let maker = PictureMaker(look: request.look)
    var tiles: [StoredPictures.Tile] = []
    var rate = 0.0
    if case .run(_, let wanted, _) = order {
      let clip = maker.clip(frames, size: size, rate: wanted, budget: request.budget)
      rate = clip.rate
      tiles = clip.0.map {
        StoredPictures.Tile(
          seconds: $0.seconds, place: Point(column: 0, row: 0), content: $0.content)
      }
    } else {
      for (index, frame) in frames.enumerated() {
        let made = maker.picture(
          of: frame.pixels, size: size, budget: request.budget.bytesPerPicture)
        guard let made else { continue }
        let place = places?[index] ?? Point(column: 0, row: 0)
        tiles.append(StoredPictures.Tile(seconds: frame.seconds, place: place, content: made))
      }
    }
    if tiles.isEmpty { return .failure(.tooCostly) }
    return .success(StoredPictures(tiles: tiles, rate: rate, length: length))
  }
}
