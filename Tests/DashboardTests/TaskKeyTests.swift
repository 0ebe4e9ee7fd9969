import FoundationEssentials
import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `Trying again without sound` {
  private static func world(
    _ profile: String, model: String = Fixture.model,
    code: String = "OutputAudioSensitiveContentDetected"
  ) -> World {
    var task = Fixture.task(3, .failed, "歌手")
    (task.profile, task.model, task.errorCode) = (profile, model, code)
    var world = Fixture.started(Size(columns: 120, rows: 30), profile: profile, tasks: [task])
    world.press(Key(.function(3)))
    return world
  }

  @Test func `costs, so it is asked about once`() {
    var world = Self.world("apiyi")
    #expect(world.screen.contains("s retry silent"))
    #expect(world.screen.contains("Press s to make it again without sound."))
    world.press(.letter("s"))
    #expect(
      world.state.question?.words.english
        == "Make task 3 again without sound as a new task of apiyi, about USD 0.76?")
    world.press(.letter("y"))
    #expect(world.orders == [.retryWithoutSound(TaskID(3))])
  }

  @Test func `is free in the sandbox, and not asked about`() {
    var world = Self.world("sandbox")
    world.press(.letter("s"))
    #expect(world.orders == [.retryWithoutSound(TaskID(3))])
  }

  @Test(arguments: [
    ("apiyi", Fixture.model, "OutputVideoSensitiveContentDetected"),
    ("apiyi", Fixture.model, "InputTextSensitiveContentDetected"),
    ("x1", "seedance_2_0_x1_official", "OutputAudioSensitiveContentDetected"),
  ])
  func `is not offered for another cause, or where there is no field for sound`(
    profile: String, model: String, code: String
  ) {
    var world = Self.world(profile, model: model, code: code)
    #expect(!world.screen.contains("retry silent"))
    #expect(!world.screen.contains("without sound."))
    world.press(.letter("s"))
    #expect(world.orders == [] && world.state.question == nil)
  }

  @Test func `an unknown price is said to be unknown`() {
    var world = Self.world("kyyvideo2", model: "seedance_2_0_pro")
    world.state.details.record = nil
    world.state.table.rows[0].estimate = Cost(seconds: 5, exact: true)
    world.press(.letter("s"))
    #expect(world.state.question?.words.english.hasSuffix("at an unknown price?") == true)
  }
}

@Suite struct `Cancelling` {
  private static func world(_ status: TaskStatus, _ profile: String) -> World {
    var task = Fixture.task(3, status, "雨")
    task.profile = profile
    return Fixture.started(Size(columns: 80, rows: 24), profile: profile, tasks: [task])
  }

  @Test(arguments: ["volcengine", "sandbox"])
  func `what is queued at the vendor's own Ark is asked about`(profile: String) {
    var world = Self.world(.queued, profile)
    world.press(Key(.function(3)))
    #expect(world.screen.contains("x cancel"))
    world.press(.letter("x"))
    #expect(world.state.question == .cancelThere(TaskID(3), profile: profile))
    world.press(.letter("y"))
    #expect(world.orders == [.cancel(TaskID(3))])
  }

  @Test(arguments: ["apiyi", "kyyvideo2", "kyyaipower", "x1"])
  func `where the API cannot, the key says so`(profile: String) {
    var world = Self.world(.queued, profile)
    world.press(Key(.function(3)))
    #expect(!world.screen.contains("x cancel"))
    world.press(.letter("x"))
    #expect(world.state.question == nil && world.orders == [])
    #expect(world.state.message?.text.english.contains("cannot cancel what it has taken") == true)
  }

  @Test(arguments: [TaskStatus.running, .submitting, .unconfirmed])
  func `what has begun is not cancelled, and the key says why`(status: TaskStatus) {
    var world = Self.world(status, "volcengine")
    world.press(Key(.function(3)), .letter("x"))
    #expect(world.state.question == nil && world.orders == [])
    #expect(world.state.message?.text.english.contains("ask 3") == true)
  }

  @Test func `what was not sent is cancelled anywhere`() {
    var world = Self.world(.waiting, "x1")
    world.press(Key(.function(3)), .letter("x"), .letter("y"))
    #expect(world.orders == [.cancel(TaskID(3))])
  }
}

@Suite struct `Money on the screen` {
  private static func cost(_ amount: String?, _ currency: String?, tokens: Int? = nil) -> Cost {
    Cost(
      tokens: tokens, seconds: 5, amount: amount.flatMap { Decimal(string: $0) },
      currency: currency, exact: true)
  }

  @Test func `the day is summed by currency, and what has no price is counted, not added`() {
    let costs = [
      Self.cost("0.50", "USD"), Self.cost("3.20", "CNY"), Self.cost("0.25", "USD", tokens: 9),
      Self.cost(nil, nil), Self.cost(nil, nil, tokens: 108_900), Self.cost(nil, nil),
    ]
    #expect(Words(language: .english).sum(costs) == "CNY 3.20 + USD 0.75 + 3 unpriced")
    #expect(Words(language: .english).sum([Self.cost(nil, nil)]) == "1 unpriced")
    #expect(Words(language: .english).sum([]) == "")
  }

  @Test func `a finished task shows what was expected and what was billed`() {
    var task = Fixture.task(5, .succeeded, "雨")
    task.cost = Self.cost("0.70", "USD", tokens: 100_000)
    var world = Fixture.started(Size(columns: 80, rows: 30), profile: "apiyi", tasks: [task])
    world.press(Key(.function(3)), Key(.enter))
    #expect(world.screen.contains("Estimate    ≈ USD 0.76 · 108,900 tokens"))
    #expect(world.screen.contains("Billed      USD 0.70 · 100,000 tokens"))
  }

  @Test func `a task without a known price says so, and never 0`() {
    var task = Fixture.task(5, .succeeded, "雨")
    task.profile = "x1"
    (task.estimate, task.cost) = (Self.cost(nil, nil), nil)
    var world = Fixture.started(Size(columns: 80, rows: 30), profile: "x1", tasks: [task])
    world.press(Key(.function(3)), Key(.enter))
    #expect(world.screen.contains("≈ 5 s · price not known"))
    #expect(world.screen.contains("Billed      not known"))
    #expect(Words(language: .english).shortCost(Self.cost(nil, nil)) == "?")
  }
}
