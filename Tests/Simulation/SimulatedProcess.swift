import CSimulatedDisk
import Engine
import Glibc
import HTTPTransport
import TaskStore
import VideoTasks

/// One process on the simulated machine: a real engine with its store and its gate, driven as the
/// program drives them.
final class SimulatedProcess: OwnerLocks {
  /// What the process is for.
  enum Kind {
    /// Works for every task until it is told to end.
    case dashboard
    /// Works for its tasks until their videos are here, as `wait` does.
    case waiting([TaskID])
    /// Works for its tasks until they are at the server, as `submit` does.
    case sending([TaskID])
  }

  unowned let simulation: Simulation
  let number: Int
  var kind: Kind
  private(set) var store: TaskStore?
  private var engine: Engine?
  private var gate: SubmitGate?
  private(set) var owner: OwnerID?
  private(set) var calls: [SimulatedCall] = []
  private var inbox: [(call: SimulatedCall, result: CallResult)] = []
  private var progress: [(call: SimulatedCall, bytes: Int64, head: DownloadHead)] = []
  private(set) var handle: OpaquePointer?
  var audit: OpaquePointer?

  /// Whether it is stopped; what was to happen in it is held until it goes on.
  var isStopped = false
  var held: [() -> Void] = []
  /// How many of its steps are on the stack: it cannot be cleared away meanwhile.
  var depth = 0
  /// When its loop is woken next.
  private(set) var wakeAt: Timestamp?
  /// The moment of the step that is under way, by the machine's clock.
  private(set) var steppedAt: Timestamp
  private(set) var isEnding = false
  private var troubledSince: Timestamp?
  private var videoFaultIn: (calls: Int, code: Int32)?

  init(_ simulation: Simulation, number: Int, kind: Kind) {
    self.simulation = simulation
    self.number = number
    self.kind = kind
    steppedAt = simulation.clock.now
    let context = Unmanaged.passUnretained(self).toOpaque()
    handle = simulated_process_start(
      simulation.disk, "\(simulation.name)-\(number)",
      { context, moment, microseconds in
        guard let context else { return }
        Unmanaged<SimulatedProcess>.fromOpaque(context).takeUnretainedValue()
          .heard(moment, microseconds)
      }, context)
  }

  deinit { clear() }

  var name: String { "p\(number)" }
  var isDead: Bool { handle.map { simulated_process_is_dead($0) } ?? true }

  // MARK: Life and death

  /// Opens the store and makes the engine.
  func open() throws(StoreError) {
    let store = try openStore()
    let owner = try store.registerOwner(now: simulation.clock.now)
    self.store = store
    self.owner = owner
    let scope: [TaskID]? =
      switch kind {
      case .dashboard: nil
      case .waiting(let ids), .sending(let ids): ids
      }
    let isScoped = scope != nil
    engine = Engine(
      store: store, owner: owner, profiles: simulation.profiles,
      policy: EnginePolicy(unsentAttempts: isScoped ? 3 : nil),
      videos: VideoFolder(
        folder: "/videos",
        files: LocalVideoFiles(disk: ProcessDisk(disk: simulation.videos, process: self)),
        nameOf: { "clip-\($0.id)" }),
      scope: scope, clock: { [clock = simulation.clock] in clock.now },
      random: { [dice = simulation.dice] in dice.number() })
    // A run is one thread; no two of its parts ever run at once.
    nonisolated(unsafe) let gateStore = try openStore()
    let clock = simulation.clock
    gate = SubmitGate(store: gateStore, owner: owner, clock: { clock.now })
    audit = simulated_audit_open(handle, simulation.ground.database)
  }

  private func openStore() throws(StoreError) -> TaskStore {
    try TaskStore(
      folder: simulation.ground.folder, access: .readWrite, now: simulation.clock.now,
      options: StoreOptions(vfs: "\(simulation.name)-\(number)", locks: self))
  }

  /// Kills it; what it does from now on has no effect.
  func kill() {
    if let handle { simulated_process_kill(handle) }
    if let owner { simulation.living.remove(owner) }
  }

