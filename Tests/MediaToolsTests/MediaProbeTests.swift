import ChildProcesses
import FoundationEssentials
import Glibc
import MediaTools
import Testing
import VideoTasks

/// A folder that is removed with the object.
private final class Folder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appending(path: "rushes-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // If this fails, only litter is left.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Lets ffmpeg make a file of one of its test sources.
  func make(_ name: String, source: String, _ options: [String] = []) throws -> String {
    let file = path + "/" + name
    let arguments = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", source] + options
    let result = try ChildProcess.run(
      .init("ffmpeg", arguments + ["file:" + file], timeLimit: .seconds(60)))
    try #require(result.succeeded, "\(String(decoding: result.errorOutput, as: UTF8.self))")
    return file
  }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }
}

@Suite struct `Probing local media` {
  private let folder: Folder
  init() throws { folder = try Folder() }

  private func probe(_ path: String) -> Result<MediaFacts, MediaProblem> {
    MediaProbe.probe(path: path, timeLimit: .seconds(60))
  }

  @Test(arguments: [
    ("a.png", "png"), ("a.jpg", "jpeg"), ("a.webp", "webp"), ("a.bmp", "bmp"), ("a.tiff", "tiff"),
    ("a.gif", "gif"),
  ])
  func `a picture has a format and a size, and no length`(name: String, format: String) throws {
    let file = try folder.make(name, source: "color=red:s=320x400", ["-frames:v", "1"])
    let facts = try probe(file).get()
    #expect(facts.kind == .image)
    #expect(facts.format == format)
    #expect(facts.width == 320)
    #expect(facts.height == 400)
    #expect(facts.seconds == nil)
    #expect(facts.framesPerSecond == nil)
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int64
    #expect(facts.bytes == size)
  }

  @Test(arguments: [("a.mp4", "mp4"), ("a.mov", "mov"), ("a.mkv", "matroska")])
  func `a clip has a size, a length, a frame rate and a codec`(
    name: String, format: String
  ) throws {
    let source = "testsrc=s=320x180:r=24:d=2"
    let facts = try probe(folder.make(name, source: source, ["-c:v", "libx264"])).get()
    #expect(facts.kind == .video)
    #expect(facts.format == format)
    #expect(facts.width == 320)
    #expect(facts.height == 180)
    #expect(facts.seconds == 2)
    #expect(facts.framesPerSecond == 24)
    #expect(facts.codec == "h264")
  }

  @Test(arguments: [("a.wav", "wav", "pcm_s16le"), ("a.mp3", "mp3", "mp3")])
  func `a sound has a length and no size`(name: String, format: String, codec: String) throws {
    let facts = try probe(folder.make(name, source: "sine=d=2")).get()
    #expect(facts.kind == .audio)
    #expect(facts.format == format)
    #expect(facts.codec == codec)
    #expect(facts.width == nil)
    #expect(abs((facts.seconds ?? 0) - 2) < 0.1)
  }

  @Test(arguments: ["-v.png", "a%03d.png", "a b'\"$(x).png", "http:x.png", "冬.txt", "*.png"])
  func `no name is taken for anything but a name`(_ name: String) throws {
    let made = try folder.make("plain.png", source: "color=red:s=300x300", ["-frames:v", "1"])
    let file = folder.path + "/" + name
    try FileManager.default.moveItem(atPath: made, toPath: file)
    #expect(try probe(file).get().format == "png")
  }

  @Test func `what is not there is missing`() {
    #expect(probe(folder.path + "/none.png") == .failure(.missing))
    #expect(probe("") == .failure(.missing))
    #expect(probe("a\0b") == .failure(.missing))
  }

  @Test func `folders and pipes cannot be read`() throws {
    #expect(probe(folder.path) == .failure(.unreadable("Is a directory")))
    let pipe = folder.path + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(probe(pipe) == .failure(.unreadable("Not a regular file")))
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `a file of somebody else cannot be read`() throws {
    let file = try folder.write("a.png", [1])
    chmod(file, 0)
    #expect(probe(file) == .failure(.unreadable("Permission denied")))
  }

  @Test(arguments: [
    "", "hello", "#EXTM3U\n#EXTINF:1,\n/etc/hostname\n", "ffconcat version 1.0\nfile /etc/passwd\n",
  ])
  func `texts and playlists are not media`(_ text: String) throws {
    let file = try folder.write("a.mp4", text.utf8)
    guard case .failure(.notMedia(let words)) = probe(file) else {
      Issue.record("\(text) was taken for media")
      return
    }
    #expect(!words.isEmpty && words.count <= 120 && !words.contains("/"))
  }

  @Test(arguments: [1, 8, 16, 24, 40, 100, 1000])
  func `a picture that was cut off is damaged`(_ bytes: Int) throws {
    let whole = try folder.make("a.png", source: "testsrc=s=320x400", ["-frames:v", "1"])
    let start = try Data(contentsOf: URL(filePath: whole)).prefix(bytes)
    switch probe(try folder.write("cut.png", start)) {
    case .failure(.notMedia): break
    // The size stands at the beginning: what follows may be missing.
    case .success(let facts): #expect(facts.width == 320 && bytes >= 24)
    case .failure(let problem): Issue.record("\(problem)")
    }
  }

  @Test func `a picture that only a brand names is known by it`() throws {
    let header: [UInt8] = [0, 0, 0, 24] + Array("ftypheic".utf8) + [0, 0, 0, 0]
    let facts = try probe(try folder.write("a.heic", header)).get()
    #expect(facts == MediaFacts(kind: .image, format: "heic", bytes: 16))
  }

  @Test func `without ffprobe there is no probe`() throws {
    let file = try folder.write("a.png", [1])
    #expect(
      MediaProbe.probe(path: file, timeLimit: .seconds(60), program: "no-such-program")
        == .failure(.noProbe))
  }

  @Test func `a probe that hangs is given up`() throws {
    let file = try folder.write("a.png", [1])
    let script = try folder.write("hang", "#!/bin/sh\nsleep 300\n".utf8)
    chmod(script, 0o700)
    #expect(
      MediaProbe.probe(path: file, timeLimit: .milliseconds(50), program: script)
        == .failure(.tooSlow))
  }

  @Test(arguments: [
    "{}", "", "[", #"{"streams":[{"codec_type":"video"}]}"#, #"{"streams":4,"format":[]}"#,
    #"{"streams":[{"codec_type":"video","width":1e99,"height":-4}],"format":{"format_name":"x"}}"#,
  ])
  func `an answer that makes no sense is no fact`(_ answer: String) throws {
    let file = try folder.write("a.png", [1])
    let script = try folder.write("answer", "#!/bin/sh\ncat <<'END'\n\(answer)\nEND\n".utf8)
    chmod(script, 0o700)
    guard case .failure(.notMedia(let words)) = MediaProbe.probe(path: file, program: script) else {
      Issue.record("\(answer) was believed")
      return
    }
    #expect(words == "There is no picture and no sound in it")
  }

  @Test func `what the probe says reaches nobody's terminal uncleaned`() throws {
    let file = try folder.write("a.png", [1])
    let words = #"[png @ 0x55] \033[31mred\007 \342\200\256back"#
    let script = try folder.write("talk", "#!/bin/sh\nprintf '\(words)' >&2; exit 1\n".utf8)
    chmod(script, 0o700)
    #expect(
      MediaProbe.probe(path: file, timeLimit: .seconds(60), program: script)
        == .failure(.notMedia("[31mred back")))
  }
}
