internal import VideoTasks
internal import Wording

/// Reads the answer to a query of any of the APIs.
struct QueryAnswer {
  let body: AnswerBody
  let fields: TaskFields
  let now: Timestamp

  var outcome: QueryOutcome {
    guard body.isSuccess, let object = body.object,
      let state = RemoteStateReader(object: object, fields: fields, now: now).state
    else {
      return .tryAgain(reason: body.description, retryAfter: body.retryAfter(now: now))
    }
    if state.status == .succeeded, state.videoLink == nil {
      return .tryAgain(
        reason: Phrase("The server says that the video is done, but gives no link yet.").english,
        retryAfter: body.retryAfter(now: now))
    }
    return .state(state)
  }
}
