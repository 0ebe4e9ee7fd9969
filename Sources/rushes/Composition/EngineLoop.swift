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
  }

  let loop: EventLoop<EngineNews>
  let driver: EngineDriver
  let store: TaskStore
  let folder: String

  /// How long what may be broken off may take to end.
  static let endingTime = Duration.seconds(2)
  /// How long the answer to a create is kept for a store that refuses to take it, and how often it
  /// is offered again.
  static let storePatience = Duration.seconds(60)
  static let storePause = Duration.seconds(1)

  /// Steps the engine until `isDone` says so, a signal comes, or the time is up.
  func run(
    until isDone: () throws(StoreError) -> Bool, timeLimit: Duration?
  ) throws(StoreError) -> End {
    let deadline = timeLimit.map { MonotonicTime.now() + $0 }
    watchFolder()
    while true {
      let step = try step()
      if try isDone() { return .done }
      var wakeAt = step.next.map { MonotonicTime.now() + ($0 - step.now) }
      if let deadline { wakeAt = min(wakeAt ?? deadline, deadline) }
      if step.wasSignalled || isSignalled(loop.wait(until: wakeAt)) {
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
    driver.beginEnding()
    let patience = MonotonicTime.now() + EngineLoop.endingTime
    while driver.hasCreateUnderWay
      || (driver.hasCallUnderWay && MonotonicTime.now() < patience)
    {
      _ = loop.wait(until: driver.hasCreateUnderWay ? nil : patience)
      _ = try step()
    }
  }

  /// One step of the engine. While a create is on its way or its answer is still to be recorded, a
  /// store that refuses is asked again before the answer is given up.
  private func step() throws(StoreError) -> Step {
    let patience = MonotonicTime.now() + EngineLoop.storePatience
    var wasSignalled = false
    while true {
      let now = SystemClock.now()
      do throws(StoreError) {
        return Step(next: try driver.step(now: now), now: now, wasSignalled: wasSignalled)
      } catch {
        guard driver.hasCreateUnderWay, MonotonicTime.now() < patience else { throw error }
        let pause = MonotonicTime.now() + EngineLoop.storePause
        // A signal does not end this: the answer to a create is worth the wait.
        while MonotonicTime.now() < pause {
          wasSignalled = isSignalled(loop.wait(until: pause)) || wasSignalled
        }
      }
    }
  }

  /// When to step next, and whether somebody has asked for the end during the step.
  private struct Step {
    var next: Timestamp?
    var now: Timestamp
    var wasSignalled: Bool
  }

  private func isSignalled(_ events: [LoopEvent<EngineNews>]) -> Bool {
    events.contains { if case .signal = $0 { true } else { false } }
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
