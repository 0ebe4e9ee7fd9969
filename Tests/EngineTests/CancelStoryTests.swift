import TaskStore
import Testing
import VideoTasks

@testable import Engine

/// From the wish to cancel a task at the server to what becomes of it.
struct CancelStoryTests {
  /// A world whose one task is queued at a server that can cancel.
  private func queued(
    _ world: World, for duration: Duration = .seconds(600)
  ) throws -> (TaskID, EngineRun) {
    world.server.duration = duration
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .queued }
    return (id, engine)
  }

  private func world() throws -> World { try World(server: World.official) }

  /// What must be true of a task that was not cancelled after all.
  private func goesOn(_ world: World, _ id: TaskID, _ engine: EngineRun) throws {
    try engine.runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .succeeded)
    #expect(record.download == .done)
    #expect(world.server.lost.isEmpty)
    #expect(try world.store.schedule(id).nextCancelAt == nil)
  }

  @Test func `a queued task is asked about, cancelled, and told of; nothing is billed or fetched`()
    throws
  {
    let world = try world()
    let (id, engine) = try queued(world)
    let polls = world.server.polls
    try world.wantCancelled(id)
    try engine.settle()
    let record = try world.record(id)
    #expect(record.status == .cancelled)
    #expect(record.endedAt == world.now)
    #expect(record.error?.code == "Cancelled")
    #expect(record.cost == nil)
    #expect(record.download == .none)
    #expect(world.server.polls == polls + 1)
    #expect(world.server.cancels == ["cgt-1"])
    #expect(try world.store.schedule(id).nextCancelAt == nil)
    #expect(try engine.engine.nextDecision(now: world.now) == nil)
    #expect(engine.engine.takeNotices().map(\.isGood) == [true])
    #expect(engine.engine.takeNotices().isEmpty)
    #expect(try world.kinds(id).suffix(2) == [CancelStory.asked, CancelStory.done])
  }

  @Test func `one that the server has begun with is not touched, and goes on`() throws {
    let world = try world()
    let (id, engine) = try queued(world, for: .seconds(60))
    world.now = world.now + .seconds(31)
    try world.wantCancelled(id)
    try engine.settle()
    #expect(try world.record(id).status == .running)
    #expect(world.server.cancels.isEmpty)
    let notice = try #require(engine.engine.takeNotices().first)
    #expect(!notice.isGood)
    #expect(notice.sentence.contains("has begun with it"))
    #expect(try world.kinds(id).contains(CancelStory.tooLate))
    try goesOn(world, id, engine)
  }

  @Test(arguments: [
    (409, #"{"error":{"code":"InvalidAction.RunningTaskDeletion","message":"it runs"}}"#, true),
    (404, #"{"error":{"code":"NotFound","message":"no such task"}}"#, false),
    (403, "", false), (200, "<html>fine</html>", false),
  ])
  func `one that the server does not cancel goes on, and its user is told`(
    status: Int, body: String, isTooLate: Bool
  ) throws {
    let world = try world()
    let (id, engine) = try queued(world)
    try world.wantCancelled(id)
    world.server.cancelFaults = [.answer(status, body)]
    try engine.settle()
    #expect(try world.record(id).status == .queued)
    #expect(engine.engine.takeNotices().map(\.isGood) == [false])
    let kind = isTooLate ? CancelStory.tooLate : CancelStory.refused
    #expect(try world.kinds(id).contains(kind))
    #expect(world.server.cancels.count == 1)
    try goesOn(world, id, engine)
    #expect(world.server.cancels.count == 1)
  }

  @Test(arguments: [
    FakeServer.CancelFault.noConnection, .lostRequest, .answer(500, ""), .answer(429, ""),
    .answer(503, "<html>"),
  ])
  func `without an answer the task is asked about, and cancelled when it is still queued`(
    fault: FakeServer.CancelFault
  ) throws {
    let world = try world()
    let (id, engine) = try queued(world)
    try world.wantCancelled(id)
    world.server.cancelFaults = [fault]
    try engine.settle()
    #expect(try world.record(id).status == .queued)
    try engine.run(for: .seconds(60)) { try world.record(id).status.isEnded }
    #expect(try world.record(id).status == .cancelled)
    #expect(world.server.lost.isEmpty)
  }

  @Test func `a cancel whose answer was lost is not sent twice: the poll tells`() throws {
    let world = try world()
    let (id, engine) = try queued(world)
    try world.wantCancelled(id)
    world.server.cancelFaults = [.lostAnswer]
    try engine.runToTheEnd()
    #expect(try world.record(id).status == .cancelled)
    #expect(world.server.cancels.count == 1)
    #expect(world.server.lost.isEmpty)
  }

  @Test func `one that was done meanwhile is fetched as usual`() throws {
    let world = try world()
    let (id, engine) = try queued(world)
    world.now = world.now + .seconds(700)
    try world.wantCancelled(id)
    try goesOn(world, id, engine)
    #expect(world.server.cancels.isEmpty)
    #expect(engine.engine.takeNotices().map(\.isGood) == [false])
  }

  @Test func `a second wish changes nothing`() throws {
    let world = try world()
    let (id, engine) = try queued(world)
    try world.wantCancelled(id)
    try world.wantCancelled(id)
    try engine.settle()
    try world.wantCancelled(id)
    try engine.runToTheEnd()
    #expect(try world.record(id).status == .cancelled)
    #expect(world.server.cancels.count == 1)
  }

  @Test func `an order that is carried out too late sends nothing, and begins anew`() throws {
    let world = try world()
    let (id, engine) = try queued(world, for: .seconds(100))
    try world.wantCancelled(id)
    let poll = try engine.decide()[0]
    try engine.finish(poll, engine.perform(poll))
    let cancel = try engine.decide()[0]
    // The process stands still until the video is there.
    world.now = world.now + .seconds(200)
    try engine.finish(cancel, engine.perform(cancel))
    #expect(world.server.cancels.isEmpty)
    try goesOn(world, id, engine)
  }

  @Test func `a state that nobody documented is asked about again, and not cancelled`() throws {
    let world = try world()
    let (id, engine) = try queued(world)
    try world.wantCancelled(id)
    world.server.everyPoll = .answer(200, #"{"status":"pondering"}"#)
    try engine.run(for: .seconds(120)) { false }
    #expect(world.server.cancels.isEmpty)
    #expect(world.server.polls <= 14)
    world.server.everyPoll = nil
    try engine.run { try world.record(id).status == .cancelled }
    #expect(world.server.cancels.count == 1)
  }

  @Test(arguments: [
    (API.ark, "https://api.apiyi.com/seedance/api/v3"), (.kyyvideo2, "https://api.test"),
    (.kyyaipower, "https://api.test"), (.x1, "https://api.test"),
  ])
  func `a server that cannot cancel is not asked to`(api: API, address: String) throws {
    let world = try World(server: World.official)
    let (id, engine) = try queued(world)
    try world.wantCancelled(id)
    world.profile.api = api
    world.profile.server = .url(address)
    // A profile that speaks another API by now is not ours to work for.
    let other = try world.start()
    try other.settle()
    #expect(world.server.cancels.isEmpty)
    if api == .ark {
      #expect(other.engine.takeNotices().map(\.isGood) == [false])
      #expect(try world.store.schedule(id).nextCancelAt == nil)
    }
    #expect(try world.record(id).status == .queued)
    _ = engine
  }

  // MARK: The program ends in between

  @Test(arguments: 0...3)
  func `a program that ends between the wish and the answer leaves the rest to the next`(
    steps: Int
  ) throws {
    let world = try world()
    let id = try cancelHalfway(world, steps: steps)
    let engine = try world.start()
    try engine.runToTheEnd()
    #expect(try world.record(id).status == .cancelled)
    #expect(world.server.cancels.count == 1)
    #expect(world.server.lost.isEmpty)
    #expect(world.disk.names.isEmpty)
  }

  /// Ends the program after the wish, the question, its answer, or the cancel itself.
  private func cancelHalfway(_ world: World, steps: Int) throws -> TaskID {
    let (id, engine) = try queued(world)
    try world.wantCancelled(id)
    if steps == 0 { return id }
    let poll = try engine.decide()[0]
    if steps == 1 { return id }
    try engine.finish(poll, engine.perform(poll))
    let cancel = try engine.decide()[0]
    if steps == 3 { _ = engine.perform(cancel) }
    return id
  }

  @Test func `two programs cancel a task once`() throws {
    let world = try world()
    let (id, engine) = try queued(world)
    let other = try world.start()
    try world.wantCancelled(id)
    let polls = try [engine.decide(), other.decide()]
    #expect(polls.map(\.count) == [1, 0])
    for poll in polls[0] { try engine.finish(poll, engine.perform(poll)) }
    let orders = try [other.decide(), engine.decide()]
    for (run, calls) in zip([other, engine], orders) {
      for call in calls { try run.finish(call, run.perform(call)) }
    }
    try engine.runToTheEnd()
    try other.runToTheEnd()
    #expect(try world.record(id).status == .cancelled)
    #expect(world.server.cancels.count == 1)
    #expect(world.server.lost.isEmpty)
  }

  @Test func `a wish that was taken back is not carried out`() throws {
    let world = try world()
    let (id, engine) = try queued(world)
    try world.wantCancelled(id)
    world.server.cancelFaults = [.answer(500, "")]
    try engine.settle()
    _ = try world.store.change(id, now: world.now) { _, schedule in
      schedule.nextCancelAt = nil
      return nil
    }
    try goesOn(world, id, engine)
    #expect(world.server.cancels.count == 1)
  }
}
