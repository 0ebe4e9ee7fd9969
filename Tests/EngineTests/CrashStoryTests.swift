import Engine
import TaskStore
import Testing
import VideoTasks

/// The program ends at any point, and another one goes on: one create, and the right end.
struct CrashStoryTests {
  private func end(_ world: World, _ id: TaskID) throws -> TaskRecord {
    try world.start().runToTheEnd()
    return try world.record(id)
  }

  /// What must be true of a task that was made once and fetched, whatever came between.
  private func isWell(_ world: World, _ record: TaskRecord) {
    #expect(record.status == .succeeded)
    #expect(record.download == .done)
    #expect(record.file == world.file(record.id))
    #expect(world.disk.bytes(world.file(record.id)) == Clip.bytes("cgt-1"))
    #expect(world.disk.files.count == 1)
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test func `before it was claimed`() throws {
    let world = try World()
    let id = try world.add()[0]
    _ = try world.start()
    isWell(world, try end(world, id))
  }

  @Test func `claimed, and nothing sent`() throws {
    let world = try World()
    let id = try world.add()[0]
    var engine: EngineRun? = try world.start()
    #expect(try engine?.decide().count == 1)
    engine = nil
    isWell(world, try end(world, id))
  }

  @Test(arguments: [true, false])
  func `while it was being sent: nobody knows, so nobody sends it again`(isMade: Bool) throws {
    let world = try World()
    let id = try world.add()[0]
    var engine: EngineRun? = try world.start()
    let call = try #require(try engine?.decide().first)
    let owner = try #require(engine?.owner)
    if isMade {
      _ = engine?.perform(call)
    } else {
      #expect(try engine?.store.markSubmitting(id, owner: owner, now: world.now) == true)
    }
    engine = nil
    let record = try end(world, id)
    #expect(record.status == .unconfirmed)
    #expect(world.server.made.count == (isMade ? 1 : 0))
    #expect(world.server.arrivals.count == (isMade ? 1 : 0))
  }

  @Test func `accepted`() throws {
    let world = try World()
    let id = try world.add()[0]
    var engine: EngineRun? = try world.start()
    try engine?.run { try world.record(id).status == .queued }
    engine = nil
    isWell(world, try end(world, id))
  }

  @Test func `in the middle of a poll`() throws {
    let world = try World()
    let id = try world.add()[0]
    var engine: EngineRun? = try world.start()
    try engine?.run { try world.record(id).status == .queued }
    world.now = world.now + .seconds(100)
    let call = try #require(try engine?.decide().first)
    _ = engine?.perform(call)
    engine = nil
    isWell(world, try end(world, id))
  }

  /// An engine that has ordered the download of a finished task.
  private func downloading(_ world: World, _ id: TaskID) throws -> (EngineRun, EngineCall) {
    let engine = try world.start()
    try engine.run { try world.record(id).status == .running }
    for _ in 0..<20 {
      world.now = world.now + .seconds(10)
      for call in try engine.decide() {
        if case .download = call.purpose { return (engine, call) }
        try engine.finish(call, engine.perform(call))
      }
      for call in try engine.decide() {
        if case .download = call.purpose { return (engine, call) }
      }
    }
    throw World.Missing()
  }

  @Test(arguments: [true, false])
  func `in the middle of a download`(wasReported: Bool) throws {
    let world = try World()
    let id = try world.add()[0]
    try aside {
      let (engine, call) = try downloading(world, id)
      world.server.linkFaults = [.breaks(after: 60)]
      _ = engine.perform(call)
      if wasReported {
        let head = DownloadHead(status: 200, totalBytes: 100, entityTag: "\"v1\"")
        #expect(try engine.engine.progress(call.id, bytes: 60, head: head, now: world.now))
      }
    }
    #expect(try world.disk.bytes(world.partial(id))?.count == 60)
    isWell(world, try end(world, id))
    #expect(world.server.transfers == 2)
    #expect(world.server.transfersFromTheStart == (wasReported ? 1 : 2))
  }

  @Test(arguments: [true, false])
  func `after the last byte, before it had a name: it is not fetched again`(isLinkGone: Bool) throws
  {
    let world = try World()
    let id = try world.add()[0]
    try aside {
      let (engine, call) = try downloading(world, id)
      _ = engine.perform(call)
    }
    if isLinkGone {
      world.server.remotes = [:]
      world.now = world.now + .seconds(500_000)
    }
    world.server.linkFaults = Array(repeating: .status(403), count: 1000)
    isWell(world, try end(world, id))
  }

  @Test func `after it had its name, before that was written down`() throws {
    let world = try World()
    let id = try world.add()[0]
    try aside {
      let (engine, call) = try downloading(world, id)
      _ = engine.perform(call)
      _ = try world.disk.publish(world.partial(id), name: "clip-\(id)", ending: ".mp4")
    }
    world.server.linkFaults = Array(repeating: .status(403), count: 1000)
    isWell(world, try end(world, id))
  }

  @Test func `after it had its name, where a link before it had led to a longer copy`() throws {
    let world = try World()
    let id = try world.add()[0]
    try aside {
      let (engine, call) = try downloading(world, id)
      _ = engine.perform(call)
      _ = try world.disk.publish(world.partial(id), name: "clip-\(id)", ending: ".mp4")
      _ = try world.store.change(id, now: world.now) { record, schedule in
        record.bytes = 900
        schedule.entityTag = "a tag"
        return nil
      }
    }
    world.server.linkFaults = Array(repeating: .status(403), count: 1000)
    isWell(world, try end(world, id))
    #expect(world.disk.names == [world.file(id)])
  }

  @Test func `a partial file from before is never written to once it has a name`() throws {
    let world = try World()
    let id = try world.add()[0]
    try aside {
      let (engine, call) = try downloading(world, id)
      world.server.linkFaults = [.breaks(after: 60)]
      _ = engine.perform(call)
      _ = try world.disk.publish(world.partial(id), name: "clip-\(id)", ending: ".mp4")
    }
    let other = world.disk.bytes(world.file(id))
    try world.start().runToTheEnd()
    #expect(world.disk.bytes(world.file(id)) == other)
    #expect(world.disk.bytes("/videos/clip-1-2.mp4") == Clip.bytes("cgt-1"))
  }

  @Test func `a store that refuses an answer for a while is told it again`() throws {
    let world = try World()
    let id = try world.add()[0]
    let engine = try world.start()
    let call = try engine.decide()[0]
    let result = engine.perform(call)
    try engine.refuseWrites(true)
    #expect(throws: StoreError.self) { try engine.finish(call, result) }
    #expect(engine.engine.hasCreateUnderWay)
    try engine.refuseWrites(false)
    try engine.finish(call, result)
    #expect(try world.record(id).remoteID == "cgt-1")
    try engine.runToTheEnd()
    isWell(world, try world.record(id))
  }

  /// Lets go of everything that `body` has made when it returns.
  private func aside(_ body: () throws -> Void) rethrows { try body() }
}

/// What a program leaves behind that ended right after a video had got its name.
struct LeftFileTests {
  @Test func `the partial name of a video that is there is removed at the next start`() throws {
    let world = try World()
    let id = try world.add()[0]
    try world.start().runToTheEnd()
    let partial = "/videos/clip-1.1-0123abcd.mp4.part"
    world.disk.put(Clip.bytes("cgt-1"), at: partial)
    _ = try world.store.change(id, now: world.now) { _, schedule in
      schedule.partialFile = partial
      return nil
    }
    try world.start().settle()
    #expect(world.disk.names == [world.file(id)])
    #expect(world.disk.files.count == 1)
    #expect(try world.store.schedule(id).partialFile == nil)
  }
}
