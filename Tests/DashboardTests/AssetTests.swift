import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The asset library` {
  static func library(
    _ size: Size = Size(columns: 80, rows: 24), profile: String = "kyyvideo2"
  ) -> World {
    var world = Fixture.started(size, profile: profile, tasks: Fixture.everyStatus())
    world.assets = Fixture.assets()
    world.press(.letter("4"))
    return world
  }

  /// The form with a row of media in focus, and the library behind it.
  static func picking(_ role: MediaRole, profile: String = "kyyvideo2") -> World {
    var world = Fixture.started(
      Size(columns: 80, rows: 24),
      saved: FormDraft(profile: profile, request: RequestDraft(prompt: "雨"), count: 1))
    world.assets = Fixture.assets()
    world.press(Key(.function(2)))
    world.state.form.focus = .media(role, 0)
    world.press(.control("t"))
    return world
  }

  @Test(arguments: [Key.letter("4"), Key(.function(6))])
  func `opens by its key and is read then`(key: Key) {
    var tester = ActionTester(
      Fixture.started(Size(columns: 80, rows: 24), profile: "apiyi", tasks: Fixture.everyStatus())
        .state)
    tester.send(.key(key), effects: [.loadAssets]) {
      $0.wasUsed = true
      $0.pane = .assets
    }
    tester.send(.assetsLoaded(Fixture.assets())) {
      $0.assets.records = Fixture.assets()
      $0.assets.isLoaded = true
    }
  }

  @Test func `is read again when the store changes, and only while it is seen`() {
    var world = Self.library()
    world.assets.removeFirst()
    world.send(.storeChanged)
    #expect(world.state.assets.records.count == 4)
    world.press(Key(.escape))
    world.assets.removeFirst()
    world.send(.storeChanged)
    #expect(world.state.assets.records.count == 4)
  }

  @Test func `is read again when something is told of an upload`() {
    var world = Self.library()
    world.assets.insert(Fixture.asset(9, .image, .processing, "new"), at: 0)
    world.send(.notice(Phrase("kyyvideo2 has taken the image.")))
    #expect(world.state.assets.records.count == 6)
  }

  @Test func `keeps the selection on its asset when another comes in`() {
    var world = Self.library()
    world.press(.letter("j"))
    world.assets.insert(Fixture.asset(9, .image, .processing, "new"), at: 0)
    world.send(.storeChanged)
    #expect(world.state.selectedAsset?.name == "hero face, front")
  }

  @Test func `every state has a word, a sign and a colour`() {
    let screen = Self.library().screen
    for words in ["◔ processing", "✓ active", "✗ failed"] { #expect(screen.contains(words)) }
    let glyphs = Glyphs(ascii: true)
    #expect(Set(AssetStatus.allCases.map { glyphs.asset($0).0 }).count == 3)
    #expect(Set(AssetStatus.allCases.map { glyphs.asset($0).1 }).count == 3)
  }

  @Test func `a refused asset says why`() {
    var world = Self.library()
    for _ in 0..<3 { world.press(.letter("j")) }
    #expect(world.screen.contains("The library could not fetch it."))
  }

  @Test func `removing is asked about`() {
    var world = Self.library()
    world.press(.letter("j"), .letter("D"))
    #expect(world.orders == [])
    #expect(world.state.question?.words.english.contains("hero face, front") == true)
    world.press(.letter("y"))
    #expect(world.orders == [.removeAsset(Fixture.assets()[1])])
  }

  @Test func `its id is copied as a request names it`() {
    var world = Self.library()
    world.press(.letter("c"))
    #expect(world.orders == [.copy(Fixture.assets()[0].reference.text)])
  }

  @Test func `an upload is written, checked, and sent once`() {
    var world = Self.library()
    world.press(.letter("a"))
    #expect(world.state.keyContext == .assetText)
    world.type("./face.png")
    world.press(.control("s"))
    #expect(world.orders == [])
    #expect(world.screen.contains("on this machine"))
    world.press(.control("u"))
    world.send(.pasted(" https://example.com/face.png\n"))
    world.press(Key(.tab), Key(.right), Key(.tab))
    world.type("脸 q")
    world.press(.control("s"), .control("s"))
    #expect(
      world.orders == [
        .addAsset(
          NewAsset(
            profile: "kyyvideo2", kind: .video, url: "https://example.com/face.png", name: "脸 q"))
      ])
    #expect(world.state.keyContext == .assets)
  }

  @Test func `what was written comes back after a failure, and goes when it is in the list`() {
    var world = Self.library()
    world.press(.letter("a"))
    world.type("https://example.com/9.png?sign=9")
    world.press(.control("s"))
    world.send(.actionFailed(Phrase("The image was not uploaded.")))
    world.press(.letter("a"))
    #expect(world.state.assets.upload?.url.text == "https://example.com/9.png?sign=9")
    world.press(.control("s"))
    world.assets.insert(Fixture.asset(9, .image, .processing, nil), at: 0)
    world.send(.storeChanged)
    world.press(.letter("a"))
    #expect(world.state.assets.upload?.url.isEmpty == true)
  }

  @Test func `an upload without a key is refused here`() {
    var choices = Fixture.profiles()
    for index in choices.indices { choices[index].hasKey = false }
    var world = Self.library()
    world.send(.profilesChanged(choices))
    world.press(.letter("a"))
    world.type("https://example.com/9.png")
    world.press(.control("s"))
    #expect(world.orders == [])
    #expect(world.screen.contains("no key"))
  }

  @Test func `a pick shows the kind that is wanted, and Enter puts it into the row`() {
    var world = Self.picking(.referenceImage)
    #expect(world.state.shownAssets.allSatisfy { $0.kind == .image })
    world.press(.letter("j"), Key(.enter))
    #expect(world.state.pane == .form)
    #expect(world.state.form.focus == .media(.referenceImage, 0))
    #expect(world.state.form.draft.images == [Fixture.assets()[1].reference])
    #expect(world.state.assets.purpose == nil)
  }

  @Test func `what cannot be used yet, or never, is not put in`() {
    var world = Self.picking(.firstFrame)
    world.press(Key(.enter))
    #expect(world.state.pane == .assets)
    #expect(world.state.message?.text.english.contains("still looked at") == true)
    world.press(Key(.end), Key(.enter))
    #expect(world.state.message?.text.english.contains("could not fetch") == true)
    world.press(Key(.escape))
    #expect(world.state.pane == .form)
    #expect(world.state.form.draft.firstFrame == nil)
  }

  @Test(arguments: ["kyyaipower", "apiyi"])
  func `where no asset is taken, or no library is reached, the key says so`(profile: String) {
    let world = Self.picking(.firstFrame, profile: profile)
    #expect(world.state.pane == .form)
    #expect(world.state.message != nil)
    #expect(!world.state.isOffered(.pickAsset))
  }

  @Test func `Esc leaves an upload first, and the library then`() {
    var world = Self.library()
    world.press(.letter("a"), Key(.escape))
    #expect(world.state.pane == .assets && world.state.assets.upload == nil)
    world.press(Key(.escape))
    #expect(world.state.pane == .table)
  }

  @Test func `the selection stays on the screen however many assets there are`() {
    for size in [Size(columns: 80, rows: 24), Size(columns: 40, rows: 10)] {
      var world = Self.library(size)
      world.assets = (0..<60).map { Fixture.asset($0, .image, .active, "asset \($0)") }
      world.send(.storeChanged)
      for key in [Key(.pageDown), Key(.end), Key(.up), Key(.home), Key(.pageDown), Key(.pageUp)] {
        world.press(key)
        let name = world.state.selectedAsset?.name ?? "none"
        #expect(world.screen.contains(name), "\(size) \(key)")
      }
    }
  }

  @Test func `text from outside cannot move the cursor`() {
    var world = Self.library()
    var asset = Fixture.asset(7, .image, .failed, "\u{1B}[2J\u{202E}evil")
    asset.assetID = "\u{1B}]0;x\u{7}id"
    asset.error = TaskFailure(code: "\u{7}", message: "\r\n\u{1B}[31m", advice: "")
    world.assets = [asset]
    world.send(.storeChanged)
    for key in [Key(.down), .letter("D"), .letter("n"), .letter("c")] {
      world.press(key)
      for scalar in world.screen.unicodeScalars {
        #expect(scalar == "\n" || (scalar.value >= 32 && scalar.value != 127))
        #expect(scalar.value != 0x202E)
      }
    }
  }
}
