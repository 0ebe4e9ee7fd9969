public import VideoTasks
public import Wording

/// What can be done to all marked tasks at once.
public enum MarkedDeed: Hashable, CaseIterable, Sendable {
  /// Cancel them, here or at their servers.
  case cancel
  /// Make new tasks of them.
  case retry
  /// The same without sound.
  case retryWithoutSound
  /// Remove them from the list.
  case remove
  /// Fetch their videos again.
  case downloadAgain
}

/// What has become of an order for all marked tasks.
public struct MarkedOutcome: Hashable, Sendable {
  /// Those that it was done to.
  public var done: [TaskID]
  /// The new tasks that were made of them.
  public var made: [TaskID]
  /// Those that it was not done to, and why.
  public var failures: [MarkedFailure]

  /// Makes an outcome.
  public init(done: [TaskID] = [], made: [TaskID] = [], failures: [MarkedFailure] = []) {
    self.done = done
    self.made = made
    self.failures = failures
  }
}

/// Why something was not done to a marked task.
public struct MarkedFailure: Hashable, Sendable {
  /// The task.
  public var id: TaskID
  /// Why not, in a sentence.
  public var message: Phrase

  /// Makes a failure.
  public init(id: TaskID, message: Phrase) {
    self.id = id
    self.message = message
  }
}

/// Which tasks are to be marked: all that the table shows, or a part of its rows.
public struct MarkRequest: Hashable, Sendable {
  /// What the tasks must meet.
  public var filter: TaskFilter
  /// The statuses that are shown; empty for all.
  public var statuses: [TaskStatus]
  /// The order of the rows.
  public var sort: TaskSort
  /// The rows between these two tasks, both included, whichever comes first; nil for all rows.
  public var between: Ends?

  /// The first and the last task of a part of the rows.
  public struct Ends: Hashable, Sendable {
    /// The task at one end.
    public var one: TaskID
    /// The task at the other end.
    public var other: TaskID

    /// Makes the ends of a part.
    public init(one: TaskID, other: TaskID) {
      self.one = one
      self.other = other
    }
  }

  /// The most tasks that can be marked at once.
  public static let most = 10_000

  /// Makes a request.
  public init(
    filter: TaskFilter, statuses: [TaskStatus], sort: TaskSort, between: Ends? = nil
  ) {
    self.filter = filter
    self.statuses = statuses
    self.sort = sort
    self.between = between
  }
}
