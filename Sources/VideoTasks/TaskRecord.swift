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
  /// The number by which this machine knows it.
  public var id: TaskID
  /// The name of the profile it was made with.
  public var profile: String
  /// The interface it was sent to.
  public var api: API
  /// The model's id.
  public var model: String
  /// The request as stated.
  public var request: RequestDraft
  /// Where it stands.
  public var status: TaskStatus
  /// The server's id.
  public var remoteID: String?
  /// When it was stored first.
  public var createdAt: Timestamp
  /// When it changed last.
  public var updatedAt: Timestamp
  /// When the create went out; nil before that.
  public var submittedAt: Timestamp?
  /// When the server was first seen working on it.
  public var startedAt: Timestamp?
  /// When the task ended.
  public var endedAt: Timestamp?
  /// The task that this one tries again.
  public var retryOf: TaskID?
  /// The task that must succeed before this one is sent.
  public var after: TaskID?
  /// What it was expected to cost.
  public var estimate: Cost?
  /// What it did cost.
  public var cost: Cost?
  /// How far the fetching of its video has come.
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
  /// When its links run out.
  public var linkExpiresAt: Timestamp?
  /// The server's word for the state when it is not one of the documented ones.
  public var unknownStatus: String?
  /// What went wrong with the latest poll or transfer, in words; nil when it went well.
  public var pollError: String?
  /// Why a waiting task waits, in words.
  public var waitReason: String?
  /// Why there is no video; nil while none is known.
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
  /// The ratio, as `16:9`.
  public var ratio: String?
  /// The tier, as `720p`.
  public var resolution: String?
  /// Seconds of video.
  public var duration: Double?
  /// The seed that was used.
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
  /// When it happened.
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
  /// The number by which this machine knows it.
  public var id: TaskID
  /// The name of the profile it was made with.
  public var profile: String
  /// The model's id.
  public var model: String
  /// The prompt's first 200 characters.
  public var prompt: String
  /// Where it stands.
  public var status: TaskStatus
  /// The ratio, as `16:9`.
  public var ratio: String?
  /// The tier, as `720p`.
  public var resolution: String?
  /// Seconds of video.
  public var duration: Int?
  /// When it was stored first.
  public var createdAt: Timestamp
  /// When it changed last.
  public var updatedAt: Timestamp
  /// When the create went out; nil before that.
  public var submittedAt: Timestamp?
  /// When it ended.
  public var endedAt: Timestamp?
  /// How far the fetching of its video has come.
  public var download: DownloadState
  /// Bytes fetched so far.
  public var downloadBytes: Int64?
  /// Bytes of the whole file.
  public var bytes: Int64?
  /// When its links run out.
  public var linkExpiresAt: Timestamp?
  /// What it was expected to cost.
  public var estimate: Cost?
  /// What it did cost.
  public var cost: Cost?
  /// The code of its error.
  public var errorCode: String?
  /// What went wrong with the latest poll or transfer, in words.
  public var pollError: String?
  /// Why it waits, in words.
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
