import ChildProcesses
import FoundationEssentials
import MediaTools
import TestSupport
import Testing
import VideoTasks

/// Clips and pictures made with ffmpeg's test sources.
private struct Clips {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("frames") }

  func make(_ name: String, _ source: String, _ options: [String] = []) throws -> String {
    let file = folder.file(name)
    let result = try ChildProcess.run(
      .init(
        "ffmpeg", ["-nostdin", "-v", "error", "-f", "lavfi", "-i", source] + options + [file],
        timeLimit: .seconds(60)))
    try #require(result.succeeded, "\(String(decoding: result.errorOutput, as: UTF8.self))")
    return file
  }

  /// Three seconds: red, green, blue.
  func traffic(_ name: String = "traffic.mp4", _ options: [String] = []) throws -> String {
    let source =
      "color=red:s=64x48:r=10:d=1[r];color=lime:s=64x48:r=10:d=1[g];"
      + "color=blue:s=64x48:r=10:d=1[b];[r][g][b]concat=n=3:v=1:a=0"
    return try make(name, source, ["-pix_fmt", "yuv444p"] + options)
  }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = folder.file(name)
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }
}

@Suite struct `Taking frames out of media` {
  private let clips: Clips
  init() throws { clips = try Clips() }

  private func frames(
    _ path: String, _ order: FrameOrder, width: Int = 8, height: Int = 6
  ) -> Result<[MediaFrame], FrameProblem> {
    switch MediaProbe.probe(path: path, timeLimit: .seconds(60)) {
    case .failure(let problem): .failure(FrameProblem(problem, within: .seconds(60)))
    case .success(let facts):
      MediaFrames.read(
        path: path, facts: facts, order: order, width: width, height: height,
        timeLimit: .seconds(60))
    }
  }

  /// The letter of the colour in the middle of each frame.
  private func colors(_ frames: [MediaFrame]) -> String {
    frames.map { frame in
      let pixel = frame.pixels.bytes[(3 * 8 + 4) * 3..<(3 * 8 + 5) * 3].map { $0 > 127 }
      return [[true, false, false]: "r", [false, true, false]: "g", [false, false, true]: "b"][
        pixel, default: "?"]
    }.joined()
  }

  @Test(arguments: [
    (FrameOrder.still(at: 0), "r"), (.still(at: 0.5), "r"), (.still(at: 1.5), "g"),
    (.still(at: 2.95), "b"), (.still(at: 100), "b"), (.still(at: -4), "r"), (.still(at: .nan), "r"),
    (.still(at: .infinity), "b"), (.sheet(count: 3), "rgb"), (.sheet(count: 1), "g"),
    (.sheet(count: 6), "rrggbb"), (.sheet(count: 0), "g"),
    (.run(from: 0, rate: 2, count: 4), "rrgg"),
    (.run(from: 1, rate: 2, count: 100), "ggbb"), (.run(from: 2.5, rate: 4, count: 2), "bb"),
    (.run(from: 50, rate: 4, count: 2), "b"),
  ])
  func `the frames are those of their times`(order: FrameOrder, colors expected: String) throws {
    let found = try frames(clips.traffic(), order).get()
    #expect(colors(found) == expected)
    #expect(found.allSatisfy { $0.pixels.width == 8 && $0.pixels.height == 6 })
    #expect(found.map(\.seconds) == found.map(\.seconds).sorted())
  }

  @Test func `a still picture gives itself for any order`() throws {
    let file = try clips.make("a.png", "color=lime:s=320x240", ["-frames:v", "1"])
    for order in [FrameOrder.still(at: 3), .sheet(count: 4), .run(from: 1, rate: 8, count: 9)] {
      #expect(try colors(frames(file, order).get()) == "g")
    }
  }

