import TaskStore
import Testing
import VideoAPIs
import VideoTasks

@testable import Engine

/// A create whose answer was lost, at a server that can list its tasks.
struct LookStoryTests {
  private func world(_ fault: FakeServer.CreateFault = .lostAnswer) throws -> World {
    let world = try World(server: World.official)
    world.server.createFaults = [fault]
    return world
  }

  private func looks(_ world: World, _ id: TaskID) throws -> [TaskEvent] {
    try world.store.events(of: id).filter { $0.kind == LookStory.looked }
  }

  @Test(arguments: [
    FakeServer.CreateFault.lostAnswer, .answer(500, "", acts: true), .answer(200, "{}", acts: true),
  ])
  func `the list tells its id, and its video comes`(fault: FakeServer.CreateFault) throws {
    let world = try world(fault)
    let id = try world.add()[0]
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .succeeded)
    #expect(record.remoteID == "cgt-1")
    #expect(record.pollError == nil)
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1"))
    #expect(world.server.arrivals == ["task 1": 1])
    #expect(try world.kinds(id).contains(LookStory.found))
  }

  @Test func `one that the list never has is looked for a few times, and left to its user`() throws
  {
    let world = try world(.lostRequest)
    let id = try world.add()[0]
    let begin = world.now
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .unconfirmed)
    #expect(record.remoteID == nil)
    #expect(world.server.arrivals == ["task 1": 1])
    #expect(try looks(world, id).count == 7)
    #expect(world.server.lists.count == 7)
    #expect(world.now - begin < .seconds(900))
    try world.start().runToTheEnd()
    #expect(world.server.lists.count == 7)
  }

  @Test func `a list that lags is looked at again`() throws {
    let world = try world()
    world.server.unlisted = ["cgt-1"]
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try looks(world, id).count == 3 }
    #expect(try world.record(id).status == .unconfirmed)
    world.server.unlisted = []
    try engine.runToTheEnd()
    #expect(try world.record(id).download == .done)
  }

  @Test func `a list that gives no answer is asked until it does`() throws {
    let world = try world()
    world.server.listFaults =
      Array(repeating: .noConnection, count: 20) + [
        .answer(200, "<html>"), .answer(500, ""), .answer(429, "", retryAfter: "90"),
        .answer(200, "{}"),
      ]
    let id = try world.add()[0]
    try world.start().runToTheEnd()
    #expect(try world.record(id).download == .done)
    #expect(try looks(world, id).isEmpty)
    #expect(try world.kinds(id).count { $0 == LookStory.unanswered } == 1)
  }

  @Test func `what its program left behind when it was killed is found`() throws {
    let world = try World(server: World.official)
    let id = try world.add()[0]
    var engine: EngineRun? = try world.start()
    let call = try #require(try engine?.decide().first)
    _ = engine?.perform(call)
    engine = nil
    try world.start().runToTheEnd()
    #expect(try world.record(id).download == .done)
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test func `two equal ones that were lost together are left to their user`() throws {
    let world = try world()
    world.server.createFaults = [.lostAnswer, .lostRequest]
    let ids = try world.add(2)
    try world.start().runToTheEnd()
    for id in ids { #expect(try world.record(id).status == .unconfirmed) }
    #expect(world.server.arrivals == ["task 1": 1, "task 2": 1])
  }

  @Test func `two that differ in what was asked for are each found`() throws {
    let world = try world()
    world.server.createFaults = [.lostAnswer, .lostAnswer]
    var ids = try world.add { $0.request.duration = 4 }
    ids += try world.add { $0.request.duration = 8 }
    try world.start().runToTheEnd()
    for (id, remote) in zip(ids, ["cgt-1", "cgt-2"]) {
      #expect(try world.record(id).remoteID == remote)
      #expect(try world.record(id).download == .done)
    }
  }

  @Test func `a task that is being sent may have made what the list shows`() throws {
    let world = try World(server: World.official)
    let ids = try world.add(2)
    let engine = try world.start()
    let calls = try engine.decide()
    #expect(calls.count == 2)
    // The first one's answer is lost, its request too; the second one's is still on its way.
    world.server.createFaults = [.lostRequest]
    try engine.finish(calls[0], engine.perform(calls[0]))
    let late = engine.perform(calls[1])
    for _ in 0..<3 {
      world.now = world.now + .seconds(5)
      try engine.settle()
    }
    #expect(try world.record(ids[0]).status == .unconfirmed)
    try engine.finish(calls[1], late)
    try engine.runToTheEnd()
    #expect(try world.record(ids[0]).status == .unconfirmed)
    #expect(try world.record(ids[1]).remoteID == "cgt-1")
  }

  @Test func `a task that was removed keeps what it had made from being taken`() throws {
    let world = try World(server: World.official)
    world.server.duration = .seconds(1)
    let first = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(first).download == .done }
    world.server.createFaults = [.lostRequest]
    let second = try world.add()[0]
    try engine.run { try world.record(second).status == .unconfirmed }
    #expect(try world.store.remove(first, now: world.now) == .removed)
    try engine.runToTheEnd()
    #expect(try world.record(second).status == .unconfirmed)
  }

  @Test func `a task of another program at the same time leaves it to the user`() throws {
    let world = try world()
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .unconfirmed }
    var other = try #require(world.server.remotes["cgt-1"])
    other.id = "cgt-of-another"
    world.server.remotes[other.id] = other
    try engine.runToTheEnd()
    #expect(try world.record(id).status == .unconfirmed)
    #expect(try looks(world, id).allSatisfy { $0.detail.contains("2 tasks") })
  }

  @Test func `its user settles it while the list is being asked: the user's word stands`() throws {
    let world = try world()
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .unconfirmed }
    world.now = world.now + .seconds(2)
    let look = try engine.decide()[0]
    let answer = engine.perform(look)
    let now = world.now
    _ = try world.store.change(id, now: now) { record, schedule in
      record.status = .failed
      schedule.nextPollAt = nil
      return TaskEvent(at: now, kind: "resolved", detail: "not created")
    }
    try engine.finish(look, answer)
    #expect(try world.record(id).status == .failed)
    #expect(try world.record(id).remoteID == nil)
  }

  @Test func `two engines settle it once`() throws {
    let world = try world()
    let id = try world.add()[0]
    let engines = [try world.start(), try world.start()]
    try engines[0].settle()
    world.now = world.now + .seconds(2)
    let look = try engines[0].decide()
    #expect(look.count == 1)
    #expect(try engines[1].decide().isEmpty)
    try engines[0].finish(look[0], engines[0].perform(look[0]))
    #expect(try world.record(id).remoteID == "cgt-1")
    #expect(try world.kinds(id).count { $0 == LookStory.found } == 1)
  }

  @Test func `a list of many pages is read as far as it must be`() throws {
    let world = try world()
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .unconfirmed }
    let own = try #require(world.server.remotes["cgt-1"])
    for number in 0..<1200 {
      var other = own
      other.id = "cgt-x\(number)"
      other.createdAt = own.createdAt + .seconds(200 + Int64(number))
      world.server.remotes[other.id] = other
    }
    try engine.run { try world.record(id).remoteID != nil }
    #expect(try world.record(id).remoteID == "cgt-1")
    #expect(world.server.lists.map(\.page) == [1, 2, 3])
  }

  @Test func `where there is no list nothing is planned`() throws {
    let world = try World()
    world.server.createFaults = [.lostAnswer]
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.runToTheEnd()
    #expect(try world.record(id).status == .unconfirmed)
    #expect(try world.store.schedule(id).nextPollAt == nil)
    #expect(world.server.lists.isEmpty)
  }
}
