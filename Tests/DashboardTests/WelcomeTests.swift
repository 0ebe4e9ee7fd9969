import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `A first start` {
  /// What a test must never find on a screen or in a description.
  static let secret = "sk-0123456789-Not-Shown"

  static func world(
    _ size: Size, tasks: [TaskSummary] = [], change: (inout DashboardContext) -> Void = { _ in }
  ) -> World {
    var context = Fixture.context(size)
    for index in context.profiles.indices where !context.profiles[index].isSandbox {
      context.profiles[index].hasKey = false
    }
    context.configFile = "/home/lin/.config/rushes/config.yaml"
    context.credentialsFile = "/home/lin/.config/rushes/credentials.yaml"
    context.isFirstStart = true
    change(&context)
    var world = World(state: DashboardState(context))
    world.tasks = tasks
    world.send(.started)
    return world
  }

  static func entering(_ size: Size) -> World {
    var world = world(size)
    world.press(.control("k"))
    world.send(.pasted(" \(secret)\n"))
    return world
  }

  @Test func `the page opens by itself where there is neither key nor task`() {
    let size = Size(columns: 80, rows: 24)
    #expect(Self.world(size).state.sheet == .welcome(WelcomeSheet()))
    #expect(Self.world(size, tasks: Fixture.everyStatus()).state.sheet == nil)
    #expect(Fixture.started(size).state.sheet == nil)
  }

  @Test func `the page does not cover what somebody has written or configured`() {
    let world = Self.world(Size(columns: 80, rows: 24)) {
      ($0.isFirstStart, $0.currentProfile) = (false, "apiyi")
    }
    #expect(world.state.sheet == nil)
    #expect(world.state.pane == .form)
    #expect(world.screen.contains("no key for apiyi"))
  }

  @Test func `a person who just writes or pastes has seen enough`() {
    var world = Self.world(Size(columns: 80, rows: 24))
    world.type("雨")
    #expect(world.state.sheet == nil)
    #expect(world.state.form.prompt.text == "雨")
    var other = Self.world(Size(columns: 80, rows: 24))
    other.send(.pasted("two\nlines"))
    #expect(other.state.form.prompt.text == "two\nlines")
  }

  @Test func `one key begins in the sandbox, also when another profile was chosen`() {
    var world = Self.world(Size(columns: 80, rows: 24))
    world.press(Key(.escape))
    world.state.form.profile = "apiyi"
    world.press(Key(.function(10)), Key(.enter))
    #expect(world.state.sheet == nil)
    #expect(world.state.form.profile == "sandbox")
    #expect(world.state.form.focus == .prompt)
    world.type("a")
    #expect(world.state.form.check.isGood)
  }

  @Test func `a key is pasted hidden, and stored for the chosen profile`() {
    var world = Self.entering(Size(columns: 80, rows: 24))
    #expect(!world.screen.contains("sk-"))
    #expect(world.screen.contains("23 characters"))
    #expect(!"\(world.state)".contains("sk-0"))
    world.press(Key(.down), Key(.up), Key(.enter), Key(.enter))
    let wanted = DashboardEffect.storeKey(profile: "apiyi", EnteredKey(Self.secret))
    #expect(world.orders == [wanted])
    #expect(!"\(wanted)".contains("sk-0"))
    world.send(.keyStored(profile: "apiyi", .success(Fixture.profiles())))
    #expect(world.state.sheet == nil)
    #expect(world.state.form.profile == "apiyi")
    #expect(world.state.pane == .form)
    #expect(world.state.message?.tone == .good)
    #expect(!"\(world.state)".contains("sk-0"))
  }

  @Test func `a key that cannot be stored may be tried again`() {
    var world = Self.entering(Size(columns: 80, rows: 24))
    world.press(Key(.enter))
    let failure = ActionFailure(message: Phrase("The disk is full. Nothing was sent."))
    world.send(.keyStored(profile: "apiyi", .failure(failure)))
    #expect(world.state.message?.tone == .bad)
    world.press(Key(.enter))
    #expect(world.orders.count == 2)
  }

  @Test func `letters of a key are never commands, and it can be taken back`() {
    var world = Self.world(Size(columns: 80, rows: 24))
    world.press(.control("k"))
    world.type("q?1")
    world.press(Key(.backspace))
    #expect(world.screen.contains("2 characters"))
    world.press(.control("u"))
    #expect(world.screen.contains("it is not shown"))
    world.press(Key(.enter))
    #expect(world.orders == [])
    world.press(Key(.escape))
    #expect(world.state.sheet == .welcome(WelcomeSheet()))
  }

  @Test func `on a small screen it scrolls`() {
    var world = Self.world(Size(columns: 40, rows: 12))
    #expect(world.screen.contains("Enter"))
    for _ in 0..<30 { world.press(Key(.down)) }
    #expect(world.screen.contains("Keys: /home"))
  }
}
