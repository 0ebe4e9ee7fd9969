internal import ChildProcesses
internal import Synchronization

/// Ends a look at media before it is done; safe from any thread.
///
/// One object serves one look, however many programs that takes one after the other.
public final class MediaCancellation: Sendable {
  private struct State {
    var isCancelled = false
    var running: ChildProcess.Running?
  }

  private let state = Mutex(State())

  /// Makes one that nobody has cancelled.
  public init() {}

  /// Ends the program that runs now, and keeps the next one from starting.
  public func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.running?.cancel()
    }
  }

  /// Whether `cancel()` was called.
  public var isCancelled: Bool { state.withLock(\.isCancelled) }

  /// Runs a program to its end and blocks until then.
  func run(_ command: ChildProcess.Command) throws(ChildProcessError) -> ChildProcess.Output {
    guard !isCancelled else { throw .cancelled }
    let running = try ChildProcess.start(command)
    state.withLock { state in
      state.running = running
      if state.isCancelled { running.cancel() }
    }
    defer { state.withLock { $0.running = nil } }
    return try running.wait()
  }
}
