import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `Keys` {
  @Test(arguments: KeyContext.allCases) func `no key means two things in one place`(
    context: KeyContext
  ) {
    var seen: Set<Key> = []
    for binding in Keymap.bindings(context) {
      for key in binding.keys { #expect(seen.insert(key).inserted, "\(binding.label)") }
    }
  }

  @Test(arguments: KeyContext.allCases.filter(\.takesText))
  func `where text is written every character is text`(context: KeyContext) {
    for key in Keymap.bindings(context).flatMap(\.keys) {
      guard case .character = key.code else { continue }
      #expect(!key.modifiers.isEmpty)
    }
  }

  @Test(arguments: KeyContext.allCases.filter { $0 != .tooSmall })
  func `Escape is never the only way out`(context: KeyContext) {
    for binding in Keymap.bindings(context) where binding.keys.contains(Key(.escape)) {
      let others = Keymap.bindings(context).filter {
        $0.command == binding.command || $0.command == .showTable || $0.command == .leaveFilter
      }.flatMap(\.keys)
      #expect(others.contains { $0 != Key(.escape) })
    }
  }

  @Test func `the footer names keys that do something, in every pane`() {
    for pane in Pane.allCases {
      var world = Fixture.started(
        Size(columns: 120, rows: 40), profile: "apiyi", tasks: Fixture.everyStatus())
      world.state.pane = pane
      for binding in world.state.availableBindings where binding.inFooter {
        var other = world
        let before = other.state
        if let key = binding.keys.first { other.press(key) }
        #expect(
          other.state != before || !other.orders.isEmpty, "\(pane): \(binding.label) did nothing")
      }
    }
  }

  @Test func `help shows every key of the pane`() {
    for (pane, context) in [(Pane.table, KeyContext.table), (.details, .details)] {
      var world = Fixture.started(
        Size(columns: 80, rows: 50), profile: "apiyi", tasks: Fixture.everyStatus())
      world.state.pane = pane
      world.press(.letter("?"))
      let screen = world.screen
      for binding in Keymap.bindings(context) { #expect(screen.contains(binding.words.english)) }
    }
  }

  @Test func `on a screen that is too small only quitting works`() {
    var world = Fixture.started(
      Size(columns: 30, rows: 5), tasks: Fixture.everyStatus())
    let before = world.state
    world.press(.letter("x"), .letter("r"), Key(.enter), .control("s"), .letter("e"))
    world.state.wasUsed = before.wasUsed
    #expect(world.state == before)
    world.press(.letter("q"))
    #expect(world.orders == [.quit])
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `random keys never break the screen`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var world = Fixture.started(Size(columns: 80, rows: 24), tasks: Fixture.everyStatus())
    for turn in 0..<2500 {
      world.send(Self.anything(&random, world))
      let size = world.state.size
      guard turn % 3 == 0 else { continue }
      let frame = Dashboard.render(world.state)
      guard frame.size == size, frame.cells.count == size.columns * size.rows else {
        Issue.record("seed \(seed), turn \(turn): the frame has another size")
        return
      }
    }
    let submits = world.orders.compactMap { effect -> Int? in
      if case .submit(let order) = effect { order.number } else { nil }
    }
    #expect(Set(submits).count == submits.count, "an order went out twice: seed \(seed)")
  }

  private static let codes: [Key.Code] = [
    .enter, .tab, .backspace, .escape, .delete, .insert, .up, .down, .left, .right, .home, .end,
    .pageUp, .pageDown, .function(1), .function(2), .function(3), .function(4), .function(5),
    .function(6), .function(7), .function(10), .function(12),
  ]

  private static func anything(
    _ random: inout SeededRandom, _ world: World
  ) -> DashboardAction {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<3:
      return .resized(
        Size(
          columns: Int.random(in: 0...170, using: &random),
          rows: Int.random(in: 0...60, using: &random)))
    case 3..<6: return .pasted("雨夜\n./a.png\u{1F468}\u{200D}\u{1F469}" + "长")
    case 6..<8: return .ticked(world.state.now + .seconds(Int.random(in: -5...50, using: &random)))
    case 8: return .storeChanged
    case 9: return .folderListed("./", ["a.png", "ab/", ".hidden"])
    case 10: return .probed(.file("./a.png"), .failure(.missing))
    case 11:
      guard let order = world.state.form.submitting else { return .notice(Phrase.verbatim("嗯")) }
      return .submitted(order, .success([TaskID(Int64(order.number))]))
    case 1 where world.state.table.marks.count > 2:
      return .markedDone(.remove, MarkedOutcome(done: [TaskID(3)]))
    case 13: return .assetsLoaded(Fixture.assets())
    case 14:
      return .addressProbed(
        .url("https://a.b/c"), .failure(ActionFailure(message: Phrase.verbatim("没有"))))
    case 12:
      return .actionFailed(Phrase.verbatim(String(repeating: "It did not work. ", count: 20)))
    case 15..<60:
      let letters = Array("abcdefghijklmnopqrstuvwxyzGD?/ 雨é123SVCFARUEJKLPTY*'=:[]")
      let modifiers: [Key.Modifiers] = [[], [], [], .control, .alt]
      return .key(
        Key(
          .character(letters.randomElement(using: &random) ?? "a"),
          modifiers.randomElement(using: &random) ?? []))
    default:
      let modifiers: [Key.Modifiers] = [[], [], [], .shift, .alt, .control]
      return .key(
        Key(
          codes.randomElement(using: &random) ?? .enter,
          modifiers.randomElement(using: &random) ?? []))
    }
  }
}
