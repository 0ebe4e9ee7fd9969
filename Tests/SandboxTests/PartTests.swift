import Testing
import VideoTasks

@testable import Sandbox

@Suite struct PartTests {
  @Test func `the signature is HMAC-SHA256`() throws {
    try WebServer.openLibraries()
    // RFC 4231, test case 2.
    let digest = Links.digest(
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
    let hex = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(hex == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test(arguments: [
    ("720p", "16:9", 5, 108_900), ("720p", "16:9", 4, 87_300), ("480p", "16:9", 4, 40_594),
  ])
  func `tokens are those of the published samples`(
    resolution: String, ratio: String, seconds: Int, tokens: Int
  ) throws {
    let row = try #require(ArkLimits.pixels[resolution]?.first { $0.ratio == ratio })
    #expect(
      ArkLimits.tokens(width: row.width, height: row.height, videoSeconds: seconds) == tokens)
  }

  @Test func `every size of the table can be encoded, and has the shape that it is listed under`() {
    for (tier, rows) in ArkLimits.pixels {
      #expect(rows.count == 6, "\(tier)")
      for row in rows {
        #expect(row.width % 2 == 0 && row.height % 2 == 0)
        #expect(ArkLimits.nearestRatio(width: row.width, height: row.height) == row.ratio)
      }
    }
  }

  @Test(arguments: [
    ("bytes=0-", ByteRange.part(0..<10)), ("bytes=3-5", .part(3..<6)), ("bytes=9-9", .part(9..<10)),
    ("bytes=-20", .part(0..<10)), ("bytes=10-", .beyond), ("bytes=-0", .beyond),
    ("bytes=5-4", .whole), ("bytes=a-b", .whole), ("bytes=1-2,4-5", .whole), ("bytes=", .whole),
    ("bytes=-", .whole), ("items=0-1", .whole), ("bytes=99999999999999999999-", .whole),
  ])
  func `a range header is read as the standard says`(header: String, range: ByteRange) {
    #expect(ByteRange.read(header, size: 10) == range)
  }

  @Test(arguments: [
    Sample.png(640, 480), Sample.bmp(640, 480), Pictures.gif, Pictures.jpeg,
    Pictures.webp, Pictures.tiff, Pictures.heif,
  ])
  func `an image's size is read from its header, and never from a part of it`(bytes: [UInt8]) {
    let whole = ImageHeader(bytes)
    #expect(whole?.width == 640 && whole?.height == 480)
    for cut in 0..<min(bytes.count, 200) {
      let part = ImageHeader(Array(bytes[..<cut]))
      #expect(part == nil || part?.width == 640 && part?.height == 480)
    }
  }

  @Test func `a wrapped prompt fits, keeps its words, and says where it was cut`() {
    let prompts = [
      "Drone shot flying over an autumn valley, golden forests", "秋日山谷上空的无人机镜头，金色的森林",
      "a\u{1B}[31m\tb\n\nc", String(repeating: "x", count: 100), "", "   ", "👩‍👩‍👧 family 家",
    ]
    for prompt in prompts {
      for columns in [4, 7, 20, 60] {
        let lines = ClipText.wrap(prompt, columns: columns, lines: 100)
        #expect(lines.allSatisfy { width($0) <= columns })
        #expect(
          lines.joined().filter { $0 != " " }
            == prompt.filter { !$0.isWhitespace && $0 != "\u{1B}" })
        let few = ClipText.wrap(prompt, columns: columns, lines: 2)
        #expect(few.count <= 2)
        #expect((few.last?.hasSuffix("…") == true) == (lines.count > 2))
      }
    }
    #expect(ClipText.wrap("one two three", columns: 8, lines: 5) == ["one two ", "three"])
    #expect(ClipText.wrap("雪中行走，镜头", columns: 8, lines: 5) == ["雪中行", "走，镜头"])
  }

  private func width(_ line: String) -> Int {
    line.reduce(0) { $0 + (($1.unicodeScalars.first?.value ?? 0) >= 0x2E80 ? 2 : 1) }
  }

  @Test func `a task id carries Beijing's time, and a link that of Greenwich`() {
    let moment = Timestamp(seconds: 1_780_732_857)
    #expect(CalendarText.beijing(moment) == "20260606160057")
    #expect(CalendarText.parseTaskID("cgt-20260606160057-6bbjd") == moment)
    #expect(CalendarText.utc(moment) == "20260606T080057Z")
    #expect(CalendarText.parseUTC("20260606T080057Z") == moment)
    for bad in ["", "cgt-20260606160057", "cgt-2026060616005-6bbjd", "cgt-20260606160057-6bbj/"] {
      #expect(CalendarText.parseTaskID(bad) == nil)
    }
  }

  @Test func `real times grow with length and tier, and the queue is part of them`() {
    let options = SandboxOptions(realTimes: true)
    let start = Timestamp(seconds: 0)
    func ends(_ resolution: String, _ seconds: Int) -> Timestamp {
      let plan = Pace.plan(
        from: start, options: options, model: "doubao", resolution: resolution, seconds: seconds)
      #expect(start < plan.runs && plan.runs < plan.ends)
      return plan.ends
    }
    #expect(ends("480p", 5) < ends("720p", 5))
    #expect(ends("720p", 5) < ends("1080p", 5))
    #expect(ends("720p", 15).seconds == 170)
  }
}

/// The beginnings of pictures of 640 by 480.
enum Pictures {
  static let gif = Array("GIF89a".utf8) + Sample.little(640, 2) + Sample.little(480, 2)

  static let jpeg: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xE0] + Sample.big(4, 2) + [0, 0] + [0xFF, 0xC4] + Sample.big(3, 2) + [0]
    + [0xFF, 0xC0] + Sample.big(17, 2) + [8] + Sample.big(480, 2) + Sample.big(640, 2)

  static let webp =
    Array("RIFF".utf8) + Sample.little(100, 4) + Array("WEBPVP8X".utf8) + Sample.little(10, 4)
    + Sample.little(0, 4) + Sample.little(639, 3) + Sample.little(479, 3)

  static let tiff: [UInt8] =
    [0x4D, 0x4D, 0, 42] + Sample.big(8, 4) + Sample.big(2, 2)
    + Sample.big(256, 2) + Sample.big(3, 2) + Sample.big(1, 4) + Sample.big(640, 2) + [0, 0]
    + Sample.big(257, 2) + Sample.big(4, 2) + Sample.big(1, 4) + Sample.big(480, 4)

  static let heif =
    Sample.big(24, 4) + Array("ftypheic".utf8) + Sample.big(0, 4) + Array("mif1heic".utf8)
    + box("ispe", Sample.big(0, 4) + Sample.big(640, 4) + Sample.big(480, 4))

  private static func box(_ name: String, _ body: [UInt8]) -> [UInt8] {
    Sample.big(8 + body.count, 4) + Array(name.utf8) + body
  }
}
