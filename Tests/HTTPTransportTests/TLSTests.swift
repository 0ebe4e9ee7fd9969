import FoundationEssentials
import Glibc
import Testing

@testable import HTTPTransport

/// TLS against `openssl s_server`, with a certificate made for the test.
@Suite(.timeLimit(.minutes(1)), .enabled(if: OpenSSL.isInstalled))
struct TLSTests {
  @Test func `a certificate that nobody vouches for ends the request before it is sent`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let server = try OpenSSL(folder: folder)
      defer { server.stop() }
      let transport = HTTPTransport()
      defer { transport.close() }
      let asked = Tally()
      let outcome = await transport.send(
        HTTPRequest(method: "POST", url: "https://127.0.0.1:\(server.port)/", body: [1]),
        willSend: {
          asked.add()
          return true
        })
      #expect(outcome.failure?.gist == "tls no")
      #expect(asked.value == 0)
    }
  }

  @Test func `a trusted certificate must name the host`() async throws {
    try await withTemporaryFolder { folder in
      let server = try OpenSSL(folder: folder)
      defer { server.stop() }
      let transport = HTTPTransport(options: .init(authorityFile: server.certificate))
      defer { transport.close() }
      let right = HTTPRequest(url: "https://127.0.0.1:\(server.port)/")
      #expect(try await transport.send(right, willSend: { true }).get().status == 200)
      let wrong = HTTPRequest(url: "https://localhost:\(server.port)/")
      #expect(await transport.send(wrong).failure?.gist == "tls no")
    }
  }
}

/// A child `openssl s_server -www` on a free port.
final class OpenSSL {
  private static let program = "/usr/bin/openssl"
  static var isInstalled: Bool { access(program, X_OK) == 0 }

  let port: UInt16
  let certificate: String
  private let child: pid_t

  /// Makes key and certificate (for 127.0.0.1) in `folder` and waits until the server listens.
  init(folder: String) throws {
    certificate = folder + "/certificate.pem"
    let key = folder + "/key.pem"
    let (maker, words) = try Self.spawn([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=rushes test",
      "-addext", "subjectAltName=IP:127.0.0.1",
    ])
    close(words)
    var status: Int32 = 0
    waitpid(maker, &status, 0)
    try #require(status == 0)
    let (server, output) = try Self.spawn([
      "s_server", "-www", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key,
    ])
    child = server
    var found: UInt16?
    while found == nil, let line = Self.line(output) {
      guard line.hasPrefix("ACCEPT") else { continue }
      found = line.split(separator: ":").last.flatMap { UInt16($0) }
    }
    // The pipe stays open for the server's further words; it closes with the test process.
    guard let found else { throw LoopbackServer.Failure(what: "openssl s_server") }
    port = found
  }

  func stop() {
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
  }

  private static func spawn(_ arguments: [String]) throws -> (pid_t, Int32) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let result = posix_spawn(&child, program, &actions, nil, &words, nil)
    close(ends[1])
    try #require(result == 0)
    return (child, ends[0])
  }

  private static func line(_ descriptor: Int32) -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1 {
      guard byte != 10 else { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }
}
