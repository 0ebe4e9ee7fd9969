internal import VideoTasks
internal import Wording

/// Reads the object that an API gives of a task.
struct RemoteStateReader {
  let object: [String: JSONValue]
  let fields: TaskFields
  let now: Timestamp

  /// Where the task stands; nil when the object has no word for it.
  var state: RemoteState? {
    guard let word = object["status"]?.string, !word.isEmpty else { return nil }
    let status = TaskStatus(word: word)
    var state = RemoteState(
      status: status, unknownWord: status == nil ? OutsideText.line(word, limit: 60) : nil)
    state.videoLink = link(fields.videoLink)
    state.lastFrameLink = link(fields.lastFrameLink)
    if let link = state.videoLink ?? state.lastFrameLink {
      let made = fields.made.lazy.compactMap { Self.moment(value($0)) }.first
      state.linkExpiresAt = SignedLink.expiry(of: link, made: made ?? now)
    }
    state.tokens = tokens
    state.actual = actual
    state.failure = status.flatMap(failure)
    return state
  }

  /// A moment in Unix seconds; nil outside the years 1970 to 9999.
  static func moment(_ value: JSONValue?) -> Timestamp? {
    value?.integer.flatMap { (0...253_402_300_799).contains($0) ? Timestamp(seconds: $0) : nil }
  }

  private func value(_ place: [String]) -> JSONValue? {
    guard let first = place.first else { return nil }
    return place.dropFirst().reduce(object[first]) { $0?[$1] }
  }

  /// A link that can be fetched: `http` or `https`, and nothing in it that is not visible ASCII.
  private func link(_ places: [[String]]) -> String? {
    places.lazy.compactMap { value($0)?.string }.first { text in
      let lowered = text.prefix(8).lowercased()
      return (lowered.hasPrefix("https://") || lowered.hasPrefix("http://"))
        && text.utf8.count <= 8192 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
  }

  private var tokens: Int? {
    fields.tokens.lazy.compactMap { value($0)?.integer }.first
      .flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
  }

  private var actual: ActualClip {
    // A clip of more than a day is none; what is counted from the length stays in its range.
    let seconds = fields.seconds.lazy.compactMap { value($0)?.number }
      .first { (0...86_400).contains($0) }
    guard fields.describesClip else { return ActualClip(duration: seconds) }
    return ActualClip(
      ratio: word(of: "ratio"), resolution: word(of: "resolution"), duration: seconds,
      seed: object["seed"]?.integer)
  }

  private func word(of key: String) -> String? {
    object[key]?.string.map { OutsideText.line($0, limit: 40) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func failure(_ status: TaskStatus) -> TaskFailure? {
    let code: String
    let words: String
    switch status {
    case .failed:
      (code, words) = (
        "Failed", Phrase("The server says that the task failed, and not why.").english
      )
    case .expired:
      (code, words) = ("Expired", Phrase("The task ran out of its time at the server.").english)
    case .cancelled:
      (code, words) = ("Cancelled", Phrase("The task was cancelled at the server.").english)
    default: return nil
    }
    let told = ToldError(in: object)
    let known = told?.code ?? code
    return TaskFailure(
      code: known, message: told?.message ?? words, advice: ErrorAdvice.advice(code: known))
  }
}
