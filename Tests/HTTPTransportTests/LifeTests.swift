import Synchronization
import Testing

@testable import HTTPTransport

/// Queueing, closing, and closures that call back.
@Suite(.timeLimit(.minutes(1)))
struct LifeTests {
  /// A test that waits beside hundreds of others may go on only after minutes.
  private static let patience = Duration.seconds(3600)

  @Test func `closing ends every request once, sent or waiting`() async throws {
    let reached = Happening<Bool>()
    let server = try LoopbackServer { connection in
      if connection.readRequest() != nil { reached.happen(true) }
      connection.waitForEnd()
    }
    defer { server.stop() }
    let transport = HTTPTransport(options: .init(connectionsPerHost: 1))
    let gists = Mutex<[Int: [String]]>([:])
    for number in 0..<50 {
      let request = HTTPRequest(
        url: server.url(), connection: .fresh, silenceTimeout: Self.patience)
      transport.start(request) { outcome in
        let gist = outcome.failure?.gist ?? "answered"
        gists.withLock { $0[number, default: []].append(gist) }
      }
    }
    _ = try await reached.value()
    transport.close()
    let ended = gists.withLock { $0 }
    #expect(ended[0] == ["cancelled maybe"])
    #expect((1..<50).allSatisfy { ended[$0] == ["cancelled no"] })
    transport.close()
    let late = await transport.send(HTTPRequest(url: server.url()))
    #expect(late.failure?.gist == "cancelled no")
  }

  @Test func `closing without a request, and letting go of the transport`() async throws {
    HTTPTransport().close()
    let server = try LoopbackServer { $0.waitForEnd() }
    defer { server.stop() }
    let outcome = Happening<Outcome>()
    var transport: HTTPTransport? = HTTPTransport()
    transport?.start(HTTPRequest(url: server.url())) { outcome.happen($0) }
    transport = nil
    #expect(try await outcome.value().failure?.kind == .cancelled)
  }

  @Test func `a completion may start, cancel and close`() async throws {
    let server = try LoopbackServer.answering("x")
    defer { server.stop() }
    let transport = HTTPTransport()
    let url = server.url()
    let late = Happening<Outcome>()
    @Sendable func chain(_ left: Int) {
      let call = Mutex<HTTPCall?>(nil)
      let started = transport.start(HTTPRequest(url: url)) { _ in
        call.withLock { $0 }?.cancel()
        guard left == 0 else { return chain(left - 1) }
        transport.close()
        transport.start(HTTPRequest(url: url)) { late.happen($0) }
      }
      call.withLock { $0 = started }
    }
    chain(100)
    #expect(try await late.value().failure?.gist == "cancelled no")
    #expect(server.received.count == 101)
    #expect(server.connectionsOpened == 1)
  }

  @Test func `thousands of requests from many threads take turns on few connections`() async throws
  {
    let server = try LoopbackServer.answering("x")
    defer { server.stop() }
    let transport = HTTPTransport(options: .init(connectionsPerHost: 8))
    defer { transport.close() }
    let url = server.url()
    let total = 3000
    let done = Happening<Int>()
    let good = Tally()
    let ended = Atomic(0)
    for _ in 0..<3 {
      Threads.start {
        for _ in 0..<total / 3 {
          transport.start(HTTPRequest(url: url)) { outcome in
            if outcome.failure == nil { good.add() }
            if ended.add(1, ordering: .relaxed).newValue == total { done.happen(total) }
          }
        }
      }
    }
    #expect(try await done.value() == total)
    #expect(good.value == total)
    #expect(server.received.count == total)
    #expect(server.mostConnections <= 8)
  }

  @Test func `a download holds up no poll`() async throws {
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest() {
        if request.path == "/video" {
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
          connection.waitForEnd()
        } else {
          connection.answer(body: "x")
        }
      }
    }
    defer { server.stop() }
    let transport = HTTPTransport(options: .init(connectionsPerHost: 1))
    defer { transport.close() }
    try await withTemporaryFolder { folder in
      let begun = Happening<Bool>()
      let ended = Happening<Outcome>()
      let download = transport.start(
        HTTPRequest(
          url: server.url("/video"), silenceTimeout: Self.patience,
          destination: .file(path: folder + "/v", offset: 0)),
        onProgress: { _ in begun.happen(true) }, completion: { ended.happen($0) })
      _ = try await begun.value()
      #expect(try await transport.send(HTTPRequest(url: server.url("/poll"))).get().status == 200)
      download.cancel()
      #expect(try await ended.value().failure?.gist == "cancelled maybe")
      #expect(fileText(folder + "/v") == "abc")
    }
  }

  @Test func `places go round the hosts, first come first served within one`() {
    var lanes = Lanes<String>(perLane: 2, total: 4)
    let host = Lane(host: "a", isFile: false)
    let files = Lane(host: "a", isFile: true)
    let others = Lane(host: "b", isFile: true)
    for name in ["a1", "a2", "a3", "a4"] { lanes.add(name, to: host) }
    for name in ["f1", "f2", "f3"] { lanes.add(name, to: files) }
    lanes.add("o1", to: others)
    func drain() -> [String] {
      var names: [String] = []
      while let name = lanes.next() { names.append(name) }
      return names
    }
    #expect(drain() == ["a1", "f1", "o1", "a2"])
    lanes.leave(host)
    #expect(drain() == ["a3"])
    lanes.leave(host)
    lanes.leave(others)
    #expect(drain() == ["f2", "a4"])
    lanes.leave(host)
    #expect(drain() == [])
    lanes.leave(files)
    #expect(drain() == ["f3"])
  }

  @Test(arguments: [0, 1, 7, 3000])
  func `a lane gives back all that it took, in order`(_ count: Int) {
    var lanes = Lanes<Int>(perLane: 1, total: 1)
    let lane = Lane(host: "a", isFile: false)
    for number in 0..<count { lanes.add(number, to: lane) }
    var taken: [Int] = []
    while let number = lanes.next() {
      taken.append(number)
      lanes.leave(lane)
    }
    #expect(taken == Array(0..<count))
  }

  @Test(arguments: [
    (Duration.zero, 1), (.milliseconds(50), 50), (.microseconds(1), 1), (.microseconds(1001), 2),
    (.seconds(-5), 1), (.seconds(1 << 40), Int(Int32.max)),
  ])
  func `times are whole milliseconds that libcurl can take`(_ time: Duration, _ expected: Int) {
    #expect(time.curlMilliseconds == expected)
  }

  @Test(arguments: [
    ("http://localhost/", true), ("http://LOCALHOST:8080/", true), ("https://127.0.0.1/", true),
    ("http://127.9.9.9:1/", true), ("http://[::1]:1/", true), ("http://a.localhost/", true),
    ("http://127.0.0.1.example.com/", false), ("http://localhost.example.com/", false),
    ("http://10.0.0.1/", false), ("https://api.apiyi.com/", false),
  ])
  func `this machine is known by its names`(_ url: String, _ expected: Bool) throws {
    #expect(CurlLibrary.problem() == nil)
    #expect(try RequestCheck.target(of: url).get().isLoopback == expected)
  }
}
