import TaskStore
import Testing
import VideoTasks

@testable import Engine

/// From an intent to a task at the server: once, or not at all.
struct SubmitStoryTests {
  @Test func `a task is sent, followed and fetched`() throws {
    let world = try World()
    let id = try world.add()[0]
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .succeeded)
    #expect(record.download == .done)
    #expect(record.remoteID == "cgt-1")
    #expect(record.file == world.file(id))
    #expect(record.cost?.tokens == 108_900)
    #expect(world.disk.names == [world.file(id)])
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1"))
    #expect(world.disk.files.count == 1)
    #expect(world.server.arrivals == ["task 1": 1])
    #expect(
      try world.kinds(id) == [
        "created", "claimed", "submitting", "accepted", "running", "succeeded", "downloaded",
      ])
  }

  @Test(arguments: [
    FakeServer.CreateFault.lostAnswer, .lostRequest,
    .answer(500, "", acts: true), .answer(502, "<html>Bad gateway</html>"),
    .answer(503, #"{"error":{"code":"InternalServiceError","message":"try later"}}"#),
    .answer(200, "<html>welcome</html>", acts: true), .answer(200, "{}", acts: true),
    .answer(200, #"{"id":"../../x"}"#, acts: true), .answer(200, "", acts: true),
    .answer(302, ""), .answer(408, ""), .answer(600, "?"),
  ])
  func `an answer that is lost or unreadable leaves the task unconfirmed for ever`(
    fault: FakeServer.CreateFault
  ) throws {
    let world = try World()
    let id = try world.add()[0]
    world.server.createFaults = [fault]
    try world.start().runToTheEnd()
    world.now = world.now + .seconds(200_000)
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .unconfirmed)
    #expect(record.pollError?.isEmpty == false)
    #expect(world.server.arrivals["task 1"] == 1)
  }

  @Test func `a create that did not go out is sent later, once, with longer and longer waits`()
    throws
  {
    let world = try World()
    let id = try world.add()[0]
    world.server.createFaults = Array(repeating: .notSent, count: 12)
    let engine = try world.start()
    let begin = world.now
    var waits: [Duration] = []
    var last = begin
    try engine.run {
      if world.now != last {
        waits.append(world.now - last)
        last = world.now
      }
      let record = try world.record(id)
      if record.status == .waiting { #expect(record.waitReason == "No connection.") }
      return record.status != .waiting
    }
    #expect(Array(waits.prefix(8)) == [2, 4, 8, 16, 32, 64, 128, 256].map { Duration.seconds($0) })
    #expect(waits.max() == .seconds(300))
    #expect(waits.count == 12)
    try engine.runToTheEnd()
    #expect(try world.record(id).status == .succeeded)
    #expect(world.server.arrivals["task 1"] == 1)
  }

  @Test
  func `where nobody will send it later, a create that cannot go out fails after three tries`()
    throws
  {
    let world = try World()
    let id = try world.add()[0]
    world.server.createFaults = Array(repeating: .notSent, count: 12)
    try world.start(policy: EnginePolicy(unsentAttempts: 3)).runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .failed)
    #expect(record.error?.code == "NotSent")
    #expect(world.server.createFaults.count == 9)
    #expect(world.server.arrivals.isEmpty)
  }

  @Test func `a rate limit is waited out as long as the server asks, however often`() throws {
    let world = try World()
    let id = try world.add()[0]
    let rate = FakeServer.CreateFault.answer(
      429, #"{"error":{"code":"RateLimitExceeded.X","message":"slow"}}"#, retryAfter: "30")
    world.server.createFaults = Array(repeating: rate, count: 40)
    let begin = world.now
    let engine = try world.start()
    try engine.run { try world.record(id).status == .queued }
    #expect(world.now - begin == .seconds(1200))
    #expect(world.server.arrivals["task 1"] == 41)
    #expect(world.server.mayHaveMade["task 1"] == 1)
  }

  @Test func `any other 429 three times within ten minutes fails, with both explanations`() throws {
    let world = try World()
    let id = try world.add()[0]
    let quota = FakeServer.CreateFault.answer(
      429, #"{"error":{"code":"QuotaExceeded","message":"no more"}}"#)
    world.server.createFaults = Array(repeating: quota, count: 9)
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .failed)
    #expect(record.error?.code == "QuotaExceeded")
    #expect(record.error?.advice.contains("too many tasks") == true)
    #expect(record.error?.advice.contains("balance") == true)
    #expect(world.server.arrivals["task 1"] == 3)
  }

  @Test func `what the network ate and rate limits do not count towards the three`() throws {
    let world = try World()
    let id = try world.add()[0]
    let rate = FakeServer.CreateFault.answer(429, "", retryAfter: "1")
    let quota = FakeServer.CreateFault.answer(429, #"{"error":{"code":"QuotaExceeded"}}"#)
    world.server.createFaults = [.notSent, .notSent, rate, rate, quota, .notSent, quota, rate]
    try world.start().runToTheEnd()
    #expect(try world.record(id).status == .succeeded)
    #expect(world.server.mayHaveMade["task 1"] == 1)
  }

  @Test func `a refusal is final, and costs nothing`() throws {
    let world = try World()
    let id = try world.add()[0]
    world.server.createFaults = [
      .answer(400, #"{"error":{"code":"InvalidParameter","message":"ratio"}}"#)
    ]
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .failed)
    #expect(record.error?.code == "InvalidParameter")
    #expect(world.server.arrivals["task 1"] == 1)
  }

  @Test func `an endpoint's id is a model on the vendor's own server`() throws {
    let world = try World()
    world.profile.name = "volcengine"
    let id = try world.add {
      $0.profile = "volcengine"
      $0.model = "ep-20260101-abcde"
      $0.request.model = "ep-20260101-abcde"
    }[0]
    try world.start().runToTheEnd()
    #expect(try world.record(id).status == .succeeded)
  }

  @Test func `a task whose file is gone fails before anything is sent`() throws {
    let world = try World()
    let id = try world.add { $0.request.firstFrame = MediaReference("/gone.png") }[0]
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .failed)
    #expect(record.error?.code == "NotSent")
    #expect(world.server.arrivals.isEmpty)
  }

  @Test func `a task that is cancelled while its create connects is not sent`() throws {
    let world = try World()
    let id = try world.add()[0]
    let engine = try world.start()
    let call = try engine.decide()[0]
    _ = try world.store.change(id, now: world.now) { record, _ in
      record.status = .cancelled
      return nil
    }
    try engine.finish(call, engine.perform(call))
    try engine.runToTheEnd()
    #expect(try world.record(id).status == .cancelled)
    #expect(world.server.arrivals.isEmpty)
  }

  @Test func `an answer that comes after the task was taken for lost still counts`() throws {
    let world = try World()
    let id = try world.add()[0]
    let engine = try world.start()
    let call = try engine.decide()[0]
    let result = engine.perform(call)
    // As when the lock files were deleted by hand, or a person has settled it wrongly.
    _ = try world.store.change(id, now: world.now) { record, _ in
      record.status = .failed
      record.endedAt = world.now
      record.error = TaskFailure(code: "NotCreated", message: "", advice: "")
      return nil
    }
    try engine.finish(call, result)
    #expect(try world.record(id).status == .queued)
    try engine.runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .succeeded)
    #expect(record.error == nil)
    #expect(record.download == .done)
  }

  @Test func `at the end nothing more is ordered, and an answer is still recorded`() throws {
    let world = try World()
    let ids = try world.add(2)
    world.profile.maxActive = 1
    let engine = try world.start()
    let calls = try engine.decide()
    #expect(calls.count == 1)
    let result = engine.perform(calls[0])
    engine.engine.beginEnding()
    #expect(engine.engine.hasCreateUnderWay)
    world.now = world.now + .seconds(50)
    #expect(try engine.decide().isEmpty)
    #expect(try engine.engine.nextDecision(now: world.now) == nil)
    try engine.finish(calls[0], result)
    #expect(!engine.engine.hasCallUnderWay)
    #expect(try world.record(ids[0]).remoteID == "cgt-1")
    #expect(try engine.decide().isEmpty)
  }
}
