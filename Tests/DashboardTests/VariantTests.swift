import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

/// Seeds, alternatives, numbers that are typed, and the order of media.
@Suite struct `Several at once` {
  private static func form(
    _ prompt: String, seeds: String? = nil, count: Int = 1, profile: String = "apiyi",
    size: Size = Size(columns: 80, rows: 24)
  ) -> World {
    var request = Fixture.request()
    request.prompt = prompt
    var world = Fixture.started(
      size, saved: FormDraft(profile: profile, request: request, count: count, seeds: seeds))
    world.press(Key(.function(2)))
    return world
  }

  @Test func `alternatives, seeds and count are multiplied, and the question names number and sum`()
  {
    var world = Self.form("{猫|狗|a fox} in the rain", seeds: "100-101", count: 2)
    #expect(world.screen.contains("3 variants"))
    world.press(.control("s"))
    #expect(
      world.state.question?.words.english == "Submit 12 tasks to apiyi, about USD 9.15?")
    world.press(.letter("y"))
    guard case .submit(let order)? = world.orders.last else {
      Issue.record("nothing was sent")
      return
    }
    #expect(order.variants.count == 12)
    let all = order.variants.requests(limit: 100)
    #expect(Set(all.map(\.prompt)) == ["猫 in the rain", "狗 in the rain", "a fox in the rain"])
    #expect(all.map(\.seed) == [100, 100, 101, 101, 100, 100, 101, 101, 100, 100, 101, 101])
  }

  @Test(
    arguments: [
      ("{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}", "", 1, FormField.prompt), ("{a|b}", "1-30", 1, .seed),
      ("{a|b}", "", 30, .count), ("a", "1-51", 1, .seed), ("a", "1,x", 1, .seed),
    ] as [(String, String, Int, FormField)])
  func `more than an order takes is refused beside the field that does it`(
    prompt: String, seeds: String, count: Int, field: FormField
  ) {
    var world = Self.form(prompt, seeds: seeds, count: count)
    world.press(.control("s"))
    #expect(world.state.question == nil)
    #expect(world.state.form.focus == field)
  }

  @Test func `a list of seeds is kept for the next start`() {
    var world = Self.form("a", seeds: "3-5")
    world.type("b")
    world.press(.control("q"))
    guard case .saveForm(let kept)? = world.orders.first else {
      Issue.record("the form was not saved")
      return
    }
    #expect(kept.seeds == "3-5")
    #expect(kept.request.prompt == "ab")
  }

  @Test func `a task that is edited again keeps its braces`() {
    let task = Fixture.task(1, .succeeded, "a {b|c} d")
    var world = Fixture.started(Size(columns: 80, rows: 24), tasks: [task])
    world.press(.letter("e"))
    #expect(world.state.form.prompt.text == "a \\{b|c} d")
    #expect(
      world.state.form.variants(world.state.profiles).requests(limit: 9).map(\.prompt) == [
        "a {b|c} d"
      ])
  }

  @Test func `numbers are typed where numbers are chosen`() {
    var world = Self.form("a")
    world.state.form.focus = .duration
    world.press(.letter("1"))
    #expect(world.state.form.choices.duration == 5)
    #expect(world.screen.contains("◂ 1… ▸"))
    world.press(.letter("2"))
    #expect(world.state.form.choices.duration == 12)
    world.press(.letter("7"))
    #expect(world.state.form.choices.duration == 7)
    world.press(.letter("0"))
    #expect(world.state.form.choices.duration == 7)
    world.press(Key(.right))
    #expect(world.state.form.choices.duration == 8)
    world.state.form.focus = .count
    world.press(.letter("4"), .letter("2"))
    #expect(world.state.form.count == 42)
    world.press(.letter("9"))
    #expect(world.state.form.count == 9)
  }

  @Test func `media are put into another order, and the focus goes along`() {
    var request = Fixture.request()
    request.images = [.file("a.png"), .file("b.png"), .file("c.png")]
    var world = Fixture.started(
      Size(columns: 80, rows: 24),
      saved: FormDraft(profile: "sandbox", request: request, count: 1))
    world.press(Key(.function(2)))
    world.state.form.focus = .media(.referenceImage, 0)
    world.press(Key(.up, .alt))
    #expect(world.state.form.draft.images == request.images)
    world.press(Key(.down, .alt), Key(.down, .alt), Key(.down, .alt))
    #expect(world.state.form.draft.images == [.file("b.png"), .file("c.png"), .file("a.png")])
    #expect(world.state.form.focus == .media(.referenceImage, 2))
    world.press(Key(.up, .alt))
    #expect(world.state.form.draft.images == [.file("b.png"), .file("a.png"), .file("c.png")])
  }

  @Test(arguments: [
    (Ratio.wide, 5, 18), (.square, 5, 10), (.tall, 9, 10), (.cinema, 3, 14),
  ])
  func `a ratio is drawn in cells that are twice as high as wide`(
    ratio: Ratio, rows: Int, columns: Int
  ) {
    let size = FormView.size(of: ratio, in: Size(columns: 40, rows: rows))
    #expect(size == Size(columns: columns, rows: rows))
  }

  @Test func `a ratio without room or shape is not drawn`() {
    #expect(FormView.size(of: .wide, in: Size(columns: 40, rows: 2)) == nil)
    #expect(FormView.size(of: .adaptive, in: Size(columns: 40, rows: 9)) == nil)
    #expect(FormView.size(of: .cinema, in: Size(columns: 10, rows: 9)) == nil)
  }
}
