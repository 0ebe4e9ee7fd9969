import Testing

@testable import Sandbox

/// Bodies of creates of the `kyy` APIs.
enum Kyy {
  static let image = "https://example.com/a.png"
  static let video = "https://example.com/a.mp4"
  static let audio = "https://example.com/a.mp3"

  /// A `kyyvideo2` body; prompts ask to expire where no clip is wanted.
  static func video2(
    _ more: String = "", model: String = "seedance_2_0_pro", prompt: String = "a fox [expire]"
  ) -> String {
    object("\"model\":\"\(model)\", \"prompt\":\"\(prompt)\"", more)
  }

  static func power(
    _ items: String = Body.words, _ more: String = "", model: String = "seedance_1_5_pro_720p"
  ) -> String {
    object("\"model\":\"\(model)\", \"content\":[\(items)]", more)
  }

  static func x1(
    _ items: String = Body.words + "," + Body.image("first_frame"), _ more: String = "",
    model: String = "seedance_2_0_x1_discount"
  ) -> String {
    object("\"model\":\"\(model)\", \"content\":[\(items)]", more)
  }

  static func text(_ prompt: String) -> String { "{\"type\":\"text\",\"text\":\"\(prompt)\"}" }

  static func list(_ name: String, _ count: Int, _ url: String) -> String {
    let items = Array(repeating: "\"\(url)\"", count: count).joined(separator: ",")
    return "\"\(name)\":[\(items)]"
  }

  private static func object(_ start: String, _ more: String) -> String {
    more.isEmpty ? "{\(start)}" : "{\(start), \(more)}"
  }

  /// A body that its API takes, without a clip at the end.
  static func good(_ prefix: SandboxPrefix, prompt: String = "a fox [expire]") -> String {
    switch prefix {
    case .apiyi, .official: Body.text(prompt)
    case .kyyvideo2: video2(prompt: prompt)
    case .kyyaipower: power(text(prompt))
    case .x1: x1(text(prompt) + "," + Body.image("first_frame"))
    }
  }
}

/// A body, and what the refusal of it must name; nil when it is taken.
struct Judged: Sendable, CustomTestStringConvertible {
  let why: String
  let body: String
  let field: String?
  var testDescription: String { why }

  init(_ why: String, _ field: String?, _ body: String) {
    self.why = why
    self.body = body
    self.field = field
  }
}

extension Judged {
  static let video2: [Judged] = [
    Judged("text alone", nil, Kyy.video2()),
    Judged("fast pro", nil, Kyy.video2(model: "seedance_2_0_fast_pro")),
    Judged("no model", "model", "{\"prompt\":\"a\"}"),
    Judged("an unknown model", "model", Kyy.video2(model: "seedance_1_5_pro_720p")),
    Judged("no prompt", "prompt", "{\"model\":\"seedance_2_0_pro\"}"),
    Judged("a blank prompt", "prompt", Kyy.video2(prompt: "  ")),
    Judged("a prompt as number", "prompt", "{\"model\":\"seedance_2_0_pro\",\"prompt\":1}"),
    Judged("3 seconds", "duration", Kyy.video2("\"duration\":3")),
    Judged("4 seconds", nil, Kyy.video2("\"duration\":4")),
    Judged("15 seconds", nil, Kyy.video2("\"duration\":15")),
    Judged("16 seconds", "duration", Kyy.video2("\"duration\":16")),
    Judged("-1 seconds", "duration", Kyy.video2("\"duration\":-1")),
    Judged("seconds as text", "duration", Kyy.video2("\"duration\":\"5\"")),
    Judged("adaptive", nil, Kyy.video2("\"aspect_ratio\":\"adaptive\"")),
    Judged("2:1", "aspect_ratio", Kyy.video2("\"aspect_ratio\":\"2:1\"")),
    Judged("another API's ratio is ignored", nil, Kyy.video2("\"ratio\":\"2:1\"")),
    Judged("silent", nil, Kyy.video2("\"generateAudio\":false")),
    Judged("sound as text", "generateAudio", Kyy.video2("\"generateAudio\":\"no\"")),
    Judged("a first frame", nil, Kyy.video2("\"first_image\":\"\(Kyy.image)\"")),
    Judged(
      "both frames", nil,
      Kyy.video2("\"first_image\":\"\(Kyy.image)\", \"last_image\":\"asset://x\"")),
    Judged("a last frame alone", "last_image", Kyy.video2("\"last_image\":\"\(Kyy.image)\"")),
    Judged("data", "first_image", Kyy.video2("\"first_image\":\"data:image/png;base64,AA==\"")),
    Judged("a path", "first_image", Kyy.video2("\"first_image\":\"/tmp/a.png\"")),
    Judged(
      "a frame and a reference", "first_image",
      Kyy.video2(
        "\"first_image\":\"\(Kyy.image)\", " + Kyy.list("referenceImages", 1, Kyy.image))),
    Judged("9 images", nil, Kyy.video2(Kyy.list("referenceImages", 9, Kyy.image))),
    Judged(
      "10 images", "referenceImages", Kyy.video2(Kyy.list("referenceImages", 10, Kyy.image))),
    Judged("no images", "referenceImages", Kyy.video2("\"referenceImages\":[]")),
    Judged("images as text", "referenceImages", Kyy.video2("\"referenceImages\":\"x\"")),
    Judged("images as objects", "referenceImages", Kyy.video2("\"referenceImages\":[{}]")),
    Judged("3 videos", nil, Kyy.video2(Kyy.list("referenceVideos", 3, Kyy.video))),
    Judged("4 videos", "referenceVideos", Kyy.video2(Kyy.list("referenceVideos", 4, Kyy.video))),
    Judged(
      "sound alone", "referenceAudios", Kyy.video2(Kyy.list("referenceAudios", 1, Kyy.audio))),
    Judged(
      "3 sounds", nil,
      Kyy.video2(
        Kyy.list("referenceAudios", 3, Kyy.audio) + ", "
          + Kyy.list("referenceImages", 1, Kyy.image))),
    Judged(
      "4 sounds", "referenceAudios",
      Kyy.video2(
        Kyy.list("referenceAudios", 4, Kyy.audio) + ", "
          + Kyy.list("referenceImages", 1, Kyy.image))),
    Judged("standard without video", "referenceVideos", Kyy.video2(model: "seedance_2_0")),
    Judged(
      "fast with images alone", "referenceVideos",
      Kyy.video2(Kyy.list("referenceImages", 1, Kyy.image), model: "seedance_2_0_fast")),
    Judged(
      "standard with video", nil,
      Kyy.video2(Kyy.list("referenceVideos", 1, Kyy.video), model: "seedance_2_0")),
    Judged("null is not stated", nil, Kyy.video2("\"duration\":null, \"first_image\":null")),
    Judged("no object", "body", "[]"),
  ]
}

