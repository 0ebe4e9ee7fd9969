internal import VideoTasks

/// The query that `kyyvideo2`, `kyyaipower` and `x1` share, word for word.
enum KyyResult {
  /// The call that asks about a task.
  static func query(_ remoteID: String) -> APICall {
    .asking("GET", "/v1/result/" + PathSegment.escaped(remoteID))
  }

  /// What the answer to a create means.
  static func createOutcome(_ answer: APIAnswer) -> CreateOutcome {
    CreateAnswer(body: AnswerBody(answer, mayBeWrapped: true)).outcome
  }

  /// What the answer to a query means; whatever is not a state is asked again.
  static func outcome(
    _ answer: APIAnswer, fields: TaskFields, now: Timestamp
  ) -> QueryOutcome {
    QueryAnswer(body: AnswerBody(answer, mayBeWrapped: true), fields: fields, now: now).outcome
  }
}
