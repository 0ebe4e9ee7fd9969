internal import VideoTasks

/// Sends each request to the part that answers for its path.
final class Router: Sendable {
  private let faces: [ArkFace]
  private let shelf: ClipShelf
  private let desk: TaskDesk
  private let clock: @Sendable () -> Timestamp

  init(
    folder: String, options: SandboxOptions, clock: @escaping @Sendable () -> Timestamp
  ) throws(SandboxError) {
    let files = try TaskFolder(path: folder)
    files.prune(now: clock())
    let links = Links(secret: try files.secret())
    let desk = TaskDesk(folder: files, options: options)
    self.desk = desk
    self.clock = clock
    shelf = ClipShelf(folder: files.clips, links: links)
    faces = SandboxPrefix.allCases.map { prefix in
      ArkFace(prefix: prefix, desk: desk, links: links, options: options)
    }
  }

  func answer(_ request: WebRequest) -> WebAnswer {
    let now = clock()
    if request.path.hasPrefix("/clips/") { return shelf.answer(request, now: now) }
    for face in faces {
      if let rest = face.rest(of: request.path) {
        return face.answer(request, rest: rest, now: now)
      }
    }
    return ArkFace.webPage
  }

  func stop() { desk.renderer.stop() }

  func waitUntilRendered(_ id: String) -> Bool {
    guard let task = desk.folder.task(id, now: clock()) else { return false }
    return desk.renderer.renderNow(task.clip)
  }
}
