import Testing
import VideoTasks

@Suite struct MediaRulesTests {
  static let megabyte: Int64 = 1_048_576

  /// A draft with one local image of which something is known.
  private static func image(
    _ name: String, _ broken: String..., format: String? = "png", width: Int? = 1000,
    height: Int? = 1000, bytes: Int64? = 1000
  ) -> RuleCase {
    let file = MediaReference.file("fox.png")
    let facts = MediaFacts(format: format, bytes: bytes, width: width, height: height)
    var row = RuleCase(name, facts: [file: .success(facts)]) { $0.images = [file] }
    row.broken = broken
    return row
  }

  /// A draft with an image and local sounds of which something is known.
  private static func voices(_ name: String, _ broken: String..., facts: [MediaFacts]) -> RuleCase {
    var known: Facts = [:]
    var files: [MediaReference] = []
    for (index, fact) in facts.enumerated() {
      files.append(.file("voice\(index).mp3"))
      known[files[index]] = .success(fact)
    }
    var row = RuleCase(name, facts: known) {
      $0.images = addresses(1)
      $0.voices = files
    }
    row.broken = broken
    return row
  }

  private static func voice(_ seconds: Double?, format: String = "mp3", bytes: Int64 = 1000)
    -> MediaFacts
  {
    MediaFacts(kind: .audio, format: format, bytes: bytes, seconds: seconds)
  }

  private static func video(
    _ name: String, _ broken: String..., format: String = "mp4", bytes: Int64 = 1000,
    width: Int = 1280, height: Int = 720, seconds: [Double] = [5], rate: Double = 24
  ) -> RuleCase {
    let clips = addresses(seconds.count, "mp4")
    var facts: Facts = [:]
    for (clip, length) in zip(clips, seconds) {
      facts[clip] = .success(
        MediaFacts(
          kind: .video, format: format, bytes: bytes, width: width, height: height,
          seconds: length, framesPerSecond: rate))
    }
    var row = RuleCase(name, facts: facts) { $0.videos = clips }
    row.broken = broken
    return row
  }

  static let cases: [RuleCase] = [
    image("a good image"),
    image("a heic image", format: "heic"),
    image("a jpeg by its other name", format: "mjpeg"),
    image("a svg", "image image-format", format: "svg"),
    image("an image of unknown format", format: nil),
    image("300 × 300", width: 300, height: 300),
    image("6000 × 6000", width: 6000, height: 6000),
    image("299 × 400", "image image-sides", width: 299, height: 400),
    image("6001 × 6000", "image image-sides", width: 6001, height: 6000),
    image("0.4 exactly", width: 400, height: 1000),
    image("2.5 exactly", width: 2500, height: 1000),
    image("just below 0.4", "image image-shape", width: 399, height: 1000),
    image("just above 2.5", "image image-shape", width: 2501, height: 1000),
    image("a side of none", "image image-sides", width: 0, height: 0),
    image("just below 30 MB", bytes: 30 * megabyte - 1),
    image("30 MB", "image image-size", bytes: 30 * megabyte),
    image("nothing known", format: nil, width: nil, height: nil, bytes: nil),
    image(
      "too small and too large", "image image-sides", "image image-size", width: 100, height: 100,
      bytes: 31 * megabyte),
    voices("2 s and 13 s", facts: [voice(2), voice(13, format: "wav")]),
    voices("15 s", facts: [voice(15)]),
    voices("1.9 s", "voice voice-length", facts: [voice(1.9)]),
    voices("15.1 s: one cause", "voice voice-length", facts: [voice(15.1), voice(2)]),
    voices("8 s and 7.5 s", "voice voices-together", facts: [voice(8), voice(7.5)]),
    voices("an ogg", "voice voice-format", facts: [voice(5, format: "ogg")]),
    voices("15 MB", facts: [voice(5, bytes: 15 * megabyte)]),
    voices("above 15 MB", "voice voice-size", facts: [voice(5, bytes: 15 * megabyte + 1)]),
    voices("a length that nobody knows", facts: [voice(nil), voice(14)]),
    video("a good video"),
    video("a mov as the probe names it", format: "mov,mp4,m4a,3gp,3g2,mj2"),
    video("a webm", "video video-format", format: "webm"),
    video("three videos of 5 s", seconds: [5, 5, 5]),
    video("15.3 s together", "video videos-together", seconds: [5.1, 5.1, 5.1]),
    video("1.5 s", "video video-length", seconds: [1.5]),
    video("15.2 s", seconds: [15.2]),
    video("16 s", "video video-length", seconds: [16]),
    video("50 MB", bytes: 50 * megabyte),
    video("above 50 MB", "video video-size", bytes: 50 * megabyte + 1),
    video("23.976 frames", rate: 23.976),
    video("15 frames", "video video-rate", rate: 15),
    video("61 frames", "video video-rate", rate: 61),
    video("1080p", "video video-resolution", width: 1920, height: 1080),
    video("480p", width: 864, height: 496),
  ]

