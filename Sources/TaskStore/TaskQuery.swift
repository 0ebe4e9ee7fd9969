public import VideoTasks

/// Which tasks are wanted, in which order, and which part of them.
public struct TaskQuery: Hashable, Sendable {
  /// Only tasks of these states; nil or empty for all.
  public var statuses: Set<TaskStatus>?
  /// Only tasks of this profile.
  public var profile: String?
  /// Only tasks in which every one of these words occurs: in the prompt, model, profile, state,
  /// remote id or error code, or as the task's number.
  ///
  /// Words are parted by blanks; Latin letters match in either case. Empty for all.
  public var text: String
  /// The order of the answer.
  public var order: Order
  /// Only tasks that come after this one in the order.
  public var before: TaskID?
  /// How many tasks are skipped, 0 or more.
  public var offset: Int
  /// How many tasks are wanted at most.
  public var limit: Int

  /// The order of an answer.
  public enum Order: Hashable, Sendable { case newestFirst, oldestFirst }

  /// Makes a query.
  public init(
    statuses: Set<TaskStatus>? = nil, profile: String? = nil, text: String = "",
    order: Order = .newestFirst, before: TaskID? = nil, offset: Int = 0, limit: Int = .max
  ) {
    self.statuses = statuses
    self.profile = profile
    self.text = text
    self.order = order
    self.before = before
    self.offset = offset
    self.limit = limit
  }

  /// The states that are wanted, or nil when all are.
  var wantedStatuses: [TaskStatus]? {
    guard let statuses, !statuses.isEmpty, statuses.count < TaskStatus.allCases.count else {
      return nil
    }
    return TaskStatus.allCases.filter(statuses.contains)
  }

  /// The words of the filter.
  var words: [String] {
    text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\u{3000}" }.map(String.init)
  }
}
