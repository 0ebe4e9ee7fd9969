import Engine
import TaskStore
import Testing
import VideoTasks

/// A process that stands still for longer than its leases last, and goes on where it was.
struct StoppedEngineTests {
  private static let head = DownloadHead(status: 200, totalBytes: 100, entityTag: "\"v1\"")

  /// An engine that has ordered the transfer of a finished task.
  private func transferring(
    _ world: World, frame: Bool = false
  ) throws -> (engine: EngineRun, call: EngineCall, id: TaskID) {
    world.server.givesLastFrame = frame
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .running }
    world.now = world.now + .seconds(60)
    for _ in 0..<10 {
      for call in try engine.decide() {
        if case .lastFrame = call.purpose { return (engine, call, id) }
        if case .download = call.purpose, !frame { return (engine, call, id) }
        try engine.finish(call, engine.perform(call))
      }
    }
    throw World.Missing()
  }

  private func partialFile(_ call: EngineCall) -> String? {
    switch call.purpose {
    case .download(let order), .lastFrame(let order): order.partialFile
    default: nil
    }
  }

  @Test func `what it still writes goes into no file that another engine uses`() throws {
    let world = try World()
    let (one, first, id) = try transferring(world)
    world.server.linkFaults = [.breaks(after: 30)]
    let late = one.perform(first)
    let opened = try #require(world.disk.files[try world.partial(id)])
    world.now = world.now + .seconds(300)
    let other = try world.start()
    let second = try #require(try other.decide().first)
    #expect(partialFile(first) != partialFile(second))
    try other.finish(second, other.perform(second))
    opened.bytes = [1, 2, 3]
    try one.finish(first, late)
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1"))
    #expect(world.disk.files.count == 1)
    #expect(try world.record(id).download == .done)
  }

  @Test func `a file that it opens only now is its own, and is removed`() throws {
    let world = try World()
    let (one, first, id) = try transferring(world)
    world.now = world.now + .seconds(300)
    let other = try world.start()
    let second = try #require(try other.decide().first)
    world.server.linkFaults = [.breaks(after: 60), .isShort(by: 50)]
    let result = other.perform(second)
    let late = one.perform(first)
    try one.finish(first, late)
    try other.finish(second, result)
    try other.runToTheEnd()
    #expect(world.server.transfersFromTheStart == 2)
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1"))
    #expect(world.disk.files.count == 1)
  }

  @Test func `whoever takes over after its end goes on with its bytes`() throws {
    let world = try World()
    var run: EngineRun?
    let (one, call, id) = try transferring(world)
    run = one
    world.server.linkFaults = [.breaks(after: 30)]
    try run?.finish(call, one.perform(call))
    // It lives on, and its transfer has ended: nobody writes any more.
    let other = try world.start()
    world.now = world.now + .seconds(300)
    let second = try #require(try other.decide().first)
    #expect(partialFile(second) == partialFile(call))
    try other.finish(second, other.perform(second))
    #expect(world.server.transfersFromTheStart == 1)
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1"))
  }

  @Test func `a file that it has found whole is not begun anew under its name by who began it`()
    throws
  {
    let world = try World()
    let (one, first, id) = try transferring(world)
    world.server.linkFaults = [.breaks(after: 30)]
    try one.finish(first, one.perform(first))
    let other = try world.start()
    world.now = world.now + .seconds(300)
    let second = try #require(try other.decide().first)
    #expect(partialFile(second) == partialFile(first))
    let whole = other.perform(second)
    var third: (call: EngineCall, result: CallResult)?
    world.disk.whileNaming = {
      world.now = world.now + .seconds(300)
      let call = try #require(try one.decide().first)
      world.server.linkFaults = [.breaks(after: 60)]
      third = (call, one.perform(call))
    }
    try other.finish(second, whole)
    #expect(try world.record(id).file == nil)
    let (call, result) = try #require(third)
    #expect(partialFile(call) != partialFile(second))
    try one.finish(call, result)
    try one.runToTheEnd()
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1"))
    #expect(world.disk.files.count == 1)
  }

  @Test func `a video that it had named and not written down has no second name`() throws {
    let world = try World()
    let (one, first, id) = try transferring(world)
    let late = one.perform(first)
    _ = try one.engine.progress(first.id, bytes: 100, head: Self.head, now: world.now)
    _ = try world.disk.publish(world.partial(id), name: "clip-\(id)", ending: ".mp4")
    world.now = world.now + .seconds(300)
    let other = try world.start()
    try other.settle()
    try one.finish(first, late)
    #expect(try world.record(id).file == world.file(id))
    #expect(world.disk.files.count == 1)
    #expect(world.server.transfers == 1)
  }

  @Test func `bytes of a last frame keep its lease`() throws {
    let world = try World()
    let (one, call, id) = try transferring(world, frame: true)
    world.now = world.now + .seconds(100)
    #expect(try one.engine.progress(call.id, bytes: 90_000, head: Self.head, now: world.now))
    world.now = world.now + .seconds(100)
    let other = OwnerID(rawValue: "other")
    #expect(
      try !world.store.leaseDownload(
        id, owner: other, until: world.now + .seconds(9), now: world.now))
  }

  @Test func `a video that is wanted again while its last frame comes in is fetched again`() throws
  {
    let world = try World()
    let (one, call, id) = try transferring(world, frame: true)
    let result = one.perform(call)
    world.disk.remove(world.file(id))
    _ = try world.store.change(id, now: world.now) { record, schedule in
      record.file = nil
      record.download = .waiting
      schedule.nextDownloadAt = world.now
      return TaskEvent(at: world.now, kind: "download-ordered", detail: "")
    }
    try one.finish(call, result)
    try one.runToTheEnd()
    let record = try world.record(id)
    #expect(record.download == .done)
    #expect(record.file == world.file(id))
    #expect(world.disk.names == ["/videos/clip-1.mp4", "/videos/clip-1.png"])
  }

  @Test func `one that begins with an old time ends no lease that was taken since`() throws {
    let world = try World()
    let (one, _, id) = try transferring(world)
    let old = world.now - .seconds(300)
    let late = try world.start()
    #expect(try late.engine.decide(now: old).isEmpty)
    let isTaken = try world.store.leaseDownload(
      id, owner: late.owner, until: world.now + .seconds(9), now: world.now)
    #expect(!isTaken)
    #expect(one.engine.hasCallUnderWay)
  }

  @Test func `a lease of a clock that ran ahead ends when the clock was set back`() throws {
    let world = try World()
    let (one, _, id) = try transferring(world)
    world.now = world.now - .seconds(100_000)
    let other = try world.start()
    #expect(try other.decide().map(\.task) == [id])
    #expect(one.engine.hasCallUnderWay)
  }
}
