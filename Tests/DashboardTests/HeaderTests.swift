import FoundationEssentials
import TerminalUI
import TestSupport
import Testing
import TextLayout
import VideoTasks
import Wording

@testable import Dashboard

/// What the header leaves out where there is no room for all of it.
@Suite struct `The header` {
  /// A day on which everything happens.
  static func busy(_ columns: Int, rows: Int = 24, profile: String = "apiyi") -> World {
    var world = Fixture.started(
      Size(columns: columns, rows: rows), profile: profile, tasks: Fixture.everyStatus())
    world.send(.nextLinkLoaded(Fixture.now + .seconds(2520)))
    world.send(.agentChanged(isRunning: true))
    world.send(.lineChanged(isSlow: true))
    world.send(
      .costsLoaded([
        Cost(tokens: nil, seconds: nil, amount: 12, currency: "USD", exact: true),
        Cost(tokens: nil, seconds: nil, amount: 3, currency: "CNY", exact: true),
        Cost(tokens: 5, seconds: nil, amount: nil, currency: nil, exact: true),
      ]))
    return world
  }

  private static func line(_ world: World) -> String {
    String(world.screen.split(separator: "\n", omittingEmptySubsequences: false)[0])
  }

  @Test(arguments: [
    (40, " apiyi  ? 1  ● 3  ○ 1  ✗ 2  link 42 min"),
    (80, " rushes  apiyi"), (120, " rushes  apiyi"), (200, " rushes  apiyi"),
  ])
  func `the weightiest comes first`(columns: Int, start: String) {
    let line = Self.line(Self.busy(columns))
    #expect(line.hasPrefix(start), "\(line)")
    #expect(line.contains("? 1"))
    #expect(line.contains("● 3"))
    #expect(line.contains("42 min"))
  }

  @Test func `a wide one says everything`() {
    let line = Self.line(Self.busy(200))
    for words in [
      "rushes", "apiyi", "? 1 unconfirmed", "● 3 running", "✗ 2 failed", "○ 1 waiting", "✓ 3 done",
      "slow line", "link ends in 42 min", "agent running",
      "today USD 12.00 + CNY 3.00 + 1 unpriced",
    ] { #expect(line.contains(words), "\(words)") }
  }

  @Test func `it fits at every width, and parts never touch`() {
    for columns in Array(40...130) + [160, 200] {
      for profile in ["apiyi", "sandbox"] {
        var world = Self.busy(columns, profile: profile)
        if columns % 2 == 0 { world.send(.noticesChanged([Phrase("disk almost full")])) }
        let view = HeaderView(shown: Shown(world.state))
        var canvas = Canvas(size: Size(columns: columns, rows: 1))
        view.draw(on: &canvas, in: Rect(column: 0, row: 0, columns: columns, rows: 1))
        #expect(Columns.of(Self.line(world)) <= columns)
      }
    }
  }

  @Test(arguments: 0..<200)
  func `no part gets more room than there is, and a lighter one is never in the way`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let parts = (0..<6).map { weight in
      let long = Int.random(in: 1...20, using: &random)
      let short = Int.random(in: 1...long, using: &random)
      return HeaderPart(
        [long, short].map { Line(String(repeating: "x", count: $0)) }, weight: weight)
    }
    let columns = Int.random(in: 0...100, using: &random)
    let fit = HeaderFit(parts.shuffled(using: &random), columns: columns)
    let used = fit.lines.reduce(0) { $0 + $1.columns }
    #expect(used <= columns)
    let first = parts[0].forms[1].columns
    let ordered = HeaderFit(parts, columns: columns)
    #expect((ordered.lines[0].columns > 0) == (first <= columns))
  }

  @Test func `a link is told of in its last two hours, and counted down by the minute`() {
    var world = Fixture.started(Size(columns: 80, rows: 24))
    world.send(.nextLinkLoaded(Fixture.now + .seconds(3 * 3600)))
    #expect(HeaderView(shown: Shown(world.state)).linkWords == nil)
    #expect(world.state.nextTick == Fixture.now + .seconds(3601))
    world.send(.ticked(Fixture.now + .seconds(3601)))
    #expect(HeaderView(shown: Shown(world.state)).linkWords == "2 h")
    #expect(world.state.nextTick == Fixture.now + .seconds(3661))
    // When it has run out, the next one is asked for.
    var tester = ActionTester(world.state)
    let end = Fixture.now + .seconds(3 * 3600)
    tester.send(.ticked(end), effects: [.loadNextLink]) { state in
      (state.now, state.progressNow, state.nextLink) = (end, end, nil)
    }
  }
}
