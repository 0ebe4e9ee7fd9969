import FoundationEssentials
import Glibc
import Synchronization
import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(1)))
struct DownloadTests {
  /// Downloads to `path` from a server that gives `answer`.
  private func download(
    to path: String, offset: Int64 = 0, answer: String,
    onResponse: (@Sendable (HTTPResponseHead) -> HTTPBodyDecision)? = nil
  ) async throws -> Outcome {
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.send(answer)
    }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    let request = HTTPRequest(
      url: server.url(), headers: offset > 0 ? [HTTPHeader("Range", "bytes=\(offset)-")] : [],
      destination: .file(path: path, offset: offset))
    return await transport.send(request, onResponse: onResponse)
  }

  private static let whole = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabcdef"
  private static let rest =
    "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 3-5/6\r\nContent-Length: 3\r\n\r\ndef"

  @Test func `a new file is made`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/new"
      let answer = try await download(to: path, answer: Self.whole).get()
      #expect(fileText(path) == "abcdef")
      #expect(answer.body.isEmpty)
      #expect(answer.bytesReceived == 6)
      #expect(answer.fileOffset == 0)
    }
  }

  @Test func `the rest is appended at the offset, and what lay behind it is cut off`() async throws
  {
    try await withTemporaryFolder { folder in
      let path = folder + "/part"
      try write("abcXYZxyz", to: path)
      let answer = try await download(to: path, offset: 3, answer: Self.rest).get()
      #expect(fileText(path) == "abcdef")
      #expect(answer.bytesReceived == 3)
      #expect(answer.fileOffset == 3)
    }
  }

  @Test func `the whole in place of the rest starts the file again`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/part"
      try write("XYZxyz and more", to: path)
      let answer = try await download(to: path, offset: 3, answer: Self.whole).get()
      #expect(fileText(path) == "abcdef")
      #expect(answer.fileOffset == 0)
    }
  }

  @Test func `an empty whole empties the file`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/part"
      try write("XYZ", to: path)
      let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
      #expect(try await download(to: path, answer: answer).get().bytesReceived == 0)
      #expect(fileText(path) == "")
    }
  }

  @Test func `a range that begins elsewhere is refused and the file left alone`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/part"
      try write("ab", to: path)
      let outcome = try await download(to: path, offset: 2, answer: Self.rest)
      #expect(outcome.failure?.gist == "refused maybe")
      #expect(fileText(path) == "ab")
    }
  }

  @Test func `an error page goes to memory and not into the file`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/part"
      let page = "HTTP/1.1 403 Forbidden\r\nContent-Length: 7\r\n\r\nexpired"
      let answer = try await download(to: path, answer: page).get()
      #expect(answer.status == 403)
      #expect(text(answer.body) == "expired")
      #expect(answer.fileOffset == nil)
      #expect(fileText(path) == nil)
    }
  }

  @Test(arguments: [
    (HTTPBodyDecision.append, "abcabcdef"), (.restart, "abcdef"), (.refuse, "abc"),
    (.keepInMemory(limit: 6), "abc"), (.keepInMemory(limit: 5), "abc"),
  ])
  func `the decision is asked once with the head, and rules`(
    _ decision: HTTPBodyDecision, _ left: String
  ) async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/part"
      try write("abc", to: path)
      let heads = Mutex<[Int]>([])
      let outcome = try await download(to: path, offset: 3, answer: Self.whole) { head in
        heads.withLock { $0.append(head.status) }
        return decision
      }
      #expect(heads.withLock { $0 } == [200])
      #expect(fileText(path) == left)
      switch decision {
      case .append, .restart: #expect(try outcome.get().body.isEmpty)
      case .refuse: #expect(outcome.failure?.gist == "refused maybe")
      case .keepInMemory(5): #expect(outcome.failure?.gist == "tooLarge maybe")
      case .keepInMemory: #expect(text(try outcome.get().body) == "abcdef")
      }
    }
  }

  @Test func `what came before a break stays in the file`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/part"
      let cut = "HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\nabcdef"
      let outcome = try await download(to: path, answer: cut)
      #expect(outcome.failure?.gist == "partial maybe")
      #expect(fileText(path) == "abcdef")
    }
  }

  @Test func `a full disk is told by its number`() async throws {
    let outcome = try await download(to: "/dev/full", answer: Self.whole)
    #expect(outcome.failure?.kind == .disk(ENOSPC))
    #expect(outcome.failure?.message == "The file cannot be written: No space left on device.")
  }

  @Test func `a folder that is not there, a link and a hole are refused`() async throws {
    try await withTemporaryFolder { folder in
      let absent = try await download(to: folder + "/absent/file", answer: Self.whole)
      #expect(absent.failure?.kind == .disk(ENOENT))
      let link = folder + "/link"
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: folder + "/elsewhere")
      #expect(try await download(to: link, answer: Self.whole).failure?.kind == .disk(ELOOP))
      #expect(fileText(folder + "/elsewhere") == nil)
      let short = folder + "/short"
      try write("ab", to: short)
      let hole = try await download(to: short, offset: 3, answer: Self.rest)
      #expect(hole.failure?.kind == .disk(EINVAL))
      #expect(fileText(short) == "ab")
    }
  }

  @Test func `progress rises, tells the stated length, and comes at most four times a second`()
    async throws
  {
    let piece = [UInt8](repeating: 7, count: 1 << 20)
    let pieces = 64
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(pieces << 20)\r\n\r\n")
      for _ in 0..<pieces { connection.send(piece) }
    }
    defer { server.stop() }
    let transport = HTTPTransport()
    defer { transport.close() }
    try await withTemporaryFolder { folder in
      let reports = Mutex<[HTTPProgress]>([])
      let begin = ContinuousClock.now
      let answer = try await transport.send(
        HTTPRequest(url: server.url(), destination: .file(path: folder + "/v", offset: 0)),
        onProgress: { report in reports.withLock { $0.append(report) } }
      ).get()
      let quarters = Int((ContinuousClock.now - begin) / .milliseconds(250))
      #expect(answer.bytesReceived == Int64(pieces << 20))
      let told = reports.withLock { $0 }
      #expect(!told.isEmpty && told.count <= quarters + 1)
      #expect(told.allSatisfy { $0.bytesExpected == Int64(pieces << 20) && $0.fileOffset == 0 })
      #expect(zip(told, told.dropFirst()).allSatisfy { $0.bytesReceived < $1.bytesReceived })
    }
  }
}