extension Judged {
  static let power: [Judged] = [
    Judged("text alone", nil, Kyy.power()),
    Judged("480p and 1080p", nil, Kyy.power(model: "seedance_1_5_pro_480p")),
    Judged("an unknown model", "model", Kyy.power(model: "seedance_2_0_pro")),
    Judged("no content", "content", "{\"model\":\"seedance_1_5_pro_720p\"}"),
    Judged("pro, 3 s", "duration", Kyy.power(Body.words, "\"duration\":3")),
    Judged("pro, 4 s", nil, Kyy.power(Body.words, "\"duration\":4")),
    Judged("pro, 12 s", nil, Kyy.power(Body.words, "\"duration\":12")),
    Judged("pro, 13 s", "duration", Kyy.power(Body.words, "\"duration\":13")),
    Judged("pro, its own choice", nil, Kyy.power(Body.words, "\"duration\":-1")),
    Judged("short, default", nil, Kyy.power(model: "seedance_2_0_4s_5s")),
    Judged(
      "short, 6 s", "duration",
      Kyy.power(Body.words, "\"duration\":6", model: "seedance_2_0_4s_5s")),
    Judged(
      "short, its own choice", "duration",
      Kyy.power(Body.words, "\"duration\":-1", model: "seedance_2_0_4s_5s")),
    Judged("middle, default", "duration", Kyy.power(model: "seedance_2_0_6s_10s")),
    Judged(
      "middle, 6 s", nil, Kyy.power(Body.words, "\"duration\":6", model: "seedance_2_0_6s_10s")),
    Judged(
      "middle, 11 s", "duration",
      Kyy.power(Body.words, "\"duration\":11", model: "seedance_2_0_6s_10s")),
    Judged("long, default", "duration", Kyy.power(model: "seedance_2_0_11s_15s")),
    Judged(
      "long, 15 s", nil, Kyy.power(Body.words, "\"duration\":15", model: "seedance_2_0_11s_15s")),
    Judged("pro with sound", nil, Kyy.power(Body.words, "\"generate_audio\":true")),
    Judged(
      "2.0 with sound", "generate_audio",
      Kyy.power(Body.words, "\"generate_audio\":true", model: "seedance_2_0_4s_5s")),
    Judged("adaptive", nil, Kyy.power(Body.words, "\"ratio\":\"adaptive\"")),
    Judged("2:1", "ratio", Kyy.power(Body.words, "\"ratio\":\"2:1\"")),
    Judged("a resolution is ignored", nil, Kyy.power(Body.words, "\"resolution\":\"4k\"")),
    Judged("500 characters", nil, Kyy.power(Kyy.text(String(repeating: "雪", count: 500)))),
    Judged("501 characters", "text", Kyy.power(Kyy.text(String(repeating: "雪", count: 501)))),
    Judged("1000 words", nil, Kyy.power(Kyy.text(String(repeating: "fox ", count: 1000)))),
    Judged("1001 words", "text", Kyy.power(Kyy.text(String(repeating: "fox ", count: 1001)))),
    Judged("a first frame", nil, Kyy.power(Body.words + "," + Body.image(nil))),
    Judged(
      "both frames", nil,
      Kyy.power(Body.words + "," + Body.image("first_frame") + "," + Body.image("last_frame"))),
    Judged(
      "a first frame without role, and a last", nil,
      Kyy.power(Body.words + "," + Body.image(nil) + "," + Body.image("last_frame"))),
    Judged(
      "two without role", "role",
      Kyy.power(Body.words + "," + Body.image(nil) + "," + Body.image(nil))),
    Judged("a frame without text", "text", Kyy.power(Body.image("first_frame"))),
    Judged("a last frame alone", "content", Kyy.power(Body.words + "," + Body.image("last_frame"))),
    Judged("a reference", "role", Kyy.power(Body.words + "," + Body.image("reference_image"))),
    Judged("a video", "type", Kyy.power(Body.words + "," + Body.video())),
    Judged("a sound", "type", Kyy.power(Body.words + "," + Body.audio())),
    Judged(
      "an asset", "image_url", Kyy.power(Body.words + "," + Body.image(nil, "asset://asset-1"))),
    Judged(
      "data", "image_url",
      Kyy.power(
        Body.words + "," + Body.image(nil, Sample.dataURL("image/png", Sample.png(400, 400))))),
  ]

