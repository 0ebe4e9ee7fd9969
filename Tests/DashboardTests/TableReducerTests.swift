import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The table` {
  private static let size = Size(columns: 80, rows: 24)

  private static func tasks(_ ids: any Sequence<Int64>) -> [TaskSummary] {
    ids.map { Fixture.task($0, .succeeded, "镜头 \($0)") }
  }

  private static func many(_ count: Int64) -> World {
    Fixture.started(size, profile: "apiyi", tasks: tasks((1...count).reversed()))
  }

  @Test func `a late answer to a replaced request changes nothing`() {
    var tester = ActionTester(Self.many(100).state)
    let old = PageRequest(number: 1, offset: 0, limit: 42)
    tester.send(.pageLoaded(old, TablePage(rows: [], total: 0)))
  }

  @Test func `a change of the store while rows are read is read after them`() {
    var tester = ActionTester(DashboardState(Fixture.context(Self.size)))
    let height = tester.state.tableHeight
    let first = PageRequest(number: 1, offset: 0, limit: 3 * height)
    let second = PageRequest(number: 2, offset: 0, limit: 3 * height)
    var wanted = tester.state
    wanted.scrollForm()
    tester.send(
      .started,
      effects: [
        .loadPage(first), .loadTallies, .loadCosts, .loadNextLink, .loadStandings(after: nil),
      ]
    ) {
      $0 = wanted
      $0.telling.isLoading = true
      $0.table.requests = 1
      $0.table.requested = first
    }
    tester.send(.storeChanged, effects: [.loadTallies, .loadCosts, .loadNextLink]) {
      $0.table.isStale = true
      $0.telling.isStale = true
    }
    let row = Fixture.task(1, .waiting, "雨")
    tester.send(
      .pageLoaded(first, TablePage(rows: [row], total: 1)),
      effects: [.loadPage(second), .loadTask(TaskID(1))]
    ) {
      ($0.table.rows, $0.table.total, $0.table.isLoaded) = ([row], 1, true)
      $0.table.selectedID = TaskID(1)
      $0.table.highestID = 1
      $0.table.requests = 2
      $0.table.requested = second
      $0.table.isStale = false
      ($0.details.id, $0.details.loading) = (TaskID(1), TaskID(1))
      $0.details.row = row
    }
  }

  @Test(arguments: [1, 3, 30, 400]) func `the selection stays on its task when tasks come in`(
    new: Int64
  ) {
    var world = Self.many(100)
    for _ in 0..<20 { world.press(.letter("j")) }
    let id = world.state.table.selectedID
    world.tasks = Self.tasks((1...100 + new).reversed())
    world.send(.storeChanged)
    #expect(world.state.table.selectedID == id)
    #expect(world.state.selectedRow?.id == id)
    #expect(world.state.rowsOnScreen.contains { $0.id == id })
  }

  @Test func `a removed task gives the selection to its neighbour`() {
    var world = Self.many(100)
    for _ in 0..<20 { world.press(.letter("j")) }
    world.tasks.removeAll { $0.id == TaskID(80) }
    world.send(.storeChanged)
    #expect(world.state.selectedRow != nil)
    #expect(world.state.table.selectedID == world.state.selectedRow?.id)
  }

  @Test func `only a few screens of rows are held, wherever the selection goes`() {
    var world = Self.many(5000)
    let height = world.state.tableHeight
    for key in [Key(.end), Key(.home), Key(.pageDown), Key(.pageDown), Key(.end), Key(.pageUp)] {
      world.press(key)
      #expect(world.state.table.rows.count <= 3 * height)
      #expect(world.state.rowsOnScreen.count == height)
      #expect(world.state.selectedRow?.id == world.state.table.selectedID)
    }
  }

  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)], [false, true])
  func `rows that a held key brings to the screen are there before they are needed`(
    size: Size, isSlow: Bool
  ) {
    var world = Fixture.started(size, profile: "apiyi", tasks: Self.tasks((1...1000).reversed()))
    world.send(.lineChanged(isSlow: isSlow))
    let height = world.state.tableHeight
    for key in Array(repeating: "j" as Character, count: 600) + Array(repeating: "k", count: 600) {
      // Before the store has answered anything.
      var state = world.state
      _ = Dashboard.reduce(&state, .key(.letter(key)))
      #expect(state.rowsOnScreen.count == height)
      world.press(.letter(key))
    }
  }

  @Test(arguments: [false, true])
  func `rows around a task that has moved far are read once`(isSlow: Bool) {
    let size = Size(columns: 120, rows: 40)
    for steps in 0..<25 {
      var world = Fixture.started(size, profile: "apiyi", tasks: Self.tasks((1...100).reversed()))
      world.send(.lineChanged(isSlow: isSlow))
      for _ in 0..<steps { world.press(.letter("j")) }
      let (id, reads) = (world.state.table.selectedID, world.state.table.requests)
      world.tasks = Self.tasks((1...500).reversed())
      world.send(.storeChanged)
      #expect(world.state.table.selectedID == id)
      // Where it stood it is not found; then it is looked for.
      #expect(world.state.table.requests == reads + 2, "\(steps)")
    }
  }

  @Test func `Home and End reach the newest and the oldest task`() {
    var world = Self.many(300)
    world.press(Key(.end))
    #expect(world.state.table.selectedID == TaskID(1))
    world.press(.letter("g"))
    #expect(world.state.table.selectedID == TaskID(300))
  }

  @Test func `typing in the filter narrows the table and q does not quit`() {
    var world = Self.many(100)
    world.press(.letter("/"))
    world.type("q")
    #expect(world.orders == [])
    world.press(Key(.backspace))
    world.type("镜头 77")
    #expect(world.state.table.total == 1)
    #expect(world.state.table.selectedID == TaskID(77))
    world.press(Key(.enter), Key(.escape))
    #expect(world.state.table.total == 100)
    #expect(world.state.keyContext == .table)
  }

  @Test func `a resize keeps the selected row on the screen`() {
    var world = Self.many(100)
    for _ in 0..<12 { world.press(.letter("j")) }
    for rows in [10, 40, 12, 24] {
      world.send(.resized(Size(columns: 80, rows: rows)))
      let id = world.state.table.selectedID
      #expect(id == TaskID(88))
      #expect(world.state.rowsOnScreen.contains { $0.id == id })
    }
  }

  @Test(arguments: [
    (30, TaskProgress.estimated(percent: 25, left: .seconds(90))),
    (119, .estimated(percent: 99, left: .seconds(1))),
    (149, .estimated(percent: 99, left: .zero)),
    (151, .overdue(.seconds(31))),
  ]) func `progress is estimated by the median of earlier tasks`(
    elapsed: Int, expected: TaskProgress
  ) {
    var row = Fixture.task(1, .running, "雨")
    row.submittedAt = Fixture.now - .seconds(elapsed)
    let typical = [Duration.seconds(150), .seconds(100), .seconds(120)]
    #expect(TaskProgress(row, typical: typical, now: Fixture.now) == expected)
  }

  @Test func `with enough earlier tasks it is said by when nine of ten had ended`() {
    var row = Fixture.task(1, .running, "雨")
    row.submittedAt = Fixture.now - .seconds(60)
    let typical = [100, 110, 120, 130, 140, 150, 160, 170, 290, 300].map { Duration.seconds($0) }
    let progress = TaskProgress(row, typical: typical, now: Fixture.now)
    #expect(progress == .estimated(percent: 40, left: .seconds(90), latest: .seconds(230)))
    func said(_ columns: Int) -> String {
      ProgressWords(
        language: .english, glyphs: Glyphs(ascii: false), columns: columns, now: Fixture.now
      ).line(row, progress).spans.map(\.text).joined()
    }
    #expect(said(36).hasSuffix("≈ 40% 2 min to 4 min left"))
    #expect(said(18).hasSuffix("≈ 40% 2 min"))
    row.submittedAt = Fixture.now - .seconds(200)
    let late = TaskProgress(row, typical: typical, now: Fixture.now)
    #expect(late == .estimated(percent: 99, left: .zero, latest: .seconds(90)))
  }

  @Test func `without earlier tasks only the time so far is told`() {
    var row = Fixture.task(1, .running, "雨")
    row.submittedAt = Fixture.now - .seconds(75)
    #expect(TaskProgress(row, typical: [], now: Fixture.now) == .elapsed(.seconds(75)))
  }

  @Test func `a transfer shows the bytes that came`() {
    var row = Fixture.task(1, .succeeded, "雨")
    (row.download, row.downloadBytes, row.bytes) = (.running, 250, 1000)
    #expect(
      TaskProgress(row, typical: [], now: Fixture.now) == .fetching(percent: 25, bytes: 250))
    row.bytes = nil
    #expect(
      TaskProgress(row, typical: [], now: Fixture.now) == .fetching(percent: nil, bytes: 250))
  }

  @Test func `no tick is asked for when nothing moves`() {
    #expect(Self.many(50).state.nextTick == nil)
  }

  @Test(arguments: [1, 2, 10]) func `the more tasks run, the rarer they are drawn`(count: Int64) {
    let tasks = (1...count).reversed().map { Fixture.task($0, .running, "雨") }
    let world = Fixture.started(Self.size, tasks: tasks)
    let wanted = Duration.milliseconds(max(1000, 500 * count))
    #expect(world.state.nextTick == Fixture.now + wanted)
  }

  @Test func `running tasks are drawn anew at their own pace, not with every key`() {
    let tasks = (1...Int64(10)).reversed().map { Fixture.task($0, .running, "雨") }
    var tester = ActionTester(Fixture.started(Self.size, tasks: tasks).state)
    tester.send(.ticked(Fixture.now + .seconds(4))) { $0.now = Fixture.now + .seconds(4) }
    tester.send(.ticked(Fixture.now + .seconds(5))) {
      $0.now = Fixture.now + .seconds(5)
      $0.progressNow = Fixture.now + .seconds(5)
    }
  }
}
