import Engine
import Glibc
import TaskStore
import Testing
import VideoTasks

/// From a link to a whole file under a name of its own.
struct DownloadStoryTests {
  /// A world with one task that is done at the server, and whose first transfers go wrong.
  private func fetched(
    _ faults: [LinkFault], _ change: (World) -> Void = { _ in }
  ) throws -> (world: World, record: TaskRecord) {
    let world = try World()
    change(world)
    let id = try world.add()[0]
    world.server.linkFaults = faults
    try world.start().runToTheEnd()
    return (world, try world.record(id))
  }

  @Test(arguments: [
    [LinkFault.noConnection], [.breaks(after: 0)], [.breaks(after: 40)],
    [.breaks(after: 40), .breaks(after: 20), .breaks(after: 39)],
    [.breaks(after: 40), .ignoresRange], [.breaks(after: 40), .wrongPart],
    [.breaks(after: 40), .otherTag], [.noTag], [.breaks(after: 40), .noTag],
    [.isShort(by: 10)], [.isShort(by: 10), .isShort(by: 3)], [.wrongPart],
    [.status(500)], [.status(429)], [.status(400)], [.status(403)], [.status(404)],
    [.endlessPage(403)], [.endlessPage(500)], [.breaks(after: 40), .endlessPage(503)],
    [.breaks(after: 40), .status(416)], [.breaks(after: 40), .status(503)],
    [.page], [.breaks(after: 40), .page], [.page, .breaks(after: 40)],
    [.diskFull(after: 30)], [.breaks(after: 40), .diskFull(after: 10)],
    [.status(403), .status(403), .status(403)],
  ])
  func `whatever goes wrong for a while, the video comes whole in the end`(
    faults: [LinkFault]
  ) throws {
    let (world, record) = try fetched(faults)
    #expect(record.download == .done)
    #expect(record.pollError == nil)
    #expect(record.bytes == 100)
    #expect(world.server.linkFaults.isEmpty)
    #expect(world.disk.names == [world.file(record.id)])
    #expect(world.disk.bytes(world.file(record.id)) == Clip.bytes("cgt-1"))
    #expect(world.disk.files.count == 1)
  }

  @Test func `a transfer goes on where it broke off while the file is the same`() throws {
    let (world, record) = try fetched([.breaks(after: 40), .breaks(after: 30), .noConnection])
    #expect(record.download == .done)
    #expect(world.server.transfers == 3)
    #expect(world.server.transfersFromTheStart == 1)
  }

  @Test func `bytes of two versions are never mixed`() throws {
    let world = try World()
    let id = try world.add()[0]
    world.server.linkFaults = [.breaks(after: 40)]
    let engine = try world.start()
    try engine.run { try world.record(id).pollError != nil }
    world.server.remotes["cgt-1"]?.version = 2
    try engine.runToTheEnd()
    #expect(world.disk.bytes(world.file(id)) == Clip.bytes("cgt-1", version: 2))
  }

  @Test func `a name that is taken is left to the file that has it`() throws {
    let world = try World()
    let id = try world.add()[0]
    world.disk.put([1, 2, 3], at: world.file(id))
    world.disk.put([4], at: "/videos/clip-1-2.mp4")
    try world.start().runToTheEnd()
    #expect(world.disk.bytes(world.file(id)) == [1, 2, 3])
    #expect(world.disk.bytes("/videos/clip-1-2.mp4") == [4])
    #expect(try world.record(id).file == "/videos/clip-1-3.mp4")
    #expect(world.disk.bytes("/videos/clip-1-3.mp4") == Clip.bytes("cgt-1"))
  }

  @Test func `a disk that is full is waited for, and said in words`() throws {
    let world = try World()
    let id = try world.add()[0]
    world.disk.room = 1000
    let engine = try world.start()
    let begin = world.now
    try engine.run { world.now - begin > .seconds(36_000) }
    let middle = try world.record(id)
    #expect(middle.download == .waiting)
    #expect(middle.pollError?.contains("/videos is full") == true)
    world.disk.room = 1 << 30
    try engine.runToTheEnd()
    #expect(try world.record(id).download == .done)
  }

  @Test func `a name that the disk refuses costs no bytes`() throws {
    let world = try World()
    let id = try world.add()[0]
    world.disk.namingErrors = [
      DiskError(code: EIO, operation: "naming"), .init(code: EACCES, operation: "naming"),
    ]
    try world.start().runToTheEnd()
    #expect(try world.record(id).download == .done)
    #expect(world.disk.namings == 1)
    // What was whole on disk needed no second transfer.
    #expect(try world.kinds(id).filter { $0 == "download-broke-off" }.count == 2)
  }

  @Test func `a link that ran out while nobody looked is renewed`() throws {
    let world = try World()
    let id = try world.add()[0]
    world.server.linkFaults = [.breaks(after: 40)]
    let engine = try world.start()
    try engine.run { try world.record(id).pollError != nil }
    world.now = world.now + .seconds(90_000)
    try engine.runToTheEnd()
    #expect(try world.record(id).download == .done)
    #expect(try world.kinds(id).contains("link-renewed"))
  }

