import FoundationEssentials
import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `Marks` {
  private static let size = Size(columns: 80, rows: 24)

  static func world(_ size: Size = size, tasks: [TaskSummary] = Fixture.everyStatus()) -> World {
    Fixture.started(size, profile: "apiyi", tasks: tasks)
  }

  private static func many(_ count: Int64) -> World {
    world(tasks: (1...count).reversed().map { Fixture.task($0, .succeeded, "镜头 \($0)") })
  }

  @Test func `Space marks the selected task and goes on, and marks nothing else`() {
    var tester = ActionTester(Self.world().state)
    let first = tester.state.table.selectedID ?? TaskID(0)
    tester.send(.key(.letter(" "))) {
      $0.table.marks = [first]
      $0.table.markedLast = first
      $0.wasUsed = true
      $0.table.selected = 1
      $0.table.selectedID = TaskID(12)
      $0.rest = SelectionRest(leftAt: $0.now, movedAt: $0.now, followsAtOnce: true)
    }
  }

  @Test func `marks stay through pages, filters and orders`() {
    var world = Self.many(300)
    world.press(.letter(" "), .letter(" "), Key(.end), .letter(" "))
    #expect(world.state.table.marks == [TaskID(300), TaskID(299), TaskID(1)])
    #expect(world.screen.contains("3 marked"))
    world.press(.letter("/"))
    world.type("id:5")
    world.press(Key(.enter), .letter("S"), .letter("j"), Key(.enter))
    #expect(world.state.table.marks.count == 3)
    #expect(world.screen.contains("3 marked"))
    world.press(.letter("u"))
    #expect(world.state.table.marks == [])
    #expect(!world.screen.contains("marked"))
  }

  @Test func `V marks everything between the last mark and the selection`() {
    var world = Self.many(300)
    for _ in 0..<3 { world.press(.letter("j")) }
    world.press(.letter("V"))
    for _ in 0..<100 { world.press(.letter("j")) }
    world.press(.letter("V"))
    #expect(world.state.table.marks == Set((197...297).map { TaskID(Int64($0)) }))
  }

  @Test func `a star marks all that match, and no more than can be`() {
    var world = Self.world()
    world.press(.letter("/"))
    world.type("status:succeeded")
    world.press(Key(.enter), .letter("*"))
    #expect(world.state.table.marks == [TaskID(4), TaskID(5), TaskID(6)])
    let ids = (1...Int64(MarkRequest.most + 5)).map { TaskID($0 + 100) }
    let request = MarkRequest(filter: TaskFilter(), statuses: [], sort: .newestFirst)
    world.send(.marksLoaded(request, ids))
    #expect(world.state.table.marks.count == MarkRequest.most)
    #expect(world.state.message?.text.english.contains("10,000 tasks are marked") == true)
  }

  @Test func `one question names how many and what it costs in all`() {
    var world = Self.world()
    world.tasks[8].estimate = nil
    world.press(.letter("*"), .letter("r"))
    // Six of eleven have ended; one of them has no known price.
    #expect(
      world.state.question?.words.english
        == "5 marked tasks are left out. Make 6 tasks anew, "
        + "about USD 3.81 and 1 at an unknown price?")
    #expect(world.orders == [])
    world.press(.letter("n"))
    #expect(world.orders == [])
    world.press(.letter("r"), .letter("y"))
    #expect(
      world.orders == [.doMarked(.retry, [1, 2, 3, 4, 5, 6].map { TaskID($0) })])
  }

  @Test func `a question that comes late does not stand in another's place`() {
    var world = Self.world()
    world.press(.letter("*"))
    let rows = world.tasks
    world.press(Key(.escape), Key(.end), .letter("u"), .letter("D"))
    let asked = world.state.question
    #expect(asked == .remove(TaskID(1)))
    world.send(.markedLoaded(.retry, rows))
    #expect(world.state.question == asked)
    world.press(.letter("n"), .letter("/"))
    world.send(.markedLoaded(.retry, rows))
    #expect(world.state.question == nil)
    world.press(Key(.escape), Key(.function(2)))
    world.send(.markedLoaded(.retry, rows))
    #expect(world.state.question == nil)
  }

  @Test func `what none of them allows is said and not asked`() {
    var world = Self.world()
    world.press(.letter("/"))
    world.type("status:succeeded")
    world.press(Key(.enter), .letter("*"), .letter("x"))
    #expect(world.state.question == nil)
    #expect(world.state.message?.text.english.contains("to none of the 3 tasks") == true)
    #expect(world.state.table.marks.count == 3)
  }

  @Test func `what failed stays marked and is told, each in the log`() {
    var world = Self.world()
    world.press(.letter("*"))
    world.send(
      .markedDone(
        .remove,
        MarkedOutcome(
          done: [TaskID(1), TaskID(2)],
          failures: [
            MarkedFailure(id: TaskID(9), message: Phrase.verbatim("Task 9 runs.")),
            MarkedFailure(id: TaskID(10), message: Phrase.verbatim("Task 10 waits.")),
          ])))
    #expect(world.state.table.marks.count == 9)
    #expect(
      world.state.message?.text.english
        == "Removed: 2 tasks; U brings them back. 2 were left as they are. Task 9 runs. "
        + "The log (L) tells of all.")
    #expect(world.state.log.said.filter { $0.level == .error }.count >= 2)
  }

  @Test func `a task that is gone is not marked any more`() {
    var world = Self.world()
    world.press(.letter("*"))
    world.tasks.removeAll { $0.id == TaskID(5) }
    world.press(.letter("D"))
    #expect(world.state.table.marks.count == 10)
    #expect(!world.state.table.marks.contains(TaskID(5)))
  }

  @Test func `in the details a key acts on the task that is shown, whatever is marked`() {
    var world = Self.world()
    for _ in 0..<8 { world.press(.letter("j")) }
    world.press(.letter("*"), Key(.enter), .letter("r"))
    guard case .retry(TaskID(3), _, _)? = world.state.question else {
      Issue.record("\(String(describing: world.state.question))")
      return
    }
  }

  @Test func `removal is undone by U, and said`() {
    var world = Self.world()
    world.press(Key(.end), .letter("D"), .letter("y"))
    #expect(world.orders == [.remove(TaskID(1))])
    world.send(.removed(TaskID(1)))
    #expect(world.state.message?.text.english == "Task 1 is removed; U brings it back.")
    world.press(.letter("U"))
    #expect(world.orders.last == .restoreRemoved)
    world.send(.restored(MarkedOutcome(done: [TaskID(1)])))
    #expect(world.state.table.selectedID == TaskID(1))
    #expect(world.state.message?.text.english == "Task 1 is back.")
    world.send(.restored(MarkedOutcome()))
    #expect(world.state.message?.text.english.hasPrefix("Nothing was removed") == true)
  }

  @Test func `texts of all marked tasks are copied, and those without are counted`() {
    var world = Self.world()
    world.press(.letter("*"), .letter("c"))
    let ids = world.tasks.map(\.id).sorted()
    #expect(world.orders == [.loadTexts(.path, ids)])
    world.send(.textsLoaded(.path, ids, .success(["/a.mp4", "/b.mp4"])))
    #expect(world.orders.last == .copy("/a.mp4\n/b.mp4"))
    #expect(world.state.message?.text.english == "Copied: 2 paths. 9 tasks have none.")
  }
}

