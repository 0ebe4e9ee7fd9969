import TerminalUI
import Testing
import VideoTasks

@testable import Dashboard

@Suite struct `The details` {
  private static func world(_ size: Size = Size(columns: 120, rows: 40)) -> World {
    Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
  }

  @Test func `they follow the selection once it rests`() {
    var tester = ActionTester(Self.world().state)
    tester.send(.key(.letter("j"))) {
      $0.wasUsed = true
      ($0.table.selected, $0.table.selectedID) = (1, TaskID(12))
      $0.rest = SelectionRest(leftAt: Fixture.now, movedAt: Fixture.now, followsAtOnce: true)
    }
    #expect(tester.state.nextTick == Fixture.now + SelectionRest.time)
    let later = Fixture.now + SelectionRest.time
    tester.send(.ticked(later), effects: [.loadTask(TaskID(12))]) {
      $0.now = later
      $0.rest.leftAt = nil
      $0.details = DetailsState()
      ($0.details.id, $0.details.row) = (TaskID(12), Fixture.everyStatus()[1])
      $0.details.loading = TaskID(12)
    }
  }

  @Test func `after a rest they come with the row that was selected, in one frame`() {
    var world = Self.world()
    world.press(.letter("j"), .letter("j"))
    var tester = ActionTester(world.state)
    tester.send(.inputEnded, effects: [.loadTask(TaskID(11))]) {
      $0.rest.leftAt = nil
      $0.details = DetailsState()
      ($0.details.id, $0.details.row) = (TaskID(11), Fixture.everyStatus()[2])
      $0.details.loading = TaskID(11)
    }
    // The frame waits for them.
    #expect(tester.state.awaitsStore)
  }

  @Test func `fewer tasks than stood above the first row are waited for in peace`() {
    var state = Self.world().state
    (state.table.top, state.table.total) = (9, 2)
    #expect(!state.awaitsStore)
  }

  @Test func `while keys go on they do not come, nor at once on a slow line`() {
    var world = Self.world()
    world.press(.letter("j"))
    world.send(.inputEnded)
    world.send(.ticked(world.state.now + .milliseconds(30)))
    world.press(.letter("j"))
    world.send(.inputEnded)
    #expect(world.state.details.id == TaskID(12))
    var slow = Self.world()
    slow.send(.lineChanged(isSlow: true))
    slow.press(.letter("j"))
    slow.send(.inputEnded)
    #expect(slow.state.details.id == TaskID(13))
  }

  @Test func `opening them does not wait`() {
    var world = Self.world(Size(columns: 80, rows: 24))
    world.press(.letter("j"), .letter("j"), Key(.enter))
    #expect(world.state.details.id == TaskID(11))
    #expect(world.screen.contains("the answer was lost"))
  }

  @Test func `the path is copied also while the details are still elsewhere`() {
    var world = Self.world()
    for _ in 0..<6 { world.press(.letter("j")) }
    #expect(world.state.details.id == TaskID(13))
    world.press(.letter("c"))
    #expect(
      world.orders
        == [.copy("/home/lin/Videos/rushes/2026-11-20-5-宇航员在月球上弹钢琴.mp4")])
  }

  @Test func `a late answer about another task changes nothing`() {
    var tester = ActionTester(Self.world().state)
    tester.send(.taskLoaded(TaskID(3), nil, []))
  }

  @Test func `a change of the store while the details fill the screen keeps the selection`() {
    var world = Self.world(Size(columns: 80, rows: 24))
    for _ in 0..<6 { world.press(.letter("j")) }
    world.press(Key(.enter))
    world.tasks.insert(Fixture.task(14, .waiting, "新"), at: 0)
    world.send(.storeChanged)
    #expect(world.state.table.selectedID == TaskID(5))
    #expect(world.state.details.id == TaskID(5))
  }

  @Test func `a long story scrolls, and no further than its end`() {
    var world = Self.world(Size(columns: 40, rows: 12))
    world.press(Key(.enter))
    for _ in 0..<100 { world.press(.letter("j")) }
    let lines = DetailsPage(world.state).lines(columns: 36).count
    #expect(world.state.details.top == lines - 8)
    world.press(.letter("g"))
    #expect(world.state.details.top == 0)
  }

  @Test func `a link that runs out is counted down without a tick a second`() {
    var task = Fixture.task(1, .succeeded, "雨")
    task.download = .failed
    var world = Fixture.started(Size(columns: 80, rows: 24), tasks: [task])
    world.press(Key(.enter))
    #expect(world.screen.contains("runs out in 22 h"))
    #expect(world.state.nextTick == Fixture.now + .seconds(60))
  }

  @Test(arguments: [
    (7000, "link: 2 h left", nil as Int64?), (3000, "link: 50 min left", 60),
    (-5, "link ran out", nil),
    (7300, "not fetched", nil),
  ])
  func `the table counts down a link whose video is not on disk`(
    seconds: Int64, words: String, tick: Int64?
  ) {
    var task = Fixture.task(1, .succeeded, "雨")
    task.download = .failed
    task.linkExpiresAt = Fixture.now + .seconds(seconds)
    var world = Fixture.started(Size(columns: 80, rows: 24), tasks: [task])
    #expect(world.screen.contains(words), "\(world.screen)")
    if let tick { #expect(world.state.nextTick == Fixture.now + .seconds(tick)) }
    if seconds == 7300 {
      // Just before two hours are left it begins.
      #expect(world.state.nextTick == Fixture.now + .seconds(101))
      world.send(.ticked(Fixture.now + .seconds(101)))
      #expect(world.screen.contains("link: 2 h left"))
    }
    if seconds == -5 { #expect(world.state.nextTick == nil) }
    task.download = .done
    world.tasks = [task]
    world.send(.storeChanged)
    #expect(!world.screen.contains("link"), "\(world.screen)")
  }

  @Test func `a prompt too long for the form stays out of it, and is said to`() {
    let task = Fixture.task(1, .failed, String(repeating: "long ", count: 20_000))
    var world = Fixture.started(Size(columns: 120, rows: 24), tasks: [task])
    world.press(.letter("e"))
    #expect(world.screen.contains("too long for the form"))
    #expect(world.state.form.prompt.isEmpty)
  }

  @Test func `text from outside cannot move the cursor`() {
    var task = Fixture.task(1, .failed, "\u{1B}[2J\u{202E}evil\u{7}")
    task.errorCode = "\u{1B}]0;x\u{7}Code"
    task.waitReason = "\r\nreason"
    var world = Fixture.started(Size(columns: 80, rows: 24), tasks: [task])
    for key in [Key(.down), Key(.enter)] {
      world.press(key)
      for scalar in world.screen.unicodeScalars {
        #expect(scalar == "\n" || (scalar.value >= 32 && scalar.value != 127))
        #expect(!(0x80...0x9F).contains(scalar.value) && scalar.value != 0x202E)
      }
    }
  }
}
