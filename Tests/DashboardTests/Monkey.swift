import TerminalUI
import TestSupport
import VideoTasks
import Wording

@testable import Dashboard

/// Somebody who presses every key, writes and pastes anything, and moves the mouse, while the store
/// and the terminal change under the dashboard; a seed decides all of it.
struct Monkey {
  private(set) var world: World
  private var random: SeededRandom
  private var picture: Picture?
  /// The order to send tasks that has not been answered, as the real store answers each once.
  private var sending: SubmitOrder?
  private var steps = 0
  /// What the mouse did last.
  private var click: DashboardAction?
  /// What it has brought about, by the name of the order: a monkey that never buys proves nothing.
  private(set) var deeds: [String: Int] = [:]

  /// A promise that was broken, and by what.
  struct Broken: Error, CustomStringConvertible {
    var description: String
  }

  private static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 50),
    Size(columns: 40, rows: 12), Size(columns: 39, rows: 9), Size(columns: 1, rows: 1),
    Size(columns: 300, rows: 14),
  ]

  /// Every key that means anything anywhere, and some that mean nothing.
  private static let keys: [Key] =
    KeyContext.allCases.flatMap { Keymap.bindings($0).flatMap(\.keys) }
    + "aZ0 {}|/.:'\"-雨👩‍👩‍👧é\u{301}".map { Key(.character($0)) }
    + [Key(.backspace), Key(.delete), Key(.home), Key(.end), Key(.function(12))]

  private static let texts = [
    "", "\n", "一只猫\nin the rain\n", "\u{1B}[2J\u{1B}]0;x\u{7}", "status:failed -x cost:>1",
    "/tmp/a b/frame.png", "https://media.example/1.mp4", "{fox|cat|{a}} | {",
    "99999999999999999999",
    String(repeating: "长 text ", count: 4_000), "\u{202E}\u{200B}\u{0}\u{FFFE}", "-1", "0-4,7",
  ]

  /// What only a person may want, because it costs money or destroys.
  static func needsAnAnswer(_ effect: DashboardEffect) -> Bool {
    switch effect {
    case .submit, .retry, .retryWithoutSound, .cancel, .remove, .removeAsset: true
    case .doMarked(let deed, _): deed != .downloadAgain
    case .resolve(_, let remoteID): remoteID == nil
    default: false
    }
  }

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    var tasks = Fixture.everyStatus()
    tasks += (0..<90).map { Fixture.task(Int64(300 - $0), .succeeded, "镜头 \($0) in the rain…") }
    let profile = ["apiyi", "x1", "kyyvideo2", "kyyaipower"][Int(seed % 4)]
    world = Fixture.started(Self.sizes[Int(seed % 3)], profile: profile, tasks: tasks)
    world.typical = [.seconds(100), .seconds(120)]
    world.assets = Fixture.assets()
    world.kept = [
      .prompts: `What the form keeps`.prompts, .templates: `What the form keeps`.templates(),
    ]
    world.filters = [NamedText(name: "坏", text: "status:failed")]
  }

  /// Does one thing and looks whether everything that must hold still does.
  ///
  /// - Parameter compares: whether the picture is also drawn anew, and compared.
  mutating func act(compares: Bool) throws(Broken) {
    steps += 1
    let action = next()
    let before = world.state
    world.orders = []
    world.send(action)
    do throws(Broken) {
      try checkMoney(action, before)
      try checkPicture(compares)
    } catch {
      throw Broken(
        description: "step \(steps), after \(action) in \(before.pane) of \(before.size): \(error)")
    }
    answerSending()
  }

  // MARK: What happens

  private mutating func next() -> DashboardAction {
    // Chance alone would seldom answer a question, and never fill a form in.
    let isBold = Int.random(in: 0..<3, using: &random) == 0
    if world.state.question != nil, isBold { return .key(.letter("y")) }
    if world.state.sheet != nil, isBold, Bool.random(using: &random) { return .key(Key(.escape)) }
    if world.state.pane == .form, isBold {
      return [.pasted("一只猫"), .key(.control("s")), .key(.letter("j")), .key(Key(.tab))]
        .randomElement(using: &random) ?? .key(Key(.tab))
    }
    switch Int.random(in: 0..<100, using: &random) {
    case 0: return .ticked(world.state.now + .milliseconds(160))
    case 1: return .ticked(world.state.now + .seconds(2))
    case 2: return .ticked(world.state.now + .seconds(90_000))
    case 3: return .ticked(world.state.now - .seconds(3_000))
    case 4: return .resized(Self.sizes.randomElement(using: &random) ?? world.state.size)
    case 5...7: return .pasted(Self.texts.randomElement(using: &random) ?? "")
    case 8...13:
      // A second click on the same row chooses, and by chance alone there would be none.
      if let click, Bool.random(using: &random) { return click }
      let action = `The mouse`.anything(&random, world.state.size)
      click = action
      return action
    case 14...18: return changeOfStore()
    case 19: return .troubled(Phrase.verbatim("满了"))
    case 20: return .lineChanged(isSlow: Bool.random(using: &random))
    case 21: return .agentChanged(isRunning: Bool.random(using: &random))
    case 22: return .lookChanged
    case 23: return .actionFailed(Phrase.verbatim("It did not work."))
    case 24: return .editedExternally(Self.texts.randomElement(using: &random))
    case 25...40:
      let letters = Array("jkhlgGn/:y 2314568qtrxdLTSF'<>+-=ampVCRAUDwuE*")
      return .key(Key(.character(letters.randomElement(using: &random) ?? "j")))
    default: return .key(Self.keys.randomElement(using: &random) ?? Key(.tab))
    }
  }

  private mutating func changeOfStore() -> DashboardAction {
    if let index = world.tasks.indices.randomElement(using: &random) {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: world.tasks.remove(at: index)
      case 1:
        let id = (world.tasks.map(\.id.rawValue).max() ?? 0) + 1
        world.tasks.insert(Fixture.task(id, .running, "新 \(id)"), at: 0)
      default:
        world.tasks[index].status = TaskStatus.allCases.randomElement(using: &random) ?? .failed
      }
    }
    return .storeChanged
  }

  /// The store answers an order some time, and only once.
  private mutating func answerSending() {
    for case .submit(let order) in world.orders { sending = order }
    guard let order = sending, Int.random(in: 0..<6, using: &random) == 0 else { return }
    sending = nil
    let isGood = Bool.random(using: &random)
    world.send(
      .submitted(
        order,
        isGood
          ? .success([TaskID(900)]) : .failure(ActionFailure(message: Phrase("disk almost full")))
      ))
  }

  // MARK: What must hold

  private mutating func checkMoney(
    _ action: DashboardAction, _ before: DashboardState
  ) throws(Broken) {
    let deeds = world.orders.filter(Self.needsAnAnswer)
    guard !deeds.isEmpty else { return }
    let orders = deeds.count { if case .submit = $0 { true } else { false } }
    guard orders <= 1, orders == 0 || sending == nil else {
      throw Broken(description: "a second order to send before the first was answered: \(deeds)")
    }
    let isFree = before.currentProfile?.isSandbox == true && orders == deeds.count
    let isAnswer =
      before.question != nil && [.key(.letter("y")), .key(.letter("Y"))].contains(action)
    guard isAnswer || isFree else {
      throw Broken(description: "\(deeds) without a yes to a question")
    }
    for deed in deeds { self.deeds[String("\(deed)".prefix { $0 != "(" }), default: 0] += 1 }
  }

  private mutating func checkPicture(_ compares: Bool) throws(Broken) {
    let state = world.state
    let drawn = Dashboard.render(state, after: picture)
    picture = drawn
    let frame = drawn.frame
    guard frame.size == state.size, frame.rows.count == state.size.rows,
      frame.rows.allSatisfy({ $0.count == state.size.columns })
    else { throw Broken(description: "a picture of \(frame.size)") }
    if let cursor = frame.cursor,
      !(0..<frame.size.columns).contains(cursor.column)
        || !(0..<frame.size.rows).contains(cursor.row)
    {
      throw Broken(description: "the cursor stands at \(cursor)")
    }
    guard compares else { return }
    let anew = Dashboard.render(state)
    guard anew == frame else {
      throw Broken(description: "\n\(FrameText.render(frame))\n\(FrameText.render(anew))")
    }
    for cell in frame.cells {
      for scalar in cell.text.unicodeScalars
      where scalar.properties.generalCategory == .control || scalar.value == 0x202E {
        throw Broken(description: "U+\(String(scalar.value, radix: 16)) in a cell")
      }
    }
  }
}
