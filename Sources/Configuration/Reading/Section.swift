internal import VideoTasks
internal import Wording

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
      let example = known.flatMap(\.first) ?? "name"
      let problem =
        name.isEmpty
        ? Phrase("The file must hold settings (\"{example}: …\").", ["example": example])
        : Phrase(
          "\"{name}\" must hold settings (\"{example}: …\").",
          ["name": Words.shown(name), "example": example])
      throw ConfigurationError(file: file, line: node.line, problem: problem.english)
    }
    self.entries = entries
    guard let known else { return }
    for entry in entries where !known.contains(entry.key) {
      throw ConfigurationError(
        file: file, line: entry.line,
        problem: Phrase(
          "\"{name}\" is not a setting here.", ["name": OutsideText.line(entry.key, limit: 60)]
        ).english,
        fix: Words.suggestion(for: entry.key, among: known) {
          Phrase("The settings here are {names}.", ["names": $0])
        })
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
  func text(_ key: String, allowed: String? = nil) throws(ConfigurationError) -> String? {
    guard let node = node(key) else { return nil }
    guard let text = node.scalar, !text.isEmpty, !text.utf8.contains(0) else {
      throw wrong(key, node, allowed ?? Phrase("a text").english)
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
    else { throw wrong(key, node, Phrase("true or false").english) }
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
      throw wrong(
        key, node,
        Phrase(
          "a whole number from {least} to {most}",
          ["least": range.lowerBound, "most": range.upperBound]
        ).english)
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
      problem: Phrase(
        "\"{key}\" is {found}, and must be {allowed}.",
        ["key": Words.shown(key), "found": Self.found(node), "allowed": allowed]
      ).english)
  }

  /// The error of a name that must be one of some.
  func unknown(
    _ problem: Phrase, _ name: String, at line: Int, among names: [String],
    else list: (_ names: String) -> Phrase
  ) -> ConfigurationError {
    ConfigurationError(
      file: file, line: line, problem: problem.english,
      fix: Words.suggestion(for: name, among: names, else: list))
  }

  /// The error of a model that is in no catalogue.
  func unknownModel(
    _ name: String, at line: Int, among ids: [String]
  ) -> ConfigurationError {
    unknown(
      Phrase("There is no model \"{name}\".", ["name": OutsideText.line(name, limit: 60)]), name,
      at: line, among: ids, else: Self.modelList)
  }

  /// Says what models there are.
  static func modelList(_ names: String) -> Phrase {
    Phrase("The models are {names}.", ["names": names])
  }

  /// What stands there, for a message.
  private static func found(_ node: YAMLNode) -> String {
    switch node.content {
    // Masked, as a key may stand at the wrong place.
    case .scalar(let text, _): "\"\(OutsideText.line(text, limit: 60))\""
    case .sequence: Phrase("a list").english
    case .mapping: Phrase("a group of settings").english
    }
  }
}
