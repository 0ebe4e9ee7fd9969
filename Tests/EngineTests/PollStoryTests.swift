import TaskStore
import Testing
import VideoTasks

@testable import Engine

/// From the server's queue to the end that it tells.
struct PollStoryTests {
  @Test(arguments: [
    FakeServer.PollFault.noConnection, .answer(401, ""), .answer(404, #"{"error":{}}"#),
    .answer(429, "", retryAfter: "5"), .answer(500, ""), .answer(503, "<html>"),
    .answer(200, "<html>"), .answer(200, #"{"status":"pondering"}"#), .answer(200, "{}"),
    .answer(200, #"{"status":"succeeded","content":{}}"#),
  ])
  func `polls go on through trouble and find the video when it is over`(
    fault: FakeServer.PollFault
  ) throws {
    let world = try World()
    let id = try world.add()[0]
    let engine = try world.start()
    world.server.everyPoll = fault
    let begin = world.now
    try engine.run { world.now - begin > .seconds(7200) }
    let middle = try world.record(id)
    #expect(middle.status == .queued)
    #expect(middle.pollError != nil || middle.unknownStatus == "pondering")
    world.server.everyPoll = nil
    try engine.runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .succeeded)
    #expect(record.pollError == nil)
    #expect(record.unknownStatus == nil)
    #expect(record.download == .done)
  }

  @Test func `polls that fail come less often, five minutes apart at most`() throws {
    let world = try World()
    try world.add()
    let engine = try world.start()
    world.server.everyPoll = .answer(500, "")
    let begin = world.now
    try engine.run { world.now - begin > .seconds(86_400) }
    #expect((288...310).contains(world.server.polls))
  }

  @Test(arguments: [
    FakeServer.PollFault.answer(404, #"{"error":{"code":"NotFound","message":"gone"}}"#),
    .answer(200, #"{"status":"running"}"#),
  ])
  func `a task whose time is up has expired, and is not asked about any more`(
    fault: FakeServer.PollFault
  ) throws {
    let world = try World()
    let id = try world.add { $0.request.expiresAfter = 3600 }[0]
    world.server.everyPoll = fault
    let begin = world.now
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .expired)
    #expect(record.error?.code == "TimeLimit")
    #expect(record.error?.advice.contains("cgt-1") == true)
    #expect(world.now - begin == .seconds(3900))
    let polls = world.server.polls
    try world.start().runToTheEnd()
    #expect(world.server.polls == polls)
  }

  @Test func `a task that was adopted has a time limit too`() throws {
    let world = try World()
    let id = try world.add { $0.remoteID = "cgt-unknown" }[0]
    try world.start().runToTheEnd()
    #expect(try world.record(id).status == .expired)
    #expect(world.server.arrivals.isEmpty)
  }

  @Test(arguments: [("failed", TaskStatus.failed), ("EXPIRED", .expired), ("canceled", .cancelled)])
  func `what the server says is the end`(word: String, status: TaskStatus) throws {
    let world = try World()
    world.server.end = word
    let id = try world.add()[0]
    try world.start().runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == status)
    #expect(record.error?.code == "Output")
    #expect(record.download == .none)
    #expect(world.disk.files.isEmpty)
  }

  @Test func `a word that nobody knows is one line of the story, however often it comes`() throws {
    let world = try World()
    let id = try world.add()[0]
    world.server.pollFaults = Array(repeating: .answer(200, #"{"status":"pondering"}"#), count: 9)
    try world.start().runToTheEnd()
    let told = try world.store.events(of: id).filter { $0.detail.contains("pondering") }
    #expect(told.count == 1)
    #expect(try world.record(id).status == .succeeded)
  }

  @Test func `a clock that is set back by a month stops nothing`() throws {
    let world = try World()
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .queued }
    world.now = world.now - .seconds(30 * 86_400)
    let begin = world.now
    try engine.run { try world.record(id).status == .running || world.server.polls > 2 }
    #expect(world.now - begin < .seconds(700))
  }

  @Test func `a clock that was set back while no engine ran stops nothing`() throws {
    let world = try World()
    let id = try world.add()[0]
    var engine: EngineRun? = try world.start()
    try engine?.run { try world.record(id).status == .queued }
    engine = nil
    world.now = world.now - .seconds(30 * 86_400)
    let begin = world.now
    world.server.duration = .zero
    world.server.remotes["cgt-1"]?.doneAt = begin
    try world.start().run { try world.record(id).download == .done }
    #expect(try world.record(id).download == .done)
    #expect(world.now - begin < .seconds(60))
  }

  @Test func `tasks of a profile that is not configured hide no others and spin nothing`() throws {
    let world = try World(maxActive: 500)
    try world.add(450) {
      $0.profile = "gone"
      $0.remoteID = "cgt-\($0.request.prompt.filter { $0.isNumber })-x"
    }
    world.now = world.now + .seconds(1)
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).download == .done }
    #expect(try world.record(id).download == .done)
  }

  @Test func `a budget delays calls and loses none`() throws {
    let world = try World(maxActive: 100)
    world.profile.requestsPerMinute = 30
    let ids = try world.add(20)
    let engine = try world.start()
    let begin = world.now
    try engine.run { try world.store.tallies()[.succeeded] == 20 }
    #expect(try world.store.tallies()[.succeeded] == 20)
    #expect(world.now - begin > .seconds(60))
    for id in ids { #expect(try world.record(id).status == .succeeded) }
    #expect(world.server.arrivals.values.allSatisfy { $0 == 1 })
  }

  @Test func `a damaged row holds up no other task`() throws {
    let world = try World()
    let ids = try world.add(3)
    // An api that this version does not know, as a damaged file or a future version might have it.
    try world.damage(ids[1])
    let engine = try world.start()
    for _ in 0..<40 {
      // The damaged row is told of when there is nothing else to do.
      do { try engine.settle() } catch is StoreError {}
      world.now = world.now + .seconds(10)
    }
    #expect(try world.record(ids[0]).download == .done)
    #expect(try world.record(ids[2]).download == .done)
    #expect(world.server.arrivals["task 2"] == nil)
  }
}
