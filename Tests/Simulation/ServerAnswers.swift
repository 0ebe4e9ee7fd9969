import VideoAPIs
import VideoTasks

/// The bodies that the servers answer with, each API in its own shape.
///
/// Sources: the vendors' create pages, and what public clients have met.
enum ServerAnswers {
  static let unknown = #"{"error":{"code":"NotFound.Task","message":"no such task"}}"#
  static let tooLate =
    #"{"error":{"code":"InvalidAction.RunningTaskDeletion","message":"it is running"}}"#
  static let page = "<!DOCTYPE html><html><body>Sign in</body></html>"

  /// The answer to a create that has made a task.
  static func created(_ remote: SimulatedServer.Remote, _ profile: Profile) -> String {
    let created = remote.createdAt.seconds
    switch profile.api {
    case .ark: return #"{"id":"\#(remote.id)"}"#
    case .kyyaipower:
      return #"{"id":"\#(remote.id)","object":"video","created":\#(created),"status":"queued"}"#
    case .kyyvideo2, .x1:
      return #"{"id":"\#(remote.id)","object":"video","created":\#(created),"model":"m","#
        + #""status":"queued","error":null}"#
    }
  }

  /// The answer to a create that has made a task which failed at once.
  static func createdAndFailed(_ remote: SimulatedServer.Remote) -> String {
    #"{"id":"\#(remote.id)","status":"failed","error":{"code":"Sensitive","message":"no"}}"#
  }

  /// The answer to a question about a task.
  static func state(
    _ remote: SimulatedServer.Remote, _ profile: Profile,
    link: (link: String, signedAt: Timestamp)?, isLoud: Bool, now: Timestamp
  ) -> String {
    let status = remote.status(at: now)
    var word = self.word(status, profile.api)
    if isLoud { word = word.uppercased() }
    return profile.api == .ark
      ? ark(remote, status, word, link?.link, isLoud: isLoud)
      : kyy(remote, status, word, link?.link, isLoud: isLoud)
  }

  private static func word(_ status: TaskStatus, _ api: API) -> String {
    switch (status, api) {
    case (.succeeded, .ark): "succeeded"
    case (.succeeded, _): "completed"
    case (.running, .ark): "running"
    case (.running, _): "processing"
    case (.expired, .ark): "expired"
    case (.expired, _): "failed"
    case (.cancelled, .kyyaipower): "canceled"
    case (let other, _): other.rawValue
    }
  }

  private static func ark(
    _ remote: SimulatedServer.Remote, _ status: TaskStatus, _ word: String, _ link: String?,
    isLoud: Bool
  ) -> String {
    var text = #"{"id":"\#(remote.id)","model":"\#(remote.model)","status":"\#(word)","#
    text += #""created_at":\#(remote.createdAt.seconds)"#
    if status == .succeeded {
      let content = link.map { link in
        let frame = link.split(separator: ".mp4").joined(separator: ".png")
        return #""video_url":"\#(link)""#
          + (remote.hasLastFrame ? #","last_frame_url":"\#(frame)""# : "")
      }
      text += #","content":{\#(content ?? "")},"usage":{"completion_tokens":108900},"#
      text += #""resolution":"720p","duration":5"#
    } else if status == .failed {
      text +=
        isLoud
        ? #","error":"the output is sensitive""#
        : #","error":{"code":"OutputVideoSensitiveContentDetected","message":"sensitive"}"#
    }
    return text + "}"
  }

  private static func kyy(
    _ remote: SimulatedServer.Remote, _ status: TaskStatus, _ word: String, _ link: String?,
    isLoud: Bool
  ) -> String {
    let video = status == .succeeded ? link.map { "\"\($0)\"" } ?? "null" : "null"
    var text = #"{"id":"\#(remote.id)","object":"video","created":\#(remote.createdAt.seconds),"#
    text += #""model":"m","status":"\#(word)","video_url":\#(video),"#
    if status == .failed || status == .expired {
      text += isLoud ? #""fail_reason":"sensitive""# : #""error":"sensitive""#
    } else {
      text += #""error":null"#
    }
    if status == .succeeded {
      text += isLoud ? #","totalTokens":"108900""# : #","totalTokens":108900"#
      text += #","actualDuration":5"#
    }
    return text + "}"
  }

  // MARK: What comes in place of an answer

  /// A refusal that has certainly made nothing: HTTP status, body, and whether a wait is asked for.
  static func refusal(
    _ api: API, _ dice: Dice
  ) -> (status: Int, body: String, isRefusal: Bool) {
    var choices: [(Int, String, Bool)] = [
      (400, error("InvalidParameter", "no"), true),
      (400, error("InputTextSensitiveContentDetected", "no"), true),
      (400, #"{"error":"no"}"#, true), (400, #"{"message":"no"}"#, true),
      (400, #"{"fail_reason":"no"}"#, true),
      (401, error("AuthenticationError", "the key is not valid"), true),
      (403, error("AccountOverdueError", "pay first"), true), (404, page, true),
      (429, error("RateLimitExceeded.Rpm", "slower"), true),
      (429, error("ServerOverloaded", ""), true),
      (429, error("QuotaExceeded", "no balance"), true), (429, "", true),
    ]
    if api != .ark {
      choices.append((200, #"{"code":1001,"msg":"not so"}"#, true))
      choices.append((200, #"{"id":null,"status":"failed","error":"not so"}"#, true))
    }
    return dice.pick(choices)
  }

  /// Something that says neither yes nor no: HTTP status and body.
  static func trouble(_ dice: Dice) -> (status: Int, body: String) {
    dice.pick([
      (500, error("InternalServiceError", "again")), (502, page), (503, ""), (504, page),
      (200, page), (200, ""), (200, "{}"), (408, ""), (200, "[1,2"), (301, page),
      (200, #"{"code":500,"msg":"timeout"}"#),
    ])
  }

  /// What a question may be answered with in place of a state.
  static func oddState(_ id: String, _ dice: Dice) -> (status: Int, body: String) {
    dice.pick([
      (401, error("AuthenticationError", "the key is not valid")), (404, unknown), (429, ""),
      (429, error("RateLimitExceeded.Rpm", "slower")), (500, error("InternalServiceError", "")),
      (502, page), (200, page), (200, #"{"id":"\#(id)","status":"polishing"}"#), (200, ""),
      (200, #"{"id":"\#(id)","status":"succeeded"}"#), (200, #"{"code":7,"msg":"busy"}"#),
      (200, #"{"id":"\#(id)","status":"completed","video_url":null}"#), (403, page),
    ])
  }

  private static func error(_ code: String, _ message: String) -> String {
    #"{"error":{"code":"\#(code)","message":"\#(message)","type":"x"}}"#
  }
}