  /// Has nothing of what it did since its death.
  func settle() {
    if let handle { simulated_process_settle(handle) }
  }

  /// Clears a process away that is on no stack: dead, or at its own end.
  func clear() {
    guard let handle else { return }
    if let owner { simulation.living.remove(owner) }
    simulated_process_prepare_to_free(handle)
    calls = []
    held = []
    inbox = []
    progress = []
    engine = nil
    gate = nil
    store = nil
    if let audit { simulated_audit_close(audit) }
    audit = nil
    self.handle = nil
    simulated_process_free(handle)
  }

  func register() throws(StoreError) -> OwnerID {
    let parts = [simulation.dice.number(), simulation.dice.number()].map { number in
      let text = String(number, radix: 16)
      return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
    let owner = OwnerID(rawValue: parts.joined())
    simulation.living.insert(owner)
    return owner
  }

  func isAlive(_ owner: OwnerID) -> Bool { simulation.living.contains(owner) }

  // MARK: The disk

  private func heard(_ moment: simulated_moment, _ microseconds: Int64) {
    if moment == SIMULATED_SLEEP {
      simulation.clock.truth = simulation.clock.truth + .milliseconds(microseconds / 1000)
      return
    }
    simulation.interrupts(self, holdsLock: moment == SIMULATED_BEFORE_SYNC)
  }

  /// Prepares the death or the faults of the next calls to the disk.
  func brew() {
    guard let handle else { return }
    let (weather, dice) = (simulation.weather, simulation.dice)
    if dice.chance(weather.crashes) {
      simulated_process_die_at(handle, Int64(dice.within(1...40)))
    }
    if dice.chance(weather.storeFaults) {
      let fault = dice.pick([SIMULATED_IO_ERROR, SIMULATED_FULL, SIMULATED_LOCKED])
      let count = dice.pick([1, 1, 3, fault == SIMULATED_LOCKED ? 300 : 40])
      simulated_process_fault(handle, fault, Int64(dice.below(60)), Int64(count))
    }
    if dice.chance(weather.videoFaults) {
      videoFaultIn = (dice.below(12), dice.pick([EIO, ENOSPC, EIO, EROFS]))
    }
  }

  func endFaults() {
    guard let handle else { return }
    simulated_process_die_at(handle, 0)
    simulated_process_fault(handle, SIMULATED_IO_ERROR, 0, 0)
    videoFaultIn = nil
  }

  /// Whether it lives through one more change to a disk.
  func stepsOnDisk() -> Bool { handle.map { simulated_process_steps($0) } ?? false }

  /// Others may run before a call to the videos' disk, which may be slow.
  func waitsForDisk() { simulation.interrupts(self, holdsLock: false) }

  /// What a call to the videos' disk is refused with; EINTR for a process that is dead.
  func videoFault() -> Int32? {
    guard stepsOnDisk() else { return EINTR }
    guard let fault = videoFaultIn else { return nil }
    videoFaultIn = fault.calls > 0 ? (fault.calls - 1, fault.code) : nil
    return fault.calls == 0 ? fault.code : nil
  }

  // MARK: Calls

  func hear(_ call: SimulatedCall, _ result: CallResult) {
    inbox.append((call, result))
    progress.removeAll { $0.call === call }
    wake(after: .zero)
  }

  func hearProgress(_ call: SimulatedCall, bytes: Int64, head: DownloadHead) {
    progress.append((call, bytes, head))
    wake(after: .zero)
  }

  func letsOut(_ task: TaskID) -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard let gate, gate.letsOut(task) else { return false }
    return !isDead
  }

  private func start(_ call: EngineCall) {
    guard let profile = engine?.profiles[call.profile] else { return }
    let started = SimulatedCall(call, profile, self)
    calls.append(started)
    simulation.checks.starts(started)
    simulation.network.start(started)
  }

  // MARK: The loop

