internal import VideoTasks

/// Reads the object that the `ark` API answers to a query.
struct ArkState {
  let object: [String: JSONValue]
  /// The word for the state.
  let word: String
  let body: AnswerBody
  let now: Timestamp

  var state: RemoteState {
    let status = TaskStatus(word: word)
    var state = RemoteState(
      status: status, unknownWord: status == nil ? OutsideText.line(word, limit: 60) : nil)
    state.videoLink = link("video_url")
    state.lastFrameLink = link("last_frame_url")
    if let link = state.videoLink ?? state.lastFrameLink {
      state.linkExpiresAt = SignedLink.expiry(of: link, made: made ?? now)
    }
    state.tokens = tokens
    state.actual = actual
    state.failure = status.flatMap(failure)
    return state
  }

  /// When the server last changed the task: what a link without a date is counted from.
  private var made: Timestamp? {
    (object["updated_at"]?.integer ?? object["created_at"]?.integer)
      .flatMap { (0...253_402_300_799).contains($0) ? Timestamp(seconds: $0) : nil }
  }

  /// A link that can be fetched: `http` or `https`, and nothing in it that is not visible ASCII.
  private func link(_ key: String) -> String? {
    guard let text = object["content"]?[key]?.string ?? object[key]?.string,
      text.lowercased().hasPrefix("https://") || text.lowercased().hasPrefix("http://"),
      text.utf8.count <= 8192, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return text
  }

  private var tokens: Int? {
    let usage = object["usage"]
    let count = usage?["completion_tokens"]?.integer ?? usage?["total_tokens"]?.integer
    return count.flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
  }

  private var actual: ActualClip {
    let length = object["duration"]?.number
    return ActualClip(
      ratio: word(of: "ratio"), resolution: word(of: "resolution"),
      duration: length.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil },
      seed: object["seed"]?.integer)
  }

  private func word(of key: String) -> String? {
    object[key]?.string.map { OutsideText.line($0, limit: 40) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func failure(_ status: TaskStatus) -> TaskFailure? {
    let code: String
    let words: String
    switch status {
    case .failed: (code, words) = ("Failed", "The server says that the task failed, and not why.")
    case .expired: (code, words) = ("Expired", "The task ran out of its time at the server.")
    case .cancelled: (code, words) = ("Cancelled", "The task was cancelled at the server.")
    default: return nil
    }
    let told = body.error
    let known = told?.code ?? code
    return TaskFailure(
      code: known, message: told?.message ?? words, advice: ErrorAdvice.advice(code: known))
  }
}
