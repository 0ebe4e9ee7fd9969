import FoundationEssentials
import Testing
import VideoTasks

@testable import Engine
@testable import TaskStore

/// Tasks that begin with the last frame of another one, from engine to server.
@Suite struct `Chains of tasks` {
  /// A task, and one that begins where it ends.
  private func pair(_ world: World) throws -> (first: TaskID, second: TaskID) {
    let first = try world.add()[0]
    return (first, try world.add { $0.after = first }[0])
  }

  /// An engine that orders nothing next but the frame of the second of two tasks.
  private func aboutToTake(_ world: World) throws -> (EngineRun, second: TaskID) {
    let first = try world.add()[0]
    let engine = try world.start()
    try engine.runToTheEnd()
    return (engine, try world.add { $0.after = first }[0])
  }

  /// The picture that a task was sent with, as bytes; nil when it was sent without one.
  private func frameSent(_ prompt: String, _ world: World) -> [UInt8]? {
    let request = world.server.remotes.values.first { $0.prompt == prompt }?.request
    guard case .array(let items)? = request?["content"] else { return nil }
    let frames = items.filter { $0["role"]?.string == "first_frame" }
    let data = frames.first?["image_url"]?["url"]?.string
    guard frames.count == 1, let comma = data?.firstIndex(of: ","), let data else { return nil }
    return Data(base64Encoded: String(data[data.index(after: comma)...])).map(Array.init)
  }

  @Test func `the picture that the server gives of the end is what the next task begins with`()
    throws
  {
    let world = try World()
    world.server.givesLastFrame = true
    let (first, second) = try pair(world)
    try world.start().runToTheEnd()
    #expect(frameSent("task 2", world) == FakeServer.picture("cgt-1"))
    #expect(try world.record(second).request.firstFrame == .file("/videos/clip-1.png"))
    #expect(try world.record(second).after == first)
    #expect(try world.kinds(second).contains("first-frame"))
    #expect(world.server.arrivals == ["task 1": 1, "task 2": 1])
  }

  @Test func `without such a picture, the last frame is taken out of the clip on disk`() throws {
    let world = try World()
    let (_, second) = try pair(world)
    try world.start().runToTheEnd()
    #expect(frameSent("task 2", world) == Clip.lastFrame(of: Clip.bytes("cgt-1")))
    #expect(try world.record(second).status == .succeeded)
  }

  @Test func `where videos are not fetched by themselves, one that a task begins with is`() throws {
    let world = try World()
    world.policy.downloadsAutomatically = false
    let (first, second) = try pair(world)
    try world.start().runToTheEnd()
    #expect(frameSent("task 2", world) == Clip.lastFrame(of: Clip.bytes("cgt-1")))
    #expect(try world.record(first).download == .done)
    #expect(try world.record(second).download == .none)
  }

  @Test func `an engine for one task alone fetches the video that it begins with`() throws {
    let world = try World()
    world.policy.downloadsAutomatically = false
    let (first, second) = try pair(world)
    try world.start().run { try world.record(first).status == .succeeded }
    try world.start(scope: [second, first]).runToTheEnd()
    #expect(try world.record(second).status == .succeeded)
  }

  @Test func `three links are made one after the other, each from the end of the one before`()
    throws
  {
    let world = try World()
    let first = try world.add()[0]
    let second = try world.add { $0.after = first }[0]
    let third = try world.add { $0.after = second }[0]
    try world.start().runToTheEnd()
    #expect(world.server.made == ["task 1", "task 2", "task 3"])
    #expect(world.server.mostAtOnce == 1)
    #expect(frameSent("task 3", world) == Clip.lastFrame(of: Clip.bytes("cgt-2")))
    #expect(try world.record(third).status == .succeeded)
  }

  @Test func `a task with a first frame of its own only waits for the other`() throws {
    let world = try World()
    world.disk.put([0x89] + Array("PNG own".utf8), at: "/own.png")
    let first = try world.add()[0]
    try world.add {
      $0.after = first
      $0.request.firstFrame = .file("/own.png")
    }
    try world.start().runToTheEnd()
    #expect(frameSent("task 2", world) == [0x89] + Array("PNG own".utf8))
  }

