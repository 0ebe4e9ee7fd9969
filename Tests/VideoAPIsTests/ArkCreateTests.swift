import Testing
import VideoAPIs
import VideoTasks

@Suite struct ArkCreateTests {
  private let dialect = ArkDialect()

  private func body(
    _ request: VideoRequest, media: [MediaReference: EncodedMedia] = [:]
  ) throws -> String {
    let call = dialect.create(request, media: media)
    return String(decoding: try #require(call.body), as: UTF8.self)
  }

  @Test func `the page's own sample, byte for byte`() throws {
    var request = VideoRequest(
      model: "doubao-seedance-2-0-fast-260128", prompt: "Drone shot flying over an autumn valley",
      media: .none)
    request.resolution = .p720
    request.ratio = .wide
    request.duration = .seconds(5)
    request.audio = false
    let call = dialect.create(request, media: [:])
    #expect(call.method == "POST")
    #expect(call.path == "/contents/generations/tasks")
    #expect(
      call.headers == [
        APIHeader("Content-Type", "application/json"), APIHeader("Accept", "application/json"),
        APIHeader("Accept-Encoding", "identity"),
      ])
    #expect(
      try body(request)
        == #"{"content":[{"text":"Drone shot flying over an autumn valley","type":"text"}],"#
        + #""duration":5,"generate_audio":false,"model":"doubao-seedance-2-0-fast-260128","#
        + #""ratio":"16:9","resolution":"720p"}"#)
  }

  @Test func `what is not stated is not sent`() throws {
    let request = VideoRequest(model: "m", prompt: "狐 \"x\"\n/", media: .none)
    #expect(
      try body(request)
        == #"{"content":[{"text":"狐 \"x\"\n/","type":"text"}],"model":"m"}"#)
  }

  @Test func `every field has its name`() throws {
    var request = VideoRequest(model: "m", prompt: "x", media: .none)
    request.ratio = .adaptive
    request.resolution = .p1080
    request.duration = .automatic
    request.audio = true
    request.seed = 4_294_967_295
    request.watermark = true
    request.returnLastFrame = true
    request.expiresAfter = 3600
    #expect(
      try body(request)
        == #"{"content":[{"text":"x","type":"text"}],"duration":-1,"#
        + #""execution_expires_after":3600,"generate_audio":true,"model":"m","ratio":"adaptive","#
        + #""resolution":"1080p","return_last_frame":true,"seed":4294967295,"watermark":true}"#)
  }

  @Test func `a first frame needs no text, and a local file is sent as data`() throws {
    let request = VideoRequest(
      model: "m", prompt: nil, media: .firstFrame(.file("/home/me/fox.png")))
    let media: [MediaReference: EncodedMedia] = [
      .file("/home/me/fox.png"): EncodedMedia(mime: "image/png", base64: "aGVsbG8=")
    ]
    #expect(
      try body(request, media: media)
        == #"{"content":[{"image_url":{"url":"data:image/png;base64,aGVsbG8="},"#
        + #""role":"first_frame","type":"image_url"}],"model":"m"}"#)
  }

  @Test func `both frames carry their roles`() throws {
    let request = VideoRequest(
      model: "m", prompt: "x",
      media: .firstAndLastFrame(first: .url("https://a/1.png"), last: .asset("asset-1")))
    #expect(
      try body(request)
        == #"{"content":[{"text":"x","type":"text"},"#
        + #"{"image_url":{"url":"https://a/1.png"},"role":"first_frame","type":"image_url"},"#
        + #"{"image_url":{"url":"asset://asset-1"},"role":"last_frame","type":"image_url"}],"#
        + #""model":"m"}"#)
  }

  @Test func `references come as text, images, videos, sounds, each in its order`() throws {
    let request = VideoRequest(
      model: "m", prompt: "x",
      media: .references(
        images: [.url("https://a/2.png"), .url("https://a/1.png")],
        videos: [.url("https://a/v.mp4")], voices: [.asset("s")]))
    #expect(
      try body(request)
        == #"{"content":[{"text":"x","type":"text"},"#
        + #"{"image_url":{"url":"https://a/2.png"},"role":"reference_image","type":"image_url"},"#
        + #"{"image_url":{"url":"https://a/1.png"},"role":"reference_image","type":"image_url"},"#
        + #"{"role":"reference_video","type":"video_url","video_url":{"url":"https://a/v.mp4"}},"#
        + #"{"audio_url":{"url":"asset://s"},"role":"reference_audio","type":"audio_url"}],"#
        + #""model":"m"}"#)
  }

  @Test func `a path never leaves this machine`() throws {
    let request = VideoRequest(model: "m", prompt: nil, media: .firstFrame(.file("/secret/a.png")))
    #expect(try !body(request).contains("secret"))
  }

  @Test func `a query asks for the id and nothing else, whatever the id holds`() {
    let call = dialect.query("cgt-20260606160057-6bbjd")
    #expect(call.method == "GET")
    #expect(call.path == "/contents/generations/tasks/cgt-20260606160057-6bbjd")
    #expect(call.body == nil)
    #expect(
      dialect.query("../a?b#c/é").path == "/contents/generations/tasks/..%2Fa%3Fb%23c%2F%C3%A9")
    #expect(dialect.query("..").path == "/contents/generations/tasks/%2E%2E")
  }

  @Test func `for a screen data is shortened and the rest stays`() throws {
    let file = MediaReference.file("a.png")
    let request = VideoRequest(model: "m", prompt: "x", media: .firstFrame(file))
    let media = [file: EncodedMedia(mime: "image/png", base64: String(repeating: "A", count: 4000))]
    let shown = try #require(dialect.create(request, media: media).displayBody)
    #expect(
      shown["content"]?.array?.last?["image_url"]?["url"]
        == .string("data:image/png;base64,… (4022 bytes)"))
    #expect(shown["content"]?.array?.first?["text"] == .string("x"))
  }
}
