/// A request that breaks one rule, on one API.
struct RefusalCase: Sendable {
  let rule: String
  let profile: String
  /// Options of `submit` and their values, `--` left out.
  let words: [String]
  /// Whether media behind addresses must be looked at.
  let probes: Bool

  init(_ rule: String, _ profile: String, _ words: [String], probes: Bool = false) {
    self.rule = rule
    self.profile = profile
    self.words = words
    self.probes = probes
  }
}

/// Every rule that a command line can break, on every API that has it.
///
/// The files are those of `RefusalMedia`; `URL` stands for the address of its server.
extension RefusalCase {
  static let all = ark + kyyvideo2 + kyyaipower + x1

  /// Rules that are in no table, and why.
  static let exceptions = [
    "profile-without-models": "no configuration leaves a profile without models"
  ]

  private static let fox = ["--prompt", "A fox"]
  private static let place = "https://media.example/"
  private static let image = ["--image", place + "a.png"]
  private static let seen = ["--image", "URL/fox.png"]
  private static let video = ["--video", place + "a.mp4"]
  private static let voice = ["--voice", place + "a.wav"]
  private static let first = ["--first-frame", place + "a.png"]

  private static func times(_ count: Int, _ option: String, _ ending: String) -> [String] {
    (1...count).flatMap { ["--" + option, "\(place)\($0).\(ending)"] }
  }

  // MARK: ark

  private static let ark = arkValues + arkModes + arkNames + arkFiles + arkAddresses

  private static let arkValues: [RefusalCase] = [
    ark("unknown-model", fox + ["--model", "doubao-seedance-2-0"]),
    ark("ep-prefix", fox + ["--model", "ep-20260101120000-abcde"]),
    ark("prompt-missing", []),
    ark("prompt-missing", ["--prompt", " \n "] + image),
    ark("ratio-offered", fox + ["--ratio", "2:1"]),
    ark("resolution-offered", fox + ["--resolution", "4k"]),
    ark(
      "resolution-of-model",
      fox + ["--resolution", "1080p", "--model", "doubao-seedance-2-0-fast-260128"]),
    ark("duration-range", fox + ["--duration", "3"]),
    ark("duration-range", fox + ["--duration", "16"]),
    ark("duration-range", fox + ["--duration", "0"]),
    ark("seed-range", fox + ["--seed", "-2"]),
    ark("seed-range", fox + ["--seed", "4294967296"]),
    ark("expires-range", fox + ["--expires-after", "3599"]),
    ark("expires-range", fox + ["--expires-after", "259201"]),
  ]

  private static let arkModes: [RefusalCase] = [
    ark("frames-or-references", fox + first + image),
    ark("last-frame-needs-first", fox + ["--last-frame", place + "b.png"]),
    ark("voice-needs-picture", fox + voice),
    ark("image-count", fox + times(10, "image", "png")),
    ark("video-count", fox + times(4, "video", "mp4")),
    ark("voice-count", fox + image + times(4, "voice", "mp3")),
  ]

  private static let arkNames: [RefusalCase] = [
    ark("media-empty", fox + ["--image", ""]),
    ark("url-form", fox + ["--image", "https:///a.png"]),
    ark("url-form", fox + ["--image", "ftp://media.example/a.png"]),
    ark("url-form", fox + ["--image", "data:image/png;base64,AAAA"]),
    ark("asset-form", fox + ["--image", "asset://"]),
    ark("asset-form", fox + ["--image", "asset://a fox"]),
    ark("video-needs-url", fox + ["--video", "short.mp4"]),
  ]

