import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `What the user is told of` {
  private static let size = Size(columns: 80, rows: 24)

  private static func world(forms: [TaskStatus: TellingForm] = [:]) -> World {
    var context = Fixture.context(size, profile: "apiyi")
    context.tellingForms = forms
    var world = World(state: DashboardState(context))
    world.tasks = [
      Fixture.task(4, .running, "雨中的东京街头"), Fixture.task(3, .queued, "a fox"),
      Fixture.task(2, .submitting, "a boat"), Fixture.task(1, .succeeded, "old"),
    ]
    world.send(.started)
    return world
  }

  private static func tellings(_ world: World) -> [Telling] {
    world.orders.compactMap { if case .tell(let telling) = $0 { telling } else { nil } }
  }

  private static func set(_ id: Int64, _ status: TaskStatus, in world: inout World) {
    for index in world.tasks.indices where world.tasks[index].id == TaskID(id) {
      world.tasks[index].status = status
    }
  }

  @Test func `what had ended before the program began is no news`() {
    var world = Self.world()
    world.send(.storeChanged)
    world.send(.ticked(Fixture.now + .seconds(5)))
    #expect(Self.tellings(world) == [])
  }

  @Test(arguments: [
    (TaskStatus.succeeded, "Task 4 succeeded"), (.failed, "Task 4 failed"),
    (.expired, "Task 4 expired"), (.unconfirmed, "Task 4 unconfirmed"),
  ])
  func `one task is told of with its prompt, a second later and once`(
    status: TaskStatus, title: String
  ) {
    var world = Self.world()
    Self.set(4, status, in: &world)
    world.send(.storeChanged)
    #expect(Self.tellings(world) == [])
    #expect(world.state.nextTick == Fixture.now + .seconds(1))
    world.send(.ticked(Fixture.now + .seconds(1)))
    let told = Self.tellings(world)
    #expect(told.map(\.title.english) == [title])
    #expect(told.map(\.body.english) == ["雨中的东京街头"])
    world.send(.storeChanged)
    world.send(.ticked(Fixture.now + .seconds(9)))
    #expect(Self.tellings(world).count == 1)
  }

  @Test func `who cancels a task needs no telling`() {
    var world = Self.world()
    Self.set(4, .cancelled, in: &world)
    world.send(.storeChanged)
    world.send(.ticked(Fixture.now + .seconds(2)))
    #expect(Self.tellings(world) == [])
    #expect(world.state.title == "2 running - rushes")
  }

  @Test func `what ends within a second is told in one piece, and each kind as the user wants it`()
  {
    var world = Self.world(forms: [.failed: .bell, .succeeded: .osc9, .expired: .none])
    Self.set(4, .succeeded, in: &world)
    world.send(.storeChanged)
    Self.set(3, .failed, in: &world)
    // One that began and ended between two looks.
    world.tasks.insert(Fixture.task(5, .failed, "quick"), at: 0)
    world.tasks.insert(Fixture.task(6, .expired, "slow"), at: 0)
    world.send(.storeChanged)
    world.send(.ticked(Fixture.now + .seconds(2)))
    let told = Self.tellings(world)
    #expect(told.map(\.form) == [.bell, .osc9])
    #expect(told.map(\.title.english) == ["2 tasks", "Task 4 succeeded"])
    #expect(told.first?.body.english == "2 failed")
  }

  @Test func `the title of the window counts what ended until a key is pressed`() {
    var world = Self.world()
    #expect(world.state.title == "3 running - rushes")
    Self.set(4, .succeeded, in: &world)
    Self.set(3, .failed, in: &world)
    world.send(.storeChanged)
    #expect(world.state.title == "1 running, 1 done, 1 failed - rushes")
    world.press(.letter("j"))
    #expect(world.state.title == "1 running - rushes")
    Self.set(2, .succeeded, in: &world)
    world.send(.storeChanged)
    world.press(.letter("j"))
    #expect(world.state.title == "rushes")
  }

  @Test func `trouble stays above the footer until it was seen, whatever else is pressed`() {
    var world = Self.world()
    for id in [4, 3] {
      for index in world.tasks.indices where world.tasks[index].id == TaskID(Int64(id)) {
        world.tasks[index].pollError = "apiyi does not answer."
      }
    }
    let rows = world.state.layout.table?.rows ?? 0
    world.send(.storeChanged)
    // The store tells of it again and again.
    world.send(.storeChanged)
    world.press(.letter("j"), Key(.function(2)), .letter("x"), Key(.function(3)))
    #expect(world.screen.contains("! 2 tasks: apiyi does not answer.  ! seen"))
    #expect(world.state.layout.table?.rows == rows - 1)
    world.send(.troubled(Phrase.verbatim("The disk is full.")))
    #expect(world.screen.contains("✗ The disk is full.  2 in all ! seen"))
    world.press(.letter("!"))
    #expect(!world.screen.contains("seen"))
    #expect(world.state.layout.table?.rows == rows)
    #expect(!world.state.isAvailable(.acknowledge))
    world.press(.letter("L"))
    #expect(world.screen.contains("The disk is full."))
    #expect(world.screen.contains("2 tasks: apiyi does not answer."))
  }

  @Test func `a video that could not be fetched is trouble`() {
    var world = Self.world()
    Self.set(4, .succeeded, in: &world)
    world.tasks[0].download = .running
    world.send(.storeChanged)
    #expect(world.state.alerts == [])
    world.tasks[0].download = .failed
    world.tasks[0].pollError = "The disk is full."
    world.send(.storeChanged)
    #expect(world.screen.contains("The video of task 4 could not be fetched: The disk is full."))
    world.send(.ticked(Fixture.now + .seconds(2)))
    // Its end was told of once.
    #expect(Self.tellings(world).count == 1)
  }

  @Test func `a question has the room for itself`() {
    var world = Self.world()
    world.send(.troubled(Phrase.verbatim("The disk is full.")))
    world.press(.letter("G"), Key(.delete))
    #expect(world.state.question != nil)
    #expect(!world.screen.contains("The disk is full."))
    world.press(.letter("n"))
    #expect(world.screen.contains("The disk is full."))
  }
}
