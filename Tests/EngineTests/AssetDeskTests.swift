import Dispatch
import FoundationEssentials
import HTTPTransport
import Synchronization
import TestSupport
import Testing
import VideoTasks

@testable import Engine
@testable import TaskStore

/// The asset desk over the real transport, against a server on loopback.
struct AssetDeskTests {
  private let folder: TemporaryFolder
  private let clock = FakeClock()

  init() throws { folder = try TemporaryFolder("assets") }

  /// A process with a desk, stepped by hand.
  private final class Process {
    let store: TaskStore
    let desk: AssetDesk
    private let transport = HTTPTransport()
    private let woken = DispatchSemaphore(value: 0)
    private let clock: FakeClock
    private(set) var news: [AssetNews] = []

    init(_ folder: TemporaryFolder, _ base: String, clock: FakeClock, api: API = .kyyvideo2) throws
    {
      self.clock = clock
      store = try World.open(folder, clock.now)
      let profile = Profile(
        name: "kyy", api: api, server: .url(base), maxActive: 1, requestsPerMinute: 600,
        pollInterval: .seconds(10), catalogue: .builtIn(for: api))
      let woken = woken
      desk = AssetDesk(
        store: store, transport: transport, profiles: [profile],
        connections: EngineConnections(
          baseURL: { _ throws(CallFailure) in base },
          key: { _ throws(CallFailure) in APIKey("secret-7") }, readFile: { _ in nil }),
        wake: { woken.signal() })
    }

    deinit { transport.close() }

    /// Steps until `isDone`; waits for news while a call is under way, else for the planned moment.
    func run(until isDone: ([AssetNews]) -> Bool) throws {
      for _ in 0..<1000 {
        let next = try desk.step(now: clock.now)
        news += desk.takeNews()
        if isDone(news) { return }
        if desk.isBusy {
          try #require(woken.wait(timeout: .now() + 20) == .success)
        } else {
          clock.now = max(clock.now, try #require(next))
        }
      }
      Issue.record("it came to no end")
    }
  }

  private let upload = AssetUpload(
    profile: "kyy", kind: .video, url: "https://example.test/a.mp4", name: "走")