  @Test("what is inside the media is held against the media table", arguments: cases)
  func table(row: RuleCase) throws {
    #expect(try row.check().rules == row.broken)
  }

  @Test(
    "a file that could not be looked at",
    arguments: [
      (.missing, ["first-frame media-missing"]),
      (.unreadable("permission denied"), ["first-frame media-unreadable"]),
      (.notMedia("moov atom not found"), ["first-frame media-damaged"]),
      (.tooSlow, []),
      (.noProbe, []),
    ] as [(MediaProblem, [String])])
  func problems(problem: MediaProblem, broken: [String]) throws {
    let row = RuleCase("", facts: [.file("a.png"): .failure(problem)]) {
      $0.firstFrame = .file("a.png")
    }
    #expect(try row.check().rules == broken)
  }

  @Test func `a file that nobody has looked at breaks no rule`() throws {
    let row = RuleCase("") { $0.images = [.file("a.png")] }
    #expect(try row.check().rules.isEmpty)
  }

  @Test func `two broken images are two violations of one field`() throws {
    let small = MediaFacts(format: "png", width: 10, height: 10)
    let row = RuleCase(
      "", facts: [.file("a.png"): .success(small), .file("b.png"): .failure(.missing)]
    ) { $0.images = [.file("a.png"), .file("b.png")] }
    #expect(try row.check().rules == ["image image-sides", "image media-missing"])
  }

  /// The size of each of three images, and what it breaks: 64 MB hold 48 MB before base64.
  @Test(
    "the whole request is limited, in base64",
    arguments: [(15, []), (17, ["image body-size"])] as [(Int64, [String])])
  func body(megabytes: Int64, broken: [String]) throws {
    var facts: Facts = [:]
    let files = (0..<3).map { MediaReference.file("\($0).png") }
    for file in files {
      facts[file] = .success(MediaFacts(format: "png", bytes: megabytes * Self.megabyte))
    }
    let row = RuleCase("", facts: facts) { $0.images = files }
    #expect(try row.check().rules == broken)
    var remote = row
    remote.draft.images = addresses(3)
    #expect(try remote.check().rules.isEmpty)
  }

  @Test func `an image too large by itself is one violation, not two`() throws {
    let row = RuleCase("", facts: [.file("a.png"): .success(MediaFacts(bytes: 90 * Self.megabyte))])
    { $0.images = [.file("a.png")] }
    #expect(try row.check().rules == ["image image-size"])
  }

  @Test func `the message of a broken image names file, value and limit`() throws {
    let row = RuleCase(
      "",
      facts: [.file("a.png"): .success(MediaFacts(format: "png", width: 200, height: 4000))]
    ) { $0.firstFrame = .file("a.png") }
    #expect(
      try row.check().violations.map(\.message) == [
        "a.png is 200×4000 pixels; each side must have 300 to 6000.",
        "a.png is 200×4000 pixels, 0.05 times as wide as high; 0.4 to 2.5 is taken.",
      ])
  }
}