  private static let arkFiles: [RefusalCase] = [
    ark("media-missing", fox + ["--image", "nowhere.png"]),
    ark("media-unreadable", fox + ["--image", "folder"]),
    ark("media-damaged", fox + ["--image", "notes.png"]),
    ark("image-format", fox + ["--image", "rain.wav"]),
    ark("image-sides", fox + ["--first-frame", "small.png"]),
    ark("image-shape", fox + ["--first-frame", "wide.png"]),
    ark("image-size", fox + ["--image", "huge.bmp"]),
    ark("voice-format", fox + image + ["--voice", "fox.png"]),
    ark("voice-length", fox + image + ["--voice", "short.wav"]),
    ark("voices-together", fox + image + ["--voice", "ten.wav", "--voice", "ten-more.wav"]),
    ark("voice-size", fox + image + ["--voice", "huge.wav"]),
    ark("body-size", fox + ["--image", "1.bmp", "--image", "2.bmp", "--image", "3.bmp"]),
  ]

  private static let arkAddresses: [RefusalCase] = [
    ark("image-sides", fox + ["--first-frame", "URL/small.png"], probes: true),
    ark("video-format", fox + ["--video", "URL/rain.wav"], probes: true),
    ark("video-length", fox + ["--video", "URL/short.mp4"], probes: true),
    ark(
      "videos-together", fox + ["--video", "URL/ten.mp4", "--video", "URL/ten-more.mp4"],
      probes: true),
    ark("video-size", fox + ["--video", "URL/huge.mp4"], probes: true),
    ark("video-rate", fox + ["--video", "URL/jerky.mp4"], probes: true),
    ark("video-resolution", fox + ["--video", "URL/tiny.mp4"], probes: true),
  ]

  private static func ark(
    _ rule: String, _ words: [String], probes: Bool = false
  ) -> RefusalCase { RefusalCase(rule, "apiyi", words, probes: probes) }

  // MARK: kyyvideo2

  private static let kyyvideo2: [RefusalCase] =
    [
      ("unknown-model", fox + ["--model", "seedance_2_1"]),
      ("prompt-missing", []), ("prompt-missing", first),
      ("option-not-taken", fox + ["--resolution", "720p"]),
      ("option-not-taken", fox + ["--seed", "1"]),
      ("option-not-taken", fox + ["--watermark", "on"]),
      ("option-not-taken", fox + ["--return-last-frame"]),
      ("option-not-taken", fox + ["--expires-after", "7200"]),
      ("ratio-offered", fox + ["--ratio", "5:4"]),
      ("duration-range", fox + ["--duration", "3"]),
      ("duration-range", fox + ["--duration", "16"]),
      ("duration-range", fox + ["--duration", "-1"]),
      ("frames-or-references", fox + first + voice),
      ("last-frame-needs-first", fox + ["--last-frame", place + "b.png"]),
      ("video-required", fox + ["--model", "seedance_2_0"]),
      ("video-required", fox + ["--model", "seedance_2_0_fast"] + image),
      ("voice-needs-picture", fox + voice),
      ("image-count", fox + times(10, "image", "png")),
      ("video-count", fox + times(4, "video", "mp4")),
      ("voice-count", fox + image + times(4, "voice", "mp3")),
      ("media-empty", fox + ["--first-frame", ""]),
      ("url-form", fox + ["--video", "rtsp://media.example/a.mp4"]),
      ("asset-form", fox + ["--video", "asset:1"]),
      ("file-needs-url", fox + ["--image", "fox.png"]),
      ("file-needs-url", fox + ["--video", "short.mp4"]),
    ].map { RefusalCase($0, "kyyvideo2", $1) } + references("kyyvideo2")

  /// What only a look behind an address tells: the same on `kyyvideo2` and `x1`.
  private static func references(_ profile: String) -> [RefusalCase] {
    [
      ("image-format", ["--image", "URL/rain.wav"]), ("image-sides", ["--image", "URL/small.png"]),
      ("image-shape", ["--first-frame", "URL/wide.png"]),
      ("video-length", ["--video", "URL/short.mp4"]),
      ("videos-together", ["--video", "URL/ten.mp4", "--video", "URL/ten-more.mp4"]),
      ("video-resolution", ["--video", "URL/tiny.mp4"]),
      ("voice-format", seen + ["--voice", "URL/fox.png"]),
      ("voice-length", seen + ["--voice", "URL/short.wav"]),
      ("voices-together", seen + ["--voice", "URL/ten.wav", "--voice", "URL/ten-more.wav"]),
      ("voice-size", seen + ["--voice", "URL/huge.wav"]),
    ].map { RefusalCase($0, profile, fox + $1, probes: true) }
  }

