import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The form of each API` {
  static let size = Size(columns: 80, rows: 24)

  static func form(_ profile: String, _ change: (inout RequestDraft) -> Void = { _ in }) -> World {
    var request = RequestDraft(prompt: "一只橘猫 walks in the rain")
    change(&request)
    var world = Fixture.started(
      size, saved: FormDraft(profile: profile, request: request, count: 1))
    world.press(Key(.function(2)))
    return world
  }

  private static func settings(_ world: World) -> Set<String> {
    Set(world.state.form.fields(world.state.profiles).map(\.label.english))
  }

  @Test(arguments: [
    (
      "apiyi",
      [
        "First frame", "Images", "Videos", "Voices", "Ratio", "Resolution", "Sound", "Seed",
        "Watermark", "Return last", "Expires",
      ]
    ),
    ("kyyvideo2", ["First frame", "Images", "Videos", "Voices", "Ratio", "Sound"]),
    ("kyyaipower", ["First frame", "Last frame", "Ratio", "Sound"]),
    ("x1", ["First frame", "Images", "Videos", "Voices", "Ratio", "Resolution"]),
  ])
  func `it has the fields of its model and no others`(profile: String, fields: [String]) {
    let found = Self.settings(Self.form(profile))
    let always = ["Prompt", "Profile", "Model", "Duration", "Count", "Last frame"]
    #expect(found == Set(fields + always))
  }

  @Test func `every model of every profile sends only what its API has fields for`() {
    var full = Fixture.request()
    (full.seed, full.watermark, full.returnLastFrame, full.expiresAfter) = (7, true, true, 7200)
    (full.audio, full.duration, full.resolution) = (false, -1, "1080p")
    full.images = [.url("https://example.com/a.png")]
    full.videos = [.url("https://example.com/a.mp4")]
    for choice in Fixture.profiles() {
      for model in choice.profile.catalogue.models {
        var form = FormState(
          saved: FormDraft(profile: choice.profile.name, request: full, count: 1),
          profile: "sandbox", profiles: Fixture.profiles())
        form.choices.model = model.id
        let sent = form.request(Fixture.profiles())
        let broken: [String]
        switch Rules.check(sent, model: model) {
        case .success: broken = []
        case .failure(let violations): broken = violations.list.map(\.rule)
        }
        #expect(
          Set(broken).isSubset(of: ["mode-offered", "prompt-missing"]),
          "\(choice.profile.name) \(model.id): \(broken)")
        // What is not sent is still there.
        #expect(form.draft.seed == 7 && form.draft.images.count == 1)
      }
    }
  }

  @Test func `what was typed vanishes with its field and comes back with it`() {
    var world = Self.form("apiyi") { $0.seed = 42 }
    world.press(Key(.tab))
    #expect(Self.settings(world).contains("Seed"))
    while world.state.form.profile != "kyyvideo2" { world.press(Key(.right)) }
    #expect(!Self.settings(world).contains("Seed"))
    #expect(world.state.message?.text.english.contains("the seed") == true)
    #expect(world.state.form.request(world.state.profiles).seed == nil)
    while world.state.form.profile != "apiyi" { world.press(Key(.left)) }
    #expect(world.screen.contains("42"))
    #expect(world.state.form.request(world.state.profiles).seed == 42)
  }

  @Test func `each profile comes back with the model that it had`() {
    var world = Self.form("apiyi") { $0.model = "doubao-seedance-2-0-mini-260615" }
    world.press(Key(.tab))
    while world.state.form.profile != "x1" { world.press(Key(.right)) }
    #expect(world.state.form.choices.model == "seedance_2_0_x1_official")
    while world.state.form.profile != "apiyi" { world.press(Key(.left)) }
    #expect(world.state.form.choices.model == "doubao-seedance-2-0-mini-260615")
  }

  @Test func `the ratio that is taken by default depends on what goes in`() {
    var world = Self.form("kyyaipower") { $0.model = "seedance_2_0_4s_5s" }
    let glyphs = Glyphs(ascii: true)
    func ratio() -> String {
      world.state.form.options(.ratio, world.state.profiles, glyphs).all[0].words.english
    }
    #expect(ratio() == "16:9")
    world.state.form.focus = .media(.firstFrame, 0)
    world.type("https://example.com/a.png")
    #expect(ratio() == "adaptive")
  }

  @Test(arguments: [
    ("seedance_2_0_6s_10s", "6 s"), ("seedance_2_0_11s_15s", "11 s"), ("seedance_2_0_4s_5s", "5 s"),
  ])
  func `the length that is taken by default is one that the model makes`(
    model: String, words: String
  ) {
    let world = Self.form("kyyaipower") { $0.model = model }
    let options = world.state.form.options(
      .duration, world.state.profiles, Glyphs(ascii: true))
    #expect(options.all[0].words.english == words)
  }

  @Test func `the prompt is counted in the measures that are limited`() {
    var world = Self.form("kyyaipower")
    #expect(world.screen.contains("4/500 Chinese · 4/1000 words"))
    world.send(.pasted(String(repeating: "雨", count: 497)))
    #expect(world.screen.contains("501/500 Chinese"))
    #expect(world.screen.contains("✗ The prompt has 501 Chinese characters"))
    #expect(Self.form("kyyvideo2").screen.contains("characters"))
  }

  @Test func `a file where none is taken is said while it is written, an address is not`() {
    var world = Self.form("kyyvideo2")
    world.state.form.focus = .media(.firstFrame, 0)
    world.type("https:/")
    #expect(!world.screen.contains("✗ First frame"))
    world.type("/example.com/a.png")
    #expect(!world.screen.contains("✗ First frame"))
    world.press(.control("u"))
    world.type("./a.png")
    #expect(world.screen.contains("✗ First frame"))
    #expect(world.state.form.check.broken[.media(.firstFrame, 0)]?.rule == "file-needs-url")
  }

  @Test func `an asset where none is taken is said at once`() {
    var world = Self.form("kyyaipower")
    world.state.form.focus = .media(.firstFrame, 0)
    #expect(world.screen.contains("URL of a picture"))
    world.type("asset://asset-1")
    #expect(world.state.form.check.broken[.media(.firstFrame, 0)]?.rule == "asset-not-taken")
    #expect(world.screen.contains("✗ First frame"))
  }

  @Test func `a model that needs a clip says so before anything is written`() {
    let world = Self.form("kyyvideo2") { $0.model = "seedance_2_0" }
    #expect(world.screen.contains("at least one is needed"))
    #expect(!Self.settings(world).contains("First frame"))
  }

  @Test func `advice stands under the focused field, and only there`() {
    var world = Self.form("apiyi")
    let advice = "sound unless you turn it off"
    #expect(!world.screen.contains(advice))
    world.state.form.focus = .audio
    #expect(world.screen.contains(advice))
  }

  @Test func `a limit that is only inferred warns and does not stop`() {
    var world = Self.form("kyyvideo2") {
      $0.model = "seedance_2_0_pro"
      $0.videos = [.url("https://example.com/a.mp4")]
    }
    world.state.form.facts[.url("https://example.com/a.mp4")] = .success(
      MediaFacts(
        kind: .video, format: "mp4", bytes: 60 << 20, width: 1280, height: 720, seconds: 5,
        framesPerSecond: 24))
    world.state.form.recheck(world.state.profiles)
    #expect(world.state.form.check.isGood)
    #expect(world.state.form.check.warnings[.media(.referenceVideo, 0)]?.isEmpty == false)
    #expect(world.screen.contains("  ! "))
    #expect(world.screen.contains("✓ ready"))
  }

  @Test(arguments: ["kyyvideo2", "kyyaipower", "x1"])
  func `a price that is not known is never 0`(profile: String) {
    let screen = Self.form(profile) { $0.firstFrame = .url("https://example.com/a.png") }.screen
    #expect(screen.contains("price not known"))
    #expect(!screen.contains("0.00"))
  }
}

@Suite struct `Looking at an address` {
  private static let address = MediaReference.url("https://example.com/a.png")

  private static func form() -> World {
    var world = `The form of each API`.form("kyyvideo2")
    world.state.form.focus = .media(.firstFrame, 0)
    world.type(address.text)
    return world
  }

  @Test func `is done on request only, and once`() {
    var world = Self.form()
    world.press(Key(.down), Key(.up))
    #expect(!world.orders.contains(.probeAddress(Self.address)))
    world.orders = []
    world.press(.control("p"), .control("p"))
    #expect(world.orders == [.probeAddress(Self.address)])
    #expect(world.screen.contains("looking…"))
  }

  @Test func `gives facts that the rules heed`() {
    var world = Self.form()
    world.press(.control("p"))
    let facts = MediaFacts(kind: .image, format: "png", bytes: 4000, width: 100, height: 90)
    world.send(.addressProbed(Self.address, .success(facts)))
    #expect(world.screen.contains("png 100×90 4.0 kB"))
    #expect(world.state.form.check.broken[.media(.firstFrame, 0)]?.rule == "image-sides")
  }

  @Test func `in vain is a warning, and stops nothing`() {
    var world = Self.form()
    world.press(.control("p"))
    world.send(
      .addressProbed(
        Self.address, .failure(ActionFailure(message: Phrase("The server answers 404 there.")))))
    #expect(world.state.form.check.isGood)
    #expect(world.screen.contains("! The server answers 404 there."))
    #expect(world.screen.contains("✓ ready"))
    // Another address has nothing to do with it.
    world.type("x")
    #expect(!world.screen.contains("404"))
  }

  @Test func `late, when it is no longer named, changes nothing`() {
    var tester = ActionTester(Self.form().state)
    tester.send(.addressProbed(.url("https://example.com/old.png"), .success(MediaFacts())))
  }

  @Test func `is offered on addresses, and on files the key says what it is for`() {
    var world = Self.form()
    #expect(world.state.isOffered(.probeAddress))
    world.press(.control("u"))
    #expect(!world.state.isOffered(.probeAddress))
    world.orders = []
    world.press(.control("p"))
    #expect(world.orders == [])
    #expect(world.state.message != nil)
  }
}