  /// Has the loop go round; one that is to do so earlier stays as it is.
  func wake(after wait: Duration) {
    let moment = simulation.clock.truth + max(.zero, wait)
    if let wakeAt, wakeAt <= moment { return }
    wakeAt = moment
    simulation.queue.add(at: moment, self) { [self] in
      guard wakeAt == moment else { return }
      step()
    }
  }

  func step() {
    wakeAt = nil
    guard !isDead, engine != nil else { return }
    depth += 1
    work()
    depth -= 1
    simulation.stepped(self)
  }

  /// A function of its own, so that nobody holds the engine when the process is cleared away.
  private func work() {
    guard let engine else { return }
    steppedAt = simulation.clock.now
    let now = steppedAt
    do throws(StoreError) {
      try record(engine, now)
      for call in try engine.decide(now: now) { start(call) }
      let next = try engine.nextDecision(now: now)
      troubledSince = nil
      if let next, !isDead {
        simulation.checks.plans(self, next, now: now)
        wake(after: next - now)
      }
    } catch {
      trouble(error)
    }
  }

  private func record(_ engine: Engine, _ now: Timestamp) throws(StoreError) {
    var trouble: StoreError?
    for news in takeProgress() {
      do throws(StoreError) {
        let goesOn = try engine.progress(
          news.call.call.id, bytes: news.bytes, head: news.head, now: now)
        if !goesOn { news.call.fail(.cancelled) }
        if goesOn { simulation.checks.prolongs(news.call, now: now) }
      } catch {
        trouble = trouble ?? error
      }
    }
    let news = inbox
    inbox = []
    for (call, result) in news {
      do throws(StoreError) {
        try engine.finish(call.call.id, result, now: now)
        calls.removeAll { $0 === call }
        if call.call.isCreate { gate?.noteEnd(of: call.call.task) }
      } catch {
        inbox.append((call, result))
        trouble = trouble ?? error
      }
    }
    if let trouble { throw trouble }
  }

  private func takeProgress() -> [(call: SimulatedCall, bytes: Int64, head: DownloadHead)] {
    defer { progress = [] }
    return progress
  }

  /// The dashboard tries again after a while; a command only while it waits for a create.
  private func trouble(_ error: StoreError) {
    guard !isDead else { return }
    simulation.say("\(name): \(error.kind) \(error.detail)")
    simulation.checks.told(error.message)
    if case .dashboard = kind, !isEnding { return wake(after: .seconds(5)) }
    let since = troubledSince ?? simulation.clock.truth
    troubledSince = since
    if engine?.hasCreateUnderWay == true, simulation.clock.truth - since < .seconds(60) {
      return wake(after: .seconds(1))
    }
    kill()
  }

  // MARK: The end

  /// Ends in good order: creates that were sent are awaited, all else is broken off.
  func beginEnding() {
    guard !isDead, !isEnding, let engine, let gate else { return }
    simulation.say("\(name): begins to end")
    isEnding = true
    engine.beginEnding()
    let sent = gate.letNothingOut()
    for call in calls where !call.call.isCreate || !sent.contains(call.call.task) {
      call.fail(.cancelled)
    }
    wake(after: .zero)
    simulation.queue.add(at: simulation.clock.truth + .seconds(2), self) { [self] in
      if engine.hasCreateUnderWay { return }
      kill()
      simulation.bury(self)
    }
  }

  /// Whether a process that is ending, or whose tasks are done, has nothing left to do.
  func isDone(_ status: (TaskID) -> (status: TaskStatus, download: DownloadState)?) -> Bool {
    guard let engine else { return true }
    if isEnding { return !engine.hasCallUnderWay }
    switch kind {
    case .dashboard: return false
    case .sending(let ids):
      return ids.allSatisfy { id in
        guard let task = status(id) else { return true }
        return task.status.isEnded || task.status.isPolled || task.status == .unconfirmed
      } && !engine.hasCreateUnderWay
    case .waiting(let ids):
      return ids.allSatisfy { id in
        guard let task = status(id) else { return true }
        if task.status == .succeeded { return [.done, .failed, .expired].contains(task.download) }
        return task.status.isEnded || task.status == .unconfirmed
      }
    }
  }
}
