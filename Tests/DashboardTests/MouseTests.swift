import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The mouse` {
  private static let wide = Size(columns: 120, rows: 40)

  private static func world(_ size: Size = wide, tasks: Int = 200) -> World {
    let done = (0..<tasks).map { Fixture.task(Int64(500 - $0), .succeeded, "clip \($0)") }
    return Fixture.started(size, profile: "apiyi", tasks: done)
  }

  /// Where the row of a task stands.
  private static func place(of index: Int, in world: World) -> Point {
    let inner =
      world.state.layout.table?.inset(by: 1) ?? Rect(column: 0, row: 0, columns: 0, rows: 0)
    return Point(column: inner.column + 5, row: inner.row + 1 + index - world.state.table.top)
  }

  @Test func `a click gives the pane the focus and selects the row, two open the details`() {
    var world = Self.world()
    world.press(Key(.function(2)))
    world.click(Self.place(of: 7, in: world))
    #expect(world.state.pane == .table)
    #expect(world.state.table.selected == 7)
    world.click(Self.place(of: 3, in: world), clicks: 2)
    #expect(world.state.pane == .details)
    #expect(world.state.details.id == TaskID(497))
  }

  @Test func `below the last task there is nothing to click`() {
    var world = Self.world(tasks: 3)
    world.press(.letter("j"))
    world.click(Self.place(of: 9, in: world))
    #expect(world.state.table.selected == 1)
  }

  @Test func `the wheel scrolls what lies under the pointer, and the selection stays on its task`()
  {
    var world = Self.world()
    for _ in 0..<5 { world.press(.letter("j")) }
    let place = Self.place(of: 2, in: world)
    world.press(Key(.function(2)))
    world.send(.mouse(MouseEvent(.wheel(.down), at: place), clicks: 0))
    #expect(world.state.pane == .form)
    #expect(world.state.table.top == 3)
    #expect(world.state.table.selectedID == TaskID(495))
    world.send(.mouse(MouseEvent(.wheel(.down), at: place), clicks: 0))
    #expect(world.state.table.top == 6)
    // It has been pushed out, and is the first on the screen now.
    #expect(world.state.table.selectedID == TaskID(494))
    for _ in 0..<200 { world.send(.mouse(MouseEvent(.wheel(.down), at: place), clicks: 0)) }
    #expect(world.state.table.top == 200 - world.state.tableHeight)
    #expect(world.state.rowsOnScreen.count == world.state.tableHeight)
  }

  @Test func `a border follows the mouse, and where it comes to rest is kept`() {
    var world = Self.world()
    let form = world.state.layout.form?.columns ?? 0
    let start = Point(column: form, row: 10)
    world.send(.mouse(MouseEvent(.press(.left), at: start), clicks: 1))
    #expect(world.state.layout.form?.columns == form)
    for column in [form + 3, form + 9, form + 5] {
      world.send(.mouse(MouseEvent(.drag(.left), at: Point(column: column, row: 12)), clicks: 0))
      #expect(world.state.layout.form?.columns == column)
    }
    world.send(.mouse(MouseEvent(.release(.left), at: Point(column: 90, row: 12)), clicks: 0))
    // The button is up: the pointer is free.
    world.send(.mouse(MouseEvent(.drag(.left), at: Point(column: 60, row: 12)), clicks: 0))
    #expect(world.state.layout.form?.columns == form + 5)
    world.send(.ticked(world.state.now + .seconds(2)))
    #expect(world.orders.last == .savePreference(.paneSizes(PaneSizes(form: form + 5))))
  }

  @Test func `each border of a wide screen can be taken from both sides`() throws {
    for size in [Self.wide, Size(columns: 200, rows: 50)] {
      let layout = Self.world(size).state.layout
      for divider in Divider.allCases where layout.ranges[divider] != nil {
        let rect = try #require(divider == .form ? layout.form : layout.details)
        for step in [-1, 0] {
          let place =
            switch divider {
            case .form: Point(column: rect.column + rect.columns + step, row: rect.row + 2)
            case .details: Point(column: rect.column + step, row: rect.row + 2)
            case .below: Point(column: rect.column + 5, row: rect.row + step)
            }
          #expect(layout.divider(at: place) == divider)
        }
      }
    }
  }

  @Test func `a click on a border that does not move it gives the focus`() {
    var world = Self.world()
    let row = world.state.layout.details?.row ?? 0
    world.click(Point(column: 70, row: row))
    #expect(world.state.pane == .details)
    #expect(world.state.sizes == PaneSizes())
  }

  @Test func `a click in the prompt sets the caret between characters`() {
    var world = Fixture.started(
      Self.wide, saved: FormDraft(profile: "sandbox", request: Fixture.request(), count: 1))
    world.press(Key(.function(3)))
    let body = world.state.layout.formBody ?? Rect(column: 0, row: 0, columns: 0, rows: 0)
    // 一只橘猫: two columns each.
    world.click(Point(column: body.column + 5, row: body.row + 1))
    #expect(world.state.pane == .form)
    #expect(world.state.form.focus == .prompt)
    #expect(world.state.form.prompt.caret == 2)
  }

  @Test func `a click in the field that is written sets the caret in its text`() throws {
    var world = Fixture.started(Self.wide)
    let before = world.screen.split(separator: "\n", omittingEmptySubsequences: false)
    world.click(Point(column: 4, row: before.firstIndex { $0.hasPrefix("│ Seed") } ?? 0))
    world.type("1234567")
    let lines = world.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains("1234567") })
    let place = try #require(lines[row].firstRange(of: "1234567")).lowerBound
    let start = lines[row].distance(from: lines[row].startIndex, to: place)
    world.click(Point(column: start + 3, row: row))
    #expect(world.state.form.seed.caret == 3)
    world.click(Point(column: start + 9, row: row))
    #expect(world.state.form.seed.caret == 7)
    // Of a text that is longer than its room the place under the pointer stays there.
    world.type(String(repeating: "8901234567", count: 5))
    for _ in 0..<2 {
      world.click(Point(column: start + 2, row: row))
      let cursor = Dashboard.render(world.state).cursor
      #expect(cursor == Point(column: start + 2, row: row), "\(world.screen)")
    }
    let caret = world.state.form.seed.caret
    // The label gives the focus and moves nothing.
    world.click(Point(column: start - 5, row: row))
    #expect(world.state.form.focus == .seed)
    #expect(world.state.form.seed.caret == caret)
  }

  @Test func `a click on a field gives it the focus`() {
    // One field in a row here.
    var world = Fixture.started(Self.wide)
    let lines = world.screen.split(separator: "\n", omittingEmptySubsequences: false)
    for (label, field) in [("Seed", FormField.seed), ("Model", .model), ("Prompt", .prompt)] {
      let row = lines.firstIndex { $0.hasPrefix("│ \(label)") } ?? 0
      world.click(Point(column: 4, row: row))
      #expect(world.state.form.focus == field)
    }
  }

  @Test(arguments: 0..<30)
  func `nothing that the mouse does asks, answers, sends or removes`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let sizes = [Self.wide, Size(columns: 80, rows: 24), Size(columns: 200, rows: 50)]
    var world = Fixture.started(
      sizes[seed % 3], profile: "apiyi", tasks: Fixture.everyStatus(),
      saved: FormDraft(profile: "apiyi", request: Fixture.request(), count: 3))
    world.assets = Fixture.assets()
    for turn in 0..<300 {
      if turn % 40 == 0 {
        world.press([Key(.function(2)), Key(.function(3)), Key(.function(6))][turn / 40 % 3])
      }
      if turn == 150 { world.press(Key(.function(3)), .letter("D")) }
      let asked = world.state.question
      world.send(Self.anything(&random, world.state.size))
      #expect(world.state.question == asked)
      if turn == 200 { world.press(.letter("n")) }
    }
    for order in world.orders {
      switch order {
      case .submit, .retry, .retryWithoutSound, .cancel, .remove, .removeAsset, .addAsset,
        .downloadAgain, .quit:
        Issue.record("the mouse made \(order)")
      default: break
      }
    }
  }

  static func anything(_ random: inout SeededRandom, _ size: Size) -> DashboardAction {
    let place = Point(
      column: Int.random(in: 0...size.columns, using: &random),
      row: Int.random(in: 0...size.rows, using: &random))
    let kinds: [MouseEvent.Kind] = [
      .press(.left), .press(.left), .press(.left), .press(.right), .press(.middle),
      .release(.left), .release(nil), .drag(.left), .wheel(.up), .wheel(.down), .wheel(.left),
    ]
    let kind = kinds.randomElement(using: &random) ?? .press(.left)
    return .mouse(
      MouseEvent(kind, at: place), clicks: Int.random(in: 0...3, using: &random))
  }

  @Test func `a key turns it off and on, and that is kept`() {
    var tester = ActionTester(Self.world().state)
    let now = tester.state.now
    tester.send(.key(.letter("M")), effects: [.useMouse(false)]) { state in
      state.wasUsed = true
      state.usesMouse = false
      state.unsaved.add(.mouse(false), at: now)
      let words = Phrase("The mouse is off: the terminal has it for itself.")
      state.message = Message(text: words, tone: .plain)
      state.log.add(words, level: .info, at: now)
    }
    var context = Fixture.context(Self.wide)
    context.preferences = [.mouse(false)]
    #expect(!DashboardState(context).usesMouse)
  }
}

extension World {
  /// Presses and releases the left button.
  mutating func click(_ place: Point, clicks: Int = 1) {
    send(.mouse(MouseEvent(.press(.left), at: place), clicks: clicks))
    send(.mouse(MouseEvent(.release(.left), at: place), clicks: 0))
  }
}
