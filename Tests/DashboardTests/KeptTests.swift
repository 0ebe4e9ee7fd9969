import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `What the form keeps` {
  static let prompts = [
    "一只橘猫在雨夜的霓虹街道上慢慢走过", "Slow dolly through a library at night\nsecond line",
    "A paper boat on a flooded street",
  ].map { KeptText(text: $0) }

  static func templates() -> [KeptText] {
    var request = Fixture.request()
    request.seed = 7
    var plain = RequestDraft()
    plain.model = Fixture.model
    plain.duration = 12
    return [
      KeptText(name: "产品 teaser", text: request.prompt, request: request),
      KeptText(name: "twelve seconds", text: "", request: plain),
    ]
  }

  static func world(
    _ size: Size, _ kind: KeptText.Kind, _ kept: [KeptText], prompt: String = "old"
  ) -> World {
    var request = Fixture.request()
    request.prompt = prompt
    var world = Fixture.started(
      size, saved: FormDraft(profile: "apiyi", request: request, count: 1))
    world.press(Key(.function(2)))
    switch kind {
    case .prompts: world.press(.control("r"))
    case .snippets: world.press(Key(.character("s"), .alt))
    case .templates: world.press(Key(.character("r"), .alt))
    }
    world.send(.keptLoaded(kind, kept))
    return world
  }

  private static let size = Size(columns: 80, rows: 24)

  @Test func `a prompt is found by its words and takes the place of the written one, with an undo`()
  {
    var world = Self.world(Self.size, .prompts, Self.prompts)
    world.type("boat FLOOD")
    #expect(world.screen.contains("1/3"))
    world.press(Key(.enter))
    #expect(world.state.sheet == nil)
    #expect(world.state.form.prompt.text == "A paper boat on a flooded street")
    world.press(.control("_"))
    #expect(world.state.form.prompt.text == "old")
  }

  @Test func `a snippet goes in at the caret, and what is selected becomes one`() {
    var world = Self.world(
      Self.size, .snippets, [KeptText(name: "lens", text: ", 35mm")], prompt: "a cat")
    world.press(Key(.enter))
    #expect(world.state.form.prompt.text == "a cat, 35mm")
    world.press(Key(.character("a"), .alt), Key(.character("s"), .alt))
    world.send(.keptLoaded(.snippets, []))
    world.press(.control("s"))
    world.type("whole")
    world.press(Key(.enter))
    #expect(world.orders.last == .keep(.snippets, KeptText(name: "whole", text: "a cat, 35mm")))
  }

  @Test func `a template is taken over, and one without a prompt leaves the written one`() {
    var world = Self.world(Self.size, .templates, Self.templates())
    world.press(Key(.down), Key(.enter))
    #expect(world.state.form.prompt.text == "old")
    #expect(world.state.form.choices.duration == 12)
    var other = Self.world(Self.size, .templates, Self.templates())
    other.press(Key(.enter))
    #expect(other.state.form.prompt.text == Fixture.request().prompt)
    #expect(other.state.form.seeds == [7])
  }

  @Test
  func `the form is saved with or without its prompt, and a name that is there is asked about`() {
    var world = Self.world(Self.size, .templates, Self.templates())
    world.press(.control("s"), Key(.tab))
    #expect(world.screen.contains("without the prompt"))
    world.press(Key(.enter))
    #expect(
      world.state.question?.words.english == "产品 teaser is there already. Write over it?")
    world.press(.letter("y"))
    guard case .keep(.templates, let kept)? = world.orders.last else {
      Issue.record("nothing was kept")
      return
    }
    #expect(kept.name == "产品 teaser")
    #expect(kept.request?.prompt == "")
    #expect(kept.request?.ratio == "16:9")
  }

  @Test(arguments: ["100-104", "7, 100-104 9", "100-", "7", ""])
  func `a template and a draft keep seeds, count and alternatives as they are written`(
    seeds: String
  ) throws {
    var world = Self.world(Self.size, .templates, [], prompt: "a {red|blue} fox")
    world.kept = [:]
    world.press(Key(.escape))
    world.state.form.seed = FormState.seedText(seeds)
    world.state.form.count = 3
    _ = world.state.formChanged(at: world.state.now)
    let written = world.state.form
    world.send(.ticked(world.state.now + .seconds(2)))
    guard case .saveForm(let draft)? = world.orders.last else {
      Issue.record("the form was not saved")
      return
    }
    let again = FormState(saved: draft, profile: "apiyi", profiles: world.state.profiles)
    #expect(again.seed.text == seeds && again.count == 3)
    #expect(again.prompt.text == "a {red|blue} fox")

    world.press(Key(.character("r"), .alt), .control("s"))
    world.type("foxes")
    world.press(Key(.enter))
    let kept = try #require(world.kept?[.templates]?.last)
    var other = Self.world(Self.size, .templates, [kept])
    other.press(Key(.enter))
    #expect(other.state.form.seed.text == seeds && other.state.form.count == 3)
    #expect(other.state.form.prompt.text == "a {red|blue} fox")
    #expect(
      other.state.form.variants(other.state.profiles).count
        == written.variants(world.state.profiles).count)
  }

  @Test func `a template of a version that kept no count leaves the written one`() {
    var world = Self.world(Self.size, .templates, Self.templates())
    world.state.form.count = 4
    world.press(Key(.enter))
    #expect(world.state.form.count == 4)
  }

  @Test func `removing asks once`() {
    var world = Self.world(Self.size, .prompts, Self.prompts)
    world.press(.control("d"), .letter("n"))
    #expect(!world.orders.contains(.forget(.prompts, Self.prompts[0])))
    world.press(.control("d"), .letter("y"))
    #expect(world.orders.last == .forget(.prompts, Self.prompts[0]))
    world.send(.keptLoaded(.prompts, Array(Self.prompts.dropFirst())))
    #expect(world.screen.contains("2/2"))
  }

  @Test func `an answer for another list, or after it was closed, changes nothing`() {
    var world = Self.world(Self.size, .prompts, Self.prompts)
    let before = world.state
    world.send(.keptLoaded(.snippets, []))
    #expect(world.state == before)
    world.press(Key(.escape))
    world.send(.keptLoaded(.prompts, []))
    #expect(world.state.sheet == nil)
  }
}