  // MARK: kyyaipower

  private static let long = ["--model", "seedance_2_0_11s_15s"]

  private static let kyyaipower: [RefusalCase] =
    [
      ("unknown-model", fox + ["--model", "seedance_1_0_lite_i2v"]),
      ("prompt-missing", first),
      ("prompt-chinese-characters", ["--prompt", String(repeating: "狐", count: 501)]),
      ("prompt-english-words", ["--prompt", String(repeating: "fox ", count: 1001)]),
      ("option-not-taken", fox + long + ["--audio", "on"]),
      ("option-not-taken", fox + ["--resolution", "480p"]),
      ("option-not-taken", fox + ["--seed", "1"]),
      ("ratio-offered", fox + ["--ratio", "5:4"]),
      ("duration-range", fox + ["--duration", "13"]),
      ("duration-range", fox + ["--duration", "3"]),
      ("duration-range", fox + long + ["--duration", "5"]),
      ("duration-range", fox + ["--model", "seedance_2_0_4s_5s", "--duration", "-1"]),
      ("frames-or-references", fox + first + image),
      ("last-frame-needs-first", fox + ["--last-frame", place + "b.png"]),
      ("mode-offered", fox + image), ("mode-offered", fox + video), ("mode-offered", fox + voice),
      ("media-empty", fox + ["--first-frame", ""]),
      ("url-form", fox + ["--first-frame", "http://"]),
      ("asset-form", fox + ["--first-frame", "asset://a/b"]),
      ("asset-not-taken", fox + ["--first-frame", "asset://asset-20260330142158-q75m8"]),
      ("file-needs-url", fox + ["--first-frame", "fox.png"]),
    ].map { RefusalCase($0, "kyyaipower", $1) }
    + [
      ("image-format", "rain.wav"), ("image-sides", "edge.png"), ("image-shape", "wide.png"),
      ("image-size", "huge.bmp"),
    ].map { RefusalCase($0, "kyyaipower", fox + ["--first-frame", "URL/" + $1], probes: true) }

  // MARK: x1

  private static let x1: [RefusalCase] =
    [
      ("unknown-model", fox + first + ["--model", "seedance_2_0"]),
      ("prompt-missing", first),
      ("option-not-taken", fox + first + ["--audio", "off"]),
      ("option-not-taken", fox + first + ["--seed", "1"]),
      ("option-not-taken", fox + first + ["--watermark", "off"]),
      ("option-not-taken", fox + first + ["--return-last-frame"]),
      ("option-not-taken", fox + first + ["--expires-after", "7200"]),
      ("ratio-offered", fox + first + ["--ratio", "adaptive"]),
      ("resolution-offered", fox + first + ["--resolution", "2k"]),
      ("duration-range", fox + first + ["--duration", "3"]),
      ("duration-range", fox + first + ["--duration", "-1"]),
      ("frames-or-references", fox + first + video),
      ("last-frame-needs-first", fox + ["--last-frame", place + "b.png"]),
      ("mode-offered", fox),
      ("voice-needs-picture", fox + voice),
      ("image-count", fox + times(10, "image", "png")),
      ("video-count", fox + times(4, "video", "mp4")),
      ("voice-count", fox + image + times(4, "voice", "mp3")),
      ("media-empty", fox + ["--image", ""]),
      ("url-form", fox + ["--image", "file:///etc/passwd"]),
      ("asset-form", fox + ["--image", "asset://"]),
      ("file-needs-url", fox + ["--first-frame", "fox.png"]),
    ].map { RefusalCase($0, "x1", $1) } + references("x1")
}
