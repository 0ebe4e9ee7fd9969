import Testing

@testable import HTTPTransport

/// What must never happen to a call that costs money: reaching the server twice.
@Suite(.timeLimit(.minutes(1)))
struct SentOnceTests {
  private static func request(
    _ server: LoopbackServer, _ method: String, _ connection: HTTPRequest.Connection
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, url: server.url(), body: method == "POST" ? [1, 2, 3] : nil,
      connection: connection)
  }

  @Test(arguments: [HTTPRequest.Connection.fresh, .kept])
  func `a POST that the server reads and drops is sent once, though a connection is kept`(
    _ connection: HTTPRequest.Connection
  ) async throws {
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest(), request.method == "GET" {
        connection.answer(body: "alive")
      }
    }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    for _ in 0..<3 {
      let answer = await transport.send(Self.request(server, "GET", .kept))
      #expect(try answer.get().status == 200)
    }
    #expect(server.connectionsOpened == 1)

    let asked = Tally()
    let outcome = await transport.send(
      Self.request(server, "POST", connection),
      willSend: {
        asked.add()
        return true
      })

    #expect(outcome.failure?.gist == "reset maybe")
    #expect(server.received.filter { $0.method == "POST" }.map(\.body) == [[1, 2, 3]])
    #expect(server.connectionsOpened == 2)
    #expect(asked.value == 1)
  }

  @Test func `a fresh request takes no kept connection and leaves none behind`() async throws {
    let server = try LoopbackServer.answering("x")
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    for connection in [HTTPRequest.Connection.fresh, .kept, .fresh, .kept, .fresh] {
      _ = try await transport.send(Self.request(server, "GET", connection)).get()
    }
    #expect(server.connectionsOpened == 4)
  }

  @Test func `a poll on a kept connection that the server drops is sent again`() async throws {
    let drops = Tally()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.answer(body: "first")
      // The second request on a connection is read and dropped.
      if connection.readRequest() != nil { drops.add() }
    }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    for _ in 0..<2 {
      let answer = try await transport.send(Self.request(server, "GET", .kept)).get()
      #expect(text(answer.body) == "first")
    }
    #expect(drops.value == 1)
    #expect(server.received.count == 3)
  }

  @Test func `a second sending of a POST is refused before its first byte`() {
    let order = CallOrder(
      call: HTTPCall(queue: CommandQueue(options: .init(), openLibrary: { nil })),
      request: HTTPRequest(method: "POST", url: "http://h/"), willSend: { true },
      onResponse: nil, onProgress: nil, completion: { _ in })
    let target = Target(scheme: "http", authority: "http://h:80", isLoopback: false)
    let transfer = Transfer(order: order, target: target)
    #expect(transfer.mayProceed())
    #expect(!transfer.mayProceed())
    #expect(transfer.fault?.gist == "reset maybe")
  }

  @Test func `a fresh request follows no redirect`() async throws {
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.answer("307 Temporary Redirect", headers: ["Location: /again"])
      }
    }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    var request = Self.request(server, "POST", .fresh)
    request.followsRedirects = 5
    #expect(try await transport.send(request).get().status == 307)
    #expect(server.received.map(\.path) == ["/"])
  }

  @Test func `a refusal to send leaves the server without a byte`() async throws {
    let bytes = Happening<Int>()
    let server = try LoopbackServer { bytes.happen($0.waitForEnd()) }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let outcome = await transport.send(
      Self.request(server, "POST", .fresh), willSend: { false })
    #expect(outcome.failure?.gist == "refused no")
    #expect(try await bytes.value() == 0)
  }

  @Test func `a body of many megabytes arrives once and whole, without waiting for leave`()
    async throws
  {
    let server = try LoopbackServer.answering("ok")
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    var request = Self.request(server, "POST", .fresh)
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    request.body = body
    #expect(try await transport.send(request).get().status == 200)
    let received = try #require(server.received.first)
    #expect(received.body == body)
    #expect(received.headers["expect"] == nil)
  }
}
