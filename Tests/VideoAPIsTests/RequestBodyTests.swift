import TestSupport
import Testing
import VideoAPIs
import VideoTasks

/// Every mode of every API, byte for byte: the files are `Tests/Goldens/bodies/API-MODE.txt`.
@Suite struct RequestBodyTests {
  private static let picture = MediaReference.file("/home/me/fox.png")
  private static let sound = MediaReference.file("/home/me/rain.wav")
  private static let encoded: [MediaReference: EncodedMedia] = [
    picture: EncodedMedia(mime: "image/png", base64: "aGVsbG8="),
    sound: EncodedMedia(mime: "audio/wav", base64: "UklGRg=="),
  ]
  private static let first = MediaReference.url("https://media.example/first.png?a=1&b=2")
  private static let last = MediaReference.asset("asset-20260330142158-q75m8")
  private static let images: [MediaReference] = [
    .url("https://media.example/2.png"), .asset("asset-1"), .url("https://media.example/1.png"),
  ]
  private static let videos: [MediaReference] = [
    .url("https://media.example/b.mp4"), .asset("asset-2"),
  ]
  private static let voices: [MediaReference] = [
    .asset("asset-3"), .url("https://media.example/a.wav"),
  ]

  /// The media of each mode that some API knows, by the golden's name.
  private static let modes: [(String, RequestMedia)] = [
    ("text", .none), ("first-frame", .firstFrame(first)),
    ("first-and-last-frame", .firstAndLastFrame(first: first, last: last)),
    ("images", .references(images: images, videos: [], voices: [])),
    ("videos", .references(images: [], videos: videos, voices: [])),
    ("videos-voices", .references(images: [], videos: videos, voices: voices)),
    ("all-references", .references(images: images, videos: videos, voices: voices)),
  ]

  private static let models: [API: String] = [
    .ark: "doubao-seedance-2-0-260128", .kyyvideo2: "seedance_2_0_pro",
    .kyyaipower: "seedance_1_5_pro_720p", .x1: "seedance_2_0_x1_official",
  ]

  /// What each API does not know.
  private static func knows(_ api: API, _ mode: GenerationMode) -> Bool {
    switch (api, mode) {
    case (.x1, .text), (.kyyaipower, .references): false
    default: true
    }
  }

  private static let cases: [(API, String, RequestMedia)] = API.allCases.flatMap { api in
    modes.compactMap { name, media in
      guard knows(api, media.mode) else { return nil }
      // `kyyaipower` takes addresses only.
      return api == .kyyaipower && media.mode == .firstAndLastFrame
        ? (
          api, name, .firstAndLastFrame(first: first, last: .url("https://media.example/last.png"))
        )
        : (api, name, media)
    }
  }

  private func dialect(_ api: API) throws -> any Dialect {
    Dialects.of(try #require(Profile.builtIn.first { $0.api == api }))
  }

  private func body(
    _ api: API, _ request: VideoRequest, media: [MediaReference: EncodedMedia] = [:]
  ) throws -> String {
    let call = try dialect(api).create(request, media: media)
    return String(decoding: try #require(call.body), as: UTF8.self)
  }

  /// A request that states every field that the API has, and no other.
  private func stated(_ api: API, _ media: RequestMedia) -> VideoRequest {
    var request = VideoRequest(
      model: Self.models[api] ?? "", prompt: "A fox says \"你好\"\nin the rain / at night",
      media: media)
    request.ratio = .tall
    request.duration = .seconds(8)
    if api != .x1 { request.audio = false }
    if api == .ark || api == .x1 { request.resolution = .p1080 }
    if api == .ark {
      request.seed = 4_294_967_295
      request.watermark = true
      request.returnLastFrame = true
      request.expiresAfter = 3600
    }
    return request
  }

  @Test("a mode of an API has its body", arguments: cases)
  func mode(api: API, name: String, media: RequestMedia) throws {
    let body = try body(api, stated(api, media))
    #expect(Golden.check(body, named: "bodies/\(api.rawValue)-\(name)") == nil)
  }

  @Test("what is not stated is not sent", arguments: API.allCases)
  func bare(api: API) throws {
    let media: RequestMedia = api == .x1 ? .firstFrame(Self.first) : .none
    let request = VideoRequest(model: Self.models[api] ?? "", prompt: "A fox", media: media)
    #expect(Golden.check(try body(api, request), named: "bodies/\(api.rawValue)-bare") == nil)
  }

  @Test func `ark takes local pictures and sounds as data, and frames without a prompt`() throws {
    let references = RequestMedia.references(
      images: [Self.picture], videos: [], voices: [Self.sound])
    let request = VideoRequest(model: "m", prompt: "A fox", media: references)
    #expect(
      Golden.check(try body(.ark, request, media: Self.encoded), named: "bodies/ark-files") == nil)
    let frame = VideoRequest(model: "m", prompt: nil, media: .firstFrame(Self.picture))
    #expect(
      Golden.check(
        try body(.ark, frame, media: Self.encoded), named: "bodies/ark-frame-without-prompt")
        == nil)
  }

