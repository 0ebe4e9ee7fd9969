internal import VideoTasks

extension APICall {
  /// What is asked of every answer. Without `identity` some servers mark a body as gzip that is
  /// none, or lose its first bytes.
  private static let answerHeaders = [
    APIHeader("Accept", "application/json"), APIHeader("Accept-Encoding", "identity"),
  ]

  /// A call without a body.
  static func asking(_ method: String, _ path: String) -> APICall {
    APICall(method: method, path: path, headers: answerHeaders)
  }

  /// A call that posts a JSON value: keys sorted, the same bytes every time.
  static func posting(_ body: JSONValue, to path: String) -> APICall {
    APICall(
      method: "POST", path: path,
      headers: [APIHeader("Content-Type", "application/json")] + answerHeaders, body: body.bytes)
  }
}
