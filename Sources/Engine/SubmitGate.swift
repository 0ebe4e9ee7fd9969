internal import Synchronization
public import TaskStore
public import VideoTasks

/// The last question before a create goes out: does the task still belong to this engine?
///
/// Asked on the transport's thread, connected and before the first byte. Its answer and the state
/// `submitting` are one durable step, through a connection to the store of its own.
public final class SubmitGate: Sendable {
  private struct State: ~Copyable {
    let store: TaskStore
    var opened: Set<TaskID> = []
    var isClosed = false
  }

  private let state: Mutex<State>
  private let owner: OwnerID
  private let clock: @Sendable () -> Timestamp

  /// Makes a gate over a connection that nobody else uses.
  public init(
    store: sending TaskStore, owner: OwnerID, clock: @escaping @Sendable () -> Timestamp
  ) {
    state = Mutex(State(store: store))
    self.owner = owner
    self.clock = clock
  }

  /// Makes the sending of `task` durable; false when it may not be sent.
  ///
  /// A store that cannot be written says no: what cannot be remembered is not sent.
  func opens(for task: TaskID) -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      do throws(StoreError) {
        guard try state.store.markSubmitting(task, owner: owner, now: clock()) else {
          return false
        }
        state.opened.insert(task)
        DurableStep.submittingMarked.reached()
        return true
      } catch {
        return false
      }
    }
  }

  /// Notes that the create of `task` has ended, however it did.
  func ended(_ task: TaskID) { state.withLock { _ = $0.opened.remove(task) } }

  /// Lets nothing through from now on; returns the tasks whose creates it has let through.
  func close() -> Set<TaskID> {
    state.withLock { state in
      state.isClosed = true
      return state.opened
    }
  }
}
