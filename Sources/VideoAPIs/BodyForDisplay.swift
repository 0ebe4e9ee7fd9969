public import VideoTasks

extension APICall {
  /// The body as a JSON value with `data:` texts shortened, for screens and dry runs; nil without a
  /// body.
  public var displayBody: JSONValue? {
    body.flatMap { JSONValue(parsing: $0) }.map(Self.shortened)
  }

  private static func shortened(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text) where text.hasPrefix("data:") && text.utf8.count > 80:
      let head = text.prefix { $0 != "," }.prefix(60)
      return .string("\(head),… (\(text.utf8.count) bytes)")
    case .array(let elements): return .array(elements.map(shortened))
    case .object(let members): return .object(members.mapValues(shortened))
    default: return value
    }
  }
}
