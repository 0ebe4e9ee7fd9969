import Testing
import VideoTasks

@Suite struct ModeRulesTests {
  static let picture = MediaReference.url("https://media.example/a.png")

  static let cases: [RuleCase] = [
    RuleCase("nothing at all", "prompt prompt-missing") { $0.prompt = "" },
    RuleCase("a prompt of blanks", "prompt prompt-missing") { $0.prompt = " \t\n　" },
    RuleCase("references without a prompt", "prompt prompt-missing") {
      $0.prompt = ""
      $0.images = [picture]
    },
    RuleCase("a first frame without a prompt") {
      $0.prompt = ""
      $0.firstFrame = picture
    },
    RuleCase("both frames without a prompt") {
      $0.prompt = ""
      $0.firstFrame = picture
      $0.lastFrame = picture
    },
    RuleCase("a last frame alone", "last-frame last-frame-needs-first") { $0.lastFrame = picture },
    RuleCase("a frame and an image", "first-frame frames-or-references") {
      $0.firstFrame = picture
      $0.images = [picture]
    },
    RuleCase("a frame and a voice", "first-frame frames-or-references") {
      $0.firstFrame = picture
      $0.voices = addresses(1, "mp3")
    },
    RuleCase(
      "a last frame and a video", "last-frame frames-or-references",
      "last-frame last-frame-needs-first"
    ) {
      $0.lastFrame = picture
      $0.videos = addresses(1, "mp4")
    },
    RuleCase("nine images") { $0.images = addresses(9) },
    RuleCase("ten images", "image image-count") { $0.images = addresses(10) },
    RuleCase("three videos, no image") { $0.videos = addresses(3, "mp4") },
    RuleCase("four videos", "video video-count") { $0.videos = addresses(4, "mp4") },
    RuleCase("three voices with an image") {
      $0.images = [picture]
      $0.voices = addresses(3, "mp3")
    },
    RuleCase("four voices with a video", "voice voice-count") {
      $0.videos = addresses(1, "mp4")
      $0.voices = addresses(4, "mp3")
    },
    RuleCase("a voice alone", "voice voice-needs-picture") { $0.voices = addresses(1, "mp3") },
    RuleCase("four voices alone", "voice voice-needs-picture", "voice voice-count") {
      $0.voices = addresses(4, "mp3")
    },
  ]

  @Test("what goes together is held against the create page", arguments: cases)
  func table(row: RuleCase) throws {
    #expect(try row.check().rules == row.broken)
  }

  @Test(
    "the form of a reference is checked",
    arguments: [
      ("https://media.example/a.png", []),
      ("http://127.0.0.1:8080/a.png?x=1#y", []),
      ("HTTPS://user@media.example", []),
      ("https://[::1]:80/a.png", []),
      ("https://", ["image url-form"]),
      ("https:///a.png", ["image url-form"]),
      ("https://user@/a.png", ["image url-form"]),
      ("https://:80/a.png", ["image url-form"]),
      ("https://media.example:port/a.png", ["image url-form"]),
      ("https://media.example/a b.png", ["image url-form"]),
      ("https://media.example/\u{1B}[2J", ["image url-form"]),
      ("ftp://media.example/a.png", ["image url-form"]),
      ("https:/media.example/a.png", ["image url-form"]),
      ("file:///home/a.png", ["image url-form"]),
      ("data:image/png;base64,AAAA", ["image url-form"]),
      ("asset://asset-20260330142158-q75m8", []),
      ("asset://", ["image asset-form"]),
      ("asset://a b", ["image asset-form"]),
      ("asset://a/../b", ["image asset-form"]),
      ("asset:abc", ["image asset-form"]),
      ("", ["image media-empty"]),
      ("pictures/fox.png", []),
    ] as [(String, [String])])
  func forms(text: String, broken: [String]) throws {
    let row = RuleCase("") { $0.images = [MediaReference(text)] }
    #expect(try row.check().rules == broken)
  }

  @Test func `a local video cannot be sent, and the fix says what to do`() throws {
    let row = RuleCase("", facts: [.file("clip.mp4"): .failure(.missing)]) {
      $0.videos = [.file("clip.mp4")]
    }
    let violations = try row.check().violations
    #expect(violations.map(\.rule) == ["video-needs-url"])
    #expect(violations.map(\.field) == ["video"])
    #expect(
      violations.map(\.message) == [
        "clip.mp4 is on this machine, and the API takes a video only by address."
      ])
  }

  @Test func `media keep their roles and their order in the request`() throws {
    let frames = RuleCase("") {
      $0.prompt = " "
      $0.firstFrame = .file("a.png")
      $0.lastFrame = .asset("b")
    }
    let request = try frames.check().get()
    #expect(request.media == .firstAndLastFrame(first: .file("a.png"), last: .asset("b")))
    #expect(request.prompt == nil)
    let references = RuleCase("") {
      $0.images = addresses(2)
      $0.videos = addresses(1, "mp4")
      $0.voices = addresses(1, "mp3")
    }
    #expect(
      try references.check().get().media
        == .references(
          images: addresses(2), videos: addresses(1, "mp4"), voices: addresses(1, "mp3")))
  }

  @Test func `a mode that the model lacks is refused with those that it has`() throws {
    var model = try #require(ModelCatalogue.ark.models.first)
    model.modes = [.text, .firstFrame]
    var draft = RequestDraft(prompt: "x")
    draft.images = addresses(1)
    let violations = Rules.check(draft, model: model).violations
    #expect(violations.map(\.rule) == ["mode-offered"])
    #expect(
      violations.map(\.fix) == [
        "Give the picture as --first-frame instead. It makes videos from words alone or from a first "
          + "frame."
      ])
  }
}
