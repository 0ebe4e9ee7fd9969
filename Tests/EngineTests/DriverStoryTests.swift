import Dispatch
import FoundationEssentials
import HTTPTransport
import Synchronization
import TestSupport
import Testing
import VideoTasks

@testable import Engine
@testable import TaskStore

/// The engine over the real transport, against a server on loopback.
struct DriverStoryTests {
  /// A process: a driver with everything it needs, stepped by hand.
  private final class Process {
    let store: TaskStore
    let driver: EngineDriver
    private let transport = HTTPTransport()
    private let woken = DispatchSemaphore(value: 0)
    private let clock: FakeClock

    init(
      _ folder: TemporaryFolder, _ profile: Profile, clock: FakeClock,
      key: @escaping @Sendable (Profile) throws(CallFailure) -> APIKey = { _ throws(CallFailure) in
        APIKey("secret-7")
      }
    ) throws {
      self.clock = clock
      store = try World.open(folder, clock.now)
      let owner = try store.registerOwner(now: clock.now)
      let engine = Engine(
        store: store, owner: owner, profiles: [profile], policy: EnginePolicy(),
        videos: VideoFolder(
          folder: folder.file("videos"), files: LocalVideoFiles(), nameOf: { "clip-\($0.id)" }),
        clock: { clock.now }, random: { 200 })
      let read: @Sendable () -> Timestamp = { clock.now }
      let gate = SubmitGate(
        store: try World.open(folder, clock.now), owner: owner, clock: read)
      let woken = woken
      driver = EngineDriver(
        engine: engine, transport: transport, gate: gate,
        connections: EngineConnections(
          baseURL: { profile throws(CallFailure) in
            guard case .url(let address) = profile.server else { return "" }
            return address
          }, key: key, readFile: { _ in nil }),
        clock: read, wake: { woken.signal() })
    }

    deinit { transport.close() }