@Suite struct `Actions on a task` {
  private static func world(
    _ id: Int64, _ size: Size = Size(columns: 80, rows: 24)
  ) -> World {
    var world = Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
    world.press(.letter("'"))
    world.type("\(id)")
    world.press(Key(.enter))
    return world
  }

  @Test func `the prompt is copied whole`() {
    var world = Self.world(5)
    world.press(.letter("y"))
    #expect(world.orders == [.copy("宇航员在月球上弹钢琴")])
  }

  @Test func `a link is copied and never shown`() {
    var world = Self.world(5)
    var record = Fixture.record(world.tasks[6])
    record.videoLink = "https://example.com/v.mp4?sign=secret"
    world.state.details.record = record
    world.state.details.id = record.id
    world.press(.letter("w"))
    #expect(world.orders == [.copy("https://example.com/v.mp4?sign=secret")])
    #expect(!world.screen.contains("secret"))
    #expect(world.state.log.said.allSatisfy { !$0.text.english.contains("secret") })
    record.linkExpiresAt = Fixture.now - .seconds(1)
    world.state.details.record = record
    world.press(.letter("w"))
    #expect(world.orders.count == 1)
    #expect(world.state.message?.text.english == "Task 5 has no link to its video.")
  }

  @Test func `a call of curl says that running it costs`() {
    var world = Self.world(5)
    world.press(.letter("E"))
    #expect(world.orders == [.loadTexts(.curl, [TaskID(5)])])
    world.send(.textsLoaded(.curl, [TaskID(5)], .success(["curl …"])))
    #expect(world.orders.last == .copy("curl …"))
    #expect(world.state.message?.text.english.contains("makes a paid task") == true)
  }

