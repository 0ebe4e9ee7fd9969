import TaskStore
import Testing
import VideoAPIs
import VideoTasks

@testable import Engine

/// One question about all tasks that are due, where the server has a list.
struct ListPollTests {
  private func world(_ count: Int) throws -> (World, EngineRun, [TaskID]) {
    let world = try World(maxActive: 500, server: World.official)
    let ids = try world.add(count)
    let engine = try world.start()
    try engine.run { try world.store.tallies()[.queued] == count }
    return (world, engine, ids)
  }

  /// Lets time pass until all are due.
  private func wait(_ world: World) { world.now = world.now + .seconds(30) }

  @Test func `many that are due are one request`() throws {
    let (world, engine, ids) = try world(250)
    wait(world)
    try engine.settle()
    #expect(world.server.lists.map(\.remoteIDs.count) == [100, 100, 50])
    #expect(world.server.polls == 0)
    for id in ids {
      #expect(try world.store.schedule(id).nextPollAt.map { $0 > world.now } == true)
    }
  }

  @Test func `a single one is asked about alone`() throws {
    let (world, engine, _) = try world(1)
    wait(world)
    let calls = try engine.decide()
    #expect(calls.map(\.listQuery) == [nil])
    #expect(world.server.lists.isEmpty)
  }

  @Test func `all come to their end, and each link by a question of its own`() throws {
    let (world, engine, ids) = try world(20)
    try engine.runToTheEnd()
    for id in ids { #expect(try world.record(id).download == .done) }
    #expect(world.server.polls == 20)
    #expect(!world.server.lists.isEmpty)
  }

  @Test(arguments: ["failed", "expired", "cancelled"])
  func `an end without a video is taken from the list`(word: String) throws {
    let (world, engine, ids) = try world(3)
    for id in world.server.remotes.keys { world.server.remotes[id]?.end = word }
    world.server.duration = .zero
    try engine.runToTheEnd()
    for id in ids { #expect(try world.record(id).status.rawValue == word) }
    #expect(world.server.polls == 0)
  }

  @Test func `what the list lacks is asked about alone, at once`() throws {
    let (world, engine, ids) = try world(5)
    world.server.unlisted = ["cgt-2", "cgt-4"]
    wait(world)
    try engine.settle()
    #expect(world.server.lists.count == 1)
    #expect(world.server.polls == 2)
    for id in ids {
      #expect(try world.store.schedule(id).nextPollAt.map { $0 > world.now } == true)
    }
  }

  @Test(arguments: [
    FakeServer.PollFault.answer(404, "<html>"), .answer(200, "<html>"), .answer(400, "{}"),
    .answer(200, #"{"items":7}"#),
  ])
  func `a server that has no list after all is asked about each alone for a while`(
    fault: FakeServer.PollFault
  ) throws {
    let (world, engine, ids) = try world(4)
    world.server.listFaults = [fault]
    wait(world)
    try engine.settle()
    #expect(world.server.lists.count == 1)
    #expect(world.server.polls == 4)
    for id in ids { #expect(try world.record(id).pollError == nil) }
    wait(world)
    try engine.settle()
    #expect(world.server.lists.count == 1)
    #expect(world.server.polls == 8)
  }

  @Test func `a list that is refused for its rate is asked again after the wait`() throws {
    let (world, engine, ids) = try world(4)
    world.server.duration = .seconds(400)
    world.server.listFaults = [.answer(429, "", retryAfter: "100")]
    wait(world)
    try engine.settle()
    for id in ids {
      #expect(try world.store.schedule(id).nextPollAt == world.now + .seconds(100))
      #expect(try world.record(id).pollError != nil)
    }
    #expect(world.server.polls == 0)
    try engine.runToTheEnd()
    for id in ids { #expect(try world.record(id).download == .done) }
  }

  @Test func `no connection is no answer for any of them, and the next question is alone`() throws {
    let (world, engine, ids) = try world(3)
    world.server.listFaults = [.noConnection]
    wait(world)
    try engine.settle()
    for id in ids { #expect(try world.record(id).pollError == "No connection.") }
    #expect(world.server.polls == 0)
    wait(world)
    try engine.settle()
    #expect(world.server.lists.count == 1)
    #expect(world.server.polls == 3)
  }

  @Test func `two engines never ask about the same task at once`() throws {
    let (world, one, _) = try world(10)
    let other = try world.start()
    wait(world)
    let calls = try one.decide()
    #expect(calls.map(\.tasks.count) == [10])
    #expect(try other.decide().isEmpty)
    for call in calls { try one.finish(call, one.perform(call)) }
  }

  @Test func `a wish to cancel is heard in the list's answer too`() throws {
    let (world, engine, ids) = try world(3)
    let later = world.now + .seconds(1000)
    _ = try world.store.change(ids[1], now: world.now) { _, schedule in
      schedule.nextCancelAt = later
      return nil
    }
    world.now = world.now + .seconds(25)
    try engine.settle()
    #expect(world.server.lists.count == 1)
    #expect(try world.record(ids[1]).status == .cancelled)
    #expect(world.server.cancels == ["cgt-2"])
  }
}
