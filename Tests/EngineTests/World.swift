import Synchronization
import TestSupport
import VideoAPIs
import VideoTasks

@testable import Engine
@testable import TaskStore

/// A machine with a store, a disk and a clock, on which engines come and go, and a server.
final class World {
  let folder: TemporaryFolder
  let disk = FakeDisk()
  let server: FakeServer
  let clock = FakeClock()
  var now: Timestamp {
    get { clock.now }
    set { clock.now = newValue }
  }
  var profile: Profile
  var policy = EnginePolicy()
  /// What a probe says of every picture that a task begins with, and what comes instead at first.
  var frameFacts = MediaFacts(kind: .image, format: "png", bytes: 9, width: 1280, height: 720)
  var frameFaults: [CallFailure] = []
  /// Looks at the store beside the engines.
  let store: TaskStore
  private var prompts = 0

  /// The address of a server that can cancel.
  static let official = "https://ark.cn-beijing.volces.com/api/v3"

  init(
    maxActive: Int = 15, api: API = .ark, server address: String = "https://api.test/v3"
  ) throws {
    folder = try TemporaryFolder("engine")
    server = FakeServer(api)
    profile = Profile(
      name: "apiyi", api: api, server: .url(address), maxActive: maxActive,
      requestsPerMinute: 6000, pollInterval: .seconds(10), catalogue: .builtIn(for: api))
    store = try World.open(folder, clock.now)
  }

  static func open(_ folder: TemporaryFolder, _ now: Timestamp) throws(StoreError) -> TaskStore {
    // No test cuts the power, and waiting for the disk is most of the time that they would take.
    try TaskStore(
      folder: folder.path, access: .readWrite, now: now, options: StoreOptions(syncs: false))
  }

  /// Stores tasks whose prompts are `task 1`, `task 2`, ….
  @discardableResult
  func add(
    _ count: Int = 1, _ change: (inout NewTask) -> Void = { _ in }
  ) throws(StoreError) -> [TaskID] {
    var tasks: [NewTask] = []
    for _ in 0..<count {
      prompts += 1
      var request = RequestDraft(prompt: "task \(prompts)")
      request.model = profile.catalogue.models.first?.id ?? "doubao-seedance-2-0-260128"
      var task = NewTask(
        profile: "apiyi", api: profile.api, model: request.model ?? "", request: request)
      change(&task)
      tasks.append(task)
    }
    return try store.insert(tasks, now: now)
  }

  /// Starts an engine, as a process of its own would.
  func start(
    scope: [TaskID]? = nil, profiles: [Profile]? = nil, policy: EnginePolicy? = nil
  ) throws(StoreError) -> EngineRun {
    try EngineRun(
      self, scope: scope, profiles: profiles ?? [profile], policy: policy ?? self.policy)
  }

  func record(_ id: TaskID) throws -> TaskRecord {
    guard let record = try store.task(id) else { throw Missing() }
    return record
  }

  /// Makes the wish to cancel a task, as a person does.
  func wantCancelled(_ id: TaskID) throws(StoreError) {
    let now = now
    _ = try store.change(id, now: now) { record, schedule in
      guard record.status == .queued else { return nil }
      schedule.nextCancelAt = now
      return TaskEvent(at: now, kind: CancelStory.asked, detail: "")
    }
  }

  func kinds(_ id: TaskID) throws -> [String] { try store.events(of: id).map(\.kind) }

  /// What a transfer of this task writes to, and what its video is called.
  func partial(_ id: TaskID) throws -> String {
    guard let path = try store.schedule(id).partialFile else { throw Missing() }
    return path
  }
  func file(_ id: TaskID) -> String { "/videos/clip-\(id).mp4" }

  /// Writes a word into the task's row that no version has ever written.
  func damage(_ id: TaskID) throws(StoreError) {
    try store.database.run("UPDATE tasks SET api = 'odd' WHERE id = ?", [.integer(id.rawValue)])
  }

  /// Makes the owner of the task's claim look dead.
  func takeOver(_ id: TaskID) throws(StoreError) {
    try store.database.run(
      "UPDATE schedules SET claim_owner = 'dead' WHERE id = ?", [.integer(id.rawValue)])
  }

  struct Missing: Error {}
}

/// A clock that moves when it is told to.
final class FakeClock: Sendable {
  private let moment = Mutex(Timestamp(seconds: 1_795_000_000))

  var now: Timestamp {
    get { moment.withLock { $0 } }
    set { moment.withLock { $0 = newValue } }
  }
}

/// One engine, as one process has it. Letting go of it is the process's death.
final class EngineRun {
  let world: World
  let store: TaskStore
  let owner: OwnerID
  let engine: Engine
  private var gate: SubmitGate?

