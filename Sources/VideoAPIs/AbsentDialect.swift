internal import VideoTasks

/// Stands in for an API that this version does not speak: refuses every create, learns nothing.
///
/// No model is offered for such an API, so no request for it gets this far; should one come, its
/// call is a plain query that can make nothing.
struct AbsentDialect: Dialect {
  let api: API

  func create(_ request: VideoRequest, media: [MediaReference: EncodedMedia]) -> APICall {
    query("none")
  }

  func query(_ remoteID: String) -> APICall {
    APICall(
      method: "GET", path: "/v1/result/" + PathSegment.escaped(remoteID),
      headers: [APIHeader("Accept", "application/json")])
  }

  func createOutcome(_ answer: APIAnswer) -> CreateOutcome {
    .refused(
      TaskFailure(
        code: "NotSupported",
        message: "This version does not speak the API \(api.rawValue) yet; nothing was made.",
        advice: "Use another profile, such as apiyi or volcengine."))
  }

  func queryOutcome(_ answer: APIAnswer, now: Timestamp) -> QueryOutcome {
    .tryAgain(
      reason: "This version does not speak the API \(api.rawValue) yet.", retryAfter: nil)
  }
}