  @Test func `a new task begins with the last frame of a finished one`() {
    var world = Self.world(5)
    var record = Fixture.record(world.tasks[6])
    record.request.images = [.url("https://example.com/a.png")]
    record.lastFrameFile = "/videos/5-last.png"
    (world.state.details.id, world.state.details.record) = (record.id, record)
    world.press(.letter("a"))
    #expect(world.state.pane == .form)
    let draft = world.state.form.draft
    #expect(draft.firstFrame == .file("/videos/5-last.png"))
    #expect(draft.images == [] && draft.lastFrame == nil)
    #expect(draft.returnLastFrame == true)
    #expect(draft.ratio == "16:9" && draft.duration == 5)
    // The old prompt is there to be written over.
    world.type("x")
    #expect(world.state.form.prompt.text == "x")
  }

  @Test func `without a last frame on disk it is taken out of the video`() throws {
    var world = Self.world(5)
    world.rest()
    world.press(.letter("a"))
    let file = try #require(world.state.details.record?.file)
    #expect(world.orders == [.takeLastFrame(TaskID(5), file: file)])
    #expect(world.state.pane == .table)
    world.send(.lastFrameTaken(TaskID(4), .success("/other.png")))
    #expect(world.state.pane == .table)
    world.send(.lastFrameTaken(TaskID(5), .success("/videos/5.last.png")))
    #expect(world.state.form.draft.firstFrame == .file("/videos/5.last.png"))
    let failure = ActionFailure(message: Phrase.verbatim("There is no picture."))
    world.send(.lastFrameTaken(TaskID(5), .failure(failure)))
    #expect(world.state.message?.text == failure.message)
  }

  @Test func `a lost create is settled by the id that was found`() {
    var world = Self.world(11)
    world.press(.letter("R"))
    #expect(world.screen.contains("Look at apiyi for a task made about"))
    world.press(Key(.enter))
    #expect(world.orders == [] && world.state.overlay != nil)
    world.send(.pasted(" cgt-20261120-abcde\n"))
    world.press(Key(.enter))
    #expect(world.orders == [.resolve(TaskID(11), remoteID: "cgt-20261120-abcde")])
    #expect(world.state.overlay == nil)
  }

  @Test func `a create that made nothing is settled after one more question`() {
    var world = Self.world(11)
    world.press(.letter("R"), Key(.down), Key(.enter))
    #expect(world.orders == [])
    #expect(world.state.question == .notCreated(TaskID(11), profile: "apiyi"))
    world.press(.letter("y"))
    #expect(world.orders == [.resolve(TaskID(11), remoteID: nil)])
  }

  @Test func `only what is unconfirmed can be settled`() {
    var world = Self.world(10)
    world.press(.letter("R"))
    #expect(world.state.overlay == nil)
  }

  @Test func `a task that was made elsewhere is followed under a profile`() {
    var world = Self.world(5)
    world.press(.letter("A"))
    world.type("cgt-1")
    world.press(Key(.down), Key(.enter))
    let names = world.state.profiles.map(\.profile.name)
    let next = names[((names.firstIndex(of: "apiyi") ?? 0) + 1) % names.count]
    #expect(world.orders == [.adopt(remoteID: "cgt-1", profile: next)])
    world.tasks.insert(Fixture.task(14, .queued, ""), at: 0)
    world.send(.adopted(TaskID(14), remoteID: "cgt-1", isNew: true))
    #expect(world.state.table.selectedID == TaskID(14))
    #expect(world.state.message?.text.english == "Task 14 follows cgt-1 from now on.")
  }
}
