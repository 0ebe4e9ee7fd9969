/// Where a task stands, in so few words that all that may still change can be read at once.
public struct TaskStanding: Hashable, Sendable {
  /// Its status.
  public var status: TaskStatus
  /// How far the fetching of its video has come.
  public var download: DownloadState
  /// What the last question or transfer ran into; nil when all is well.
  public var trouble: String?

  /// Makes a standing.
  public init(status: TaskStatus, download: DownloadState = .none, trouble: String? = nil) {
    self.status = status
    self.download = download
    self.trouble = trouble
  }
}

/// All tasks that may still change, and those that are new.
public struct Standings: Hashable, Sendable {
  /// The tasks by their ids.
  public var tasks: [TaskID: TaskStanding]
  /// The highest id that the store has; 0 in an empty one.
  public var highest: TaskID

  /// Makes standings.
  public init(tasks: [TaskID: TaskStanding] = [:], highest: TaskID = TaskID(0)) {
    self.tasks = tasks
    self.highest = highest
  }
}
