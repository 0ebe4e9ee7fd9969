import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(1)))
struct RedirectTests {
  private static func redirecting(to location: @escaping @Sendable (String) -> String?) throws
    -> LoopbackServer
  {
    try LoopbackServer { connection in
      while let request = connection.readRequest() {
        if let place = location(request.path) {
          connection.answer("302 Found", headers: ["Location: \(place)"], body: "moved")
        } else {
          connection.answer(body: "here")
        }
      }
    }
  }

  private static func request(_ server: LoopbackServer, redirects: Int) -> HTTPRequest {
    HTTPRequest(
      url: server.url("/start"),
      headers: [HTTPHeader("Authorization", "Bearer secret"), HTTPHeader("Cookie", "c=1")],
      followsRedirects: redirects)
  }

  @Test func `the key goes to no other port`() async throws {
    let other = try Self.redirecting { _ in nil }
    defer { other.stop() }
    let place = other.url("/target")
    let server = try Self.redirecting { $0 == "/start" ? "/next" : place }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let asked = Tally()
    let answer = try await transport.send(
      Self.request(server, redirects: 3),
      willSend: {
        asked.add()
        return true
      }
    ).get()
    #expect(answer.status == 200)
    #expect(text(answer.body) == "here")
    #expect(answer.header("Location") == nil)
    #expect(server.received.map(\.path) == ["/start", "/next"])
    #expect(server.received.allSatisfy { $0.headers["authorization"] == "Bearer secret" })
    let received = try #require(other.received.first)
    #expect(received.headers["authorization"] == nil)
    #expect(received.headers["cookie"] == nil)
    #expect(asked.value == 1)
  }

  @Test func `without leave a redirect is the answer`() async throws {
    let server = try Self.redirecting { _ in "/elsewhere" }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let answer = try await transport.send(Self.request(server, redirects: 0)).get()
    #expect(answer.status == 302)
    #expect(text(answer.body) == "moved")
    #expect(server.received.count == 1)
  }

  @Test func `redirects are counted`() async throws {
    let server = try Self.redirecting { "\($0)x" }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let outcome = await transport.send(Self.request(server, redirects: 3))
    #expect(outcome.failure?.gist == "other maybe")
    #expect(server.received.count == 4)
  }

  @Test(arguments: [
    "ftp://127.0.0.1/x", "file:///etc/passwd", "gopher://127.0.0.1/", "http://me:word@127.0.0.1/",
  ])
  func `a redirect to something else is not followed`(_ place: String) async throws {
    let server = try Self.redirecting { _ in place }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let outcome = await transport.send(Self.request(server, redirects: 3))
    #expect(outcome.failure?.wasSent == .maybe)
    #expect(server.received.count == 1)
  }
}
