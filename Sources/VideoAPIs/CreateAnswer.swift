internal import VideoTasks
internal import Wording

/// Reads the answer to a create of any of the APIs.
///
/// Only what certainly made nothing is refused. An answer that leaves room for a task is
/// unreadable, so that nothing is paid twice and no paid video is lost.
struct CreateAnswer {
  let body: AnswerBody

  var outcome: CreateOutcome {
    switch body.answer.status {
    case 200..<300: made
    case 429: refusedForNow
    // A gateway may say 408 after it has passed the request on.
    case 408: .unreadable(body.description)
    case 400..<500: .refused(body.failure)
    default: .unreadable(body.description)
    }
  }

  private var made: CreateOutcome {
    guard let id = body.text("id") else { return madeWithoutID }
    guard RemoteID.isUsable(id) else {
      return .unreadable(
        Phrase("HTTP {status} with an id that is none", ["status": body.answer.status]).english)
    }
    // Also when it says that the task failed: with the id on record the next query says so again
    // and says why, and nothing is lost should the word be wrong.
    let status = body.text("status").flatMap(TaskStatus.init(word:))
    return .accepted(remoteID: id, status: status == .running ? .running : .queued)
  }

  /// A task without an id cannot be asked about; what is left to learn is whether there is one.
  ///
  /// An error or a business code in place of an id is the servers' way to say no with HTTP 200: they
  /// give the id in the same answer in which they take a task, so there is none. The exception is
  /// a code that tells of the server's own trouble, as its HTTP status would: the task may have
  /// been made before that.
  private var madeWithoutID: CreateOutcome {
    let hasFailed = body.text("status").flatMap(TaskStatus.init(word:)).map(Self.isRefusal) ?? false
    guard body.isBusinessRefusal || hasFailed else { return .unreadable(body.description) }
    if let error = body.error, Self.leavesRoom(error) { return .unreadable(body.description) }
    let isLimit = body.error?.code.map { $0 == "429" || ErrorAdvice.isRate(code: $0) } ?? false
    return isLimit ? refusedForNow : .refused(body.failure)
  }

  private static func isRefusal(_ status: TaskStatus) -> Bool {
    status.isEnded && status != .succeeded
  }

  /// Whether the error is one of a server that failed or ran out of time.
  private static func leavesRoom(_ error: ToldError) -> Bool {
    if let number = error.code.flatMap({ Int($0) }) {
      if number == 408 || (500..<600).contains(number) { return true }
    }
    let code = error.code?.lowercased() ?? ""
    let message = error.message?.lowercased() ?? ""
    return code.hasPrefix("internal")
      || ["timeout", "timed out", "超时"].contains { code.contains($0) || message.contains($0) }
  }

  private var refusedForNow: CreateOutcome {
    let retryAfter = body.retryAfter(now: nil)
    let isRate =
      body.error?.code.map(ErrorAdvice.isRate(code:)) == true
      || body.answer.header("Retry-After") != nil
    return .refusedForNow(body.failure, retryAfter: retryAfter, isRate: isRate)
  }
}