  @Test func `a clip that was cut off gives what there is of it`() throws {
    let file = try clips.traffic("whole.mp4", ["-movflags", "+faststart", "-g", "1"])
    let bytes = try Data(contentsOf: URL(filePath: file))
    let cut = try clips.write("cut.mp4", bytes.prefix(bytes.count * 6 / 10))
    let found = try frames(cut, .sheet(count: 6)).get()
    #expect((1...5).contains(found.count))
    #expect(colors(found).first == "r")
  }

  @Test func `what holds no picture ends in a sentence`() throws {
    let text = try clips.write("text.mp4", "This is no clip.\n".utf8)
    let cut = try clips.write(
      "cut.mp4", Data(contentsOf: URL(filePath: clips.traffic())).prefix(700))
    let list = try clips.write("list.mp4", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n".utf8)
    let song = try clips.make("a.wav", "sine=d=1")
    for file in [text, cut, list, song, try clips.write("none.mp4", [])] {
      guard case .failure(let problem) = frames(file, .still(at: 0)) else {
        Issue.record("\(file) gave a frame")
        continue
      }
      #expect(problem.message.hasPrefix("There is no picture"), "\(file)")
      #expect(problem.message.hasSuffix("."), "\(problem.message)")
    }
  }

  @Test func `a picture of enormous size is refused, not unpacked`() throws {
    // The head of a PNG of 60,000 by 60,000 pixels; its length and checksum are right.
    let small = try Array(
      Data(contentsOf: URL(filePath: clips.make("s.png", "color=red:s=8x8", ["-frames:v", "1"]))))
    var head = Array("IHDR".utf8) + [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0]
    head += Self.checksum(head)
    let file = try clips.write("huge.png", small[..<12] + head + small[33...])
    guard case .failure(let problem) = frames(file, .still(at: 0)) else {
      Issue.record("it gave a frame")
      return
    }
    #expect(problem.message.hasPrefix("There is no picture"))
  }

  @Test func `a file that goes after it was probed is missing`() throws {
    let facts = MediaFacts(kind: .video, width: 64, height: 48, seconds: 3)
    let result = MediaFrames.read(
      path: clips.folder.file("gone.mp4"), facts: facts, order: .still(at: 1), width: 8, height: 6)
    #expect(result == .failure(.missing))
  }

  @Test func `names that look like options, patterns or addresses are files`() throws {
    let made = try clips.traffic()
    for name in ["-i.mp4", "http:x.mp4", "%03d.mp4", "a'b[c],d.mp4", "pipe:1"] {
      let file = clips.folder.file(name)
      try FileManager.default.copyItem(atPath: made, toPath: file)
      #expect(try colors(frames(file, .still(at: 1.5)).get()) == "g", "\(name)")
    }
  }

  @Test(arguments: [(0, 6), (8, 0), (5000, 6), (8, 5000)])
  func `sizes that nobody could want are refused`(width: Int, height: Int) {
    let facts = MediaFacts(kind: .video, width: 64, height: 48, seconds: 3)
    let result = MediaFrames.read(
      path: "/dev/null", facts: facts, order: .still(at: 1), width: width, height: height)
    #expect(result == .failure(.tooLarge))
  }

  @Test func `more pixels than fit into memory are refused`() {
    let facts = MediaFacts(kind: .video, width: 64, height: 48, seconds: 300)
    let result = MediaFrames.read(
      path: "/dev/null", facts: facts, order: .run(from: 0, rate: 1, count: 240), width: 640,
      height: 480)
    #expect(result == .failure(.tooLarge))
  }

  @Test func `without ffmpeg, and when it takes too long, it says so`() throws {
    let file = try clips.traffic()
    let facts = MediaFacts(kind: .video, width: 64, height: 48, seconds: 3)
    let missing = MediaFrames.read(
      path: file, facts: facts, order: .still(at: 1), width: 8, height: 6,
      program: "/nonexistent/ffmpeg")
    #expect(missing == .failure(.noProgram("/nonexistent/ffmpeg")))
    let slow = clips.folder.file("slow")
    try Data("#!/bin/sh\nexec sleep 1000\n".utf8).write(to: URL(filePath: slow))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: slow)
    let late = MediaFrames.read(
      path: file, facts: facts, order: .still(at: 1), width: 8, height: 6,
      timeLimit: .milliseconds(200), program: slow)
    #expect(late == .failure(.tooSlow(0)))
  }

