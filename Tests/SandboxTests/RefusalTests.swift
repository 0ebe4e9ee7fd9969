import HTTPTransport
import Testing
import VideoTasks

@testable import Sandbox

/// A create that the pages forbid, and the code that it gets.
struct Forbidden: Sendable, CustomTestStringConvertible {
  let why: String
  let body: String
  let code: String
  var testDescription: String { why }

  init(_ why: String, _ code: String, _ body: String) {
    self.why = why
    self.body = body
    self.code = code
  }

  static let fields: [Forbidden] = [
    Forbidden("no JSON", "InvalidParameter", "hello"),
    Forbidden("no object", "InvalidParameter", "[1]"),
    Forbidden("no model", "MissingParameter.model", "{\"content\":[\(Body.words)]}"),
    Forbidden(
      "unknown model", "InvalidEndpointOrModel.NotFound",
      Body.content(Body.words, model: "seedance_2_0")),
    Forbidden(
      "1080p on fast", "InvalidParameter.resolution", Body.text("a", q("resolution", "1080p"))),
    Forbidden("4k", "InvalidParameter.resolution", Body.text("a", q("resolution", "4k"))),
    Forbidden("a ratio of its own", "InvalidParameter.ratio", Body.text("a", q("ratio", "2:1"))),
    Forbidden(
      "three seconds", "InvalidParameter.duration", Body.text("[expire]", "\"duration\":3")),
    Forbidden(
      "sixteen seconds", "InvalidParameter.duration", Body.text("[expire]", "\"duration\":16")),
    Forbidden("no seconds", "InvalidParameter.duration", Body.text("[expire]", "\"duration\":0")),
    Forbidden(
      "half a second more", "InvalidParameter.duration", Body.text("[expire]", "\"duration\":5.5")),
    Forbidden("seconds as text", "InvalidParameter.duration", Body.text("a", q("duration", "5"))),
    Forbidden(
      "sound as text", "InvalidParameter.generate_audio",
      Body.text("a", q("generate_audio", "true"))),
    Forbidden(
      "watermark as number", "InvalidParameter.watermark", Body.text("[expire]", "\"watermark\":1")),
    Forbidden(
      "last frame as text", "InvalidParameter.return_last_frame",
      Body.text("a", q("return_last_frame", "no"))),
    Forbidden("seed below -1", "InvalidParameter.seed", Body.text("[expire]", "\"seed\":-2")),
    Forbidden(
      "seed of 2^32", "InvalidParameter.seed", Body.text("[expire]", "\"seed\":4294967296")),
    Forbidden(
      "expiry under an hour", "InvalidParameter.execution_expires_after",
      Body.text("[expire]", "\"execution_expires_after\":3599")),
    Forbidden(
      "expiry over three days", "InvalidParameter.execution_expires_after",
      Body.text("[expire]", "\"execution_expires_after\":259201")),
    Forbidden("frames", "InvalidParameter.frames", Body.text("[expire]", "\"frames\":57")),
    Forbidden(
      "camera_fixed", "InvalidParameter.camera_fixed",
      Body.text("[expire]", "\"camera_fixed\":false")),
    Forbidden(
      "service_tier", "InvalidParameter.service_tier", Body.text("a", q("service_tier", "flex"))),
  ]

  static let contents: [Forbidden] = [
    Forbidden("no content", "MissingParameter.content", "{\"model\":\"\(Body.fast)\"}"),
    Forbidden("empty content", "MissingParameter.content", Body.content("")),
    Forbidden(
      "content as text", "InvalidParameter.content",
      "{\"model\":\"\(Body.fast)\",\"content\":\"a\"}"),
    Forbidden("two texts", "InvalidParameter.content", Body.content(Body.words + "," + Body.words)),
    Forbidden("blank text", "InvalidParameter.text", Body.text("  ")),
    Forbidden("an unknown item", "InvalidParameter.type", Body.content("{\"type\":\"music\"}")),
    Forbidden("an unknown role", "InvalidParameter.role", Body.content(Body.image("cover"))),
    Forbidden(
      "a video as an image's role", "InvalidParameter.role",
      Body.content(
        Body.words + "," + Body.item("video_url", "reference_image", "https://example.com/a.mp4"))),
    Forbidden(
      "last frame alone", "InvalidParameter.content", Body.content(Body.image("last_frame"))),
    Forbidden(
      "two first frames", "InvalidParameter.content",
      Body.content(Body.image("first_frame") + "," + Body.image("first_frame"))),
    Forbidden(
      "two images without roles", "InvalidParameter.role",
      Body.content(Body.image(nil) + "," + Body.image(nil))),
    Forbidden(
      "frame and reference", "InvalidParameter.content",
      list(Body.words, Body.image("first_frame"), Body.image("reference_image"))),
    Forbidden(
      "frame and video", "InvalidParameter.content",
      list(Body.words, Body.image("first_frame"), Body.video())),
    Forbidden(
      "references without text", "MissingParameter.text",
      Body.content(Body.image("reference_image"))),
    Forbidden(
      "ten images", "InvalidParameter.content",
      list(Body.words, many(10, Body.image("reference_image")))),
    Forbidden("four videos", "InvalidParameter.content", list(Body.words, many(4, Body.video()))),
    Forbidden(
      "four sounds", "InvalidParameter.content",
      list(Body.words, Body.video(), many(4, Body.audio()))),
    Forbidden("sound alone", "InvalidParameter.content", list(Body.words, Body.audio())),
  ]

