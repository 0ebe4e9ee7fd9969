internal import VideoTasks

/// The error that an answer tells of, in any of the forms that have been met.
struct ToldError {
  /// The server's code, cleaned.
  var code: String?
  /// The server's words, cleaned.
  var message: String?

  /// Reads the error of an object; nil when it tells of none.
  ///
  /// Met have been: an envelope `{code, message}`, a text, `fail_reason` or `message` or `msg` in
  /// its place, and a business code beside a text.
  init?(in object: [String: JSONValue]) {
    let business = Self.businessCode(object)
    switch object["error"] {
    case .object(let members)?:
      code = Self.word(members["code"]) ?? Self.word(members["type"])
      message = ["message", "msg", "detail"].lazy.compactMap { Self.line(members[$0]) }.first
      if code != nil || message != nil { return }
    case .string(let text)? where !text.isEmpty:
      code = business
      message = Self.line(.string(text))
      if code != nil || message != nil {
        complete()
        return
      }
    default: break
    }
    code = business
    message = ["fail_reason", "message", "msg"].lazy.compactMap { Self.line(object[$0]) }.first
    if code == nil && message == nil { return nil }
    complete()
  }

  /// A `code` at the top that does not mean success: some servers report refusals with HTTP 200.
  static func businessCode(_ object: [String: JSONValue]) -> String? {
    guard let code = word(object["code"]) else { return nil }
    return ["0", "200", "ok", "success"].contains(code.lowercased()) ? nil : code
  }

  /// A text may carry the code of the server behind this one, which says more than none.
  private mutating func complete() {
    guard code == nil, let message else { return }
    let isPart = { (letter: Character) in
      letter.isASCII && (letter.isLetter || letter.isNumber || letter == ".")
    }
    code = message.split { !isPart($0) }.lazy
      .map { $0.hasSuffix(".") ? String($0.dropLast()) : String($0) }
      .first { word in
        // Words of a sentence are no codes: those have capitals inside.
        word.dropFirst().contains(where: \.isUppercase) && ErrorAdvice.isKnown(word)
      }
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
}
