internal import VideoTasks
internal import Wording

/// Reads the bodies of answers, with the irregularities that have been met.
struct AnswerBody {
  let answer: APIAnswer
  /// The members of the JSON object in the body; nil when there is none.
  let object: [String: JSONValue]?

  /// Reads the body.
  ///
  /// - Parameter mayBeWrapped: whether what a task has may stand in `data`, beside the server's
  ///   business code, as public clients have met it on the server of the `kyy*` APIs.
  init(_ answer: APIAnswer, mayBeWrapped: Bool = false) {
    self.answer = answer
    let outer = Self.object(in: answer.body)
    object = mayBeWrapped ? outer.flatMap(Self.unwrapped) ?? outer : outer
  }

  /// The object in `data`, when it is the one that tells of a task and the outer one does not.
  private static func unwrapped(_ outer: [String: JSONValue]) -> [String: JSONValue]? {
    guard outer["id"]?.string == nil, outer["status"]?.string == nil,
      case .object(let inner)? = outer["data"]
    else { return nil }
    if inner["id"]?.string != nil { return inner }
    let isRefused = ToldError.businessCode(outer) != nil
    return inner["status"]?.string != nil && !isRefused ? inner : nil
  }

  var isSuccess: Bool { (200..<300).contains(answer.status) }

  /// Some servers lose the first two bytes, `{"`, of a body: it is tried with them put back.
  private static func object(in body: [UInt8]) -> [String: JSONValue]? {
    if let value = JSONValue(parsing: body) {
      if case .object(let members) = value { return members }
      return nil
    }
    for lost in ["{\"", "{"] where body.first != UInt8(ascii: "{") {
      if case .object(let members)? = JSONValue(parsing: Array(lost.utf8) + body) {
        return members
      }
    }
    return nil
  }

  /// The text of a member, when it is a text that is not empty.
  func text(_ key: String) -> String? {
    object?[key]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The error that the body tells of; nil when it tells of none.
  var error: ToldError? { object.flatMap(ToldError.init(in:)) }

  /// Whether a 2xx body is a refusal in other clothes: an error and nothing that a task has.
  var isBusinessRefusal: Bool {
    guard let object else { return false }
    guard object["id"] == nil || object["id"] == .null else { return false }
    return ToldError.businessCode(object) != nil || (object["error"] != nil && error != nil)
  }

  /// The answer as a failure, with the server's words or with what came in their place.
  var failure: TaskFailure {
    let code = error?.code ?? "HTTP\(answer.status)"
    return TaskFailure(
      code: code, message: error?.message ?? description,
      advice: ErrorAdvice.advice(code: code, status: answer.status))
  }

  /// What the body is, in words: for answers that cannot be used.
  var description: String {
    if let error {
      return "HTTP \(answer.status): \(words(of: error))"
    }
    return unusable.english
  }

  private func words(of error: ToldError) -> String {
    switch (error.message, error.code) {
    case (let message?, nil): message
    case (let message?, let code?): "\(message) (\(code))"
    case (nil, nil): Phrase("an error without words").english
    case (nil, let code?): Phrase("an error without words ({code})", ["code": code]).english
    }
  }

  private var unusable: Phrase {
    let status = answer.status
    if answer.body.isEmpty { return Phrase("HTTP {status} without a body", ["status": status]) }
    if object != nil {
      return Phrase(
        "HTTP {status} with JSON that lacks what was asked for", ["status": status])
    }
    // Asked not to, a server may pack a body all the same; the transport unpacks none.
    if answer.body.starts(with: [0x1F, 0x8B]) {
      return Phrase(
        "HTTP {status} with a packed body (gzip) that was not asked for", ["status": status])
    }
    let start = OutsideText.line(
      String(decoding: answer.body.prefix(400), as: UTF8.self), limit: 60)
    let isPage = start.hasPrefix("<")
    return isPage
      ? Phrase(
        "HTTP {status} with a web page in place of JSON (is base_url right?)", ["status": status])
      : Phrase(
        "HTTP {status} with something that is not JSON: {text}",
        ["status": status, "text": start])
  }

  /// How long the server asks to wait: at most a day; nil when it does not ask.
  ///
  /// - Parameter now: for a `Retry-After` with a date; nil takes the answer's own `Date`.
  func retryAfter(now: Timestamp?) -> Duration? {
    guard let value = answer.header("Retry-After") else { return nil }
    let text = OutsideText.line(value, limit: 60)
    let day: Duration = .seconds(86_400)
    if let seconds = Double(text), seconds.isFinite, seconds >= 0 {
      return seconds >= 86_400 ? day : .milliseconds(Int64((seconds * 1000).rounded(.up)))
    }
    guard let moment = TimeForms.httpDate(text),
      let start = now ?? answer.header("Date").flatMap(TimeForms.httpDate)
    else { return nil }
    return min(day, max(.zero, moment - start))
  }
}
