/// One value of a YAML file, with the place where it stands.
struct YAMLNode: Hashable, Sendable {
  var content: Content
  /// Counted from 1.
  var line: Int

  indirect enum Content: Hashable, Sendable {
    /// A text; a quoted one is never taken for a number, a truth value or nothing.
    case scalar(String, isQuoted: Bool)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  /// Whether nothing stands there, or the words for nothing.
  var isNull: Bool {
    guard case .scalar(let text, isQuoted: false) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The text of a scalar, or nil.
  var scalar: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The entries of a mapping in the file's order, or nil.
  var entries: [YAMLEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The elements of a sequence, or nil.
  var elements: [YAMLNode]? {
    if case .sequence(let elements) = content { elements } else { nil }
  }
}

/// One key of a mapping and its value.
struct YAMLEntry: Hashable, Sendable {
  var key: String
  /// The line of the key, counted from 1.
  var line: Int
  var value: YAMLNode
}

/// Why a file could not be read as YAML.
struct YAMLError: Error, Hashable, Sendable {
  /// Counted from 1.
  var line: Int
  /// What is wrong, as the rest of a sentence that may be shown: it holds no text of the file.
  var problem: String
}
