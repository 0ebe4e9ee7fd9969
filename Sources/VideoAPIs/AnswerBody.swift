internal import VideoTasks

/// Reads the bodies of answers, with the irregularities that have been met.
struct AnswerBody {
  let answer: APIAnswer
  /// The members of the JSON object in the body; nil when there is none.
  let object: [String: JSONValue]?

  init(_ answer: APIAnswer) {
    self.answer = answer
    object = Self.object(in: answer.body)
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
  ///
  /// Met have been: an envelope `{code, message}`, a text, `fail_reason` or `message` or `msg` in
  /// its place, and a business code beside a text.
  var error: (code: String?, message: String?)? {
    guard let object else { return nil }
    switch object["error"] {
    case .object(let members)?:
      let code = Self.word(members["code"]) ?? Self.word(members["type"])
      let message = ["message", "msg", "detail"].lazy.compactMap { Self.line(members[$0]) }.first
      if code != nil || message != nil { return (code, message) }
    case .string(let text)? where !text.isEmpty: return (businessCode, OutsideText.line(text))
    default: break
    }
    let message = ["fail_reason", "message", "msg"].lazy.compactMap { Self.line(object[$0]) }.first
    return businessCode == nil && message == nil ? nil : (businessCode, message)
  }

  /// A `code` at the top that does not mean success: some servers report refusals with HTTP 200.
  private var businessCode: String? {
    guard let code = Self.word(object?["code"]) else { return nil }
    return ["0", "200", "ok", "success"].contains(code.lowercased()) ? nil : code
  }

  /// Whether a 2xx body is a refusal in other clothes: an error and nothing that a task has.
  var isBusinessRefusal: Bool {
    guard let object else { return false }
    guard object["id"] == nil || object["id"] == .null else { return false }
    return businessCode != nil || (object["error"] != nil && error != nil)
  }

  private static func word(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text)?:
      let word = OutsideText.line(text, limit: 80)
      return word.isEmpty ? nil : word
    case .integer(let number)?: return String(number)
    default: return nil
    }
  }

  private static func line(_ value: JSONValue?) -> String? {
    guard let text = value?.string else { return nil }
    let line = OutsideText.line(text)
    return line.isEmpty ? nil : line
  }

  /// What the body is, in words: for answers that cannot be used.
  var description: String {
    if let error {
      let code = error.code.map { " (\($0))" } ?? ""
      return "HTTP \(answer.status): \(error.message ?? "an error without words")\(code)"
    }
    if answer.body.isEmpty { return "HTTP \(answer.status) without a body" }
    if object != nil { return "HTTP \(answer.status) with JSON that lacks what was asked for" }
    let start = OutsideText.line(
      String(decoding: answer.body.prefix(400), as: UTF8.self), limit: 60)
    let isPage = start.hasPrefix("<")
    return isPage
      ? "HTTP \(answer.status) with a web page in place of JSON (is base_url right?)"
      : "HTTP \(answer.status) with something that is not JSON: \(start)"
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
