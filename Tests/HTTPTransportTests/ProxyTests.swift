import Glibc
import Testing

@testable import HTTPTransport

/// The environment is the process's own, so each of these runs in a process of its own.
@Suite(.timeLimit(.minutes(1)))
struct ProxyTests {
  @Test func `this machine is never asked through a proxy`() async {
    await #expect(processExitsWith: .success) {
      let server = try LoopbackServer.answering("direct")
      for name in ["http_proxy", "all_proxy", "ALL_PROXY"] {
        setenv(name, "http://127.0.0.1:\(try Loopback.deafPort())", 1)
      }
      let transport = HTTPTransport()
      for host in ["127.0.0.1", "localhost"] {
        let url = "http://\(host):\(server.port)/"
        let answer = try await transport.send(HTTPRequest(url: url)).get()
        #expect(text(answer.body) == "direct")
      }
      transport.close()
    }
  }

  @Test func `other hosts are asked through the proxy of the environment`() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackServer.answering("by proxy")
      setenv("http_proxy", "http://127.0.0.1:\(proxy.port)", 1)
      setenv("https_proxy", "http://127.0.0.1:\(proxy.port)", 1)
      let transport = HTTPTransport()
      let plain = HTTPRequest(url: "http://api.invalid/tasks")
      #expect(text(try await transport.send(plain).get().body) == "by proxy")
      #expect(proxy.received.map(\.path) == ["http://api.invalid/tasks"])
      // The proxy answers CONNECT with 200 but speaks no TLS behind it: nothing was sent.
      let secure = HTTPRequest(
        method: "POST", url: "https://api.invalid/tasks",
        headers: [HTTPHeader("Authorization", "Bearer secret")], body: [1],
        connectTimeout: .milliseconds(300))
      #expect(await transport.send(secure).failure?.wasSent == .no)
      #expect(proxy.received.last?.method == "CONNECT")
      #expect(proxy.received.last?.headers["authorization"] == nil)
      transport.close()
    }
  }
}