  @Test func `a frame that breaks a rule of the model ends the task, and nothing is sent`() throws {
    let world = try World()
    world.frameFacts.width = 200
    let (_, second) = try pair(world)
    let third = try world.add { $0.after = second }[0]
    try world.start().runToTheEnd()
    let record = try world.record(second)
    #expect(record.status == .failed && record.error?.code == "image-sides")
    #expect(record.error?.message.contains("200") == true)
    #expect(record.error?.advice.contains("Nothing was sent") == true)
    #expect(try world.record(third).error?.code == "EarlierTaskFailed")
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test(arguments: [
    (CallFailure.Kind.network, 3, "succeeded"), (.unready, 1, "failed"),
    (.cancelled, 1, "succeeded"),
  ])
  func `a frame that cannot be taken is tried again where that may help`(
    kind: CallFailure.Kind, times: Int, end: String
  ) throws {
    let world = try World()
    let fault = CallFailure(kind: kind, mayHaveBeenSent: false, reason: "No.", advice: "Mend it.")
    world.frameFaults = Array(repeating: fault, count: times)
    let (_, second) = try pair(world)
    try world.start().runToTheEnd()
    let record = try world.record(second)
    #expect(record.status.rawValue == end)
    if end == "failed" {
      #expect(record.error == TaskFailure(code: "NotSent", message: "No.", advice: "Mend it."))
    }
    #expect(world.server.arrivals["task 2"] == (end == "failed" ? nil : 1))
  }

  @Test func `a video that is gone from the disk ends what was to begin with it`() throws {
    let world = try World()
    let first = try world.add()[0]
    try world.start().runToTheEnd()
    world.disk.remove(world.file(first))
    let second = try world.add { $0.after = first }[0]
    try world.start().runToTheEnd()
    let record = try world.record(second)
    #expect(record.error?.code == "EarlierVideoLost")
    #expect(record.error?.message.contains(world.file(first)) == true)
    #expect(record.error?.advice.contains("rushes download \(first)") == true)
    #expect(record.error?.advice.contains("rushes retry \(second)") == true)
  }

  @Test func `a link that ran out before the video was here ends what was to begin with it`() throws
  {
    let world = try World()
    world.server.linkLife = .seconds(100)
    let (_, second) = try pair(world)
    world.server.linkFaults = Array(repeating: .status(403), count: 50)
    try world.start().runToTheEnd()
    #expect(try world.record(second).error?.code == "EarlierVideoLost")
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test func `a task that is cancelled while its frame is taken is not sent`() throws {
    let world = try World()
    let (engine, second) = try aboutToTake(world)
    let call = try #require(try engine.decide().first)
    let now = world.now
    _ = try world.store.change(second, now: now) { record, _ in
      record.status = .cancelled
      record.endedAt = now
      return nil
    }
    try engine.finish(call, engine.perform(call))
    try engine.runToTheEnd()
    #expect(try world.record(second).status == .cancelled)
    #expect(try world.record(second).request.firstFrame == nil)
    #expect(world.server.arrivals == ["task 1": 1])
  }

  @Test func `two engines that take the same frame send one create`() throws {
    let world = try World()
    let (engine, second) = try aboutToTake(world)
    let engines = [engine, try world.start()]
    let calls = try engines.map { engine in try #require(try engine.decide().first) }
    for (engine, call) in zip(engines, calls) { try engine.finish(call, engine.perform(call)) }
    for engine in engines { try engine.settle() }
    try engines[0].runToTheEnd()
    #expect(world.server.arrivals == ["task 1": 1, "task 2": 1])
    #expect(try world.kinds(second).count { $0 == "first-frame" } == 1)
  }

  @Test func `an engine that dies with the frame on disk leaves it to the next one`() throws {
    let world = try World()
    let second: TaskID
    do {
      let (engine, task) = try aboutToTake(world)
      let calls = try engine.decide()
      #expect(calls.map(\.task) == [task])
      for call in calls { _ = engine.perform(call) }
      second = task
    }
    try world.start().runToTheEnd()
    #expect(frameSent("task 2", world) == Clip.lastFrame(of: Clip.bytes("cgt-1")))
    #expect(try world.record(second).status == .succeeded)
  }

  @Test func `a waiting task is made to return its last frame, and a claimed one is left alone`()
    throws
  {
    let world = try World(maxActive: 1)
    let tasks = try world.add(3)
    let engine = try world.start()
    _ = try engine.decide()
    let answers = try tasks.map { id in
      try world.store.wantLastFrame(of: id, for: TaskID(9), now: world.now)
    }
    #expect(answers == [false, true, true])
    #expect(try tasks.map { try world.record($0).request.returnLastFrame } == [nil, true, true])
    #expect(try world.store.wantLastFrame(of: tasks[1], for: TaskID(9), now: world.now) == false)
  }
}
