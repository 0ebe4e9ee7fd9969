import FoundationEssentials
import TaskStore
import Testing
import VideoAPIs
import VideoTasks

@testable import Engine

/// Each of the four APIs through the engine, in the words of its own pages.
struct FourAPITests {
  /// A draft that the first model of the API takes.
  private static func fill(_ task: inout NewTask, _ api: API) {
    let picture = MediaReference("https://example.test/a.png")
    switch api {
    case .ark, .kyyaipower: break
    case .kyyvideo2: task.request.videos = [MediaReference("https://example.test/a.mp4")]
    case .x1: task.request.firstFrame = picture
    }
  }

  private func world(_ api: API) throws -> (World, TaskID) {
    let world = try World(api: api)
    let id = try #require(try world.add { FourAPITests.fill(&$0, api) }.first)
    return (world, id)
  }

  @Test(arguments: API.allCases)
  func `a task is sent once, followed and fetched`(api: API) throws {
    let (world, id) = try world(api)
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .succeeded)
    #expect(record.download == .done)
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1"))
    #expect(world.server.arrivals == ["task 1": 1])
    #expect(record.error == nil)
  }

  @Test(arguments: [
    (API.ark, Int64(20), Int64(10)), (.kyyvideo2, 20, 20), (.kyyaipower, 30, 30), (.x1, 20, 20),
  ])
  func `its server is asked no more often than its pages wish`(
    api: API, first: Int64, between: Int64
  ) throws {
    let (world, id) = try world(api)
    world.server.duration = .seconds(600)
    let engine = try world.start()
    try engine.settle()
    #expect(try world.store.schedule(id).nextPollAt == world.now + .seconds(first))
    world.now = world.now + .seconds(first)
    try engine.settle()
    #expect(world.server.polls == 1)
    #expect(try world.store.schedule(id).nextPollAt == world.now + .seconds(between))
  }

  @Test(arguments: API.allCases)
  func `a longer interval of the profile counts, and one on this machine alone`(api: API) throws {
    var profile = Sample.profile
    profile.api = api
    profile.pollInterval = .seconds(77)
    #expect(PollPace.first(profile) == .seconds(77))
    #expect(PollPace.interval(profile) == .seconds(77))
    profile.pollInterval = .seconds(1)
    #expect(PollPace.interval(profile) >= .seconds(10))
    for server in [
      Profile.Server.sandbox, .url("http://127.0.0.1:8700/api"), .url("HTTP://localhost/"),
      .url("http://[::1]:80"),
    ] {
      profile.server = server
      #expect(PollPace.first(profile) == .seconds(1))
      #expect(PollPace.interval(profile) == .seconds(1))
    }
  }

  @Test(arguments: [
    (API.ark, Int64(172_800)), (.kyyvideo2, 86_400), (.kyyaipower, 86_400), (.x1, 86_400),
  ])
  func `one that the server never ends is given up after its time`(
    api: API, limit: Int64
  ) throws {
    let (world, id) = try world(api)
    world.server.duration = .seconds(10_000_000)
    let start = world.now
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .expired)
    #expect(record.error?.code == "TimeLimit")
    #expect(world.now >= start + .seconds(limit))
    #expect(world.now <= start + .seconds(limit + 600))
    #expect(record.cost == nil)
  }

  @Test(arguments: API.allCases)
  func `a state that nobody documented is kept, shown and asked about on`(api: API) throws {
    let (world, id) = try world(api)
    world.server.everyPoll = .answer(200, #"{"id":"cgt-1","status":"Pondering"}"#)
    let engine = try world.start()
    try engine.run(for: .seconds(300)) { try world.record(id).unknownStatus != nil }
    #expect(try world.record(id).unknownStatus == "Pondering")
    #expect(try world.record(id).status == .queued)
    world.server.everyPoll = nil
    try engine.runToTheEnd()
    #expect(try world.record(id).status == .succeeded)
    #expect(try world.record(id).unknownStatus == nil)
  }

  @Test(arguments: API.allCases)
  func `a task that failed says why, costs nothing and counts nowhere`(api: API) throws {
    let (world, id) = try world(api)
    world.server.end = "FAILED"
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .failed)
    #expect(record.error?.message.isEmpty == false)
    #expect(record.cost == nil)
    #expect(try world.store.costs(endedSince: Timestamp(seconds: 0)).isEmpty)
  }

  @Test(arguments: [API.kyyvideo2, .kyyaipower, .x1])
  func `a create that answers with a failure in place of a task ends it`(api: API) throws {
    let (world, id) = try world(api)
    world.server.createFaults = [.answer(200, #"{"status":"failed","error":"no such model"}"#)]
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .failed)
    #expect(record.error?.message.contains("no such model") == true)
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test func `a create that answers failed with an id is followed until the server says why`()
    throws
  {
    let (world, id) = try world(.x1)
    world.server.end = "failed"
    world.server.duration = .zero
    world.server.createFaults = [
      .answer(200, #"{"id":"cgt-1","status":"failed","error":"the picture"}"#, acts: true)
    ]
    try world.start().runToTheEnd()
    #expect(try world.record(id).status == .failed)
    #expect(try world.record(id).error?.message == "the picture was refused")
  }

  @Test(arguments: [
    (200, #"{"code":400,"msg":"balance too low"}"#, TaskStatus.failed),
    (200, "<html>maintenance</html>", .unconfirmed), (502, "", .unconfirmed),
    (401, #"{"code":401,"message":"bad key"}"#, .failed),
  ])
  func `an answer of the kyy server that is no task is a refusal, or leaves room for one`(
    status: Int, body: String, end: TaskStatus
  ) throws {
    for api in [API.kyyvideo2, .kyyaipower, .x1] {
      let (world, id) = try world(api)
      world.server.createFaults = [.answer(status, body)]
      try world.start().runToTheEnd()
      #expect(try world.record(id).status == end)
      #expect(world.server.arrivals == ["task 1": 1])
    }
  }

  @Test func `a link that does not say when it ends lives for a day`() {
    var remote = RemoteState(status: .succeeded)
    remote.videoLink = "https://cdn.test/1.mp4"
    var record = Sample.record(.running)
    var plan = TaskSchedule()
    let decision = PollDecision(
      now: Sample.now, profile: Sample.profile, policy: EnginePolicy(), jitter: 200)
    _ = decision.state(remote, &record, &plan)
    #expect(record.linkExpiresAt == Sample.now + .seconds(86_400))
  }

  // MARK: Money

  @Test func `what is billed is known by tokens, by the second, by the task, or not at all`() throws
  {
    var price = Price(currency: "CNY", perMillion: 46, perSecond: 2, perTask: 9)
    price.perSecondSilent = 1
    for (api, amount, tokens) in [
      (API.ark, "5.0094", 108_900), (.kyyvideo2, "5.0094", 108_900), (.x1, nil, nil),
    ] as [(API, String?, Int?)] {
      let (world, id) = try world(api)
      let model = try #require(world.profile.catalogue.models.first)
      if api != .x1 { world.profile.prices[model.id] = price }
      try world.start().runToTheEnd()
      let cost = try world.record(id).cost
      #expect(cost?.amount?.description == amount)
      #expect(cost?.tokens == tokens)
      #expect(cost?.seconds == (api == .ark ? nil : 5.04))
    }
  }

  @Test(arguments: [("seedance_1_5_pro_720p", "10"), ("seedance_2_0_4s_5s", "9")])
  func `kyyaipower is billed by the second or by the task`(
    model: String, amount: String
  ) throws {
    let world = try World(api: .kyyaipower)
    world.profile.prices[model] =
      model.hasSuffix("5s")
      ? Price(currency: "CNY", perTask: 9) : Price(currency: "CNY", perSecond: 2)
    let id = try #require(
      try world.add {
        $0.model = model
        $0.request.model = model
        $0.request.duration = 5
      }.first)
    try world.start().runToTheEnd()
    let cost = try #require(try world.record(id).cost)
    #expect(cost.amount?.description == amount)
    #expect(cost.tokens == nil)
    let day = try world.store.costs(endedSince: Timestamp(seconds: 0))
    #expect(day == [cost])
    #expect(try world.store.costs(endedSince: world.now + .seconds(1)).isEmpty)
  }

  @Test func `without a price the amount is unknown, and nothing is known of what nobody counts`()
    throws
  {
    let world = try World(api: .kyyaipower)
    let id = try #require(try world.add().first)
    try world.start().runToTheEnd()
    #expect(try world.record(id).status == .succeeded)
    #expect(try world.record(id).cost?.amount == nil)
    #expect(try world.record(id).cost == nil)
  }
}