  init(
    _ world: World, scope: [TaskID]?, profiles: [Profile], policy: EnginePolicy
  ) throws(StoreError) {
    self.world = world
    store = try World.open(world.folder, world.now)
    owner = try store.registerOwner(now: world.now)
    engine = Engine(
      store: store, owner: owner, profiles: profiles, policy: policy,
      videos: VideoFolder(folder: "/videos", files: world.disk, nameOf: { "clip-\($0.id)" }),
      scope: scope, clock: { [clock = world.clock] in clock.now }, random: { 200 })
  }

  /// Whether the engine's connection refuses to write, as on a disk that is full for a while.
  func refuseWrites(_ refuses: Bool) throws(StoreError) {
    try store.database.script("PRAGMA query_only = \(refuses ? 1 : 0)")
  }

  func decide() throws(StoreError) -> [EngineCall] { try engine.decide(now: world.now) }

  /// Carries a call out, up to its result, which is not told yet.
  func perform(_ call: EngineCall) -> CallResult {
    switch call.purpose {
    case .create(let draft): performCreate(call, draft)
    case .poll(let id), .renew(let id): world.server.query(id, now: world.now)
    case .list, .look: world.server.list(call.listQuery ?? TaskListQuery(), now: world.now)
    case .cancel(let id, let before):
      world.now <= before
        ? world.server.cancel(id, now: world.now)
        : .failed(.fake(.claimLost, sent: false, "The request was held back."))
    case .download(let order), .lastFrame(let order):
      world.server.fetch(order, into: world.disk, now: world.now)
    case .frame(let source): performFrame(source)
    }
  }

  /// What ffmpeg and ffprobe would do.
  private func performFrame(_ source: FrameSource) -> CallResult {
    if let fault = world.frameFaults.first {
      world.frameFaults.removeFirst()
      return .failed(fault)
    }
    let path: String
    switch source {
    case .picture(let picture, _): path = picture
    case .clip(let clip):
      guard let bytes = world.disk.bytes(clip) else {
        return .failed(.fake(.unready, sent: false, "Gone."))
      }
      path = clip + ".last.png"
      world.disk.put(Clip.lastFrame(of: bytes), at: path)
    }
    return .frame(TakenFrame(path: path, facts: world.frameFacts))
  }

  private func performCreate(_ call: EngineCall, _ draft: RequestDraft) -> CallResult {
    let create: APICall
    do throws(CallFailure) {
      create = try CreatePreparation.call(draft, profile: world.profile, read: world.disk.bytes)
    } catch {
      return .failed(error)
    }
    if world.server.createFaults.first == .notSent {
      return world.server.create(create, now: world.now)
    }
    // A gate that cannot be opened says no, as one whose store cannot be written does.
    guard let gate = try? openGate(), gate.opens(for: call.task) else {
      return .failed(.fake(.claimLost, sent: false, "The request was held back."))
    }
    return world.server.create(create, now: world.now)
  }

  /// The gate with its connection, which is opened at the first create.
  private func openGate() throws(StoreError) -> SubmitGate {
    if let gate { return gate }
    let store = try World.open(world.folder, world.now)
    let opened = SubmitGate(
      store: store, owner: owner, clock: { [clock = world.clock] in clock.now })
    gate = opened
    return opened
  }

  func finish(_ call: EngineCall, _ result: CallResult) throws(StoreError) {
    gate?.ended(call.task)
    try engine.finish(call.id, result, now: world.now)
  }

  /// Does all that is due, and what follows from it at once.
  func settle() throws {
    for _ in 0..<100 {
      let calls = try decide()
      if calls.isEmpty { return }
      for call in calls { try finish(call, perform(call)) }
    }
    throw Spinning()
  }

  /// Lets time pass until `isDone`, from one planned moment to the next.
  ///
  /// - Returns: false when `limit` passed, or nothing was planned any more, before that.
  @discardableResult
  func run(for limit: Duration = .seconds(400_000), until isDone: () throws -> Bool) throws -> Bool
  {
    let end = world.now + limit
    for _ in 0..<100_000 {
      try settle()
      if try isDone() { return true }
      guard let next = try engine.nextDecision(now: world.now), next <= end else { return false }
      guard next > world.now else { throw Spinning() }
      world.now = next
    }
    throw Spinning()
  }

  /// Lets time pass until nothing is planned.
  func runToTheEnd(for limit: Duration = .seconds(400_000)) throws {
    try run(for: limit) { false }
  }

  /// An engine that works without getting anywhere.
  struct Spinning: Error {}
}
