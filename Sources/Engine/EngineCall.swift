public import VideoAPIs
public import VideoTasks

/// The number of one piece of work that the engine has ordered; never used twice by one engine.
public struct CallID: Hashable, Sendable {
  let number: UInt64
}

/// What the engine orders: one request to a server, for one task or for several at once.
public struct EngineCall: Hashable, Sendable {
  /// The number under which its end is told.
  public let id: CallID
  /// The tasks that it is for, at least one; several only where a list answers for all.
  public let tasks: [TaskID]
  /// The name of the profile whose server is called.
  public let profile: String
  /// What it is for.
  public let purpose: Purpose
  /// When it was ordered.
  let orderedAt: Timestamp

  /// The first task that it is for, which is the only one of most calls.
  public var task: TaskID { tasks[0] }

  /// What a call is for.
  public enum Purpose: Hashable, Sendable {
    /// Send the request; it costs money, and goes out once.
    case create(RequestDraft)
    /// Ask how the task is.
    case poll(remoteID: String)
    /// Ask how all of the tasks are, in one request, where the API has a list.
    case list(remoteIDs: [String])
    /// Look on a page of the list, from 1, for the tasks whose answers were lost.
    case look(page: Int)
    /// Have the server take a queued task back; not to be sent later than `before`.
    case cancel(remoteID: String, before: Timestamp)
    /// Ask for a fresh link to a finished video.
    case renew(remoteID: String)
    /// Fetch a finished video.
    case download(DownloadOrder)
    /// Fetch the last frame's picture.
    case lastFrame(DownloadOrder)
    /// Have the picture ready that the task begins with; nothing goes over the network.
    case frame(FrameSource)
  }

  /// What the server's list is asked for; nil for all other calls.
  public var listQuery: TaskListQuery? {
    switch purpose {
    case .list(let remoteIDs): TaskListQuery(pageSize: remoteIDs.count, remoteIDs: remoteIDs)
    // Endpoint ids are listed under the name of their model, so that the model is no filter.
    case .look(let page): TaskListQuery(page: page, pageSize: ListSearch.pageSize)
    default: nil
    }
  }

  /// Whether the call may make a task that costs money.
  public var isCreate: Bool {
    if case .create = purpose { true } else { false }
  }
}

/// What to fetch, and how far it has come already.
public struct DownloadOrder: Hashable, Sendable {
  /// The signed link.
  public let link: String
  /// Where the bytes go until they are whole.
  public let partialFile: String
  /// Bytes that are there already; 0 starts anew.
  public let offset: Int64
  /// The entity tag of those bytes, without which they cannot be trusted.
  public let entityTag: String?
}

/// How a call ended.
public enum CallResult: Sendable {
  /// The server answered, with whatever status.
  case answered(APIAnswer)
  /// The bytes of a download are in its partial file; the head of the answer.
  case fetched(DownloadHead)
  /// A download broke off after its head had come; what came is in its partial file.
  case brokeOff(DownloadHead, CallFailure)
  /// The picture that the task begins with is on disk.
  case frame(TakenFrame)
  /// There was no answer.
  case failed(CallFailure)
}

/// The head of the answer to a download.
public struct DownloadHead: Hashable, Sendable {
  /// The HTTP status.
  public let status: Int
  /// Bytes of the whole file, where the server said so.
  public let totalBytes: Int64?
  /// The strong entity tag, where there was one.
  public let entityTag: String?

  /// Makes a head.
  public init(status: Int, totalBytes: Int64?, entityTag: String?) {
    self.status = status
    self.totalBytes = totalBytes
    self.entityTag = entityTag
  }
}

/// Why a call had no answer.
public struct CallFailure: Error, Hashable, Sendable {
  /// What kind of reason it is.
  public enum Kind: Hashable, Sendable {
    /// The network or the server; trying again may help.
    case network
    /// The request could not be put together: a file or the key is missing. Trying again cannot help.
    case unready
    /// Another process has taken the task over.
    case claimLost
    /// This machine's disk, with the system's number for the reason.
    case disk(Int32)
    /// It was cancelled from here.
    case cancelled
    /// The server sent another part of a file than fits what is there.
    case wrongPart
  }

  /// What kind of reason it is.
  public let kind: Kind
  /// Whether a byte of the request may have left this machine.
  public let mayHaveBeenSent: Bool
  /// One sentence or less, cleaned, without secrets.
  public let reason: String
  /// What to do about it; empty when waiting is enough.
  public let advice: String

  /// Makes a failure.
  public init(kind: Kind, mayHaveBeenSent: Bool, reason: String, advice: String = "") {
    self.kind = kind
    self.mayHaveBeenSent = mayHaveBeenSent
    self.reason = reason
    self.advice = advice
  }
}
