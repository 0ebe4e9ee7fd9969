import Engine
import TaskStore
import Testing
import VideoTasks

/// Several processes on one store.
struct TwoEngineTests {
  /// Lets time pass for both until nothing is planned by either.
  private func run(_ engines: [EngineRun], _ world: World) throws {
    for _ in 0..<10_000 {
      for _ in 0..<3 {
        for engine in engines { try engine.settle() }
      }
      let moments = try engines.compactMap { try $0.engine.nextDecision(now: world.now) }
      guard let next = moments.min() else { return }
      world.now = max(next, world.now + .milliseconds(1))
    }
    throw EngineRun.Spinning()
  }

  @Test func `both want everything, and each task is sent once`() throws {
    let world = try World()
    try world.add(12)
    let engines = [try world.start(), try world.start()]
    // Each has looked before the other has sent anything.
    let calls = try engines.map { try $0.decide() }
    #expect(calls[0].count == 12)
    #expect(calls[1].isEmpty)
    for call in calls[0] { try engines[0].finish(call, engines[0].perform(call)) }
    try run(engines, world)
    #expect(try world.store.tallies()[.succeeded] == 12)
    #expect(world.server.arrivals.count == 12)
    #expect(world.server.arrivals.values.allSatisfy { $0 == 1 })
    #expect(world.disk.names.count == 12)
  }

  @Test func `together they keep the limit of tasks at the server, in order, with a reason`() throws
  {
    let world = try World(maxActive: 3)
    let ids = try world.add(10)
    let engines = [try world.start(), try world.start()]
    for engine in engines { try engine.settle() }
    #expect(world.server.made == ["task 1", "task 2", "task 3"])
    for id in ids.dropFirst(3) {
      #expect(try world.record(id).waitReason == "3 tasks are at apiyi, its limit of 3")
    }
    try run(engines, world)
    #expect(world.server.made == (1...10).map { "task \($0)" })
    #expect(world.server.mostAtOnce == 3)
    #expect(try world.store.tallies()[.succeeded] == 10)
  }

  @Test func `a command whose task waits behind others follows them, since nobody else may`() throws
  {
    let world = try World(maxActive: 1)
    let first = try #require(try world.add().first)
    // A command that only sends leaves its task at the server, and ends.
    let sender = try world.start(scope: [first])
    try sender.settle()
    #expect(try world.record(first).status == .queued)
    let second = try #require(try world.add().first)
    let waiter = try world.start(scope: [second])
    try run([waiter], world)
    #expect(try world.record(second).status == .succeeded)
    #expect(world.disk.names == [world.file(second)])
    #expect(try world.record(first).download == .waiting)
  }

  @Test func `what is claimed counts before it is sent`() throws {
    let world = try World(maxActive: 2)
    try world.add(5)
    let one = try world.start()
    let other = try world.start()
    #expect(try one.decide().count == 2)
    #expect(try other.decide().isEmpty)
  }