  static let media: [Forbidden] = [
    Forbidden("an empty address", "InvalidImageURL.EmptyURL", Body.content(Body.image(nil, ""))),
    Forbidden("a path", "InvalidParameter.image_url", Body.content(Body.image(nil, "/tmp/a.png"))),
    Forbidden(
      "an address without host", "InvalidParameter.image_url",
      Body.content(Body.image(nil, "https:///a.png"))),
    Forbidden(
      "an asset without id", "InvalidParameter.image_url", Body.content(Body.image(nil, "asset://"))
    ),
    Forbidden(
      "no url", "MissingParameter.url", Body.content("{\"type\":\"image_url\",\"image_url\":{}}")),
    Forbidden(
      "bad base64", "InvalidParameter.image_url",
      Body.content(Body.image(nil, "data:image/png;base64,%%%"))),
    Forbidden(
      "no image", "InvalidImageURL.InvalidFormat", image("image/png", Array("hello, world".utf8))),
    Forbidden(
      "a png called jpeg", "InvalidImageURL.InvalidFormat",
      image("image/jpeg", Sample.png(400, 400))),
    Forbidden("svg", "InvalidImageURL.InvalidFormat", image("image/svg+xml", Array("<svg/>".utf8))),
    Forbidden("299 px", "InvalidParameter.image_url", image("image/png", Sample.png(299, 400))),
    Forbidden("6001 px", "InvalidParameter.image_url", image("image/png", Sample.png(6001, 4000))),
    Forbidden("too wide", "InvalidParameter.image_url", image("image/png", Sample.png(1001, 400))),
    Forbidden("too tall", "InvalidParameter.image_url", image("image/png", Sample.png(399, 1000))),
    Forbidden(
      "a video inside the request", "InvalidParameter.video_url",
      list(Body.words, Body.video("data:video/mp4;base64,AAAA"))),
    Forbidden("a short sound", "InvalidParameter.audio_url", sound(1.9)),
    Forbidden("a long sound", "InvalidParameter.audio_url", sound(15.1)),
    Forbidden("sounds too long together", "InvalidParameter.content", sound(8, 8)),
    Forbidden(
      "no sound", "InvalidParameter.audio_url",
      list(Body.words, Body.video(), Body.audio("data:audio/wav;base64,AAAA"))),
    Forbidden(
      "ogg", "InvalidParameter.audio_url",
      list(Body.words, Body.video(), Body.audio("data:audio/ogg;base64,AAAA"))),
  ]

  private static func q(_ name: String, _ value: String) -> String { "\"\(name)\":\"\(value)\"" }

  private static func list(_ items: String...) -> String {
    Body.content(items.joined(separator: ","))
  }

  private static func many(_ count: Int, _ item: String) -> String {
    Array(repeating: item, count: count).joined(separator: ",")
  }

  private static func image(_ type: String, _ bytes: [UInt8]) -> String {
    Body.content(Body.image(nil, Sample.dataURL(type, bytes)))
  }

  private static func sound(_ lengths: Double...) -> String {
    let sounds = lengths.map {
      Body.audio(Sample.dataURL("audio/wav", Sample.wave(seconds: $0)))
    }
    return Body.content(([Body.words, Body.video()] + sounds).joined(separator: ","))
  }
}

@Suite struct RefusalTests {
  @Test(arguments: [Forbidden.fields, Forbidden.contents, Forbidden.media])
  func `what the pages forbid is refused, in the vendor's envelope`(
    _ cases: [Forbidden]
  ) async throws {
    let stage = try Stage()
    for forbidden in cases {
      let prefix = [SandboxPrefix.apiyi, .official][forbidden.why.utf8.count % 2]
      let answer = try await stage.call("POST", Stage.tasks, at: prefix, body: forbidden.body)
      #expect(answer.code == forbidden.code, "\(forbidden.why): \(answer.json)")
      #expect(answer.status == (forbidden.code.contains("NotFound") ? 404 : 400))
      let message = try #require(answer.json["error"]?["message"]?.string)
      #expect(message.contains(" Request id: 02"))
    }
    let errors = try stage.journal().map { $0["error"]?.string }
    #expect(errors == cases.map(\.code), "each create that came in is in the journal")
    #expect(Disk.names(in: stage.folder + "/tasks").isEmpty)
  }