  @Test func `cancelling ends the program that runs, and starts no other`() async throws {
    let file = try clips.traffic()
    let facts = MediaFacts(kind: .video, width: 64, height: 48, seconds: 3)
    let (program, started) = (clips.folder.file("slow"), clips.folder.file("started"))
    try Data(
      "#!/bin/sh\necho $$ > \(started).new; mv \(started).new \(started); exec sleep 1000\n".utf8
    )
    .write(to: URL(filePath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    let cancellation = MediaCancellation()
    let result = Task.detached {
      MediaFrames.read(
        path: file, facts: facts, order: .still(at: 1), width: 8, height: 6,
        cancellation: cancellation, timeLimit: .seconds(600), program: program)
    }
    while !FileManager.default.fileExists(atPath: started) { await Task.yield() }
    cancellation.cancel()
    #expect(await result.value == .failure(.cancelled))
    let number = String(decoding: try Data(contentsOf: URL(filePath: started)), as: UTF8.self)
    #expect(!FileManager.default.fileExists(atPath: "/proc/\(number.prefix { $0.isNumber })"))
    let again = MediaFrames.read(
      path: file, facts: facts, order: .still(at: 1), width: 8, height: 6,
      cancellation: cancellation)
    #expect(again == .failure(.cancelled))
  }

  /// CRC-32 as in PNG, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: ~sum >> $0) }
  }
}

@Suite struct `The last frame of a clip` {
  private let clips: Clips

  init() throws { clips = try Clips() }

  @Test func `is a picture beside it in the colour that the clip ends with, made once`() throws {
    let clip = try clips.traffic("my clip.v2.mp4")
    let picture = try LastFrame.take(from: clip).get()
    #expect(picture == clips.folder.file("my clip.v2.last.png"))
    let facts = try MediaProbe.probe(path: picture).get()
    #expect(facts.width == 64 && facts.height == 48)
    let frames = try MediaFrames.read(
      path: picture, facts: facts, order: .still(at: 0), width: 1, height: 1
    ).get()
    let bytes = frames[0].pixels.bytes
    #expect(bytes[2] > 200 && bytes[0] < 60 && bytes[1] < 60, "\(bytes)")
    // A second time nothing is written.
    _ = try clips.write("my clip.v2.last.png", Array("kept".utf8))
    #expect(try LastFrame.take(from: clip).get() == picture)
  }

  @Test func `is taken anew where a picture beside the clip has lost its end`() throws {
    let clip = try clips.traffic("b.mp4")
    let picture = try LastFrame.take(from: clip).get()
    let whole = try #require(fileBytes(picture))
    #expect(LastFrame.isWhole(picture))
    _ = try clips.write("b.last.png", Array(whole.dropLast(20)))
    #expect(!LastFrame.isWhole(picture))
    #expect(try LastFrame.take(from: clip).get() == picture)
    #expect(fileBytes(picture) == whole)
    let names = try FileManager.default.contentsOfDirectory(atPath: clips.folder.path)
    #expect(names.sorted() == ["b.last.png", "b.mp4"])
  }

  @Test func `is refused for what is no clip, and leaves nothing behind`() throws {
    let text = try clips.write("a.mp4", Array("#EXTM3U\n/etc/passwd".utf8))
    #expect(throws: FrameProblem.self) { try LastFrame.take(from: text).get() }
    #expect(LastFrame.take(from: text + ".no") == .failure(.missing))
    #expect(
      LastFrame.take(from: text, program: "no-such-ffmpeg")
        == .failure(.noProgram("no-such-ffmpeg")))
    let names = try FileManager.default.contentsOfDirectory(atPath: clips.folder.path)
    #expect(names == ["a.mp4"])
  }
}
