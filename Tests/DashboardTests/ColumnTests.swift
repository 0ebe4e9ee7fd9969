import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The columns of the table` {
  private static func world(_ size: Size = Size(columns: 160, rows: 30)) -> World {
    Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
  }

  private static func kinds(_ world: World) -> [TableColumns.Kind] {
    world.state.tableColumns(width: 150).list.map(\.kind)
  }

  @Test func `a column is hidden, shown and moved, and the choice is kept`() throws {
    var world = Self.world()
    world.press(.letter("C"), .letter(" "))
    #expect(Self.kinds(world) == TableColumns.Kind.usual.filter { $0 != .status })
    world.press(.letter(" "), .letter("J"), .letter("J"))
    #expect(Self.kinds(world).prefix(4) == [.id, .progress, .status, .prompt])
    world.press(Key(.end), .letter(" "), Key(.escape))
    #expect(Self.kinds(world).last == .took)
    world.send(.ticked(world.state.now + .seconds(2)))
    let kept = Preference.tableColumns(world.state.table.columns?.map(\.rawValue))
    #expect(world.orders.contains(.savePreference(kept)))

    var context = Fixture.context(Size(columns: 160, rows: 30))
    context.preferences = [try #require(Preference(key: kept.key, text: kept.text))]
    #expect(DashboardState(context).table.columns == world.state.table.columns)
  }

  @Test func `the usual columns come back by one key, and stay the program's choice`() throws {
    var world = Self.world()
    world.press(.letter("C"), .letter(" "), .letter("J"), .letter("="))
    #expect(world.state.table.columns == nil)
    world.press(.letter("C"))
    world.send(.ticked(world.state.now + .seconds(2)))
    let kept = Preference.tableColumns(nil)
    #expect(world.orders.contains(.savePreference(kept)))
    #expect(Preference(key: kept.key, text: kept.text) == kept)
  }

  @Test func `the prompt can be moved and not hidden`() {
    var world = Self.world()
    world.press(.letter("C"), .letter("j"), .letter("j"), .letter("j"), .letter(" "))
    #expect(Self.kinds(world).contains(.prompt))
    #expect(world.state.message?.text.english == "The prompt is always there.")
    world.press(.letter("K"), .letter("K"), .letter("K"), .letter("K"))
    #expect(Self.kinds(world).first == .prompt)
  }

  @Test func `names that this version lacks are passed over, and none is there twice`() {
    #expect(
      TableColumns.Kind.read(["prompt", "colour", "cost", "prompt", "id"])
        == [.prompt, .cost, .id])
  }

  @Test(arguments: [36, 50, 78, 110, 150, 250], Language.all)
  func `any choice fills the pane, and its rows are as wide as it is`(
    width: Int, language: Language
  ) {
    let all = TableColumns.Kind.allCases
    var choices: [[TableColumns.Kind]] = [[], all, all.reversed()]
    choices += all.map { [$0] } + all.map { kind in all.filter { $0 != kind } }
    for chosen in choices {
      for sort in TaskSort.Column.allCases {
        let columns = TableColumns(
          width: width, highestID: 123_456, language: language, sort: TaskSort(sort),
          chosen: chosen)
        #expect(columns.all == width, "\(chosen)")
        #expect(Set(columns.list.map(\.kind)).count == columns.list.count)
        let prompt = columns.list.first { $0.kind == .prompt }
        #expect((prompt?.width ?? 0) >= 4)
      }
    }
  }

  @Test func `the time that a task took is shown where it is wanted`() {
    var world = Self.world(Size(columns: 200, rows: 30))
    world.state.table.columns = [.id, .took, .prompt]
    // Sent 80 s ago, ended 30 s ago.
    #expect(world.screen.contains("0:50"))
  }
}
