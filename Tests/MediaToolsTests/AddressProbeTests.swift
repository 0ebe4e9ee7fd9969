import ChildProcesses
import FoundationEssentials
import Glibc
import MediaTools
import TestSupport
import Testing
import VideoTasks

@Suite struct `Probing what an address gives` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder("address") }

  /// Lets ffmpeg make a file of one of its test sources, and gives its bytes.
  private func make(_ name: String, _ source: String, _ options: [String] = []) throws -> [UInt8] {
    let file = folder.file(name)
    let arguments = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", source] + options
    let result = try ChildProcess.run(
      .init("ffmpeg", arguments + ["file:" + file], timeLimit: .seconds(60)))
    try #require(result.succeeded, "\(String(decoding: result.errorOutput, as: UTF8.self))")
    return try Array(Data(contentsOf: URL(filePath: file)))
  }

  private func probe(
    _ url: String, _ limit: Duration = .seconds(30)
  ) -> Result<MediaFacts, AddressProblem> {
    MediaProbe.probe(url: url, timeLimit: limit)
  }

  private func ask(
    _ path: String = "/", _ limit: Duration = .seconds(30), story: @escaping HostileServer.Story
  ) throws -> Result<MediaFacts, AddressProblem> {
    let server = try HostileServer(story)
    defer { server.stop() }
    return probe(server.url(path), limit)
  }

  @Test func `a picture has a format, a size and the server's count of its bytes`() throws {
    let picture = try make("a.png", "testsrc=s=320x400", ["-frames:v", "1"])
    let facts = try ask { $1 == 0 ? HostileServer.answer(picture) : nil }.get()
    #expect(
      facts
        == MediaFacts(
          kind: .image, format: "png", bytes: Int64(picture.count), width: 320, height: 400,
          codec: "png"))
  }

  @Test func `a clip and a sound have a length`() throws {
    let clip = try make("a.mp4", "testsrc=s=320x180:r=24:d=2", ["-c:v", "libx264"])
    let sound = try make("a.wav", "sine=d=2")
    let facts = try ask { $1 == 0 ? HostileServer.answer(clip) : nil }.get()
    #expect((facts.kind, facts.format, facts.seconds) == (.video, "mp4", 2))
    #expect((facts.width, facts.framesPerSecond, facts.codec) == (320, 24, "h264"))
    let heard = try ask { $1 == 0 ? HostileServer.answer(sound) : nil }.get()
    #expect((heard.kind, heard.format, heard.seconds) == (.audio, "wav", 2))
  }

  @Test func `nothing is sent but the address and what every program sends`() throws {
    let server = try HostileServer { _, piece in piece == 0 ? HostileServer.answer([]) : nil }
    defer { server.stop() }
    setenv("APIYI_API_KEY", "sk-secret", 1)
    defer { unsetenv("APIYI_API_KEY") }
    _ = probe(server.url("/a.png?sign=1#part"))
    let heads = server.requests.joined().lowercased()
    #expect(heads.hasPrefix("get /a.png?sign=1 http/1.1"))
    for word in ["authorization", "cookie", "sk-secret", "#part", "icy"] {
      #expect(!heads.contains(word))
    }
  }

  @Test(arguments: [("404 Not Found", "404"), ("403 Forbidden", "403"), ("503 Busy", "5xx")])
  func `a refusal names its status`(status: String, word: String) throws {
    let result = try ask { $1 == 0 ? HostileServer.answer([], status: status) : nil }
    #expect(result == .failure(.refused(word)))
  }

  @Test func `a web page in place of media is called that`() throws {
    let page = "<!doctype html><title>Log in</title>"
    let result = try ask {
      $1 == 0 ? HostileServer.answer(page.utf8, "Content-Type: text/html; charset=utf-8") : nil
    }
    #expect(result == .failure(.webPage))
  }

  @Test(arguments: ["file:///etc/passwd", "https://127.0.0.1:1/", "ftp://127.0.0.1/", "data:,x"])
  func `no redirect leads to another protocol`(_ place: String) throws {
    let result = try ask {
      $1 == 0 ? HostileServer.answer([], status: "302 Found", "Location: \(place)") : nil
    }
    guard case .failure = result else {
      Issue.record("\(place) was followed")
      return
    }
  }

  @Test func `a circle of redirects ends after a few`() throws {
    let server = try HostileServer { _, piece in
      piece == 0 ? HostileServer.answer([], status: "302 Found", "Location: /again") : nil
    }
    defer { server.stop() }
    guard case .failure(.unreachable) = probe(server.url("/")) else {
      Issue.record("a circle led somewhere")
      return
    }
    #expect((2...40).contains(server.requests.count))
  }

  @Test(arguments: [
    "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nSECOND\n",
    "ffconcat version 1.0\nfile SECOND\n",
    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
    "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>SECOND</BaseURL></MPD>",
  ])
  func `no list of other addresses is opened`(_ list: String) throws {
    let second = try HostileServer { _, _ in nil }
    defer { second.stop() }
    let text = list.split(separator: "SECOND", omittingEmptySubsequences: false)
      .joined(separator: second.url("/part"))
    guard
      case .failure(.notMedia) = try ask(story: { $1 == 0 ? HostileServer.answer(text.utf8) : nil })
    else {
      Issue.record("a list was taken for media")
      return
    }
    #expect(second.requests == [])
  }

  @Test(arguments: ["never", "trickle", "head", "line", "body", "clip"])
  func `a server that never ends is left in time`(_ kind: String) throws {
    let start = ContinuousClock.now
    let head = Array("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n".utf8)
    let box: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 0, 0]
    let endless: [UInt8] =
      [0, 0, 0, 1] + Array("mdat".utf8) + [0x7f] + [UInt8](repeating: 0xff, count: 7)
    let result = try ask("/", .milliseconds(700)) { _, piece in
      switch kind {
      case "never":
        poll(nil, 0, 2000)
        return nil
      case "trickle":
        poll(nil, 0, 20)
        return piece < 200 ? [UInt8(ascii: "H")] : nil
      case "head":
        return piece == 0 ? head : Array("X-A: \(String(repeating: "a", count: 4000))\r\n".utf8)
      case "line":
        return piece == 0 ? head + Array("X-A: ".utf8) : [UInt8](repeating: 97, count: 4000)
      case "clip" where piece == 0: return head + [13, 10] + box + endless
      default: return piece == 0 ? head + [13, 10] : [UInt8](repeating: 0, count: 65_536)
      }
    }
    guard case .failure = result else {
      Issue.record("\(kind) gave facts")
      return
    }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func `a picture that unpacks to more than memory holds is looked at and not unpacked`()
    throws
  {
    // 15,000 × 15,000 pixels of 8 bytes are claimed; there is next to nothing behind the claim.
    var picture: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    picture += chunk("IHDR", [0, 0, 0x3a, 0x98, 0, 0, 0x3a, 0x98, 16, 6, 0, 0, 0])
    picture += chunk("IDAT", [0x78, 0x9c] + [UInt8](repeating: 0, count: 4000)) + chunk("IEND", [])
    let bytes = picture
    let facts = try ask { $1 == 0 ? HostileServer.answer(bytes) : nil }.get()
    #expect((facts.kind, facts.width, facts.height) == (.image, 15_000, 15_000))
  }

  private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    var sum: UInt32 = 0xffff_ffff
    for byte in body {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    func big(_ number: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
    return big(UInt32(data.count)) + body + big(~sum)
  }

  @Test func `a server that says nothing, or cuts its answer, gives no facts and no crash`() throws
  {
    let clip = try make("cut.mp4", "testsrc=s=320x180:r=24:d=1", ["-c:v", "libx264"])
    for cut in [0, 1, 20, 60, 300] {
      let part = Array(HostileServer.answer(clip).prefix(cut))
      guard case .failure(let problem) = try ask(story: { $1 == 0 && cut > 0 ? part : nil }) else {
        Issue.record("\(cut) bytes gave facts")
        continue
      }
      #expect(!problem.message.isEmpty)
    }
  }

  @Test(arguments: [
    "", "a.png", "file:///etc/passwd", "http://", "ftp://a/b", "http://a b/", "-i", "http://a\n/",
    "concat:http://a/", "asset://a",
  ])
  func `what is no address is not asked for`(_ text: String) {
    #expect(probe(text) == .failure(.notAnAddress))
  }

  @Test func `where nobody listens nothing is said of the media`() throws {
    let server = try HostileServer { _, _ in nil }
    let url = server.url("/a.png")
    server.stop()
    guard case .failure(let problem) = probe(url) else {
      Issue.record("nobody gave facts")
      return
    }
    #expect(problem.message.contains("may still be able"))
  }

  @Test func `without ffprobe there is no probe of addresses`() {
    #expect(
      MediaProbe.probe(url: "http://127.0.0.1:1/", program: "no-such-program")
        == .failure(.noProbe))
  }

  @Test func `no message holds what the server chose`() throws {
    let result = try ask("/\u{1b}[31m?secret=1") {
      $1 == 0 ? HostileServer.answer("\u{1b}[31mred".utf8, "Content-Type: image/\u{1b}[31m") : nil
    }
    guard case .failure(let problem) = result else {
      Issue.record("a text gave facts")
      return
    }
    #expect(!problem.message.contains("secret") && !problem.message.contains("\u{1b}"))
  }
}
