internal import Glibc
public import VideoTasks

/// The four APIs and the asset library, simulated over real HTTP on 127.0.0.1.
///
/// Tasks live as files in a folder, and what state they are in follows from the clock: any number
/// of servers, in any number of processes, answer for the same tasks, before and after a restart.
///
/// Every create that came in has a line in the file `journal`, and its body, byte for byte, is the
/// file that the line names as `body`.
///
/// What goes wrong is in the options (`SandboxFaultRule`), or a prompt asks for it:
/// `[fault: NAME]`; `[refuse: InputTextSensitiveContentDetected]` (any error code)
/// refuses the create, `[fail: OutputAudioSensitiveContentDetected]` lets the task fail in the end,
/// `[expire]` lets it expire.
public final class SandboxServer: Sendable {
  /// The port that it listens on, on 127.0.0.1.
  public let port: UInt16
  private let server: WebServer
  private let router: Router

  /// Starts a server for the tasks in `folder`, which is made when it is missing.
  ///
  /// - Parameters:
  ///   - port: where to listen; 0 takes a free port.
  ///   - clock: what time it is; tests hand in one that they move.
  /// - Throws: `.missingLibrary`, `.cannotListen` or `.folder`.
  public init(
    folder: String, port: UInt16 = 0, options: SandboxOptions = SandboxOptions(),
    clock: @escaping @Sendable () -> Timestamp = { SandboxServer.systemTime() }
  ) throws(SandboxError) {
    try WebServer.openLibraries()
    let router = try Router(folder: folder, options: options, clock: clock)
    server = try WebServer(port: port) { router.answer($0) }
    self.router = router
    self.port = server.port
  }

  /// The time of the system's clock.
  public static func systemTime() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Everything before the path of the create call, as a profile's `base_url` has it.
  public func baseURL(for prefix: SandboxPrefix = .apiyi) -> String {
    "http://127.0.0.1:\(port)\(prefix.path)"
  }

  /// Ends every connection and whatever is being rendered; again: nothing happens.
  ///
  /// What was not rendered yet is rendered by the next server that is asked for it.
  public func stop() {
    server.stop()
    router.stop()
  }

  /// Blocks until the task's clip is on disk, whoever renders it; for tests.
  ///
  /// Returns whether there is one: false for an unknown task and when the rendering failed.
  @discardableResult
  package func waitUntilRendered(_ id: String) -> Bool { router.waitUntilRendered(id) }
}
