internal import Engine
internal import EventLoop
internal import Glibc
internal import TaskStore
internal import VideoTasks

/// Runs an asset desk on the calling thread, for the commands.
struct AssetFollowing {
  let workspace: Workspace
  let store: TaskStore

  /// Starts something at the desk, and runs it until `isDone`, a signal, or the end of the time.
  ///
  /// - Parameters:
  ///   - begin: orders what the command is for.
  ///   - isDone: called after every step with what has become known in it.
  func run(
    timeLimit: Duration, begin: (AssetDesk) -> Void,
    isDone: (AssetDesk, [AssetNews]) throws(StoreError) -> Bool
  ) throws(CommandFailure) -> EngineLoop.End {
    let loop: EventLoop<EngineNews>
    do throws(EventLoopError) {
      loop = try EventLoop<EngineNews>(signals: [SIGINT, SIGTERM, SIGHUP])
    } catch {
      throw CommandFailure(.machine, code: "EventLoop", error.message)
    }
    let room = EngineRoom(workspace: workspace)
    defer { room.close() }
    let mailbox = loop.mailbox
    let desk = room.assetDesk(store: store) { mailbox.post(.wake) }
    begin(desk)
    do throws(StoreError) {
      return try run(desk, loop, MonotonicTime.now() + timeLimit, isDone)
    } catch {
      throw CommandFailure(store: error)
    }
  }

  private func run(
    _ desk: AssetDesk, _ loop: EventLoop<EngineNews>, _ deadline: MonotonicTime,
    _ isDone: (AssetDesk, [AssetNews]) throws(StoreError) -> Bool
  ) throws(StoreError) -> EngineLoop.End {
    while true {
      let now = SystemClock.now()
      let next = try desk.step(now: now).map { MonotonicTime.now() + ($0 - now) }
      if try isDone(desk, desk.takeNews()) { return .done }
      if MonotonicTime.now() >= deadline { return .timedOut }
      for event in loop.wait(until: min(next ?? deadline, deadline)) {
        if case .signal = event { return .interrupted }
      }
    }
  }
}
