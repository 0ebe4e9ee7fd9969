import TerminalUI
import Testing
import TextLayout
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The mouse in what lies over the panes` {
  private static let wide = Size(columns: 120, rows: 40)

  private static func world(_ size: Size = wide) -> World {
    Fixture.started(
      size, profile: "apiyi", tasks: Fixture.everyStatus(),
      saved: FormDraft(profile: "apiyi", request: Fixture.request(), count: 1))
  }

  /// A box with a list, and what the second click on the row of that name brings about.
  private struct Box: CustomTestStringConvertible {
    var testDescription: String
    var open: Key
    var first: String
    var wanted: String
    var isDone: @Sendable (World) -> Bool
  }

  private static let boxes = [
    Box(
      testDescription: "palette", open: .letter(":"), first: "details", wanted: "new ",
      isDone: { $0.state.overlay == nil && $0.state.pane == .form }),
    Box(
      testDescription: "sorts", open: .letter("S"), first: "profile", wanted: "prompt",
      isDone: { $0.state.overlay == nil && $0.state.table.sort.column == .prompt }),
    Box(
      testDescription: "themes", open: .letter("T"), first: "gruvbox", wanted: "dracula",
      isDone: {
        $0.state.overlay == nil && $0.state.theme == "dracula"
          && $0.orders.contains(.useTheme("dracula"))
      }),
    Box(
      testDescription: "filters", open: .letter("F"), first: "costly", wanted: "broken",
      isDone: { $0.state.overlay == nil && $0.state.table.filter.text == "status:failed" }),
    Box(
      testDescription: "columns", open: .letter("C"), first: "State", wanted: "Ratio",
      isDone: { $0.state.table.columns?.contains(.ratio) == false }),
  ]

  @Test(arguments: boxes)
  private func `one click selects, and one more on the same row chooses`(_ box: Box) throws {
    var world = Self.world()
    world.state.themes = ["nord", "dracula", "gruvbox-dark"]
    world.filters = [
      NamedText(name: "costly", text: "cost:>1"), NamedText(name: "broken", text: "status:failed"),
    ]
    world.press(box.open)
    let open = world.state.overlay
    try world.clickBox(on: box.first)
    #expect(!box.isDone(world))
    // A row that is selected already may have been clicked for the window's sake.
    try world.clickBox(on: box.wanted)
    #expect(!box.isDone(world))
    #expect(world.state.overlay != nil && world.state.overlay != open)
    try world.clickBox(on: box.wanted)
    #expect(box.isDone(world))
    #expect(world.state.question == nil)
  }

  @Test(arguments: boxes)
  private func `a key between two clicks makes the second the first`(_ box: Box) throws {
    var world = Self.world()
    world.state.themes = ["nord", "dracula", "gruvbox-dark"]
    world.filters = [
      NamedText(name: "costly", text: "cost:>1"), NamedText(name: "broken", text: "status:failed"),
    ]
    world.press(box.open)
    try world.clickBox(on: box.wanted)
    world.press(Key(.down), Key(.up))
    try world.clickBox(on: box.wanted)
    #expect(!box.isDone(world))
  }

  @Test(arguments: boxes)
  private func `the wheel moves the selection, and a click beside the box closes it`(_ box: Box) {
    var world = Self.world()
    world.state.themes = ["nord", "dracula", "gruvbox-dark"]
    world.filters = [
      NamedText(name: "costly", text: "cost:>1"), NamedText(name: "broken", text: "status:failed"),
    ]
    world.press(box.open)
    var other = world
    let middle = Point(column: 60, row: 5)
    other.press(Key(.down))
    world.send(.mouse(MouseEvent(.wheel(.down), at: middle), clicks: 0))
    #expect(world.state.overlay == other.state.overlay)
    other.press(Key(.up))
    world.send(.mouse(MouseEvent(.wheel(.up), at: middle), clicks: 0))
    #expect(world.state.overlay == other.state.overlay)
    let (pane, selected) = (world.state.pane, world.state.table.selected)
    world.click(Point(column: 2, row: 36))
    #expect(world.state.overlay == nil)
    #expect(world.state.pane == pane && world.state.table.selected == selected)
  }

  @Test func `what costs money is asked about after two clicks in the palette, and a key answers`()
    throws
  {
    var world = Self.world()
    world.press(.letter(":"))
    world.type("subm")
    try world.clickBox(on: "submit")
    try world.clickBox(on: "submit")
    guard case .submit? = world.state.question else {
      Issue.record("nothing was asked")
      return
    }
    for row in 0..<40 { world.click(Point(column: 3, row: row)) }
    #expect(world.state.question != nil)
    #expect(!world.orders.contains { if case .submit = $0 { true } else { false } })
  }

  @Test func `a prompt, a snippet and a template are chosen by clicks as by keys`() throws {
    var prompts = `What the form keeps`.world(Self.wide, .prompts, `What the form keeps`.prompts)
    try prompts.clickBox(on: "A paper boat")
    #expect(prompts.state.sheet != nil && prompts.state.form.prompt.text == "old")
    try prompts.clickBox(on: "A paper boat")
    #expect(prompts.state.sheet == nil)
    #expect(prompts.state.form.prompt.text == "A paper boat on a flooded street")

    let kept = [KeptText(name: "lens", text: ", 35mm"), KeptText(name: "rain", text: ", in rain")]
    var snippets = `What the form keeps`.world(Self.wide, .snippets, kept, prompt: "a cat")
    try snippets.clickBox(on: "rain ")
    try snippets.clickBox(on: "rain ")
    #expect(snippets.state.form.prompt.text == "a cat, in rain")

    var templates = `What the form keeps`.world(
      Self.wide, .templates, `What the form keeps`.templates())
    try templates.clickBox(on: "twelve seconds")
    try templates.clickBox(on: "twelve seconds")
    #expect(templates.state.form.choices.duration == 12)
  }

  @Test func `a name that is being written is not lost by a click`() throws {
    var world = `What the form keeps`.world(
      Self.wide, .templates, `What the form keeps`.templates())
    world.press(.control("s"))
    world.type("half")
    let before = world.state.sheet
    world.click(Point(column: 0, row: 39))
    try world.clickBox(on: "twelve seconds")
    try world.clickBox(on: "twelve seconds")
    #expect(world.state.sheet == before)
  }

  @Test func `settings are changed by a second click, or by the signs beside the value`() throws {
    var world = Self.world()
    world.press(.letter(","))
    #expect(world.state.settings[.motion] != "reduced")
    try world.clickBox(on: "Motion")
    #expect(world.state.settings[.motion] != "reduced")
    try world.clickBox(on: "Motion")
    #expect(world.state.settings[.motion] == "reduced")
    #expect(world.state.reducesMotion)
    // After the last value comes the first.
    try world.clickBox(on: "Motion")
    #expect(world.state.settings[.motion] == "full")
    try world.clickBox(on: "▸")
    #expect(world.state.settings[.motion] == "reduced")
    try world.clickBox(on: "◂")
    #expect(world.state.settings[.motion] == "full")
    world.click(Point(column: 0, row: 39))
    #expect(world.state.sheet == nil)
  }

  @Test func `the first steps are taken by a second click, and a profile for a key by one`() throws
  {
    var world = Self.world()
    world.press(Key(.function(10)))
    try world.clickBox(on: "Enter a vendor")
    #expect(world.state.keyContext == .welcome)
    try world.clickBox(on: "Enter a vendor")
    #expect(world.state.keyContext == .keyEntry)
    world.type("sk-1")
    try world.clickBox(on: "x1 ")
    guard case .welcome(let page) = world.state.sheet else {
      Issue.record("the page is gone")
      return
    }
    #expect(page.entry?.profile == "x1")
    world.click(Point(column: 0, row: 39))
    #expect(world.state.keyContext == .keyEntry)
    #expect(page.entry?.key.text == "sk-1")
  }

  @Test func `an answer about a lost create is chosen by a click, and given by a key alone`() throws
  {
    var world = Self.world()
    world.state.overlay = .settle(
      SettleForm(id: TaskID(3), profile: "apiyi", trace: Phrase.verbatim("Look there.")))
    for _ in 0..<3 { try world.clickBox(on: "It was never made") }
    guard case .settle(let settle) = world.state.overlay else {
      Issue.record("the box is gone")
      return
    }
    #expect(!settle.wasMade)
    #expect(world.state.question == nil)
    try world.clickBox(on: "It is there")
    world.click(Point(column: 0, row: 39))
    #expect(world.state.keyContext == .entry)
  }

  @Test func `a click on what is told takes it away, also where a box is open`() throws {
    var world = Self.world()
    world.press(.letter("C"))
    try world.clickBox(on: "Prompt")
    try world.clickBox(on: "Prompt")
    let row = try #require(world.state.layout.message?.row)
    world.click(Point(column: 3, row: row))
    #expect(world.state.message == nil)
    #expect(world.state.overlay != nil)
  }
}

@Suite struct `The mouse in the form` {
  private static let wide = Size(columns: 120, rows: 40)

  @Test func `the signs beside a value change it, once its field has the focus`() throws {
    var world = Fixture.started(Self.wide)
    world.press(Key(.function(2)))
    let ratio = try #require(world.find("Ratio"))
    world.click(ratio)
    #expect(world.state.form.focus == .ratio)
    let first = world.state.form.choices.ratio
    let more = try #require(world.find("▸", row: ratio.row))
    world.click(more)
    let second = world.state.form.choices.ratio
    #expect(first == nil && second != nil)
    let less = try #require(world.find("◂", row: ratio.row))
    world.click(less)
    #expect(world.state.form.choices.ratio == nil)
    // On the value itself a click does nothing more than to give the focus.
    world.click(Point(column: less.column + 3, row: ratio.row))
    #expect(world.state.form.choices.ratio == nil)
  }

  @Test func `a name that would complete the path is taken by a click`() throws {
    var world = Fixture.started(Self.wide)
    world.press(Key(.function(2)))
    world.click(try #require(world.find("First frame")))
    world.type("/pictures/")
    world.press(Key(.tab))
    world.send(.folderListed("/pictures/", ["cat.png", "car.png", "长城/"]))
    world.click(try #require(world.find("car.png")))
    #expect(world.state.form.references(.firstFrame).map(\.text) == ["/pictures/car.png"])
    #expect(world.state.form.candidates.isEmpty)
    #expect(world.orders.contains(.probe(MediaReference("/pictures/car.png"))))
  }

  @Test func `a click in the upload gives a field the focus`() throws {
    var world = Fixture.started(Self.wide, profile: "kyyvideo2")
    world.press(Key(.function(6)), .letter("a"))
    world.click(try #require(world.find("Library of")))
    #expect(world.state.assets.upload?.focus == .profile)
  }
}

extension World {
  /// Where words stand on the screen.
  func find(_ words: String, row wanted: Int? = nil, in box: Rect? = nil) -> Point? {
    let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
    for (row, line) in lines.enumerated() where wanted == nil || wanted == row {
      for range in line.ranges(of: words) {
        let place = Point(column: Columns.of(String(line[..<range.lowerBound])), row: row)
        if box?.contains(place) != false { return place }
      }
    }
    return nil
  }

  /// Clicks on words in the box over the panes.
  mutating func clickBox(on words: String) throws {
    click(try #require(find(words, in: state.boxRect), "\(screen)"))
  }
}
