public import VideoTasks

/// Which rows of the table are wanted, and in which order.
public struct PageRequest: Hashable, Sendable {
  /// The number of the request; an answer with another number than the latest is dropped.
  public var number: Int
  /// How many rows to pass over, 0 or more.
  public var offset: Int
  /// How many rows to read, 1 or more.
  public var limit: Int
  /// What the tasks must meet; an empty filter for all.
  public var filter: TaskFilter
  /// The statuses to show; empty for all.
  public var statuses: [TaskStatus]
  /// The order of all that match.
  public var sort: TaskSort
  /// The task whose surroundings are wanted when it stands elsewhere than at `offset`.
  public var keeping: TaskID?

  /// Makes a request for rows.
  public init(
    number: Int, offset: Int, limit: Int, filter: TaskFilter = TaskFilter(),
    statuses: [TaskStatus] = [], sort: TaskSort = .newestFirst, keeping: TaskID? = nil
  ) {
    self.number = number
    self.offset = offset
    self.limit = limit
    self.filter = filter
    self.statuses = statuses
    self.sort = sort
    self.keeping = keeping
  }
}

/// Rows of the table, all of one moment.
public struct TablePage: Hashable, Sendable {
  /// The rows.
  public var rows: [TaskSummary]
  /// How many tasks stand before the first of them; as asked for, or around the task that was to be
  /// kept.
  public var offset: Int
  /// How many tasks match in all.
  public var total: Int

  /// Makes a page.
  public init(rows: [TaskSummary], offset: Int = 0, total: Int) {
    self.rows = rows
    self.offset = offset
    self.total = total
  }
}
