import Testing

@testable import HTTPTransport

/// Each way to fail says rightly whether anything may have been sent.
@Suite(.timeLimit(.minutes(1)))
struct WasSentTests {
  private static func post(_ url: String) -> HTTPRequest {
    HTTPRequest(method: "POST", url: url, body: Array("paid".utf8), connection: .fresh)
  }

  private func outcome(
    _ request: HTTPRequest, willSend: (@Sendable () -> Bool)? = nil
  ) async -> Outcome {
    let transport = HTTPTransport()
    defer { transport.close() }
    return await transport.send(request, willSend: willSend)
  }

  @Test func `nobody listens`() async throws {
    let port = try Loopback.deafPort()
    let outcome = await outcome(Self.post("http://127.0.0.1:\(port)/"))
    #expect(outcome.failure?.gist == "connect no")
    #expect(outcome.failure?.detail.isEmpty == false)
  }

  @Test func `the name is unknown`() async {
    // A label of 70 letters is refused by every resolver without asking the network.
    let name = String(repeating: "a", count: 70)
    let outcome = await outcome(Self.post("http://\(name).invalid/"))
    #expect(outcome.failure?.gist == "resolve no")
  }

  @Test func `the server speaks no TLS`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readMore()
      connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
    }
    defer { server.stop() }
    let outcome = await outcome(Self.post(server.url(scheme: "https")))
    #expect(outcome.failure?.gist == "tls no")
  }

  @Test func `the server drops the connection within TLS`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readMore()
      connection.reset()
    }
    defer { server.stop() }
    let failure = await outcome(Self.post(server.url(scheme: "https"))).failure
    #expect(failure?.wasSent == .no)
    #expect(failure?.kind == .tls || failure?.kind == .connect)
  }

  @Test func `connecting takes too long`() async throws {
    let server = try LoopbackServer { $0.waitForEnd() }
    defer { server.stop() }
    var request = Self.post(server.url(scheme: "https"))
    request.connectTimeout = .milliseconds(50)
    #expect(await outcome(request).failure?.gist == "timeout no")
  }

  @Test func `the whole takes too long while connecting`() async throws {
    let server = try LoopbackServer { $0.waitForEnd() }
    defer { server.stop() }
    var request = Self.post(server.url(scheme: "https"))
    request.totalTimeout = .milliseconds(50)
    #expect(await outcome(request).failure?.gist == "timeout no")
  }

  @Test func `the whole takes too long after sending`() async throws {
    let server = try LoopbackServer { $0.waitForEnd() }
    defer { server.stop() }
    var request = Self.post(server.url())
    request.totalTimeout = .milliseconds(50)
    #expect(await outcome(request).failure?.gist == "timeout maybe")
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"])
  func `silence after sending`(_ start: String) async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.send(start)
      connection.waitForEnd()
    }
    defer { server.stop() }
    var request = Self.post(server.url())
    request.silenceTimeout = .milliseconds(50)
    #expect(await outcome(request).failure?.gist == "silence maybe")
  }

  @Test func `silence in the middle of sending`() async throws {
    let done = Happening<Bool>()
    let gate = Gate()
    let server = try LoopbackServer { _ in
      // Reads nothing, so that the body fills the buffers and stops.
      gate.wait()
      done.happen(true)
    }
    defer { server.stop() }
    var request = Self.post(server.url())
    request.body = [UInt8](repeating: 7, count: 24 << 20)
    request.silenceTimeout = .milliseconds(50)
    #expect(await outcome(request).failure?.gist == "silence maybe")
    gate.open()
    #expect(try await done.value())
  }

  @Test func `an empty reply`() async throws {
    let server = try LoopbackServer { _ = $0.readRequest() }
    defer { server.stop() }
    #expect(await outcome(Self.post(server.url())).failure?.gist == "reset maybe")
  }

  @Test func `a reset instead of an answer`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.reset()
    }
    defer { server.stop() }
    #expect(await outcome(Self.post(server.url())).failure?.gist == "reset maybe")
  }

  @Test func `a reset while the body is being sent`() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readMore()
      connection.reset()
    }
    defer { server.stop() }
    var request = Self.post(server.url())
    request.body = [UInt8](repeating: 7, count: 24 << 20)
    #expect(await outcome(request).failure?.gist == "reset maybe")
  }

  @Test func `a reset within the answer's body`() async throws {
    let begun = Gate()
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
      begun.wait()
      connection.reset()
    }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let outcome = await transport.send(
      Self.post(server.url()),
      onResponse: { _ in
        begun.open()
        return .append
      })
    #expect(outcome.failure?.gist == "reset maybe")
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", HTTPFailure.Kind.partial),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", .partial),
    ("HTTP/1.1 200 OK\r\nContent-Le", .partial),
    ("HTTP/1.1 100 Continue\r\n\r\n", .reset),
    ("Good morning\r\n\r\n", .other),
  ])
  func `an answer that ends too early or is none`(
    _ answer: String, _ kind: HTTPFailure.Kind
  ) async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.send(answer)
    }
    defer { server.stop() }
    let failure = try #require(await outcome(Self.post(server.url())).failure)
    #expect(failure.kind == kind)
    #expect(failure.wasSent == .maybe)
  }

  @Test func `cancelled while waiting for a place`() async throws {
    let reached = Happening<Bool>()
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      reached.happen(true)
      connection.waitForEnd()
    }
    defer { server.stop() }
    let transport = HTTPTransport(options: .init(connectionsPerHost: 1))
    defer { transport.close() }
    let first = Happening<Outcome>()
    let second = Happening<Outcome>()
    // A test that waits beside hundreds of others may go on only after minutes.
    var request = Self.post(server.url())
    request.silenceTimeout = .seconds(3600)
    let sent = transport.start(request) { first.happen($0) }
    let waiting = transport.start(request) { second.happen($0) }
    _ = try await reached.value()

    waiting.cancel()
    #expect(try await second.value().failure?.gist == "cancelled no")
    sent.cancel()
    sent.cancel()
    #expect(try await first.value().failure?.gist == "cancelled maybe")
    #expect(server.received.count == 1)
  }

  @Test(arguments: [true, false])
  func `cancelled while leave to send is asked`(_ answer: Bool) async throws {
    let bytes = Happening<Int>()
    let server = try LoopbackServer { bytes.happen($0.waitForEnd()) }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let outcome = Happening<Outcome>()
    let asked = Happening<Bool>()
    let gate = Gate()
    let call = transport.start(
      Self.post(server.url()),
      willSend: {
        asked.happen(true)
        gate.wait()
        return answer
      }, completion: { outcome.happen($0) })
    _ = try await asked.value()
    call.cancel()
    gate.open()
    #expect(try await outcome.value().failure?.wasSent == .no)
    #expect(try await bytes.value() == 0)
  }

  @Test(arguments: [
    "", "host/path", "/path", "ftp://127.0.0.1/x", "file:///etc/passwd", "http://", "https:///x",
    "http:/127.0.0.1/x",
    "http://user@127.0.0.1/", "http://user:word@127.0.0.1/", "http://127.0.0.1/a b",
    "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/\0", "http://127.0.0.1:99999/",
    "javascript:alert(1)", "data:text/plain,x",
  ])
  func `an address that cannot be used`(_ url: String) async {
    #expect(await outcome(Self.post(url), willSend: { true }).failure?.gist == "badURL no")
  }

  @Test(arguments: [
    HTTPHeader("X", "a\r\nY: b"), HTTPHeader("X", "a\nb"), HTTPHeader("X", "a\0b"),
    HTTPHeader("X\r\nY", "a"), HTTPHeader("X:", "a"), HTTPHeader("", "a"), HTTPHeader("X Y", "a"),
    HTTPHeader("Content-Length", "9"), HTTPHeader("transfer-encoding", "chunked"),
  ])
  func `a header that would change the request`(_ header: HTTPHeader) async throws {
    let server = try LoopbackServer.answering("x")
    defer { server.stop() }
    var request = Self.post(server.url())
    request.headers = [header]
    let failure = try #require(await outcome(request).failure)
    #expect(failure.gist == "other no")
    #expect(!failure.message.utf8.contains { $0 < 0x20 })
    #expect(server.connectionsOpened == 0)
  }

  @Test(arguments: ["", "GET /x HTTP/1.1\r\n", "GE T", "G\0"])
  func `a method that is not a word`(_ method: String) async throws {
    let server = try LoopbackServer.answering("x")
    defer { server.stop() }
    let outcome = await outcome(HTTPRequest(method: method, url: server.url()))
    #expect(outcome.failure?.gist == "other no")
    #expect(server.connectionsOpened == 0)
  }

  @Test func `libcurl is not installed`() async throws {
    let problem = try #require(CurlLibrary.problem(with: "libcurl-absent.so.99"))
    #expect(problem.contains("libcurl-absent.so.99") && problem.contains("apt install"))
    let transport = HTTPTransport(options: .init(), openLibrary: { problem })
    for _ in 0..<3 {
      let outcome = await transport.send(Self.post("http://127.0.0.1:9/"))
      #expect(outcome.failure?.gist == "missingLibrary no")
      #expect(outcome.failure?.message == problem)
    }
    transport.close()
    let late = await transport.send(Self.post("http://127.0.0.1:9/"))
    #expect(late.failure?.gist == "cancelled no")
  }

  @Test func `a library that is not libcurl is named as such`() throws {
    let problem = try #require(CurlLibrary.problem(with: "libc.so.6"))
    #expect(problem.contains("libc.so.6 has no curl_"))
  }
}
