import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The filter of the table` {
  private static let size = Size(columns: 80, rows: 24)

  static func world(_ size: Size = size) -> World {
    Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
  }

  private static func filtered(_ text: String) -> World {
    var world = world()
    world.press(.letter("/"))
    world.type(text)
    return world
  }

  @Test func `a letter changes the filter and asks for its tasks, and nothing else`() {
    var tester = ActionTester(Self.filtered("drago").state)
    let page = PageRequest(
      number: tester.state.table.requests + 1, offset: 0, limit: 3 * tester.state.tableHeight,
      filter: TaskFilter.read("dragon", isBeingTyped: true).filter,
      keeping: tester.state.table.selectedID)
    tester.send(.key(.letter("n")), effects: [.loadPage(page)]) {
      $0.table.filter.apply(.letter("n"))
      $0.table.reading = TaskFilter.read("dragon", isBeingTyped: true)
      $0.table.isOfNewFilter = true
      $0.table.requests += 1
      $0.table.requested = page
    }
  }

  @Test func `terms filter by what a task is`() {
    #expect(Self.filtered("status:failed,expired").state.table.total == 2)
    #expect(Self.filtered("status:failed profile:x1").state.table.total == 0)
    #expect(Self.filtered("-status:failed,expired").state.table.total == 9)
  }

  @Test func `what is wrong is marked while the rest goes on filtering`() throws {
    let world = Self.filtered("status:faild 一条龙")
    #expect(world.state.table.total == 1)
    #expect(world.screen.contains("✗ status: does not take faild."))
    let frame = Dashboard.render(world.state)
    let row = try #require(
      world.screen.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.contains("Find") })
    let marked = (0..<80).filter {
      frame[$0, row].style.attributes.contains(.underline)
    }
    #expect(marked.map { frame[$0, row].text }.joined() == "faild")
  }

  @Test func `on the way to a key the table does not become empty`() {
    var world = Self.filtered("stat")
    #expect(world.state.table.total == 11)
    world.press(Key(.enter))
    // Now it is a word, which no prompt holds.
    #expect(world.state.table.total == 0)
  }

  @Test func `Tab completes keys and values, and shows what there is`() {
    var world = Self.filtered("prof")
    world.press(Key(.tab))
    #expect(world.state.table.filter.text == "profile:")
    world.type("kyy")
    world.press(Key(.tab))
    #expect(world.state.table.filter.text == "profile:kyy")
    #expect(world.state.table.candidates == ["kyyvideo2", "kyyaipower"])
    #expect(world.screen.contains("kyyvideo2  kyyaipower"))
    world.type("a")
    world.press(Key(.tab))
    #expect(world.state.table.filter.text == "profile:kyyaipower")
    #expect(world.state.table.candidates == [])
  }

  @Test(
    arguments: [
      ("", 0, FilterKey.allCases.count, nil), ("-dow", 4, 1, "nload:"),
      ("status:failed,exp", 17, 1, "ired"), ("status:q x", 8, 1, "ueued"), ("\"sta", 4, 0, nil),
      ("nothing:a", 9, 0, nil), ("cost:", 5, 0, nil), ("SUC", 3, 0, nil),
      ("status:SUC", 10, 1, "ceeded"),
    ] as [(String, Int, Int, String?)])
  func `completion looks at the word before the caret`(
    text: String, caret: Int, count: Int, addition: String?
  ) {
    let completion = FilterCompletion(text, caret: caret, profiles: Fixture.profiles())
    #expect(completion.candidates.count == count)
    #expect(completion.addition == addition)
  }

  @Test func `the selection stays on its task as long as that is shown`() {
    var world = Self.world()
    for _ in 0..<8 { world.press(.letter("j")) }
    let id = world.state.table.selectedID
    world.press(.letter("/"))
    world.type("status:failed")
    #expect(world.state.table.selectedID == id)
    world.press(Key(.escape))
    #expect(world.state.table.selectedID == id)
    #expect(world.state.table.selected == 8)
    world.press(.letter("/"))
    world.type("status:queued")
    #expect(world.state.table.selected == 0)
    #expect(world.state.table.selectedID == TaskID(10))
  }

  @Test func `a saved filter is used by its digit, also in another run`() {
    var world = Self.filtered("status:failed")
    world.press(.control("s"))
    world.type("trouble")
    world.press(Key(.enter), Key(.escape), Key(.escape))
    #expect(world.filters == [NamedText(name: "trouble", text: "status:failed")])
    #expect(world.state.table.total == 11)
    var other = Self.world()
    other.filters = world.filters
    other.press(.letter("F"), .letter("1"))
    #expect(other.state.overlay == nil)
    #expect(other.state.table.filter.text == "status:failed")
    #expect(other.state.table.total == 1)
    other.press(.letter("F"), .letter("D"))
    #expect(other.filters == [])
  }

  @Test func `without a filter there is nothing to save, and a digit without one does nothing`() {
    var world = Self.world()
    world.press(.letter("F"), .letter("s"), .letter("7"))
    guard case .filters(let list) = world.state.overlay else {
      Issue.record("the list is not open")
      return
    }
    #expect(list.name == nil)
    #expect(world.state.table.total == 11)
  }

  @Test func `an overlong paste stays out of the filter`() {
    var world = Self.filtered("")
    world.send(.pasted(String(repeating: "a ", count: 300)))
    #expect(world.state.table.filter.text == "")
  }
}

@Suite struct `The order of the table` {
  private static let size = Size(columns: 80, rows: 24)

  private static func tasks(_ count: Int64) -> [TaskSummary] {
    (1...count).reversed().map {
      Fixture.task($0, .succeeded, "\(String(UnicodeScalar(UInt8(97 + $0 * 7 % 26)))) clip \($0)")
    }
  }

  private static func world(_ count: Int64 = 300) -> World {
    Fixture.started(size, profile: "apiyi", tasks: tasks(count))
  }

  @Test func `another order keeps the selection on its task and on its line`() {
    var world = Self.world()
    for _ in 0..<140 { world.press(.letter("j")) }
    let id = world.state.table.selectedID
    let line = world.state.table.selected - world.state.table.top
    world.press(.letter("S"))
    for _ in 0..<Self.stepsToPrompt { world.press(.letter("j")) }
    for _ in 0..<2 {
      world.press(Key(.enter))
      #expect(world.state.table.selectedID == id)
      #expect(world.state.selectedRow?.id == id)
      #expect(world.state.table.selected - world.state.table.top == line)
      world.press(.letter("S"))
    }
  }

  /// How far the prompt stands below the number in the list.
  private static let stepsToPrompt: Int = {
    let columns = TaskSort.Column.allCases
    return (columns.firstIndex(of: .prompt) ?? 0) - (columns.firstIndex(of: .id) ?? 0)
  }()

  @Test func `the list orders by a column, and once more the other way round`() {
    var world = Self.world()
    let first = world.state.table.selectedID
    world.press(.letter("S"))
    for _ in 0..<Self.stepsToPrompt { world.press(.letter("j")) }
    world.press(Key(.enter))
    #expect(world.state.table.sort == TaskSort(.prompt))
    #expect(world.state.table.selectedID == first)
    #expect(world.state.selectedRow?.id == first)
    #expect(world.screen.contains("Prompt▲"))
    world.press(.letter("S"), Key(.enter))
    #expect(world.state.table.sort == TaskSort(.prompt, isDescending: true))
    world.press(.letter("g"))
    #expect(world.state.selectedRow?.prompt.hasPrefix("z") == true)
    world.send(.ticked(world.state.now + .seconds(2)))
    #expect(world.orders.contains(.savePreference(.tableSort(world.state.table.sort))))
  }

  @Test func `an order changes itself and asks for the rows around the selection, no more`() {
    var world = Self.world()
    for _ in 0..<40 { world.press(.letter("j")) }
    world.press(.letter("S"))
    for _ in 0..<Self.stepsToPrompt { world.press(.letter("j")) }
    var tester = ActionTester(world.state)
    let page = PageRequest(
      number: world.state.table.requests + 1,
      offset: max(0, world.state.table.top - world.state.tableHeight),
      limit: 4 * world.state.tableHeight, sort: TaskSort(.prompt),
      keeping: world.state.table.selectedID)
    tester.send(.key(Key(.enter)), effects: [.loadPage(page)]) {
      $0.overlay = nil
      $0.table.sort = TaskSort(.prompt)
      $0.table.requests += 1
      $0.table.requested = page
      $0.unsaved.add(.tableSort(TaskSort(.prompt)), at: $0.now)
    }
    // The rows of the old order are void when they come late.
    tester.send(
      .pageLoaded(
        PageRequest(number: page.number - 1, offset: 0, limit: 10), TablePage(rows: [], total: 0)))
  }

  @Test func `a click on a heading orders by it`() throws {
    var world = Self.world()
    let inner = try #require(world.state.layout.table).inset(by: 1)
    let columns = world.state.tableColumns(width: inner.columns)
    let place = try #require(
      (0..<inner.columns).first { columns.kind(at: $0) == .prompt })
    let event = MouseEvent(
      .press(.left), at: Point(column: inner.column + place, row: inner.row))
    world.send(.mouse(event, clicks: 1))
    #expect(world.state.table.sort == TaskSort(.prompt))
    world.send(.mouse(event, clicks: 1))
    #expect(world.state.table.sort == TaskSort(.prompt, isDescending: true))
  }

  @Test func `a chosen order comes back at the next start`() throws {
    let kept = Preference.tableSort(TaskSort(.cost, isDescending: true))
    var context = Fixture.context(Self.size)
    context.preferences = [try #require(Preference(key: kept.key, text: kept.text))]
    #expect(DashboardState(context).table.sort == TaskSort(.cost, isDescending: true))
    #expect(Preference(key: kept.key, text: "{\"column\":\"colour\"}") == nil)
  }

  @Test(arguments: Language.all, TaskSort.Column.allCases)
  func `every order is shown by a heading or in the border`(
    language: Language, column: TaskSort.Column
  ) {
    for width in [40, 80, 160] {
      var world = Fixture.started(
        Size(columns: width, rows: 24), profile: "apiyi", tasks: Self.tasks(3))
      world.speak(language)
      world.state.table.sort = TaskSort(column)
      #expect(world.screen.contains("▲"), "\(width)")
    }
  }

  @Test func `a task is gone to by its number, wherever it stands`() {
    var world = Self.world()
    world.press(.letter("'"))
    world.type("#7")
    world.press(Key(.enter))
    #expect(world.state.table.selectedID == TaskID(7))
    #expect(world.state.selectedRow?.id == TaskID(7))
    #expect(world.state.overlay == nil)
  }

  @Test func `keys typed behind a number are done to its task, and not to the one before`() throws {
    for (number, asked) in [(7, TaskID(7)), (4711, nil)] {
      var world = Self.world()
      world.press(.letter("'"))
      world.type("\(number)")
      let effects = Dashboard.reduce(&world.state, .key(Key(.enter)))
      #expect(Dashboard.reduce(&world.state, .key(.letter("D"))) == [])
      #expect(world.state.question == nil)
      guard case .loadPage(let request)? = effects.first else {
        Issue.record("no page is read")
        continue
      }
      world.send(.pageLoaded(request, world.page(request)))
      #expect(world.state.question == asked.map { Question.remove($0) })
      #expect(world.state.heldKeys.isEmpty)
    }
  }

  @Test func `keys behind a number whose task cannot be read are let go, but for the end`() {
    var world = Self.world()
    world.press(.letter("'"))
    world.type("7")
    let effects = Dashboard.reduce(&world.state, .key(Key(.enter)))
    _ = Dashboard.reduce(&world.state, .key(.letter("D")))
    #expect(Dashboard.reduce(&world.state, .key(.letter("q"))).contains(.quit))
    _ = Dashboard.reduce(&world.state, .readFailed(effects[0], Phrase("The disk is gone.")))
    #expect(world.state.heldKeys.isEmpty)
    #expect(world.state.question == nil)
    #expect(world.state.message?.text.english == "The disk is gone.")
  }

  @Test func `rows and a task that could not be read are asked for again`() {
    var world = Self.world()
    let page = Dashboard.reduce(&world.state, .storeChanged).filter {
      switch $0 {
      case .loadPage, .loadTask: true
      default: false
      }
    }
    #expect(page.count == 2)
    for effect in page {
      _ = Dashboard.reduce(&world.state, .readFailed(effect, Phrase("The disk is gone.")))
    }
    let again = Dashboard.reduce(&world.state, .storeChanged)
    for effect in page {
      switch effect {
      case .loadTask: #expect(again.contains(effect))
      default: #expect(again.contains { if case .loadPage = $0 { true } else { false } })
      }
    }
  }

  @Test func `a number that no task has changes nothing but the message`() {
    var world = Self.world()
    world.press(.letter("j"))
    let before = world.state.table.selectedID
    world.press(.letter("'"))
    world.type("4711")
    world.press(Key(.enter))
    #expect(world.state.table.selectedID == before)
    #expect(world.state.message?.text.english == "There is no task 4711 here.")
    world.press(.letter("'"), .letter("x"), Key(.enter))
    #expect(world.state.message?.tone == .bad)
  }

  @Test func `a task that the filter hides is shown, and it is said`() {
    var world = Self.world()
    world.press(.letter("/"))
    world.type("id:<5")
    world.press(Key(.enter), .letter("'"))
    world.type("100")
    world.press(Key(.enter))
    #expect(world.state.table.selectedID == TaskID(100))
    #expect(world.state.table.total == 300)
    #expect(world.state.message?.text.english == "The filter hid task 100: all tasks are shown.")
  }
}