  @Test func `a body over 64 MB is refused, and one of just that size is read`() async throws {
    let stage = try Stage()
    let start = "{\"model\":\"\(Body.fast)\",\"padding\":\""
    func body(_ size: Int) -> String {
      let end = "\",\"content\":[]}"
      return start + String(repeating: "x", count: size - start.utf8.count - end.utf8.count) + end
    }
    let most = try await stage.call("POST", Stage.tasks, body: body(64 << 20))
    #expect(most.code == "MissingParameter.content")
    let over = try await stage.call("POST", Stage.tasks, body: body((64 << 20) + 1))
    #expect(over.code == "InvalidParameter.body")
  }

  @Test(arguments: [nil, "", "Bearer", "Bearer ", "Basic eA==", "sk-test"])
  func `without a bearer token nothing is done`(key: String?) async throws {
    let stage = try Stage()
    let create = try await stage.call("POST", Stage.tasks, body: Body.text(), key: key)
    #expect(create.status == 401)
    #expect(create.code == "AuthenticationError")
    #expect(try stage.journal().count == 1)
    let id = try await stage.create(Body.text())
    for (method, path) in [("GET", "/" + id), ("DELETE", "/" + id), ("GET", "")] {
      let answer = try await stage.call(method, Stage.tasks + path, key: key)
      #expect(answer.status == 401, "\(method) \(path)")
    }
    let asked = try await stage.query(id)
    #expect(asked["status"]?.string == "queued")
  }

  @Test(arguments: [
    Body.text("[expire]", "\"duration\":4"), Body.text("[expire]", "\"duration\":15"),
    Body.text("[expire]", "\"duration\":-1"), Body.text("[expire]", "\"seed\":4294967295"),
    Body.text("[expire]", "\"seed\":-1, \"execution_expires_after\":3600"),
    Body.text("[expire]", "\"execution_expires_after\":259200"),
    Body.text("[expire]", "\"frames\":null, \"resolution\":null, \"seed\":null"),
    Body.text("[expire]", "\"aspect_ratio\":\"16:9\", \"callback_url\":\"https://example.com\""),
    Body.content(Body.words, "\"resolution\":\"1080p\"", model: Body.standard),
    Body.content(Body.words, "\"duration\":30", model: "doubao-seedance-2-5-260628"),
    Body.content(Body.image(nil)),
    Body.content(Body.words + "," + Body.image("first_frame", "asset://asset-1")),
    Body.content(Body.words + "," + Body.image("first_frame") + "," + Body.image("last_frame")),
    Body.content(Body.words + "," + Body.video()),
    Body.content(Body.words + "," + Body.video() + "," + Body.audio()),
    Body.content(
      Body.words + "," + Body.image(nil, Sample.dataURL("image/png", Sample.png(300, 750)))),
    Body.content(
      Body.words + "," + Body.image(nil, Sample.dataURL("image/png", Sample.png(6000, 2400)))),
  ])
  func `what the pages allow is taken, to the edge of each range`(body: String) async throws {
    let stage = try Stage(options: SandboxOptions(seconds: 60, clips: .shared))
    let id = try await stage.create(body)
    #expect(id.utf8.count == 24)
    #expect(try stage.journal().last?["id"]?.string == id)
  }

  @Test(arguments: [
    ("InputTextSensitiveContentDetected", 400), ("AccountOverdueError", 403),
    ("ModelNotOpen", 404), ("QuotaExceeded", 429), ("RateLimitExceeded.EndpointRPMExceeded", 429),
    ("InternalServiceError", 500),
  ])
  func `a prompt can ask to be refused`(code: String, status: Int) async throws {
    let stage = try Stage()
    let answer = try await stage.call(
      "POST", Stage.tasks, body: Body.text("a fox [refuse: \(code)]"))
    #expect(answer.code == code)
    #expect(answer.status == status)
  }

  @Test func `the journal never holds a key`() async throws {
    let stage = try Stage()
    let prompt = String(repeating: "long ", count: 40)
    _ = try await stage.call(
      "POST", Stage.tasks, body: Body.text(prompt), key: "Bearer sk-very-secret")
    let text = String(decoding: Disk.read(stage.folder + "/journal") ?? [], as: UTF8.self)
    #expect(!text.contains("sk-very-secret"))
    #expect(try stage.journal()[0]["prompt"]?.string == String(prompt.prefix(80)))
  }
}