  static let x1: [Judged] = [
    Judged("a first frame", nil, Kyy.x1()),
    Judged("text alone", "content", Kyy.x1(Body.words)),
    Judged("no text", "text", Kyy.x1(Body.image("first_frame"))),
    Judged("an unknown model", "model", Kyy.x1(model: "seedance_2_0_x1")),
    Judged("1080p", nil, Kyy.x1(words, "\"resolution\":\"1080p\"")),
    Judged("4k", "resolution", Kyy.x1(words, "\"resolution\":\"4k\"")),
    Judged("21:9", nil, Kyy.x1(words, "\"ratio\":\"21:9\"")),
    Judged("adaptive", "ratio", Kyy.x1(words, "\"ratio\":\"adaptive\"")),
    Judged("3 s", "duration", Kyy.x1(words, "\"duration\":3")),
    Judged("15 s", nil, Kyy.x1(words, "\"duration\":15")),
    Judged("its own choice", "duration", Kyy.x1(words, "\"duration\":-1")),
    Judged("a field that nobody knows", "aspect_ratio", Kyy.x1(words, "\"aspect_ratio\":\"1:1\"")),
    Judged("one image without role", nil, Kyy.x1(Body.words + "," + Body.image(nil))),
    Judged(
      "two without role", "role", Kyy.x1(Body.words + "," + Body.image(nil) + "," + Body.image(nil))
    ),
    Judged("a last frame alone", "content", Kyy.x1(Body.words + "," + Body.image("last_frame"))),
    Judged(
      "a frame and a reference", "content",
      Kyy.x1(words + "," + Body.image("reference_image"))),
    Judged("a frame and a video", "content", Kyy.x1(words + "," + Body.video())),
    Judged("a video", nil, Kyy.x1(Body.words + "," + Body.video())),
    Judged("sound alone", "content", Kyy.x1(Body.words + "," + Body.audio())),
    Judged("sound and video", nil, Kyy.x1(Body.words + "," + Body.video() + "," + Body.audio())),
    Judged("9 images", nil, Kyy.x1(Body.words + "," + many(9, Body.image("reference_image")))),
    Judged(
      "10 images", "content", Kyy.x1(Body.words + "," + many(10, Body.image("reference_image")))),
    Judged("4 videos", "content", Kyy.x1(Body.words + "," + many(4, Body.video()))),
    Judged(
      "an asset", nil, Kyy.x1(Body.words + "," + Body.image("first_frame", "asset://asset-1"))),
    Judged(
      "data", "image_url",
      Kyy.x1(
        Body.words + "," + Body.image(nil, Sample.dataURL("image/png", Sample.png(400, 400))))),
  ]

  private static let words = Body.words + "," + Body.image("first_frame")

  private static func many(_ count: Int, _ item: String) -> String {
    Array(repeating: item, count: count).joined(separator: ",")
  }
}
