import Glibc
import HTTPTransport
import Testing
import VideoTasks

@testable import Sandbox

/// A server with one big file to fetch, of which each byte is known.
struct Shelf {
  let stage: Stage
  let link: String
  static let size = 1_000_003

  init(options: SandboxOptions = SandboxOptions(), bytes: Int = size) throws {
    stage = try Stage(options: options)
    let folder = try TaskFolder(path: stage.folder)
    let file = "cgt-20260606160057-aaaaa.mp4"
    let path = folder.clips + "/" + file
    try Disk.replace(path, (0..<min(bytes, Self.size)).map { UInt8($0 % 251) })
    // What a test adds to the usual size is a hole, which costs nothing to write.
    #expect(truncate(path, bytes) == 0)
    let address = Links(secret: try folder.secret())
      .path(to: file, from: stage.clock.now, seconds: options.linkSeconds)
    link = "http://127.0.0.1:\(stage.server.port)\(address)"
  }

  func get(_ headers: HTTPHeader...) async throws -> HTTPResponse {
    try await stage.send("GET", link, headers: headers)
  }
}

@Suite struct LinkTests {
  @Test func `the whole file comes with its length and a strong tag`() async throws {
    let shelf = try Shelf()
    let answer = try await shelf.get()
    #expect(answer.status == 200)
    #expect(answer.head.statedLength == Int64(Shelf.size))
    #expect(answer.body == (0..<Shelf.size).map { UInt8($0 % 251) })
    let tag = try #require(answer.header("ETag"))
    #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
    #expect(try await shelf.get().header("ETag") == tag)
  }

  @Test(arguments: [
    ("bytes=0-0", 0..<1), ("bytes=1000-", 1000..<Shelf.size),
    ("bytes=-3", Shelf.size - 3..<Shelf.size),
    ("bytes=500-700", 500..<701), ("bytes=999990-99999999", 999_990..<Shelf.size),
  ])
  func `a part is served with its place in the whole`(
    header: String, range: Range<Int>
  ) async throws {
    let shelf = try Shelf()
    let answer = try await shelf.get(HTTPHeader("Range", header))
    #expect(answer.status == 206)
    #expect(
      answer.header("Content-Range")
        == "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(Shelf.size)")
    #expect(answer.body == range.map { UInt8($0 % 251) })
  }

  @Test func `a part from beyond the end is 416, and If-Range decides between part and whole`()
    async throws
  {
    let shelf = try Shelf()
    let beyond = try await shelf.get(HTTPHeader("Range", "bytes=\(Shelf.size)-"))
    #expect(beyond.status == 416)
    #expect(beyond.header("Content-Range") == "bytes */\(Shelf.size)")
    let tag = try #require(try await shelf.get().header("ETag"))
    for (given, status) in [(tag, 206), ("\"other\"", 200), ("W/" + tag, 200)] {
      let answer = try await shelf.get(
        HTTPHeader("Range", "bytes=10-19"), HTTPHeader("If-Range", given))
      #expect(answer.status == status, "\(given)")
    }
  }

  @Test func `whoever asks in another way than the link was signed for is refused`() async throws {
    let shelf = try Shelf()
    let stage = shelf.stage
    #expect(try await stage.send("HEAD", shelf.link).status == 403)
    #expect(try await stage.send("POST", shelf.link, body: []).status == 403)
    let key = HTTPHeader("Authorization", "Bearer sk-test")
    #expect(try await stage.send("GET", shelf.link, headers: [key]).status == 403)
    let bare = String(shelf.link.prefix { $0 != "?" })
    #expect(try await stage.send("GET", bare).status == 403)
    let wrong = [
      shelf.link.replacing("aaaaa", with: "aaaab"), shelf.link.replacing("=86400", with: "=86401"),
      String(shelf.link.dropLast()),
      shelf.link.replacing("X-Tos-Date=2026", with: "X-Tos-Date=2027"),
      shelf.link.replacing("Signature=", with: "Signature=0"),
      shelf.link.replacing("/clips/", with: "/clips/..%2F"),
    ]
    for link in wrong { #expect(try await stage.send("GET", link).status == 403, "\(link)") }
    #expect(try await shelf.get().status == 200)
  }

  @Test func `a link ends with its time, and a new query signs a new one`() async throws {
    let stage = try Stage(options: SandboxOptions(seconds: 0, clips: .shared, linkSeconds: 60))
    let id = try await stage.create(
      Body.text("a", "\"duration\":4, \"resolution\":\"480p\", \"generate_audio\":false"))
    #expect(await stage.rendered(id))
    let link = try #require(try await stage.query(id)["content"]?["video_url"]?.string)
    #expect(link.contains("X-Tos-Date=20260606T080057Z&X-Tos-Expires=60&"))
    stage.clock.advance(.seconds(59))
    #expect(try await stage.send("GET", link).status == 200)
    stage.clock.advance(.seconds(1))
    #expect(try await stage.send("GET", link).status == 403)
    let renewed = try #require(try await stage.query(id)["content"]?["video_url"]?.string)
    #expect(try await stage.send("GET", renewed).status == 200)
    let stubborn = try stage.anotherServer(
      options: SandboxOptions(clips: .shared, linkSeconds: 60, renewsLinks: false))
    defer { stubborn.stop() }
    let old = try #require(
      try await stage.query(id, of: stubborn)["content"]?["video_url"]?.string)
    #expect(try await stage.send("GET", old).status == 403)
  }

  @Test func `readers that do not read hold nobody up`() async throws {
    let shelf = try Shelf(bytes: 40 << 20)
    var sockets: [Int32] = []
    defer { for socket in sockets { close(socket) } }
    // More of them than the server has threads; each is owed more than a socket's buffer holds.
    for _ in 0..<12 {
      let socket = try #require(connect(to: shelf.stage.server.port))
      sockets.append(socket)
      let path = shelf.link.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" }
      let text = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
      #expect(write(socket, text, text.utf8.count) == text.utf8.count)
      var first: UInt8 = 0
      #expect(read(socket, &first, 1) == 1, "the answer has begun")
    }
    #expect(try await shelf.stage.call("GET", Stage.tasks).status == 200)
    #expect(try await shelf.get(HTTPHeader("Range", "bytes=5-6")).body == [5, 6])
  }

  private func connect(to port: UInt16) -> Int32? {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, size)
      }
    }
    return result == 0 ? socket : nil
  }
}
