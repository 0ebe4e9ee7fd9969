import Testing

@testable import HTTPTransport

/// What is sent, and how answers are read.
@Suite(.timeLimit(.minutes(1)))
struct AnswerTests {
  /// Serves `answer` to each request and sends one `GET`.
  private func get(
    _ answer: String, closes: Bool = true, limit: Int = 1 << 20, byteWise: Bool = false
  ) async throws -> Outcome {
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        if byteWise {
          for byte in answer.utf8 { connection.send([byte]) }
        } else {
          connection.send(answer)
        }
        if closes { return }
      }
    }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    return await transport.send(
      HTTPRequest(url: server.url(), destination: .memory(limit: limit)))
  }

  @Test func `only what was asked for is sent`() async throws {
    let server = try LoopbackServer.answering("x")
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let request = HTTPRequest(
      method: "POST", url: server.url("/v3/tasks?a=b"),
      headers: [
        HTTPHeader("Authorization", "Bearer k"), HTTPHeader("Content-Type", "application/json"),
        HTTPHeader("Accept-Encoding", "identity"), HTTPHeader("X-Empty", ""),
      ], body: Array(#"{"a":1}"#.utf8), connection: .fresh)
    _ = try await transport.send(request).get()
    let received = try #require(server.received.first)
    #expect(received.method == "POST")
    #expect(received.path == "/v3/tasks?a=b")
    #expect(text(received.body) == #"{"a":1}"#)
    #expect(
      received.headers == [
        "host": "127.0.0.1:\(server.port)", "user-agent": "rushes/0.1", "accept": "*/*",
        "authorization": "Bearer k", "content-type": "application/json",
        "accept-encoding": "identity", "x-empty": "", "content-length": "7",
      ])
  }

  @Test(arguments: [("GET", nil), ("DELETE", nil), ("POST", nil), ("PUT", "abc"), ("POST", "")])
  func `each method arrives as it is`(_ method: String, _ body: String?) async throws {
    let server = try LoopbackServer.answering("x")
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let request = HTTPRequest(
      method: method, url: server.url(), body: body.map { Array($0.utf8) })
    #expect(try await transport.send(request).get().status == 200)
    let received = try #require(server.received.first)
    #expect(received.method == method)
    #expect(text(received.body) == body ?? "")
    #expect(received.headers["content-type"] == nil)
    #expect(received.headers["transfer-encoding"] == nil)
  }

  @Test func `HEAD has headers and no body, whatever length is stated`() async throws {
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
      }
    }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let answer = try await transport.send(
      HTTPRequest(method: "HEAD", url: server.url(), destination: .memory(limit: 10))
    ).get()
    #expect(answer.head.statedLength == 99_999_999)
    #expect(answer.body.isEmpty)
  }

  @Test(arguments: [false, true])
  func `early answers and trailers leave no field`(_ byteWise: Bool) async throws {
    let answer = try await get(
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 201 Created\r\nX-One:  1 \r\n"
        + "x-two:\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Late: 1\r\n\r\n",
      byteWise: byteWise
    ).get()
    #expect(answer.status == 201)
    #expect(
      answer.headers == [
        HTTPHeader("X-One", "1"), HTTPHeader("x-two", ""),
        HTTPHeader("Transfer-Encoding", "chunked"),
      ])
    #expect(answer.header("X-TWO") == "")
    #expect(answer.header("Link") == nil)
    #expect(text(answer.body) == "abc")
  }

  @Test func `a body is never decoded`() async throws {
    let answer = try await get(
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip"
    ).get()
    #expect(text(answer.body) == "not gzip")
    #expect(answer.header("content-encoding") == "gzip")
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n01234567890",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\n01234567890",
    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n0",
  ])
  func `a body over the limit is given up`(_ answer: String) async throws {
    #expect(try await get(answer, limit: 10).failure?.gist == "tooLarge maybe")
  }

  @Test func `a body of exactly the limit is whole`() async throws {
    let answer = try await get(
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789", limit: 10)
    #expect(text(try answer.get().body) == "0123456789")
  }

  @Test func `a head over 64 KiB is given up`() async throws {
    let line = "X-Long: " + String(repeating: "x", count: 992)
    let fields = Array(repeating: line, count: 70).joined(separator: "\r\n")
    let outcome = try await get("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\n")
    #expect(outcome.failure?.gist == "tooLarge maybe")
  }

  @Test func `early answers without end are given up`() async throws {
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      while connection.send("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n") {}
    }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let outcome = await transport.send(HTTPRequest(url: server.url()))
    #expect(outcome.failure?.gist == "tooLarge maybe")
  }

  @Test func `a head is read from its lines, folded ones too`() {
    var block = HeaderBlock()
    let lines = [
      "HTTP/1.1 302 Found\r\n", "Location: /x\r\n", "\r\n", "HTTP/1.1 200\r\n", "A: 1\r\n",
      " more\r\n", "no colon\r\n", ": no name\r\n", "B:two: parts \r\n", "\r\n", "C: late\r\n",
    ]
    for line in lines {
      let isTaken = Array(line.utf8).withUnsafeBytes { block.add($0) }
      #expect(isTaken)
    }
    #expect(
      block.head()
        == HTTPResponseHead(
          status: 200,
          headers: [
            HTTPHeader("A", "1 more"), HTTPHeader("", "no name"), HTTPHeader("B", "two: parts"),
          ]))
  }

  @Test(arguments: ["", "HTTP/1.1\r\n", "HTTP/1.1 2x0 OK\r\n", "HTTP/1.1 20 OK\r\n", "X: y\r\n"])
  func `what is no status line gives no head`(_ line: String) {
    var block = HeaderBlock()
    let isTaken = Array(line.utf8).withUnsafeBytes { block.add($0) }
    #expect(isTaken)
    #expect(block.head() == nil)
  }
}