  @Test func `a link that is refused for good expires when its time is up, not before`() throws {
    let world = try World()
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .running }
    world.server.linkFaults = Array(repeating: .status(403), count: 5000)
    let begin = world.now
    try engine.runToTheEnd()
    let record = try world.record(id)
    #expect(record.status == .succeeded)
    #expect(record.download == .expired)
    #expect(record.pollError?.contains("403") == true)
    #expect(world.now - begin > .seconds(86_000))
    #expect(record.videoLink != nil)
    // The second link, which was given when the first one's time was up, has had its day too.
    #expect(world.now - begin < .seconds(176_000))
    #expect(world.server.linkFaults.count > 3000)
  }

  @Test func `a query that fails does not lose the link that there is`() throws {
    let world = try World()
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .running }
    world.server.linkFaults = [.status(403)]
    world.server.pollFaults = []
    try engine.run {
      if try world.record(id).status == .succeeded { world.server.everyPoll = .answer(404, "") }
      return try world.record(id).download == .done
    }
    #expect(try world.record(id).download == .done)
  }

  @Test func `something that never is a video is given up, and its bytes are kept`() throws {
    let (world, record) = try fetched(Array(repeating: .page, count: 50))
    #expect(record.download == .failed)
    #expect(try record.pollError?.contains(world.partial(record.id)) == true)
    #expect(world.server.linkFaults.count == 40)
    #expect(world.disk.names.isEmpty)
    #expect(try world.disk.bytes(world.partial(record.id)) != nil)
  }

  @Test func `the last frame comes after the video, under a name beside it`() throws {
    let (world, record) = try fetched([]) { $0.server.givesLastFrame = true }
    #expect(record.download == .done)
    #expect(record.lastFrameFile == "/videos/clip-1.png")
    #expect(world.disk.bytes("/videos/clip-1.png") == FakeServer.picture("cgt-1"))
    #expect(world.disk.files.count == 2)
  }

  @Test func `a last frame that does not come costs the video nothing`() throws {
    let world = try World()
    world.server.givesLastFrame = true
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run {
      if try world.record(id).file != nil, world.server.linkFaults.isEmpty {
        world.server.linkFaults = Array(repeating: .status(500), count: 99)
      }
      return try world.record(id).download == .done
    }
    let record = try world.record(id)
    #expect(record.download == .done)
    #expect(world.disk.bytes(record.file ?? "") == Clip.bytes("cgt-1"))
  }

  @Test func `where downloads are not automatic, what is asked for is fetched`() throws {
    let world = try World()
    world.policy.downloadsAutomatically = false
    let ids = try world.add(2)
    _ = try world.store.change(ids[1], now: world.now) { _, schedule in
      schedule.wantsDownload = true
      return nil
    }
    try world.start().runToTheEnd()
    #expect(try world.record(ids[0]).status == .succeeded)
    #expect(try world.record(ids[0]).download == .none)
    #expect(try world.record(ids[1]).download == .done)
  }

  @Test func `no more transfers run at once than the policy says`() throws {
    let world = try World()
    world.policy.maxDownloads = 2
    try world.add(5)
    let engine = try world.start()
    try engine.run { world.now >= Timestamp(seconds: 1_795_000_050) }
    world.now = world.now + .seconds(30)
    var calls = try engine.decide()
    while calls.contains(where: { if case .poll = $0.purpose { true } else { false } }) {
      for call in calls { try engine.finish(call, engine.perform(call)) }
      calls = try engine.decide()
    }
    #expect(calls.count == 2)
    #expect(try engine.decide().isEmpty)
    for call in calls { try engine.finish(call, engine.perform(call)) }
    #expect(try engine.decide().count == 2)
  }

  @Test func `a sandbox that listens elsewhere by now is asked for the new address`() throws {
    let world = try World()
    world.profile.server = .sandbox
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .running }
    world.server.linkFaults = [.noConnection, .noConnection, .noConnection]
    let before = world.server.polls
    try engine.runToTheEnd()
    #expect(try world.record(id).download == .done)
    #expect(world.server.polls > before + 2)
  }

  @Test func `a sandbox that was started anew keeps no video waiting, however often`() throws {
    let world = try World()
    world.profile.server = .sandbox
    let id = try world.add()[0]
    let engine = try world.start()
    try engine.run { try world.record(id).status == .running }
    // Whenever the link is asked for, the sandbox is gone once more before it is followed.
    world.server.linkFaults = Array(repeating: .noConnection, count: 9)
    world.server.movesLinks = true
    try engine.run { try world.record(id).status == .succeeded }
    let found = world.now
    try engine.runToTheEnd()
    #expect(try world.record(id).download == .done)
    #expect(world.now - found < .seconds(2))
  }
}
