/// Why a task did not end in a video, in three texts: `error` of the commands' JSON.
public struct TaskFailure: Hashable, Codable, Sendable {
  /// The API's code, or one of ours (`NotSent`, `NotCreated`, `TimeLimit`, …).
  public var code: String
  /// What happened; the server's own words where it gave any, cleaned.
  public var message: String
  /// What to do next.
  public var advice: String

  /// Makes a failure.
  public init(code: String, message: String, advice: String) {
    self.code = code
    self.message = message
    self.advice = advice
  }
}

/// Everything the store knows of one task.
public struct TaskRecord: Hashable, Sendable {
  public var id: TaskID
  /// The name of the profile it was made with.
  public var profile: String
  public var api: API
  public var model: String
  /// The request as stated.
  public var request: RequestDraft
  public var status: TaskStatus
  /// The server's id.
  public var remoteID: String?
  public var createdAt: Timestamp
  public var updatedAt: Timestamp
  /// When the create went out; nil before that.
  public var submittedAt: Timestamp?
  /// When the server was first seen working on it.
  public var startedAt: Timestamp?
  /// When the task ended.
  public var endedAt: Timestamp?
  public var retryOf: TaskID?
  public var after: TaskID?
  public var estimate: Cost?
  public var cost: Cost?
  public var download: DownloadState
  /// Bytes fetched so far.
  public var downloadBytes: Int64?
  /// Bytes of the whole file, as the server announced or the file on disk has.
  public var bytes: Int64?
  /// The finished video's absolute path.
  public var file: String?
  /// The last frame's absolute path.
  public var lastFrameFile: String?
  /// The signed link; never shown unless asked for.
  public var videoLink: String?
  /// The signed link of the last frame.
  public var lastFrameLink: String?
  public var linkExpiresAt: Timestamp?
  /// The server's word for the state when it is not one of the documented ones.
  public var unknownStatus: String?
  /// What went wrong with the latest poll or transfer, in words; nil when it went well.
  public var pollError: String?
  /// Why a waiting task waits, in words.
  public var waitReason: String?
  public var error: TaskFailure?
  /// The name given with `--once`.
  public var onceName: String?
  /// What the server says it really made, where it said so.
  public var actual: ActualClip?

  /// Makes the record of a task that nobody has sent yet.
  public init(
    id: TaskID, profile: String, api: API, model: String, request: RequestDraft,
    status: TaskStatus, createdAt: Timestamp
  ) {
    self.id = id
    self.profile = profile
    self.api = api
    self.model = model
    self.request = request
    self.status = status
    self.createdAt = createdAt
    updatedAt = createdAt
    download = .none
  }
}

/// What the server says of the clip it made; a member is nil when it did not say.
public struct ActualClip: Hashable, Codable, Sendable {
  public var ratio: String?
  public var resolution: String?
  public var duration: Double?
  public var seed: Int64?

  /// Makes the facts of a clip.
  public init(
    ratio: String? = nil, resolution: String? = nil, duration: Double? = nil, seed: Int64? = nil
  ) {
    self.ratio = ratio
    self.resolution = resolution
    self.duration = duration
    self.seed = seed
  }
}

/// One line of a task's story: a change of state, an answer, a transfer.
public struct TaskEvent: Hashable, Sendable {
  public var at: Timestamp
  /// What happened, in one word: `created`, `claimed`, `submitting`, `queued`, `running`, …
  public var kind: String
  /// The words beside it, cleaned of secrets and control characters; may be empty.
  public var detail: String

  /// Makes one line of a story.
  public init(at: Timestamp, kind: String, detail: String) {
    self.at = at
    self.kind = kind
    self.detail = detail
  }
}

/// What the table shows of a task: a record without what only the details need.
public struct TaskSummary: Hashable, Sendable {
  public var id: TaskID
  public var profile: String
  public var model: String
  /// The prompt's first 200 characters.
  public var prompt: String
  public var status: TaskStatus
  public var ratio: String?
  public var resolution: String?
  public var duration: Int?
  public var createdAt: Timestamp
  public var updatedAt: Timestamp
  public var submittedAt: Timestamp?
  public var endedAt: Timestamp?
  public var download: DownloadState
  public var downloadBytes: Int64?
  public var bytes: Int64?
  public var linkExpiresAt: Timestamp?
  public var estimate: Cost?
  public var cost: Cost?
  public var errorCode: String?
  public var pollError: String?
  public var waitReason: String?

  /// Makes a row.
  public init(
    id: TaskID, profile: String, model: String, prompt: String, status: TaskStatus,
    createdAt: Timestamp, updatedAt: Timestamp, download: DownloadState
  ) {
    self.id = id
    self.profile = profile
    self.model = model
    self.prompt = prompt
    self.status = status
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.download = download
  }
}
