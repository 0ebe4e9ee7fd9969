internal import VideoTasks

/// One mapping of the file, read key by key; every error names the line, the key, what was found and
/// what is allowed.
struct Section {
  let file: String
  /// What stands before the keys in messages: `profiles.apiyi.`, or nothing at the top.
  let prefix: String
  let line: Int
  private let entries: [YAMLEntry]

  /// Takes a mapping whose keys must be among `known`; nil takes any.
  init(
    _ node: YAMLNode, file: String, name: String, known: [String]?
  ) throws(ConfigurationError) {
    self.file = file
    prefix = name.isEmpty ? "" : name + "."
    line = node.line
    if node.isNull {
      entries = []
      return
    }
    guard let entries = node.entries else {
      let place = name.isEmpty ? "The file" : "\"\(Words.shown(name))\""
      let example = known.flatMap(\.first) ?? "name"
      throw ConfigurationError(
        file: file, line: node.line, problem: "\(place) must hold settings (\"\(example): …\").")
    }
    self.entries = entries
    guard let known else { return }
    for entry in entries where !known.contains(entry.key) {
      throw ConfigurationError(
        file: file, line: entry.line,
        problem: "\"\(OutsideText.line(entry.key, limit: 60))\" is not a setting here.",
        fix: Words.suggestion(for: entry.key, among: known, lead: "The settings here are"))
    }
  }

  /// The entries that hold something, in the file's order.
  var stated: [YAMLEntry] { entries.filter { !$0.value.isNull } }

  /// All entries, in the file's order.
  var all: [YAMLEntry] { entries }

  /// The value of a key, or nil when it is absent or empty.
  func node(_ key: String) -> YAMLNode? {
    entries.first { $0.key == key && !$0.value.isNull }?.value
  }

  /// The mapping under a key.
  func section(_ key: String, known: [String]?) throws(ConfigurationError) -> Section? {
    guard let node = node(key) else { return nil }
    return try Section(node, file: file, name: prefix + key, known: known)
  }

  /// A text that is not empty.
  func text(_ key: String, allowed: String = "a text") throws(ConfigurationError) -> String? {
    guard let node = node(key) else { return nil }
    guard let text = node.scalar, !text.isEmpty, !text.utf8.contains(0) else {
      throw wrong(key, node, allowed)
    }
    return text
  }

  /// One of a few words.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(ConfigurationError) -> Choice? where Choice.RawValue == String {
    guard let node = node(key) else { return nil }
    guard let text = node.scalar, let choice = Choice(rawValue: text.lowercased()) else {
      let names = Choice.allCases.map(\.rawValue)
      throw wrong(
        key, node, names.dropLast().joined(separator: ", ") + " or " + (names.last ?? ""))
    }
    return choice
  }

  /// `true` or `false`, or what YAML also takes for them.
  func bool(_ key: String) throws(ConfigurationError) -> Bool? {
    guard let node = node(key) else { return nil }
    guard case .scalar(let text, isQuoted: false) = node.content,
      let value = Self.truth[text.lowercased()]
    else { throw wrong(key, node, "true or false") }
    return value
  }

  private static let truth = [
    "true": true, "yes": true, "on": true, "false": false, "no": false, "off": false,
  ]

  /// A whole number within a range.
  func integer(
    _ key: String, _ range: ClosedRange<Int>
  ) throws(ConfigurationError) -> Int? {
    guard let node = node(key) else { return nil }
    guard case .scalar(let text, isQuoted: false) = node.content, let value = Int(text),
      range.contains(value)
    else {
      throw wrong(key, node, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A number within a range; `allowed` says the range in words.
  func number(
    _ key: String, _ range: ClosedRange<Double>, allowed: String
  ) throws(ConfigurationError) -> Double? {
    guard let node = node(key) else { return nil }
    guard case .scalar(let text, isQuoted: false) = node.content, Self.isDecimal(text),
      let value = Double(text), range.contains(value)
    else { throw wrong(key, node, allowed) }
    return value
  }

  /// Whether a text is digits with at most one point, as `Double` would also take `nan` and `0x1p4`.
  static func isDecimal(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, text.utf8.count <= 20 else { return false }
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
  }

  /// The error of a value that is not what its key takes.
  func wrong(_ key: String, _ node: YAMLNode, _ allowed: String) -> ConfigurationError {
    ConfigurationError(
      file: file, line: node.line,
      problem: "\"\(Words.shown(key))\" is \(Self.found(node)), and must be \(allowed).")
  }

  /// The error of a name that must be one of some.
  func unknown(
    _ what: String, _ name: String, at line: Int, among names: [String], lead: String
  ) -> ConfigurationError {
    ConfigurationError(
      file: file, line: line,
      problem: "There is no \(what) \"\(OutsideText.line(name, limit: 60))\".",
      fix: Words.suggestion(for: name, among: names, lead: lead))
  }

  /// What stands there, for a message.
  private static func found(_ node: YAMLNode) -> String {
    switch node.content {
    // Masked, as a key may stand at the wrong place.
    case .scalar(let text, _): "\"\(OutsideText.line(text, limit: 60))\""
    case .sequence: "a list"
    case .mapping: "a group of settings"
    }
  }
}
