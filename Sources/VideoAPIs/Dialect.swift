public import VideoTasks

/// How one API is spoken: requests become calls, answers become outcomes. Pure.
public protocol Dialect: Sendable {
  /// The API that is spoken.
  var api: API { get }

  /// The call that makes a task.
  ///
  /// - Parameter media: every local file of the request; one that is missing here is sent as an
  ///   empty address, which the server refuses.
  func create(_ request: VideoRequest, media: [MediaReference: EncodedMedia]) -> APICall

  /// The call that asks about a task.
  func query(_ remoteID: String) -> APICall

  /// What the answer to a create means for the task. Never `.accepted` without an id.
  func createOutcome(_ answer: APIAnswer) -> CreateOutcome

  /// What the answer to a query means for the task.
  func queryOutcome(_ answer: APIAnswer, now: Timestamp) -> QueryOutcome
}

/// What became of a create.
public enum CreateOutcome: Hashable, Sendable {
  /// The task exists.
  case accepted(remoteID: String, status: TaskStatus)
  /// The task was certainly not made, and sending the same again makes no sense.
  case refused(TaskFailure)
  /// The task was certainly not made; `isRate` says that sending it again later is right.
  case refusedForNow(TaskFailure, retryAfter: Duration?, isRate: Bool)
  /// The task may exist; the text says what came instead of an answer.
  case unreadable(String)
}

/// What became of a query.
public enum QueryOutcome: Hashable, Sendable {
  /// The server says where the task stands.
  case state(RemoteState)
  /// Nothing was learned: ask again later.
  case tryAgain(reason: String, retryAfter: Duration?)
}

/// Where a task stands at the server; a member is nil when the answer did not say.
public struct RemoteState: Hashable, Sendable {
  /// The state; nil when its word is one that nobody documented.
  public var status: TaskStatus?
  /// That word, cleaned.
  public var unknownWord: String?
  /// The signed link of the video.
  public var videoLink: String?
  /// The signed link of the last frame.
  public var lastFrameLink: String?
  /// When the links run out.
  public var linkExpiresAt: Timestamp?
  /// Billed tokens.
  public var tokens: Int?
  /// What was really made.
  public var actual: ActualClip
  /// Why there is no video; never nil when the status is failed, expired or cancelled.
  public var failure: TaskFailure?

  /// Makes a state that says no more than its status.
  public init(status: TaskStatus?, unknownWord: String? = nil) {
    self.status = status
    self.unknownWord = unknownWord
    actual = ActualClip()
  }
}

/// The dialects that are built in.
public enum Dialects {
  /// The dialect of an API; nil for one that this version does not speak.
  public static func of(_ api: API) -> (any Dialect)? {
    switch api {
    case .ark: ArkDialect()
    case .kyyvideo2, .kyyaipower, .x1: nil
    }
  }

  /// The sentence about an API without a dialect.
  public static func absence(_ api: API) -> String {
    "This version does not speak the API \(api.rawValue) yet."
  }
}
