internal import Engine
internal import EventLoop
internal import Glibc
internal import TaskStore
internal import VideoTasks

/// Runs an engine on the calling thread, for the commands that wait for tasks.
struct EngineLoop {
  /// Why a run ended.
  enum End: Hashable {
    case done
    /// Somebody wants the program to end; the tasks go on at the server.
    case interrupted
    case timedOut
    /// This machine's disk keeps a finished video from being fetched.
    case diskRefuses
    /// Tasks wait for this one, of which only its user can find out what became.
    case unresolved(TaskID)
  }

  let loop: EventLoop<EngineNews>
  let driver: EngineDriver
  let store: TaskStore
  let folder: String
  /// Who must hear that the program is alive; nil for a command that somebody waits for.
  var supervisor: Supervisor?

  /// How long what may be broken off may take to end.
  static let endingTime = Duration.seconds(2)
  /// How long the answer to a create is kept for a store that refuses to take it, and how often it
  /// is offered again.
  static let storePatience = Duration.seconds(60)
  static let storePause = Duration.seconds(1)
  /// How long a run that outlives a store's refusal waits before it asks again.
  static let troublePause = Duration.seconds(5)

  /// What is remembered from one wait to the next.
  private final class Memory {
    /// Whether somebody has asked for the end.
    var isSignalled = false
    /// What the store's version was before the latest step.
    var version: Int64?
  }
  private let memory = Memory()

  init(
    loop: EventLoop<EngineNews>, driver: EngineDriver, store: TaskStore, folder: String,
    supervisor: Supervisor? = nil
  ) {
    self.loop = loop
    self.driver = driver
    self.store = store
    self.folder = folder
    self.supervisor = supervisor
  }

  /// Steps the engine for as long as the program runs: until a signal comes.
  ///
  /// A store that refuses is asked again until it does not; the answers that have come in are kept.
  /// - Parameter trouble: called when the store begins to refuse, and with nil when it is well again.
  /// - Throws: what the store throws when the answers at the end cannot be recorded.
  func runUntilSignalled(trouble: (StoreError?) -> Void) throws(StoreError) {
    var isTroubled = false
    while true {
      do throws(StoreError) {
        _ = try run(
          until: {
            if isTroubled { trouble(nil) }
            isTroubled = false
            return false
          }, timeLimit: nil)
        return
      } catch {
        if driver.isEnding { throw error }
        if !isTroubled { trouble(error) }
        isTroubled = true
        if !memory.isSignalled { pause(for: EngineLoop.troublePause) }
        if memory.isSignalled { return try end() }
      }
    }
  }

  /// Steps the engine until `isDone` says so, a signal comes, or the time is up.
  func run(
    until isDone: () throws(StoreError) -> Bool, timeLimit: Duration?
  ) throws(StoreError) -> End {
    let deadline = timeLimit.map { MonotonicTime.now() + $0 }
    watchFolder()
    while true {
      let (next, now) = try step()
      if try isDone() { return .done }
      var wakeAt = next.map { MonotonicTime.now() + ($0 - now) }
      if let deadline { wakeAt = min(wakeAt ?? deadline, deadline) }
      if !memory.isSignalled { try waitForWork(until: wakeAt) }
      if memory.isSignalled {
        try end()
        return .interrupted
      }
      if let deadline, MonotonicTime.now() >= deadline {
        try end()
        return .timedOut
      }
    }
  }

  /// Ends in good order: a create that is on its way is awaited, all else is broken off.
  func end() throws(StoreError) {
    supervisor?.ending()
    driver.beginEnding()
    let ending = EngineEnding<StoreError>(
      step: { () throws(StoreError) in _ = try step() },
      hasCreateUnderWay: { driver.hasCreateUnderWay },
      hasCallUnderWay: { driver.hasCallUnderWay }, wait: { wait(until: $0) },
      now: MonotonicTime.now)
    try ending.run(patience: EngineLoop.endingTime)
  }

  /// One step of the engine: when to step next, and when this one was. While a create is on its way
  /// or its answer is still to be recorded, a store that refuses is asked again before the answer is
  /// given up.
  private func step() throws(StoreError) -> (next: Timestamp?, now: Timestamp) {
    let patience = MonotonicTime.now() + EngineLoop.storePatience
    while true {
      let now = SystemClock.now()
      do throws(StoreError) {
        memory.version = try store.dataVersion()
        return (try driver.step(now: now), now)
      } catch {
        guard driver.hasCreateUnderWay, MonotonicTime.now() < patience else { throw error }
        // A signal does not end this: the answer to a create is worth the wait.
        pause(for: EngineLoop.storePause)
      }
    }
  }

  // MARK: Waiting

  /// Waits until there may be something to do. What was written to the folder and is not the store's,
  /// as the log, or was written by this engine itself, is nothing of the kind.
  private func waitForWork(until deadline: MonotonicTime?) throws(StoreError) {
    while true {
      let isOnlyFolder = wait(until: deadline).allSatisfy {
        if case .folderChanged = $0 { true } else { false }
      }
      if memory.isSignalled || !isOnlyFolder { return }
      if try store.dataVersion() != memory.version { return }
    }
  }

  /// Waits for a while, whatever happens.
  private func pause(for time: Duration) {
    let end = MonotonicTime.now() + time
    while MonotonicTime.now() < end { wait(until: end) }
  }

  /// Waits until something happens, or for less long where a supervisor wants to hear something.
  @discardableResult
  private func wait(until deadline: MonotonicTime?) -> [LoopEvent<EngineNews>] {
    var deadline = deadline
    if let beat = supervisor?.beat() { deadline = min(deadline ?? beat, beat) }
    let events = loop.wait(until: deadline)
    for event in events { if case .signal = event { memory.isSignalled = true } }
    return events
  }

  /// Other processes' changes wake the loop; where that cannot be watched, its own tasks still do.
  private func watchFolder() {
    // Without inotify (a network disk) the engine only misses what other processes change.
    _ = try? loop.watchFolder(folder)
  }
}

/// What other threads tell the engine's thread.
enum EngineNews: Sendable {
  /// Something has come in for the driver.
  case wake
  /// Work for the thread that owns the store.
  case perform(@Sendable (TaskStore) -> Void)
  /// Work for the desk of the asset library.
  case asset(@Sendable (AssetDesk) -> Void)
  /// The program is ending.
  case end
}
