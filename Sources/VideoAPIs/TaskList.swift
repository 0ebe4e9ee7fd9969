public import VideoTasks

/// Which tasks a list is asked for.
public struct TaskListQuery: Hashable, Sendable {
  /// The page, from 1.
  public var page: Int
  /// Tasks on a page, 1 to 500.
  public var pageSize: Int
  /// Only tasks in this state; states that the server does not know ask for all.
  public var status: TaskStatus?
  /// Only tasks of this model.
  public var model: String?
  /// Only these tasks; empty for all. They stand in the address: ask for `mostIDs` at most.
  public var remoteIDs: [String]

  /// How many ids fit an address of the length that servers and proxies commonly take (8 KiB).
  public static let mostIDs = 100

  /// Makes a query; numbers outside their ranges are moved into them.
  public init(
    page: Int = 1, pageSize: Int = 500, status: TaskStatus? = nil, model: String? = nil,
    remoteIDs: [String] = []
  ) {
    self.page = max(1, page)
    self.pageSize = min(500, max(1, pageSize))
    self.status = status
    self.model = model
    self.remoteIDs = remoteIDs
  }
}

/// What became of a list.
public enum TaskListOutcome: Hashable, Sendable {
  /// One page of tasks, in the server's order, and how many there are on all pages.
  ///
  /// An entry without a usable id is left out, so that fewer tasks than `total` says that something
  /// could not be read.
  case tasks([ListedTask], total: Int?)
  /// Nothing was learned: ask again later.
  case tryAgain(reason: String, retryAfter: Duration?)
}

/// One task of a list.
public struct ListedTask: Hashable, Sendable {
  /// The server's id.
  public var remoteID: String
  /// The model, as the server names it.
  public var model: String?
  /// When the server made the task.
  public var createdAt: Timestamp?
  /// Whether it has sound.
  public var audio: Bool?
  /// Where it stands; `actual` has its ratio, resolution, length and seed.
  ///
  /// A task that is done and has no link yet counts as running, since it is not done for us.
  public var state: RemoteState

  /// Makes one entry.
  public init(
    remoteID: String, model: String? = nil, createdAt: Timestamp? = nil, audio: Bool? = nil,
    state: RemoteState
  ) {
    self.remoteID = remoteID
    self.model = model
    self.createdAt = createdAt
    self.audio = audio
    self.state = state
  }
}
