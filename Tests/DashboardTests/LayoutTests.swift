import TerminalUI
import TestSupport
import Testing
import VideoTasks

@testable import Dashboard

/// The panes cover the screen between header and footer, whatever the user has made of them.
@Suite struct `The division of the screen` {
  private static let sizes = [
    Size(columns: 40, rows: 10), Size(columns: 80, rows: 24), Size(columns: 110, rows: 20),
    Size(columns: 120, rows: 40), Size(columns: 159, rows: 30), Size(columns: 160, rows: 20),
    Size(columns: 200, rows: 50), Size(columns: 400, rows: 90),
  ]

  @Test(arguments: sizes)
  func `every cell of the body belongs to exactly one pane`(size: Size) {
    var random = SeededRandom(seed: UInt64(size.columns))
    for _ in 0..<200 {
      var sizes = PaneSizes()
      for divider in Divider.allCases where Bool.random(using: &random) {
        sizes[divider] = Int.random(in: -20...500, using: &random)
      }
      let layout = ScreenLayout(
        size: size, pane: Pane.allCases.randomElement(using: &random) ?? .table,
        messageRows: Int.random(in: 0...3, using: &random), sizes: sizes,
        isZoomed: Bool.random(using: &random))
      let panes = [layout.form, layout.table, layout.details, layout.page].compactMap { $0 }
      let all = panes + [layout.header, layout.footer] + [layout.message].compactMap { $0 }
      #expect(all.reduce(0) { $0 + $1.columns * $1.rows } == size.columns * size.rows)
      for (index, one) in all.enumerated() {
        let screen = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
        #expect(Self.shared(one, screen) == one.columns * one.rows, "\(sizes)")
        for other in all.dropFirst(index + 1) { #expect(Self.shared(one, other) == 0, "\(sizes)") }
      }
      #expect(panes.allSatisfy { $0.columns >= 40 && $0.rows >= 5 }, "\(sizes)")
    }
  }

  /// How many cells lie in both.
  private static func shared(_ one: Rect, _ other: Rect) -> Int {
    let columns =
      min(one.column + one.columns, other.column + other.columns) - max(one.column, other.column)
    let rows = min(one.row + one.rows, other.row + other.rows) - max(one.row, other.row)
    return max(0, columns) * max(0, rows)
  }

  @Test func `wide screens show all panes side by side, narrow ones one at a time`() {
    func panes(_ columns: Int, _ rows: Int) -> [Bool] {
      let layout = ScreenLayout(
        size: Size(columns: columns, rows: rows), pane: .table, messageRows: 0)
      return [layout.form != nil, layout.table != nil, layout.details != nil, layout.isAbreast]
    }
    #expect(panes(80, 24) == [false, true, true, false])
    #expect(panes(40, 12) == [false, true, false, false])
    #expect(panes(120, 40) == [true, true, true, false])
    #expect(panes(160, 40) == [true, true, true, true])
  }

  @Test
  func `keys move the border of the focused pane, and what was chosen is kept a second later`() {
    var tester = ActionTester(
      Fixture.started(Size(columns: 120, rows: 40), tasks: Fixture.everyStatus()).state)
    let before = tester.state.layout
    let now = tester.state.now
    tester.send(.key(.letter(">"))) { state in
      state.wasUsed = true
      state.sizes.form = 40
      // The prompt is broken into rows anew.
      state.scrollForm()
      state.unsaved.add(.paneSizes(PaneSizes(form: 40)), at: now)
    }
    #expect(tester.state.layout.table?.columns == (before.table?.columns ?? 0) + 4)
    // There is no more room for a wider table.
    tester.send(.key(.letter(">")))
    tester.send(.key(.letter("-"))) { state in
      state.sizes.below = (before.details?.rows ?? 0) + 2
      state.unsaved.add(.paneSizes(state.sizes), at: now)
    }
    let sizes = tester.state.sizes
    tester.send(
      .ticked(now + .seconds(1)), effects: [.savePreference(.paneSizes(sizes))]
    ) { state in
      state.now = now + .seconds(1)
      state.progressNow = now + .seconds(1)
      state.unsaved = UnsavedPreferences()
    }
  }

  @Test func `one key gives the pane the whole screen, and gives it back`() {
    var world = Fixture.started(
      Size(columns: 200, rows: 50), profile: "apiyi", tasks: Fixture.everyStatus())
    let before = world.state.layout
    world.press(.letter("3"), .letter("z"))
    #expect(world.state.layout.details == Rect(column: 0, row: 1, columns: 200, rows: 48))
    #expect(world.state.layout.table == nil)
    world.press(.letter("2"))
    #expect(world.state.layout.table == Rect(column: 0, row: 1, columns: 200, rows: 48))
    world.press(.letter("z"))
    #expect(world.state.layout == before)
  }

  @Test func `one key brings the usual sizes back`() {
    var world = Fixture.started(
      Size(columns: 200, rows: 50), profile: "apiyi", tasks: Fixture.everyStatus())
    let usual = world.state.layout
    #expect(!world.state.isAvailable(.resetSizes))
    world.press(.letter("<"), .letter("3"), .letter(">"), .letter("2"), .letter("z"))
    #expect(world.state.layout != usual)
    world.press(.letter("="))
    #expect(world.state.layout == usual)
    #expect(world.state.sizes == PaneSizes())
  }

  @Test func `what was chosen in an earlier run holds from the first frame on`() {
    var context = Fixture.context(Size(columns: 120, rows: 40))
    let kept = Preference.paneSizes(PaneSizes(form: 60, below: 20))
    context.preferences = [Preference(key: kept.key, text: kept.text)].compactMap { $0 }
    let layout = DashboardState(context).layout
    #expect(layout.form?.columns == 60)
    #expect(layout.details?.rows == 20)
  }

  @Test(arguments: ["", "null", "[]", "{\"form\":\"wide\"}", "{", "{\"form\":1e99}"])
  func `what cannot be read counts as not chosen`(text: String) {
    #expect(Preference(key: Preference.paneSizes(PaneSizes()).key, text: text) == nil)
    #expect(Preference(key: "something else", text: "{}") == nil)
  }

  @Test func `what is not kept yet is kept before the program ends`() {
    for action in [DashboardAction.key(.letter("q")), .endRequested, .key(.control("z"))] {
      var world = Fixture.started(
        Size(columns: 120, rows: 40), profile: "apiyi", tasks: Fixture.everyStatus())
      world.press(.letter("<"))
      world.send(action)
      #expect(world.orders.first == .savePreference(.paneSizes(PaneSizes(form: 48))))
      #expect(world.orders.count == 2)
    }
  }
}
