internal import Synchronization
public import TaskStore
public import VideoTasks

/// The last question before a create goes out: does the task still belong to this engine?
///
/// Asked on the transport's thread, connected and before the first byte. Its answer and the state
/// `submitting` are one durable step, through a connection to the store of its own.
public final class SubmitGate: Sendable {
  private let store: Mutex<TaskStore>
  private let owner: OwnerID
  private let clock: @Sendable () -> Timestamp

  /// Makes a gate over a connection that nobody else uses.
  public init(
    store: sending TaskStore, owner: OwnerID, clock: @escaping @Sendable () -> Timestamp
  ) {
    self.store = Mutex(store)
    self.owner = owner
    self.clock = clock
  }

  /// Makes the sending of `task` durable; false when it may not be sent.
  ///
  /// A store that cannot be written says no: what cannot be remembered is not sent.
  func opens(for task: TaskID) -> Bool {
    store.withLock { store in
      do throws(StoreError) {
        return try store.markSubmitting(task, owner: owner, now: clock())
      } catch {
        return false
      }
    }
  }
}
