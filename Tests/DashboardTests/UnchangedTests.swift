import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

/// A picture that is made from the last one must be the picture that is drawn anew.
@Suite struct `Unchanged parts` {
  private static let keys: [Key] = [
    .letter("j"), .letter("j"), .letter("j"), .letter("k"), .letter("g"), .letter("G"),
    .letter("f"), .letter("/"), .letter("n"), .letter("?"), .letter("2"), .letter("3"),
    .letter("x"), .letter("y"), .letter("e"), .letter("雨"), .control("s"), Key(.pageDown),
    Key(.pageUp), Key(.tab), Key(.escape), Key(.enter), Key(.down), Key(.right), Key(.up),
    Key(.function(2)), Key(.function(3)), Key(.function(4)), .letter("4"), .letter("a"),
    .control("t"), .letter("L"), .letter("!"), .letter("z"), .letter("<"), .letter(">"),
    .letter("-"), .letter("+"), .letter("="), .letter("M"), .letter(" "), .letter("p"),
    .letter("P"),
    .letter("m"), Key(.left), .letter("5"), .letter("]"),
    .letter(":"), .letter("T"), .letter("S"), .letter("F"), .letter("'"), .letter("1"),
    .letter("V"),
    .letter("*"), .letter("u"), .letter("R"), .letter("A"), .letter("U"), .letter("w"),
    .letter("C"),
    .letter("J"),
    Key(.function(12)), Key(.function(10)), .letter(","),
  ]

  private static let sizes = [
    Size(columns: 120, rows: 40), Size(columns: 80, rows: 24), Size(columns: 160, rows: 30),
    Size(columns: 40, rows: 12), Size(columns: 20, rows: 5),
  ]

  @Test(arguments: 0..<40)
  func `the next picture is the same whether or not it is made from the last`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var tasks = Fixture.everyStatus()
    tasks += (0..<60).map { Fixture.task(Int64(200 - $0), .succeeded, "镜头 \($0) in the rain…") }
    var world = Fixture.started(Self.sizes[seed % 3], profile: "apiyi", tasks: tasks)
    world.typical = [.seconds(100), .seconds(120)]
    var picture: Picture?
    for step in 0..<150 {
      // Now and then from one that was foreseen, rightly or not.
      var last = picture
      if Int.random(in: 0..<4, using: &random) == 0 {
        var foreseen = world.state
        _ = foreseen.reduce(.key(Self.keys.randomElement(using: &random) ?? Key(.down)))
        last = Dashboard.render(foreseen, after: picture)
      }
      act(on: &world, &random)
      let next = Dashboard.render(world.state, after: last)
      let anew = Dashboard.render(world.state)
      if next.frame != anew {
        Issue.record("step \(step):\n\(FrameText.render(next.frame))\n\(FrameText.render(anew))")
        return
      }
      picture = next
    }
  }

  /// A key, a moment, a change in the store, a size, or what else happens.
  private func act(on world: inout World, _ random: inout SeededRandom) {
    switch Int.random(in: 0..<40, using: &random) {
    case 0: world.send(.ticked(world.state.now + .milliseconds(160)))
    case 1: world.send(.ticked(world.state.now + .seconds(2)))
    case 2: world.send(.ticked(world.state.now + .seconds(50_000)))
    case 3: world.send(.notice(Phrase.verbatim("等等 something happened")))
    case 4: world.send(.noticesChanged([Phrase("disk almost full")]))
    case 13: world.send(.troubled(Phrase.verbatim("满了 \(Int.random(in: 0..<3, using: &random))")))
    case 14: world.send(.agentChanged(isRunning: Bool.random(using: &random)))
    case 15: world.send(.lineChanged(isSlow: Bool.random(using: &random)))
    case 16: world.send(.nextLinkLoaded(world.state.now + .seconds(4000)))
    case 5:
      world.send(.localTimeMoved(secondsFromUTC: Int.random(in: -9...9, using: &random) * 3600))
    case 6:
      if let size = Self.sizes.randomElement(using: &random) { world.send(.resized(size)) }
    case 7:
      world.tasks.insert(Fixture.task(world.state.table.highestID + 1, .running, "新"), at: 0)
      world.send(.storeChanged)
    case 8:
      if let index = world.tasks.indices.randomElement(using: &random) {
        world.tasks[index].status = TaskStatus.allCases.randomElement(using: &random) ?? .failed
        world.send(.storeChanged)
      }
    case 17:
      let isOff = Bool.random(using: &random)
      world.pictureTrouble =
        isOff ? MediaTrouble(message: Phrase.verbatim("没有图片"), isLasting: false) : nil
      world.makesPictures = Bool.random(using: &random)
      world.send(.lookChanged)
    case 9: world.send(.pasted("一段 text"))
    case 18: `What will be sent`.answer(&world)
    case 10...12: world.send(`The mouse`.anything(&random, world.state.size))
    default:
      if let key = Self.keys.randomElement(using: &random) { world.press(key) }
    }
  }

  @Test func `a wide screen scrolls by two thirds, so that most keys send two rows`() {
    let tasks = (0..<200).map { Fixture.task(Int64(500 - $0), .succeeded, "clip \($0)") }
    var world = Fixture.started(Self.sizes[0], profile: "apiyi", tasks: tasks)
    var tops: Set<Int> = []
    for _ in 0..<100 {
      let before = Set(world.state.rowsOnScreen.map(\.id))
      world.press(.letter("j"))
      tops.insert(world.state.table.top)
      let after = world.state.rowsOnScreen
      #expect(after.count { before.contains($0.id) } >= world.state.tableHeight / 3)
      #expect(world.state.rowsOnScreen.contains { $0.id == world.state.table.selectedID })
    }
    #expect(tops.count <= 100 / (world.state.tableHeight * 2 / 3) + 1)
  }
}