  /// A library that says `Processing` twice, and then `word`.
  private func library(_ word: String = "Active", answers: Bool = true) throws -> StoryServer {
    let looks = Mutex(0)
    return try StoryServer { request in
      if request.method == "POST" {
        guard answers else { return nil }
        return StoryServer.Answer(
          body: Array(#"{"code":0,"msg":null,"data":{"assetId":"asset-1"}}"#.utf8))
      }
      if request.method == "DELETE" {
        return StoryServer.Answer(body: Array(#"{"code":"0","msg":null,"data":null}"#.utf8))
      }
      let look = looks.withLock { count in
        count += 1
        return count
      }
      let said = look < 3 ? "Processing" : word
      return StoryServer.Answer(
        body: Array(#"{"code":0,"data":{"assetId":"asset-1","status":"\#(said)"}}"#.utf8))
    }
  }

  @Test(arguments: [
    ("Active", API.kyyvideo2, "/kyyReactApiServer"), ("Failed", .kyyaipower, "/kyyAiPower"),
    ("Active", .x1, "/kyyReactApiServer"),
  ])
  func `media is uploaded by its address, looked at, and its end is told`(
    word: String, api: API, path: String
  ) throws {
    let server = try library(word)
    defer { server.stop() }
    let start = clock.now
    let base = "http://127.0.0.1:\(server.port)\(path)"
    let process = try Process(folder, base, clock: clock, api: api)
    process.desk.upload(upload)
    try process.run { news in news.contains { if case .settled = $0 { true } else { false } } }
    let asset = try #require(try process.store.asset("asset-1", profile: "kyy"))
    #expect(asset.status == (word == "Active" ? .active : .failed))
    #expect(process.news.count == 2)
    #expect(process.news.last == .settled(asset))
    #expect(process.news.last?.isGood == (word == "Active"))
    #expect(clock.now == start + .seconds(15))
    #expect(
      server.received.map { "\($0.method) \($0.path)" } == [
        "POST /kyyReactApiServer/kyyVideo2/asset/upload",
        "GET /kyyReactApiServer/kyyVideo2/asset/asset-1",
        "GET /kyyReactApiServer/kyyVideo2/asset/asset-1",
        "GET /kyyReactApiServer/kyyVideo2/asset/asset-1",
      ])
    let body = JSONValue(parsing: server.received[0].body)
    #expect(body?["assetType"]?.string == "Video")
    #expect(body?["url"]?.string == "https://example.test/a.mp4")
    #expect(body?["name"]?.string == "走")
    #expect(server.received.allSatisfy { $0.headers["authorization"] == "Bearer secret-7" })
  }

  @Test func `an upload whose answer is lost is told, not kept, and not sent again`() throws {
    let server = try library(answers: false)
    defer { server.stop() }
    let base = "http://127.0.0.1:\(server.port)/kyyReactApiServer"
    let process = try Process(folder, base, clock: clock)
    process.desk.upload(upload)
    try process.run { !$0.isEmpty }
    guard case .notUploaded(upload, let trouble)? = process.news.first else {
      Issue.record("it is not told: \(process.news)")
      return
    }
    #expect(trouble.kind == .unknown)
    #expect(try process.store.assets().isEmpty)
    #expect(try process.store.nextAssetCheckAt() == nil)
    #expect(server.received.count == 1)
  }

  @Test func `a program that ends while one is looked at leaves it to the next`() throws {
    let server = try library()
    defer { server.stop() }
    let base = "http://127.0.0.1:\(server.port)/kyyReactApiServer"
    var process: Process? = try Process(folder, base, clock: clock)
    process?.desk.upload(upload)
    try process?.run { !$0.isEmpty }
    process = nil
    let next = try Process(folder, base, clock: clock)
    try next.run { !$0.isEmpty }
    #expect(try next.store.asset("asset-1", profile: "kyy")?.status == .active)
  }

  @Test func `a removed asset is gone from the library and from here`() throws {
    let server = try library()
    defer { server.stop() }
    let base = "http://127.0.0.1:\(server.port)/kyyAiPower"
    let process = try Process(folder, base, clock: clock, api: .kyyaipower)
    let asset = AssetRecord(
      assetID: "asset-1", profile: "kyy", kind: .video, url: "u", createdAt: clock.now)
    try process.store.save(asset, nextCheckAt: nil)
    process.desk.remove("asset-1", profile: "kyy")
    try process.run { !$0.isEmpty }
    #expect(process.news == [.removed(assetID: "asset-1", profile: "kyy")])
    #expect(try process.store.assets().isEmpty)
    #expect(server.received.map(\.path) == ["/kyyReactApiServer/kyyVideo2/asset/asset-1"])
    #expect(server.received.first?.method == "DELETE")
  }

  @Test func `an asset of a profile that is no longer there is left alone, without spinning`()
    throws
  {
    let process = try Process(folder, "http://127.0.0.1:9", clock: clock)
    let asset = AssetRecord(
      assetID: "asset-1", profile: "other", kind: .video, url: "u", createdAt: clock.now)
    try process.store.save(asset, nextCheckAt: clock.now)
    let next = try process.desk.step(now: clock.now)
    #expect(next == clock.now + .seconds(3600))
    #expect(!process.desk.isBusy)
  }

  @Test func `a store that refuses is told again what has come in`() throws {
    let server = try library()
    defer { server.stop() }
    let base = "http://127.0.0.1:\(server.port)/kyyReactApiServer"
    let process = try Process(folder, base, clock: clock)
    process.desk.upload(upload)
    try process.store.database.script("PRAGMA query_only = 1")
    #expect(throws: StoreError.self) { try process.run { !$0.isEmpty } }
    try process.store.database.script("PRAGMA query_only = 0")
    try process.run { !$0.isEmpty }
    #expect(try process.store.asset("asset-1", profile: "kyy") != nil)
    #expect(server.received.filter { $0.method == "POST" }.count == 1)
  }
}
