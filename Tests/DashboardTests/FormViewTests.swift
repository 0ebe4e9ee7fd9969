import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `What the form shows` {
  private static func form(
    _ request: RequestDraft, profile: String = "sandbox", count: Int = 1,
    size: Size = Size(columns: 80, rows: 24)
  ) -> World {
    var world = Fixture.started(
      size, saved: FormDraft(profile: profile, request: request, count: count))
    world.press(Key(.function(2)))
    return world
  }

  private static func lines(_ world: World) -> [String] {
    world.screen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func row(_ world: World, of words: String) -> Int? {
    lines(world).firstIndex { $0.contains(words) }
  }

  @Test func `a note of one row moves no field above or below its group`() {
    var world = Self.form(Fixture.request())
    for _ in 0..<8 { world.press(Key(.tab)) }
    let labels = ["Profile", "First frame", "Ratio", "Count"]
    let before = labels.map { Self.row(world, of: $0) }
    world.state.form.focus = .seed
    world.type("x")
    #expect(world.screen.contains("✗ A seed is a whole number."))
    #expect(Self.row(world, of: "Profile") == before[0])
    #expect(Self.row(world, of: "First frame") == before[1])
    #expect(world.screen.contains("Count"))
  }

  @Test func `a long prompt takes the blank rows and says which lines are shown`() {
    let prompt = (1...20).map { "line \($0)" }.joined(separator: "\n")
    var world = Self.form(RequestDraft(prompt: prompt))
    let layout = FormLayout(
      world.state.form, world.state.profiles, language: .english, columns: 76, height: 19)
    #expect(!layout.rows.contains(.space))
    // While it is not written, it is shown from its beginning.
    world.press(Key(.tab))
    #expect(world.screen.contains("lines 1-\(layout.promptRows) of 20"))
    #expect(world.screen.contains("line 1 "))
    world.press(Key(.tab, .shift))
    #expect(world.screen.contains("of 20"))
    #expect(world.screen.contains("line 20"))
  }

  @Test func `an empty prompt does not fill a tall screen`() {
    let state = Self.form(RequestDraft()).state
    for height in 10...100 {
      let layout = FormLayout(
        state.form, state.profiles, language: .english, columns: 46, height: height)
      #expect((3...12).contains(layout.promptRows))
    }
  }

  @Test(arguments: [40, 50, 80, 110, 120, 150, 200])
  func `a price is shown whole or not at all`(columns: Int) {
    var request = Fixture.request()
    request.model = "doubao-seedance-2-0-260128"
    request.resolution = "1080p"
    request.duration = 15
    let world = Self.form(
      request, profile: "apiyi", count: 50, size: Size(columns: columns, rows: 30))
    let cut = Self.lines(world).filter { $0.contains("≈") && $0.contains("…") }
    #expect(cut == [])
  }

  @Test func `a profile without a key says so once`() {
    var choices = Fixture.profiles()
    for index in choices.indices where !choices[index].hasKey {
      choices[index].keyAdvice = Phrase("Store one: rushes key set volcengine")
    }
    var world = Self.form(Fixture.request(), profile: "volcengine")
    world.send(.profilesChanged(choices))
    world.press(.control("s"))
    let text = world.screen
    #expect(text.split(separator: "volcengine has no key").count == 2)
    #expect(text.contains("rushes key set volcengine"))
  }

  @Test func `rules name the form's fields, not the options of the command line`() {
    #expect(
      FormLayout.inFormWords(
        "Say it with --prompt or --prompt-file. Add --first-frame, or --image.", .english)
        == "Say it with Prompt. Add First frame, or Images.")
  }

  @Test func `a time limit is also told in words`() {
    var world = Self.form(Fixture.request())
    #expect(world.screen.contains("after 2 d"))
    world.state.form.focus = .expiresAfter
    world.type("7200")
    #expect(world.screen.contains("s ≈ 2 h"))
  }

  @Test func `the focused field says what it is for`() {
    var world = Self.form(Fixture.request())
    for _ in world.state.form.fields(world.state.profiles) {
      if let words = world.state.form.focus.hint {
        #expect(world.screen.contains("─ \(words.english) ─"))
      }
      world.press(Key(.tab))
    }
  }
}