  @Test("lengths that the model chooses are -1", arguments: [API.ark, .kyyaipower])
  func automatic(api: API) throws {
    var request = VideoRequest(model: "m", prompt: "x", media: .none)
    request.duration = .automatic
    #expect(try body(api, request).contains(#""duration":-1"#))
  }

  @Test("a field that the API has no word for is in no body", arguments: API.allCases)
  func strangers(api: API) throws {
    let media: RequestMedia = api == .x1 ? .firstFrame(Self.first) : .none
    var everything = stated(.ark, media)
    everything.model = Self.models[api] ?? ""
    everything.audio = api == .x1 ? true : false
    #expect(try body(api, everything) == body(api, stated(api, media)))
  }

  @Test(
    "a local path never leaves this machine, nor does a file where the API takes none",
    arguments: API.allCases)
  func paths(api: API) throws {
    for (name, media) in [
      ("first", RequestMedia.firstFrame(Self.picture)),
      ("both", .firstAndLastFrame(first: Self.picture, last: Self.picture)),
      ("references", .references(images: [Self.picture], videos: [], voices: [Self.sound])),
    ] {
      let request = VideoRequest(model: "m", prompt: "x", media: media)
      let unread = try body(api, request)
      #expect(!unread.contains("fox") && !unread.contains("rain"), "\(name)")
      // Never an empty text: that could pass for a field that is not there, and be paid.
      #expect(unread.contains("about:invalid") && !unread.contains(#""""#), "\(name)")
      if api != .ark {
        #expect(try body(api, request, media: Self.encoded) == unread, "\(name)")
      }
    }
  }

  @Test(
    "each create and query has its path and its headers",
    arguments: [
      (API.ark, "/contents/generations/tasks", "/contents/generations/tasks/"),
      (.kyyvideo2, "/v1/kyyvideo2/videos", "/v1/result/"),
      (.kyyaipower, "/v1/seedance/videos", "/v1/result/"),
      (.x1, "/v1/seedance-x1/videos", "/v1/result/"),
    ])
  func calls(api: API, create: String, query: String) throws {
    let dialect = try dialect(api)
    #expect(dialect.api == api)
    let identity = [
      APIHeader("Accept", "application/json"), APIHeader("Accept-Encoding", "identity"),
    ]
    let made = dialect.create(stated(api, .firstFrame(Self.first)), media: [:])
    #expect(made.method == "POST" && made.path == create)
    #expect(made.headers == [APIHeader("Content-Type", "application/json")] + identity)
    let id = "video_fd35ee52-2a98-44a6-b930-29a88ce9b8fd"
    #expect(
      dialect.query(id) == APICall(method: "GET", path: query + id, headers: identity))
    #expect(dialect.query("../a?b").path == query + "..%2Fa%3Fb")
  }

  @Test func `only the vendor's own Ark lists and cancels`() {
    for profile in Profile.builtIn where profile.name != "sandbox" {
      let dialect = Dialects.of(profile)
      let isOfficial = ["volcengine", "byteplus"].contains(profile.name)
      #expect((dialect.list(TaskListQuery()) != nil) == isOfficial, "\(profile.name)")
      #expect((dialect.cancel("cgt-1") != nil) == isOfficial, "\(profile.name)")
    }
    let none = answer(200, "{}")
    guard case .notPossible(let failure) = X1Dialect().cancelOutcome(none),
      case .tryAgain = X1Dialect().listOutcome(none, now: Timestamp(seconds: 0))
    else {
      Issue.record("a call that does not exist has an outcome")
      return
    }
    #expect(failure.code == "NoCancel")
  }
}