    /// Steps until `isDone`; waits for news while a call is under way, else for the planned moment.
    func run(until isDone: () throws -> Bool) throws {
      for _ in 0..<1000 {
        let next = try driver.step(now: clock.now)
        if try isDone() { return }
        if driver.hasCallUnderWay {
          try #require(woken.wait(timeout: .now() + 20) == .success)
        } else {
          clock.now = max(clock.now, try #require(next))
        }
      }
      Issue.record("it came to no end")
    }

    /// Waits for the next news without taking it.
    func waitForNews() throws { try #require(woken.wait(timeout: .now() + 20) == .success) }
  }

  private let folder: TemporaryFolder
  private let clock = FakeClock()

  init() throws { folder = try TemporaryFolder("driver") }

  private func profile(_ server: StoryServer) -> Profile {
    var profile = Sample.profile
    profile.server = .url("http://127.0.0.1:\(server.port)/v3")
    return profile
  }

  private func add(_ store: TaskStore) throws -> TaskID {
    var request = RequestDraft(prompt: "A heron")
    request.model = "doubao-seedance-2-0-260128"
    return try store.insert(
      [
        NewTask(
          profile: "apiyi", api: .ark, model: "doubao-seedance-2-0-260128", request: request)
      ], now: clock.now)[0]
  }

  /// A small MPEG-4 file, as far as its boxes go.
  private static let video: [UInt8] = {
    func box(_ type: String, _ count: Int) -> [UInt8] {
      [0, 0, UInt8((count + 8) >> 8), UInt8((count + 8) & 255)] + Array(type.utf8)
        + (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    }
    return box("ftyp", 8) + box("moov", 100) + box("mdat", 40_000)
  }()

  /// A server that makes one task, and breaks the first transfer in the middle.
  private static func story() throws -> StoryServer {
    let transfers = Mutex(0)
    let port = Mutex<UInt16>(0)
    let server = try StoryServer { request in
      if request.method == "POST" {
        return StoryServer.Answer(body: Array(#"{"id":"cgt-1"}"#.utf8))
      }
      if request.path == "/v3/contents/generations/tasks/cgt-1" {
        let link = "http://127.0.0.1:\(port.withLock { $0 })/video.mp4"
        return StoryServer.Answer(
          body: Array(#"{"status":"succeeded","content":{"video_url":"\#(link)"}}"#.utf8))
      }
      let isFirst = transfers.withLock { count in
        count += 1
        return count == 1
      }
      if isFirst {
        return StoryServer.Answer(headers: ["ETag: \"v1\""], body: video, cutAfter: 30_000)
      }
      guard let range = request.headers["range"], request.headers["if-range"] == "\"v1\"",
        let start = Int(range.filter { $0.isNumber })
      else { return StoryServer.Answer(headers: ["ETag: \"v1\""], body: video) }
      return StoryServer.Answer(
        status: 206,
        headers: [
          "ETag: \"v1\"", "Content-Range: bytes \(start)-\(video.count - 1)/\(video.count)",
        ], body: Array(video[start...]))
    }
    port.withLock { $0 = server.port }
    return server
  }

  @Test func `a whole story over real connections, with a transfer that breaks`() throws {
    let server = try Self.story()
    defer { server.stop() }
    let process = try Process(folder, profile(server), clock: clock)
    let id = try add(process.store)
    try process.run { try process.store.task(id)?.download == .done }
    let record = try #require(try process.store.task(id))
    #expect(record.status == .succeeded)
    #expect(record.file == folder.file("videos/clip-1.mp4"))
    #expect(
      FileManager.default.contents(atPath: record.file ?? "").map(Array.init) == Self.video)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("videos"))
        == ["clip-1.mp4"])
    let received = server.received
    #expect(received.map(\.method) == ["POST", "GET", "GET", "GET"])
    #expect(received[0].path == "/v3/contents/generations/tasks")
    #expect(received[0].headers["authorization"] == "Bearer secret-7")
    #expect(received[1].headers["authorization"] == "Bearer secret-7")
    // The link's server never sees the key, and is asked for the rest alone.
    #expect(received[2].headers["authorization"] == nil)
    #expect(received[3].headers["authorization"] == nil)
    #expect(received[2].headers["range"] == nil)
    #expect(received[3].headers["range"] == "bytes=30000-")
  }

  @Test func `nothing is sent when the claim is lost while connecting`() throws {
    let server = try Self.story()
    defer { server.stop() }
    // The key is asked for after the claim and before the connection.
    let thief = try World.open(folder, clock.now)
    // It lives on: a claim of a dead engine would be taken back, and rightly sent.
    let owner = try thief.registerOwner(now: clock.now)
    let stolen = Mutex(false)
    let (folder, clock) = (folder, clock)
    let process = try Process(folder, profile(server), clock: clock) {
      _ throws(CallFailure) in
      stolen.withLock { isStolen in
        guard !isStolen else { return }
        isStolen = true
        Theft.commit(in: folder, by: owner, at: clock.now)
      }
      return APIKey("secret-7")
    }
    let id = try add(thief)
    _ = try process.driver.step(now: clock.now)
    #expect(process.driver.hasCreateUnderWay)
    try process.waitForNews()
    _ = try process.driver.step(now: clock.now)
    #expect(server.received.isEmpty)
    #expect(try thief.task(id)?.status == .waiting)
    #expect(try thief.task(id)?.submittedAt == nil)
  }

  @Test func `a create whose connection ends without an answer is sent once, and unconfirmed`()
    throws
  {
    let server = try StoryServer { _ in nil }
    defer { server.stop() }
    let process = try Process(folder, profile(server), clock: clock)
    let id = try add(process.store)
    try process.run { try process.store.task(id)?.status == .unconfirmed }
    #expect(server.received.count == 1)
    #expect(try process.driver.step(now: clock.now) == nil)
  }

  @Test func `at the end a create that was sent is awaited, and no other is begun`() throws {
    let arrived = DispatchSemaphore(value: 0)
    let answered = DispatchSemaphore(value: 0)
    let server = try StoryServer { _ in
      arrived.signal()
      answered.wait()
      return StoryServer.Answer(body: Array(#"{"id":"cgt-1"}"#.utf8))
    }
    defer { server.stop() }
    let process = try Process(folder, profile(server), clock: clock)
    let first = try add(process.store)
    _ = try process.driver.step(now: clock.now)
    try #require(arrived.wait(timeout: .now() + 20) == .success)
    process.driver.beginEnding()
    let second = try add(process.store)
    #expect(try process.driver.step(now: clock.now) == nil)
    #expect(process.driver.hasCreateUnderWay)
    answered.signal()
    try process.run { !process.driver.hasCallUnderWay }
    #expect(try process.store.task(first)?.remoteID == "cgt-1")
    #expect(try process.store.task(second)?.status == .waiting)
    #expect(server.received.count == 1)
  }

  @Test func `at the end a create that is still connecting goes back to waiting at once`() throws {
    let isHeard = DispatchSemaphore(value: 0)
    let server = try StoryServer { _ in nil }
    defer { server.stop() }
    // The server waits for a request in clear, and the agreement on TLS never comes about.
    var profile = Sample.profile
    profile.server = .url("https://127.0.0.1:\(server.port)/v3")
    let process = try Process(folder, profile, clock: clock) { _ throws(CallFailure) in
      isHeard.signal()
      return APIKey("secret-7")
    }
    let id = try add(process.store)
    _ = try process.driver.step(now: clock.now)
    try #require(isHeard.wait(timeout: .now() + 20) == .success)
    process.driver.beginEnding()
    while process.driver.hasCallUnderWay {
      try process.waitForNews()
      _ = try process.driver.step(now: clock.now)
    }
    #expect(try process.store.task(id)?.status == .waiting)
    #expect(try process.store.task(id)?.waitReason == nil)
    #expect(try process.store.schedule(id).nextSubmitAt == nil)
    #expect(server.received.isEmpty)
  }

  @Test func `a cancel goes out with the key, right after the question, on its own connection`()
    throws
  {
    let server = try StoryServer { request in
      switch request.method {
      case "POST": StoryServer.Answer(body: Array(#"{"id":"cgt-1"}"#.utf8))
      case "DELETE": StoryServer.Answer(body: Array("{}".utf8))
      default: StoryServer.Answer(body: Array(#"{"id":"cgt-1","status":"queued"}"#.utf8))
      }
    }
    defer { server.stop() }
    // Told by its name: the vendor's own Ark.
    var profile = self.profile(server)
    profile.name = "volcengine"
    let process = try Process(folder, profile, clock: clock)
    var request = RequestDraft(prompt: "A heron")
    request.model = "doubao-seedance-2-0-260128"
    let id = try process.store.insert(
      [
        NewTask(
          profile: "volcengine", api: .ark, model: "doubao-seedance-2-0-260128", request: request)
      ], now: clock.now)[0]
    try process.run { try process.store.task(id)?.status == .queued }
    let now = clock.now
    _ = try process.store.change(id, now: now) { _, schedule in
      schedule.nextCancelAt = now
      return nil
    }
    try process.run { try process.store.task(id)?.status == .cancelled }
    let path = "/v3/contents/generations/tasks/cgt-1"
    #expect(server.received.dropFirst().map(\.method) == ["GET", "DELETE"])
    #expect(server.received.last?.path == path)
    #expect(server.received.last?.headers["authorization"] == "Bearer secret-7")
    #expect(process.driver.takeNotices().map(\.isGood) == [true])
  }
}

/// Makes the owners of all claims look dead, as when somebody deletes the lock files.
private enum Theft {
  static func commit(in folder: TemporaryFolder, by owner: OwnerID, at now: Timestamp) {
    do throws(StoreError) {
      let world = try World.open(folder, now)
      try world.database.run("UPDATE schedules SET claim_owner = ?", [.text(owner.rawValue)])
    } catch {
      Issue.record("the claim could not be taken: \(error.message)")
    }
  }
}
