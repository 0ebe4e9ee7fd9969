internal import VideoTasks
internal import Wording

/// Reads the answer to a cancel of the vendor's own Ark.
struct ArkCancelAnswer {
  let body: AnswerBody

  var outcome: CancelOutcome {
    switch body.answer.status {
    // The page states no body for a success; an object without an error is one too.
    case 200..<300 where body.answer.body.isEmpty: .cancelled
    case 200..<300 where body.object != nil && body.error == nil && isGone: .cancelled
    case 200..<300: .notPossible(misunderstood)
    case 408, 429, 500..<600:
      .tryAgain(reason: body.description, retryAfter: body.retryAfter(now: nil))
    default: .notPossible(refusal)
    }
  }

  /// Whether nothing in the body says that the task still stands somewhere else.
  private var isGone: Bool {
    guard let word = body.text("status") else { return true }
    return TaskStatus(word: word) == .cancelled
  }

  /// 409 while the server works on the task, 404 for an id that it does not know.
  private var refusal: TaskFailure {
    let status = body.answer.status
    var failure = body.failure
    switch (status, body.error?.code) {
    case (409, nil): failure.advice = ErrorAdvice.advice(code: "InvalidAction")
    case (404, nil): failure.advice = ErrorAdvice.advice(code: "NotFound")
    default: break
    }
    return failure
  }

  private var misunderstood: TaskFailure {
    var failure = body.failure
    failure.advice =
      Phrase("Nothing says that the task was cancelled, so it is followed as before.").english
    return failure
  }
}
