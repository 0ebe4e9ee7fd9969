/// One mode of one API: what is asked for, the golden file with the body that must reach the server,
/// and the clip that comes of it.
struct BodyCase: Sendable {
  /// The golden file's name.
  let name: String
  let profile: String
  /// Options of `submit` with their values, in the order in which they are stated.
  let options: [(option: String, value: String)]
  let width: Int
  let height: Int
  let seconds: Int
  /// Whether the clip has sound; nil where no page says.
  let hasSound: Bool?

  init(
    _ name: String, _ clip: (width: Int, height: Int, seconds: Int, sound: Bool?),
    _ options: [(option: String, value: String)]
  ) {
    self.name = name
    let api = name.prefix { $0 != "-" }
    profile = api == "ark" ? "apiyi" : String(api)
    self.options = options
    (width, height, seconds, hasSound) = clip
  }

  /// The words of the command line.
  var words: [String] {
    ["submit", "--profile", profile]
      + options.flatMap { $0.value.isEmpty ? ["--" + $0.option] : ["--" + $0.option, $0.value] }
  }

  func value(_ option: String) -> String? { options.first { $0.option == option }?.value }
}

extension BodyCase {
  /// The modes of one API.
  static func of(_ profile: String) -> [BodyCase] { all.filter { $0.profile == profile } }

  static let all = ark + kyyvideo2 + kyyaipower + x1

  /// The clips that come of them, with and without sound where no page says which.
  static let clips = Set(
    all.flatMap { item in
      [true, false].filter { $0 == item.hasSound ?? $0 }.map {
        Media.Clip(width: item.width, height: item.height, seconds: item.seconds, hasSound: $0)
      }
    })

  private static let fox = ("prompt", "A fox says \"你好\"\nin the rain / at night")
  private static let first = ("first-frame", "https://media.example/first.png?a=1&b=2")
  private static let last = ("last-frame", "asset://asset-fox-last")
  private static let images = [
    ("image", "https://media.example/2.png"), ("image", "asset://asset-fox-1"),
  ]
  private static let videos = [
    ("video", "https://media.example/b.mp4"), ("video", "asset://asset-fox-2"),
  ]
  private static let voices = [
    ("voice", "asset://asset-fox-3"), ("voice", "https://media.example/a.wav"),
  ]
  private static let tall = [("ratio", "9:16"), ("duration", "4")]
  private static let small = [("ratio", "9:16"), ("resolution", "480p"), ("duration", "4")]
  private static let smallClip = (width: 496, height: 864, seconds: 4, sound: Optional(true))
  private static let tallClip = (width: 720, height: 1280, seconds: 4, sound: Optional(true))
  private static let wideClip = (width: 1280, height: 720, seconds: 5, sound: Optional(true))

  private static let ark: [BodyCase] = [
    BodyCase("ark-text-unstated", wideClip, [fox]),
    BodyCase(
      "ark-text", smallClip,
      [fox, ("model", "doubao-seedance-2-0-260128")] + small + [
        ("audio", "on"), ("seed", "4294967295"), ("watermark", "on"), ("return-last-frame", ""),
        ("expires-after", "3600"),
      ]),
    BodyCase(
      "ark-first-frame", (640, 640, 5, false),
      [
        ("model", "doubao-seedance-2-0-fast-260128"), ("first-frame", "fox.png"),
        ("ratio", "adaptive"), ("resolution", "480p"), ("duration", "-1"), ("audio", "off"),
      ]),
    BodyCase(
      "ark-first-and-last-frame", smallClip,
      [fox, ("model", "doubao-seedance-2-0-fast-260128"), first, last] + small + [
        ("seed", "-1"), ("watermark", "off"),
      ]),
    BodyCase("ark-images", smallClip, [fox, ("image", "fox.png")] + images + small),
    BodyCase(
      "ark-videos", smallClip,
      [fox, ("model", "doubao-seedance-2-0-mini-260615")] + videos + small),
    BodyCase(
      "ark-voices", smallClip,
      [fox, images[0], ("voice", "rain.wav"), voices[1]] + small),
    BodyCase(
      "ark-all", (496, 864, 4, false),
      [fox] + images + videos + voices + small + [
        ("audio", "off"), ("seed", "0"), ("watermark", "on"), ("return-last-frame", ""),
        ("expires-after", "259200"),
      ]),
  ]

  private static let kyyvideo2: [BodyCase] = [
    BodyCase("kyyvideo2-text-unstated", wideClip, [fox]),
    BodyCase(
      "kyyvideo2-text", wideClip,
      [
        ("prompt", "A cat dancing in the rain, cinematic style"), ("model", "seedance_2_0_pro"),
        ("duration", "5"), ("ratio", "16:9"), ("audio", "on"),
      ]),
    BodyCase("kyyvideo2-first-frame", tallClip, [fox, first] + tall),
    BodyCase(
      "kyyvideo2-first-and-last-frame", tallClip,
      [fox, ("model", "seedance_2_0_fast_pro"), first, last] + tall),
    BodyCase(
      "kyyvideo2-images", tallClip, [fox, ("model", "seedance_2_0_pro")] + images + tall),
    BodyCase("kyyvideo2-videos", tallClip, [fox, ("model", "seedance_2_0")] + videos + tall),
    BodyCase(
      "kyyvideo2-voices", tallClip,
      [fox, ("model", "seedance_2_0_fast_pro"), images[0]] + voices + tall),
    BodyCase(
      "kyyvideo2-all", (720, 1280, 4, false),
      [fox, ("model", "seedance_2_0_fast")] + images + videos + voices + tall + [("audio", "off")]),
  ]

  private static let kyyaipower: [BodyCase] = [
    BodyCase(
      "kyyaipower-text", wideClip,
      [
        ("prompt", "A cat yawning at the camera"), ("model", "seedance_1_5_pro_720p"),
        ("ratio", "16:9"), ("duration", "5"), ("audio", "on"),
      ]),
    BodyCase("kyyaipower-text-unstated", (864, 496, 5, nil), [fox]),
    BodyCase(
      "kyyaipower-first-frame", (864, 496, 5, false),
      [fox, first, ("ratio", "adaptive"), ("duration", "-1"), ("audio", "off")]),
    BodyCase(
      "kyyaipower-first-and-last-frame", smallClip,
      [fox, first, ("last-frame", "https://media.example/last.png")] + tall + [("audio", "on")]),
    BodyCase(
      "kyyaipower-4s-5s", (720, 1280, 4, nil),
      [fox, ("model", "seedance_2_0_4s_5s"), first] + tall),
    BodyCase(
      "kyyaipower-6s-10s-unstated", (1280, 720, 6, nil), [fox, ("model", "seedance_2_0_6s_10s")]),
  ]

  private static let x1: [BodyCase] = [
    BodyCase("x1-first-frame-unstated", (1280, 720, 5, nil), [fox, first]),
    BodyCase(
      "x1-first-and-last-frame", (496, 864, 4, nil),
      [fox, ("model", "seedance_2_0_x1_discount"), first, last] + small),
    BodyCase(
      "x1-images", (496, 864, 4, nil),
      [fox, ("model", "seedance_fast_2_0_x1_official")] + images + small),
    BodyCase(
      "x1-videos", (496, 864, 4, nil),
      [fox, ("model", "seedance_fast_2_0_x1_discount")] + videos + small),
    BodyCase("x1-voices", (496, 864, 4, nil), [fox, images[0]] + voices + small),
    BodyCase("x1-all", (496, 864, 4, nil), [fox] + images + videos + voices + small),
  ]
}
