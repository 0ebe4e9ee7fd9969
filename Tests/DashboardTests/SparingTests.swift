import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

/// What is left out where little is to be sent.
@Suite struct `Sparing modes` {
  static func world(
    _ size: Size, tasks: [TaskSummary] = Fixture.everyStatus(),
    _ change: (inout DashboardContext) -> Void
  ) -> World {
    var context = Fixture.context(size, profile: "apiyi")
    change(&context)
    var world = World(state: DashboardState(context))
    world.tasks = tasks
    world.send(.started)
    return world
  }

  /// How many cells a key changes, before the details follow.
  private static func changedCells(_ world: World) -> Int {
    var other = world
    let before = Dashboard.render(world.state).cells
    other.press(.letter("j"))
    return zip(before, Dashboard.render(other.state).cells).count { $0 != $1 }
  }

  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
  func `on a slow line a key changes two cells`(size: Size) {
    var world = Self.world(size) { $0.lineIsSlow = true }
    world.press(.letter("j"))
    #expect(Self.changedCells(world) == 2)
    world.send(.lineChanged(isSlow: false))
    #expect(Self.changedCells(world) > 80)
  }

  @Test func `on a slow line the table goes on by pages`() {
    let tasks = (0..<200).map { Fixture.task(Int64(500 - $0), .succeeded, "clip \($0)") }
    var world = Self.world(Size(columns: 80, rows: 24), tasks: tasks) { $0.lineIsSlow = true }
    var tops: Set<Int> = []
    for key in Array(repeating: Key.letter("j"), count: 100)
      + Array(repeating: .letter("k"), count: 100)
    {
      world.press(key)
      tops.insert(world.state.table.top)
      #expect(world.state.rowsOnScreen.contains { $0.id == world.state.table.selectedID })
    }
    #expect(tops.count <= 2 * (100 / (world.state.tableHeight - 1) + 1))
    #expect(world.state.table.selected == 0)
  }

  @Test func `the marker style changes the marker, the number and the place`() {
    var world = Self.world(Size(columns: 120, rows: 40)) { $0.selectionStyle = .marker }
    world.press(.letter("j"))
    // Two markers, two numbers of three columns, and one digit below.
    #expect(Self.changedCells(world) <= 2 + 6 + 2)
  }

  @Test func `running rows are drawn rarely on a slow line or where nothing is to move`() {
    let size = Size(columns: 80, rows: 24)
    #expect(Self.world(size) { _ in }.state.progressStep == .seconds(1))
    #expect(Self.world(size) { $0.lineIsSlow = true }.state.progressStep == .seconds(10))
    #expect(Self.world(size) { $0.reducesMotion = true }.state.progressStep == .seconds(10))
    #expect(Self.world(size) { $0.isPlain = true }.state.progressStep == .seconds(60))
  }

  @Test func `pictures stand still on a slow line, and where nothing is to move`() {
    let size = Size(columns: 80, rows: 24)
    #expect(!Self.world(size) { _ in }.state.showsStills)
    #expect(Self.world(size) { $0.lineIsSlow = true }.state.showsStills)
    #expect(Self.world(size) { $0.reducesMotion = true }.state.showsStills)
  }

  @Test func `the next picture is right when the line becomes slow`() {
    var world = Self.world(Size(columns: 120, rows: 40)) { _ in }
    var picture = Dashboard.render(world.state, after: nil)
    for isSlow in [true, false, true] {
      world.send(.lineChanged(isSlow: isSlow))
      world.press(.letter("j"))
      picture = Dashboard.render(world.state, after: picture)
      #expect(picture.frame == Dashboard.render(world.state))
    }
  }

  // MARK: Plain mode

  private static func plain(_ size: Size = Size(columns: 80, rows: 24)) -> World {
    world(size) { $0.isPlain = true }
  }

  @Test func `in plain mode each task is a sentence, and the cursor stands on it`() {
    var world = Self.plain()
    world.press(.letter("j"), .letter("j"))
    let lines = world.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let cursor = Dashboard.render(world.state).cursor
    #expect(cursor == Point(column: 1, row: 5 - 0))
    #expect(
      lines[5].contains(">Task 11, unconfirmed, answer lost, Slow dolly through a library at night")
    )
  }

  @Test(arguments: [40, 80, 200])
  func `in plain mode one pane stands alone, and the cursor is always on the screen`(columns: Int) {
    var world = Self.plain(Size(columns: columns, rows: 30))
    world.assets = Fixture.assets()
    for key in [
      Key(.function(2)), Key(.tab), Key(.tab), Key(.function(3)), Key(.enter), Key(.function(6)),
      .letter("L"), Key(.function(1)), Key(.escape), Key(.function(3)), .letter("D"), .letter("n"),
      .letter("/"),
    ] {
      world.press(key)
      let layout = world.state.layout
      let panes = [layout.form, layout.table, layout.details, layout.page].compactMap { $0 }
      #expect(panes.count == 1)
      #expect(Dashboard.render(world.state).cursor != nil)
    }
  }

  @Test(arguments: [40, 60, 80, 120])
  func `in plain mode no number in the header stands without its word`(columns: Int) {
    var world = Self.plain(Size(columns: columns, rows: 24))
    world.send(.nextLinkLoaded(Fixture.now + .seconds(2520)))
    let header = world.screen.prefix { $0 != "\n" }
    #expect(header.contains("unconfirmed"))
    #expect(!header.contains(/\ \ \d+(\ \ |$)/), "\(header)")
  }

  @Test func `in plain mode nothing changes but the line that the key has moved to`() {
    var world = Self.plain(Size(columns: 120, rows: 40))
    world.press(.letter("j"))
    #expect(Self.changedCells(world) == 2)
  }

  @Test func `in plain mode what becomes of a task is said in the line above the footer`() {
    var world = Self.plain()
    let place = world.tasks.firstIndex { $0.id == TaskID(9) } ?? 0
    world.tasks[place].status = .succeeded
    world.send(.storeChanged)
    world.send(.ticked(Fixture.now + .seconds(1)))
    let lines = world.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[22].contains("Task 9 succeeded: 雨中的东京街头，霓虹倒影"))
  }
}
