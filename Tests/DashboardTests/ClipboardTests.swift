import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `Cutting and copying in the form` {
  private static func form(_ prompt: String) -> World {
    var world = Fixture.started(
      Size(columns: 80, rows: 24),
      saved: FormDraft(profile: "sandbox", request: RequestDraft(prompt: prompt), count: 1))
    world.press(Key(.function(2)))
    return world
  }

  @Test func `what is selected is cut onto the clipboard, and put back with one undo`() {
    var world = Self.form("一只👩‍🚀 cat")
    world.press(.control("a"), Key(.right, .shift), Key(.right, .shift), Key(.right, .shift))
    world.press(.control("x"))
    #expect(world.orders == [.copy("一只👩‍🚀")])
    #expect(world.state.form.prompt.text == " cat")
    world.press(.control("e"), Key(.character("y"), .alt))
    #expect(world.state.form.prompt.text == " cat一只👩‍🚀")
    world.press(.control("_"))
    #expect(world.state.form.prompt.text == " cat")
  }

  @Test func `copying changes nothing, and without a selection there is nothing to copy`() {
    var world = Self.form("a cat")
    world.press(Key(.character("w"), .alt), .control("x"))
    #expect(world.orders == [])
    world.press(Key(.character("a"), .alt), Key(.character("w"), .alt))
    #expect(world.orders == [.copy("a cat")])
    #expect(world.state.form.prompt.text == "a cat")
  }

  @Test(arguments: [
    (Key.control("w"), "two"), (.control("u"), "one two"), (.control("k"), ""),
    (Key(.backspace), ""),
  ])
  func `what a key takes out at once can be put back`(key: Key, text: String) {
    var world = Self.form("one two")
    world.press(key)
    #expect(world.state.form.takenOut == text)
    let rest = world.state.form.prompt.text
    world.press(Key(.character("y"), .alt))
    #expect(world.state.form.prompt.text == rest + text)
  }

  @Test func `the rest of a line is taken out forward`() {
    var world = Self.form("一 two three")
    world.press(.control("a"), Key(.right), .control("k"))
    #expect(world.state.form.takenOut == " two three")
  }
}
