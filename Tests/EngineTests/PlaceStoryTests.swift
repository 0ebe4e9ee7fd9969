import TaskStore
import Testing
import VideoTasks

@testable import Engine

/// What holds a place longer than it should, and what is never sent at all.
struct PlaceStoryTests {
  @Test(arguments: [(1024 * 61, false), (1024 * 59, true), (0, true)] as [(Int64, Bool)])
  func `a transfer is judged by what comes in a minute`(bytes: Int64, isTooSlow: Bool) {
    let begin = Timestamp(seconds: 1000)
    var pace = TransferPace(now: begin, bytes: 500)
    for second in [1, 30, 59] as [Int64] {
      let isSlow = pace.isTooSlow(
        now: begin + .seconds(second), bytes: 500 + bytes * second / 60)
      #expect(!isSlow)
    }
    let isSlow = pace.isTooSlow(now: begin + .seconds(60), bytes: 500 + bytes)
    #expect(isSlow == isTooSlow)
  }

  @Test func `a clock that is set back begins the minute anew`() {
    let begin = Timestamp(seconds: 1000)
    var pace = TransferPace(now: begin, bytes: 0)
    let judged = [500, 441, 440].map { second in
      pace.isTooSlow(now: begin - .seconds(second), bytes: 1000 - second)
    }
    #expect(judged == [false, false, true])
  }

  @Test func `the place of a task that nobody looks for any more is free at once`() throws {
    let world = try World(maxActive: 1)
    let ids = try world.add(2)
    world.server.createFaults = [.lostAnswer]
    try world.start().runToTheEnd()
    #expect(try world.record(ids[0]).status == .unconfirmed)
    #expect(try world.record(ids[1]).download == .done)
  }

  /// An engine that has ordered the download of a finished task.
  private func downloading(_ world: World) throws -> (EngineRun, EngineCall, TaskID) {
    let id = try world.add()[0]
    world.server.duration = .seconds(1)
    let engine = try world.start()
    try engine.run { try world.record(id).status == .queued }
    world.now = world.now + .seconds(60)
    for call in try engine.decide() { try engine.finish(call, engine.perform(call)) }
    return (engine, try #require(try engine.decide().first), id)
  }

  private static let head = DownloadHead(status: 200, totalBytes: 100, entityTag: "\"v1\"")
  private static let cut = CallFailure(
    kind: .cancelled, mayHaveBeenSent: true, reason: "It was cancelled.")

  @Test func `a link that trickles is given up, and gone on with later`() throws {
    let world = try World()
    let (engine, call, id) = try downloading(world)
    world.server.linkFaults = [.breaks(after: 60)]
    _ = engine.perform(call)
    #expect(try engine.engine.progress(call.id, bytes: 10, head: Self.head, now: world.now))
    for bytes in [30, 60] as [Int64] {
      world.now = world.now + .seconds(30)
      let goesOn = try engine.engine.progress(
        call.id, bytes: bytes, head: Self.head, now: world.now)
      #expect(goesOn == (bytes == 30))
    }
    try engine.finish(call, .brokeOff(Self.head, Self.cut))
    let record = try world.record(id)
    #expect(record.download == .waiting)
    #expect(record.pollError?.contains("too slowly") == true)
    #expect(try world.store.schedule(id).nextDownloadAt.map { $0 > world.now } == true)
    try engine.runToTheEnd()
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1"))
    #expect(world.server.transfersFromTheStart == 1)
  }

  @Test func `a video that turns out too long for the disk is given up and said so`() throws {
    let world = try World()
    let (engine, call, id) = try downloading(world)
    world.disk.room = Engine.spareBytes + 50
    let goesOn = try engine.engine.progress(call.id, bytes: 10, head: Self.head, now: world.now)
    #expect(!goesOn)
    try engine.finish(call, .brokeOff(Self.head, Self.cut))
    #expect(try world.record(id).pollError?.contains("full") == true)
    world.disk.room = nil
    try engine.runToTheEnd()
    #expect(try world.record(id).download == .done)
  }

  @Test func `a task that follows another is sent when that one has succeeded`() throws {
    let world = try World()
    let first = try world.add()[0]
    let second = try world.add { $0.after = first }[0]
    let engine = try world.start()
    try engine.run { try world.record(first).status == .running }
    #expect(world.server.arrivals == ["task 1": 1])
    #expect(try world.record(second).status == .waiting)
    try engine.runToTheEnd()
    #expect(try world.record(second).download == .done)
  }

  @Test(arguments: ["failed", "expired", "cancelled"])
  func `a task that follows one that did not succeed is never sent, and says why`(word: String)
    throws
  {
    let world = try World()
    world.server.end = word
    let first = try world.add()[0]
    let second = try world.add { $0.after = first }[0]
    let third = try world.add { $0.after = second }[0]
    try world.start().runToTheEnd()
    for id in [second, third] {
      let record = try world.record(id)
      #expect(record.status == .failed)
      #expect(record.error?.code == "EarlierTaskFailed")
      #expect(record.error?.advice.isEmpty == false)
    }
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test func `a task that follows one that was removed is never sent`() throws {
    let world = try World()
    let first = try world.add()[0]
    let second = try world.add { $0.after = first }[0]
    #expect(try world.store.remove(first, now: world.now) == .removed)
    try world.start().runToTheEnd()
    #expect(try world.record(second).error?.code == "EarlierTaskFailed")
    #expect(world.server.arrivals.isEmpty)
  }

  @Test func `several engines share one minute's requests`() throws {
    let world = try World(maxActive: 500)
    world.profile.requestsPerMinute = 60
    world.server.duration = .seconds(10_000)
    try world.add(100)
    let engines = [try world.start(), try world.start(), try world.start()]
    let begin = world.now
    while world.now - begin < .seconds(60) {
      for engine in engines { try engine.settle() }
      world.now = world.now + .milliseconds(500)
    }
    // What the bucket held at first, and a minute's worth.
    #expect((60...67).contains(world.server.arrivals.count + world.server.polls))
  }
}
