import FoundationEssentials
import Synchronization
import TestSupport
import VideoAPIs
import VideoTasks

@testable import Sandbox

/// The sandbox without its server: a dialect's calls go in, and what would be sent comes out.
final class PlayedServer: Sendable {
  let prefix: SandboxPrefix
  let dialect: any Dialect
  private let folder: TemporaryFolder
  private let router: Router
  private let time = TestTime(Timestamp(seconds: 1_780_732_857))

  /// The models that the prefixes are asked for; each makes 720p, 16:9 and 5 s when not told.
  private static let models: [SandboxPrefix: (profile: String, model: String)] = [
    .apiyi: ("apiyi", "doubao-seedance-2-0-fast-260128"),
    .official: ("volcengine", "doubao-seedance-2-0-260128"),
    .kyyvideo2: ("kyyvideo2", "seedance_2_0_pro"),
    .kyyaipower: ("kyyaipower", "seedance_1_5_pro_720p"),
    .x1: ("x1", "seedance_2_0_x1_official"),
  ]

  init(_ prefix: SandboxPrefix, faults: [SandboxFaultRule] = []) throws {
    self.prefix = prefix
    let profile = Profile.builtIn.first { $0.name == Self.models[prefix]?.profile }
    guard let profile else { throw NoProfile() }
    dialect = Dialects.of(profile)
    folder = try TemporaryFolder("agreement")
    // Links are signed by a library that the server would have opened.
    try WebServer.openLibraries()
    // A clip that is there already is not rendered.
    let clips = folder.file("clips")
    try FileManager.default.createDirectory(atPath: clips, withIntermediateDirectories: true)
    try Data("clip".utf8).write(to: URL(filePath: clips + "/shared-1280x720-5s-sound.mp4"))
    let time = time
    router = try Router(
      folder: folder.path, options: SandboxOptions(clips: .shared, faults: faults)
    ) { time.now }
  }

  private struct NoProfile: Error {}

  deinit { router.stop() }

  var now: Timestamp { time.now }

  func advance(_ duration: Duration) { time.advance(duration) }

  /// What is answered; nil when the connection ends before the whole answer has come.
  func send(_ call: APICall, below base: String? = nil) -> APIAnswer? {
    let parts = call.path.split(separator: "?", maxSplits: 1)
    let query = (parts.count > 1 ? String(parts[1]) : "").split(separator: "&").map { item in
      let sides = item.split(separator: "=", maxSplits: 1).map(String.init)
      return (name: sides[0], value: sides.count > 1 ? sides[1] : "")
    }
    var request = WebRequest(
      method: call.method, path: (base ?? prefix.path) + parts[0], query: query)
    request.authorization = "Bearer key"
    request.host = "127.0.0.1:1"
    request.acceptEncoding = "identity"
    request.body = call.body ?? []
    let answer = router.answer(request)
    guard case .bytes(let bytes) = answer.body, answer.delivery == nil else { return nil }
    return APIAnswer(
      status: Int(answer.status), headers: answer.headers.map { APIHeader($0.name, $0.value) },
      body: bytes)
  }

  /// Makes a task; nil without an answer.
  func create() -> CreateOutcome? {
    var request = VideoRequest(
      model: Self.models[prefix]?.model ?? "", prompt: "A red fox",
      media: prefix == .x1 ? .firstFrame(.url("https://media.example/fox.png")) : .none)
    if prefix.api == .ark {
      request.returnLastFrame = true
      request.ratio = .wide
    }
    return send(dialect.create(request, media: [:])).map(dialect.createOutcome)
  }

  /// Makes a task that must be accepted, and its id.
  func task() throws -> String {
    guard case .accepted(let id, _)? = create() else { throw NoTask() }
    return id
  }

  private struct NoTask: Error {}

  /// Asks about a task; nil without an answer.
  func query(_ id: String) -> QueryOutcome? {
    send(dialect.query(id)).map { dialect.queryOutcome($0, now: now) }
  }
}

/// A clock that stands until it is moved.
final class TestTime: Sendable {
  private let time: Mutex<Timestamp>

  init(_ start: Timestamp) { time = Mutex(start) }

  var now: Timestamp { time.withLock { $0 } }

  func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
}
