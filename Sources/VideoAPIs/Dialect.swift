public import VideoTasks
internal import Wording

/// How one API is spoken: requests become calls, answers become outcomes. Pure.
public protocol Dialect: Sendable {
  /// The API that is spoken.
  var api: API { get }

  /// The call that makes a task.
  ///
  /// - Parameter media: every local file of the request. One that is missing here, or that the API
  ///   does not take, is sent as an address that no server can fetch: a path never leaves this
  ///   machine.
  func create(_ request: VideoRequest, media: [MediaReference: EncodedMedia]) -> APICall

  /// The call that asks about a task.
  func query(_ remoteID: String) -> APICall

  /// What the answer to a create means for the task. Never `.accepted` without an id.
  func createOutcome(_ answer: APIAnswer) -> CreateOutcome

  /// What the answer to a query means for the task. Never `.succeeded` without a link.
  func queryOutcome(_ answer: APIAnswer, now: Timestamp) -> QueryOutcome

  /// The call that takes a queued task back; nil where the API has none.
  ///
  /// Ask about the task right before: the same call removes the record of one that has ended, and
  /// its link with it.
  func cancel(_ remoteID: String) -> APICall?

  /// What the answer to a cancel means for the task.
  func cancelOutcome(_ answer: APIAnswer) -> CancelOutcome

  /// The call that lists tasks, of the last seven days; nil where the API has none.
  func list(_ query: TaskListQuery) -> APICall?

  /// What the answer to a list means for the tasks in it.
  func listOutcome(_ answer: APIAnswer, now: Timestamp) -> TaskListOutcome
}

extension Dialect {
  /// None: most of the APIs cannot cancel.
  public func cancel(_ remoteID: String) -> APICall? { nil }

  /// Never `.cancelled`: there is no such call.
  public func cancelOutcome(_ answer: APIAnswer) -> CancelOutcome {
    .notPossible(
      TaskFailure(
        code: "NoCancel",
        message: Phrase("This API cannot cancel a task that it has taken.").english,
        advice: Phrase("The task goes on. When its video is made, it is billed and fetched.")
          .english))
  }

  /// None: most of the APIs cannot list.
  public func list(_ query: TaskListQuery) -> APICall? { nil }

  /// Never a list: there is no such call.
  public func listOutcome(_ answer: APIAnswer, now: Timestamp) -> TaskListOutcome {
    .tryAgain(reason: Phrase("This API cannot list its tasks.").english, retryAfter: nil)
  }
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

/// What became of a cancel.
public enum CancelOutcome: Hashable, Sendable {
  /// The task will not be made and is not billed.
  case cancelled
  /// The task goes on as it was: the server works on it, does not know it, or cannot cancel.
  case notPossible(TaskFailure)
  /// Nothing was learned: it may be tried again later.
  case tryAgain(reason: String, retryAfter: Duration?)
}

/// The dialects that are built in.
public enum Dialects {
  /// The dialect of a profile's API, as the profile's server speaks it.
  public static func of(_ profile: Profile) -> any Dialect {
    switch profile.api {
    case .kyyvideo2: KyyVideo2Dialect()
    case .kyyaipower: KyyAIPowerDialect()
    case .ark: ArkDialect(isOfficial: profile.isOfficialArk)
    case .x1: X1Dialect()
    }
  }
}
