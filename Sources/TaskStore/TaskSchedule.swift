public import VideoTasks

/// What is to be done about a task and when; the engine's notes between two steps.
public struct TaskSchedule: Hashable, Sendable {
  /// When a waiting task may be sent; nil means as soon as the limits allow.
  public var nextSubmitAt: Timestamp?
  /// How often the create was tried.
  public var submitAttempts: Int
  /// When the server first said no for now, in the present row of refusals.
  public var firstRefusedAt: Timestamp?
  /// When the server is asked next; nil when it is not asked. For an `unconfirmed` task: when its
  /// list is looked at next.
  public var nextPollAt: Timestamp?
  /// Polls in a row that brought no answer.
  public var pollFailures: Int
  /// When the task counts as expired unless it has ended.
  public var deadlineAt: Timestamp?
  /// When the video is fetched, or fetched on; nil when nothing is to be fetched.
  public var nextDownloadAt: Timestamp?
  /// Transfers in a row that failed.
  public var downloadFailures: Int
  /// How often a fresh link was asked for.
  public var linkRenewals: Int
  /// The entity tag of the bytes that are in `partialFile`.
  public var entityTag: String?
  /// The file that holds what has come so far.
  public var partialFile: String?
  /// The engine that may be writing to `partialFile`, for as long as it lives; nil when none is.
  public var partialWriter: OwnerID?
  /// Whether the user asked for the video even where downloads are not automatic.
  public var wantsDownload: Bool
  /// When the server is next to be told to cancel the task; nil when nobody wants that.
  public var nextCancelAt: Timestamp?
  /// Tries to cancel it in a row that brought no answer.
  public var cancelAttempts: Int

  /// Makes an empty schedule: nothing planned, nothing tried.
  public init() {
    submitAttempts = 0
    pollFailures = 0
    downloadFailures = 0
    linkRenewals = 0
    wantsDownload = false
    cancelAttempts = 0
  }
}

/// A task that is to be stored.
public struct NewTask: Hashable, Sendable {
  /// The name of the profile it is made with.
  public var profile: String
  /// The interface that the profile speaks.
  public var api: API
  /// The model's id.
  public var model: String
  /// The request as stated.
  public var request: RequestDraft
  /// What it is expected to cost.
  public var estimate: Cost?
  /// The task that it repeats.
  public var retryOf: TaskID?
  /// The task whose end it waits for.
  public var after: TaskID?
  /// The name that only one task may ever have.
  public var onceName: String?
  /// Why it waits, in words.
  public var waitReason: String?
  /// The server's id of a task that was made elsewhere: it begins as `queued` and is never sent.
  public var remoteID: String?

  /// Makes a task that is to be stored.
  public init(
    profile: String, api: API, model: String, request: RequestDraft, estimate: Cost? = nil,
    retryOf: TaskID? = nil, after: TaskID? = nil, onceName: String? = nil,
    waitReason: String? = nil, remoteID: String? = nil
  ) {
    self.profile = profile
    self.api = api
    self.model = model
    self.request = request
    self.estimate = estimate
    self.retryOf = retryOf
    self.after = after
    self.onceName = onceName
    self.waitReason = waitReason
    self.remoteID = remoteID
  }
}

/// How an attempt to claim a task for sending ended.
public enum ClaimResult: Hashable, Sendable {
  /// The task is the caller's to send.
  case claimed
  /// Another engine that lives, or the caller itself, has it already.
  case taken
  /// As many tasks of the profile as its limit allows are claimed, being sent or at the server.
  case limit(active: Int)
  /// The task does not wait to be sent, or there is no such task.
  case notWaiting
}

/// How an attempt to remove a task ended.
public enum RemoveResult: Hashable, Sendable {
  /// The task and its story are gone.
  case removed
  /// There is no such task.
  case unknown
  /// The task may still cost money and was kept.
  case mayStillCost(TaskStatus)
}

/// Tasks for which something is due.
public struct DueWork: Hashable, Sendable {
  /// Waiting tasks that may be sent, by id.
  public var submits: [TaskID]
  /// Tasks that the server is to be asked about, the longest due first.
  public var polls: [TaskID]
  /// Tasks whose video is to be fetched, the longest due first.
  public var downloads: [TaskID]

  /// Tasks that are to be cancelled at the server, the longest due first.
  public var cancels: [TaskID]

  /// Makes a list of work.
  public init(
    submits: [TaskID] = [], polls: [TaskID] = [], downloads: [TaskID] = [], cancels: [TaskID] = []
  ) {
    self.submits = submits
    self.polls = polls
    self.downloads = downloads
    self.cancels = cancels
  }

  /// Whether nothing is due.
  public var isEmpty: Bool {
    submits.isEmpty && polls.isEmpty && downloads.isEmpty && cancels.isEmpty
  }
}
