internal import VideoTasks

/// Sends each request to the part that answers for its path.
final class Router: Sendable {
  private let parts: SandboxParts
  private let arks: [ArkFace]
  private let kyys: [KyyFace]
  private let library: AssetFace
  private let shelf: ClipShelf
  private let clock: @Sendable () -> Timestamp

  init(
    folder: String, options: SandboxOptions, clock: @escaping @Sendable () -> Timestamp
  ) throws(SandboxError) {
    let parts = try SandboxParts(folder: folder, options: options, now: clock())
    self.parts = parts
    self.clock = clock
    shelf = ClipShelf(parts: parts)
    arks = [.apiyi, .official].map { ArkFace(prefix: $0, parts: parts) }
    kyys = [[.kyyvideo2, .x1], [.kyyaipower]].map { KyyFace(prefixes: $0, parts: parts) }
    library = AssetFace(parts: parts)
  }

  func answer(_ request: WebRequest) -> WebAnswer {
    let now = clock()
    if request.path.hasPrefix("/clips/") { return shelf.answer(request, now: now) }
    for face in arks {
      if let rest = Self.rest(of: request.path, after: face.prefix.path) {
        return face.answer(request, rest: rest, now: now)
      }
    }
    if let rest = Self.rest(of: request.path, after: SandboxPrefix.kyyvideo2.path),
      let answer = library.answer(request, rest: rest, now: now)
    {
      return answer
    }
    for face in kyys {
      if let prefix = face.prefixes.first,
        let rest = Self.rest(of: request.path, after: prefix.path)
      {
        return face.answer(request, rest: rest, now: now)
      }
    }
    return .page(200)
  }

  func stop() { parts.desk.renderer.stop() }

  func waitUntilRendered(_ id: String) -> Bool {
    guard let task = parts.desk.folder.task(id, now: clock()) else { return false }
    return parts.desk.renderer.renderNow(task.clip)
  }

  /// The path after a prefix, or nil when it does not begin with it.
  private static func rest(of path: String, after prefix: String) -> String? {
    guard path.hasPrefix(prefix) else { return nil }
    let rest = path.dropFirst(prefix.count)
    return rest.isEmpty || rest.hasPrefix("/") ? String(rest) : nil
  }
}
