import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `What the table shows` {
  @Test(arguments: 36...250)
  func `its columns fill the pane, and the prompt keeps enough`(width: Int) {
    let columns = TableColumns(width: width, highestID: 12_345, language: .english)
    #expect(columns.all == width)
    let kinds = columns.list.map(\.kind)
    #expect(Set([.status, .id, .progress, .prompt]).isSubset(of: kinds))
    let prompt = columns.list.first { $0.kind == .prompt }?.width ?? 0
    #expect(prompt >= (kinds.contains(.time) ? 24 : 4))
  }

  @Test func `a wide screen shows model, ratio, size, length, cost and profile`() {
    let columns = TableColumns(width: 148, highestID: 500, language: .english)
    #expect(columns.list.map(\.kind) == TableColumns.Kind.usual)
  }

  @Test func `the selected row is ordinary text; signs and bars keep their colours`() {
    var tasks = Fixture.everyStatus()
    tasks[0].status = .failed
    tasks[0].errorCode = "OutputAudioSensitiveContentDetected"
    var world = Fixture.started(Size(columns: 80, rows: 24), profile: "apiyi", tasks: tasks)
    for row in tasks.indices {
      let frame = Dashboard.render(world.state)
      let line = 3 + row
      let cells = frame.cells[(line * 80 + 4)..<(line * 80 + 79)]
      for cell in cells where cell.style.background == .selection {
        #expect(cell.style.foreground == .text || cell.text == " ")
      }
      world.press(.letter("j"))
    }
  }

  @Test func `a task of the sandbox is free`() {
    var task = Fixture.task(1, .succeeded, "雨")
    task.profile = "sandbox"
    task.cost = task.estimate
    let world = Fixture.started(Size(columns: 159, rows: 50), tasks: [task])
    let row = world.screen.split(separator: "\n").first { $0.contains("✓ succeeded") }
    #expect(row?.contains("free") == true)
    #expect(row?.contains("USD") == false)
    #expect(world.screen.contains("free in the sandbox; elsewhere USD 0.76"))
  }

  @Test func `half a reason is not told`() {
    var task = Fixture.task(1, .waiting, "雨")
    task.waitReason = "3 tasks are at apiyi, its limit of 3"
    var world = Fixture.started(
      Size(columns: 80, rows: 24), profile: "apiyi", tasks: [task])
    world.press(.letter("j"))
    #expect(world.screen.contains("held back"))
    #expect(world.screen.contains("3 tasks are at apiyi, its limit of 3"))
  }

  @Test func `the strip of a failed task says what to do, with its number`() {
    let task = Fixture.task(7, .failed, "雨")
    var world = Fixture.started(Size(columns: 80, rows: 24), profile: "apiyi", tasks: [task])
    world.press(.letter("j"))
    var record = Fixture.record(task)
    record.error?.advice = "Most often the same passes: rushes retry ID --audio off."
    world.state.details.loading = task.id
    world.send(.taskLoaded(task.id, record, []))
    #expect(world.screen.contains("rushes retry 7 --audio off."))
  }
}
