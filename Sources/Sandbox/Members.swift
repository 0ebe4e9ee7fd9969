internal import VideoTasks

/// The members of an object, read with their types checked.
struct Members: Sendable {
  var values: [String: JSONValue]

  init(_ values: [String: JSONValue]) { self.values = values }

  /// The members of a request's body; null counts as not stated, as the vendors' clients send it.
  init(body: JSONValue) throws(Refusal) {
    guard case .object(let all) = body else {
      throw Refusal(
        status: 400, code: "InvalidParameter", message: "The request's body is not a JSON object.")
    }
    values = all.filter { $0.value != .null }
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  func string(_ name: String) throws(Refusal) -> String? {
    guard let value = values[name] else { return nil }
    guard case .string(let text) = value else { throw .invalid(name, "it must be a string") }
    return text
  }

  func bool(_ name: String) throws(Refusal) -> Bool? {
    guard let value = values[name] else { return nil }
    guard case .bool(let flag) = value else { throw .invalid(name, "it must be true or false") }
    return flag
  }

  func choice(_ name: String, of choices: [String]) throws(Refusal) -> String? {
    guard let text = try string(name) else { return nil }
    guard choices.contains(text) else {
      throw .invalid(name, "it must be one of \(choices.joined(separator: ", "))")
    }
    return text
  }

  func integer(
    _ name: String, in range: ClosedRange<Int64>, or other: Int64? = nil
  ) throws(Refusal) -> Int64? {
    guard let value = values[name] else { return nil }
    guard case .integer(let number) = value else {
      throw .invalid(name, "it must be a whole number")
    }
    guard range.contains(number) || number == other else {
      let words = "\(range.lowerBound) to \(range.upperBound)"
      throw .invalid(name, "it must be \(words)" + (other.map { ", or \($0)" } ?? ""))
    }
    return number
  }

  /// An array of texts; empty when it is not stated.
  func strings(_ name: String) throws(Refusal) -> [String] {
    guard let value = values[name] else { return [] }
    guard case .array(let items) = value else { throw .invalid(name, "it must be an array") }
    var texts: [String] = []
    for item in items {
      guard case .string(let text) = item else {
        throw .invalid(name, "each item must be a string")
      }
      texts.append(text)
    }
    return texts
  }

  /// A text that must be there and say something.
  func words(_ name: String) throws(Refusal) -> String {
    guard let text = try string(name) else { throw .missing(name) }
    guard text.contains(where: { !$0.isWhitespace }) else { throw .invalid(name, "it is empty") }
    return text
  }
}