  @Test func `the task of an engine that dies before sending is sent by the other, unasked`() throws
  {
    let world = try World()
    let id = try world.add()[0]
    var one: EngineRun? = try world.start()
    #expect(try one?.decide().count == 1)
    let other = try world.start()
    #expect(try other.decide().isEmpty)
    one = nil
    // Nothing but the time that it planned itself wakes the other one.
    try other.runToTheEnd()
    #expect(try world.record(id).download == .done)
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test func `the task of an engine that dies while sending is told of by the other, unasked`()
    throws
  {
    let world = try World()
    let id = try world.add()[0]
    var one: EngineRun? = try world.start()
    let call = try #require(try one?.decide().first)
    _ = one?.perform(call)
    let other = try world.start()
    one = nil
    try other.runToTheEnd()
    #expect(try world.record(id).status == .unconfirmed)
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test func `an engine whose claim was taken over sends nothing and undoes nothing`() throws {
    let world = try World()
    let id = try world.add()[0]
    let one = try world.start()
    let call = try one.decide()[0]
    // As when somebody deleted the lock files: the other one takes the owner for dead.
    try world.takeOver(id)
    let other = try world.start()
    let second = try other.decide()[0]
    let result = other.perform(second)
    let late = one.perform(call)
    try one.finish(call, late)
    #expect(try world.record(id).status == .submitting)
    try other.finish(second, result)
    #expect(try world.record(id).remoteID == "cgt-1")
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test func `no connection found by the one does not undo the sending of the other`() throws {
    let world = try World()
    let id = try world.add()[0]
    let one = try world.start()
    let call = try one.decide()[0]
    try world.takeOver(id)
    let other = try world.start()
    let second = try other.decide()[0]
    let result = other.perform(second)
    try one.finish(call, .failed(.fake(.network, sent: false, "No connection.")))
    #expect(try world.record(id).status == .submitting)
    try one.runToTheEnd(for: .seconds(30))
    #expect(world.server.arrivals == ["task 1": 1])
    try other.finish(second, result)
    #expect(try world.record(id).status == .queued)
  }

  @Test func `a late answer counts, and leaves the question to who has taken it over`() throws {
    let world = try World()
    world.server.duration = .seconds(10_000)
    let id = try world.add()[0]
    let one = try world.start()
    try one.run { try world.record(id).status == .queued }
    world.now = world.now + .seconds(100)
    let first = try #require(try one.decide().first)
    let late = one.perform(first)
    world.now = world.now + .seconds(100)
    let other = try world.start()
    #expect(try other.decide().count == 1)
    try one.finish(first, late)
    #expect(try world.store.schedule(id).nextPollAt ?? world.now > world.now)
    let third = OwnerID(rawValue: "third")
    let isTaken = try world.store.leasePoll(
      id, owner: third, until: world.now + .seconds(9), now: world.now)
    #expect(!isTaken)
  }

  @Test func `a transfer that was stopped for minutes does not disturb the one that took it over`()
    throws
  {
    let world = try World()
    let id = try world.add()[0]
    let one = try world.start()
    try one.run { try world.record(id).status == .running }
    world.now = world.now + .seconds(40)
    for call in try one.decide() { try one.finish(call, one.perform(call)) }
    let download = try one.decide()[0]
    world.server.linkFaults = [.breaks(after: 30)]
    let late = one.perform(download)
    // The process stands still until its lease has ended.
    world.now = world.now + .seconds(300)
    let other = try world.start()
    let second = try other.decide()[0]
    let head = DownloadHead(status: 200, totalBytes: 100, entityTag: "\"v1\"")
    let goesOn = try one.engine.progress(download.id, bytes: 50, head: head, now: world.now)
    #expect(!goesOn)
    let result = other.perform(second)
    try one.finish(download, late)
    try other.finish(second, result)
    try run([one, other], world)
    let record = try world.record(id)
    #expect(record.download == .done)
    #expect(world.disk.names == [world.file(id)])
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1"))
  }

  @Test func `a transfer that ends late, after the other one's, gives the video no second name`()
    throws
  {
    let world = try World()
    world.server.givesLastFrame = true
    let id = try world.add()[0]
    let one = try world.start()
    try one.run { try world.record(id).status == .running }
    world.now = world.now + .seconds(40)
    for call in try one.decide() { try one.finish(call, one.perform(call)) }
    let download = try one.decide()[0]
    world.now = world.now + .seconds(300)
    let other = try world.start()
    let second = try other.decide()[0]
    try other.finish(second, other.perform(second))
    // The last frame is still to come, so that the task has something to fetch.
    try one.finish(download, one.perform(download))
    #expect(try world.record(id).file == world.file(id))
    try run([one, other], world)
    #expect(world.disk.names == ["/videos/clip-1.mp4", "/videos/clip-1.png"])
    #expect(try world.record(id).download == .done)
  }

  @Test func `a video counts although the other engine has given the task up`() throws {
    let world = try World()
    let id = try world.add { $0.request.expiresAfter = 3600 }[0]
    let one = try world.start()
    try one.run { try world.record(id).status == .running }
    world.now = world.now + .seconds(200)
    let poll = try one.decide()[0]
    let late = one.perform(poll)
    world.now = world.now + .seconds(4000)
    let other = try world.start()
    world.server.everyPoll = .answer(404, "{}")
    try other.settle()
    #expect(try world.record(id).status == .expired)
    try one.finish(poll, late)
    try one.runToTheEnd()
    #expect(try world.record(id).status == .succeeded)
    #expect(try world.record(id).download == .done)
  }

  @Test func `an engine for named tasks leaves all others alone`() throws {
    let world = try World()
    let ids = try world.add(3)
    try world.start(scope: [ids[1]]).runToTheEnd()
    #expect(try world.record(ids[0]).status == .waiting)
    #expect(try world.record(ids[1]).download == .done)
    #expect(try world.record(ids[2]).status == .waiting)
  }

  @Test func `each of many named tasks is told why it waits`() throws {
    let world = try World(maxActive: 1)
    let ids = try world.add(260)
    try world.start(scope: ids).settle()
    for id in ids.dropFirst() { #expect(try world.record(id).waitReason != nil) }
  }
}
