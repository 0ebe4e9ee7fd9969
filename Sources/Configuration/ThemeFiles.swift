internal import Wording

/// Finds colour themes: the user's own files, then those that are built in.
public struct ThemeFiles: Sendable {
  private let paths: Paths
  private let files: ConfigurationFiles

  /// Makes a finder; reads nothing yet.
  public init(paths: Paths, files: ConfigurationFiles = .disk) {
    self.paths = paths
    self.files = files
  }

  /// The colours of a theme by slot, `base00` to `base17`, each six hexadecimal digits in lower case
  /// without `#`.
  ///
  /// Takes both published forms of base16 and base24 files: flat, and with `palette:`.
  ///
  /// - Throws: When no theme has this name, or its file is not a theme.
  public func find(_ name: String) throws(ConfigurationError) -> [String: String] {
    if Self.isFileName(name) {
      for ending in [".yaml", ".yml"] {
        let path = Paths.join(paths.themesFolder, name + ending)
        switch files.read(path) {
        case .success(let contents): return try Self.colors(contents.bytes, file: path)
        case .failure(.missing): continue
        case .failure(let problem):
          throw ConfigurationError(
            file: path, line: nil,
            problem: Phrase("The theme cannot be read: {problem}.", ["problem": problem.words])
              .english)
        }
      }
      if let shipped = Self.shipped[name] {
        return try Self.colors(shipped, file: name + ".yaml")
      }
    }
    throw ConfigurationError(
      file: paths.configFile, line: nil,
      problem: Phrase("There is no theme \"{name}\".", ["name": Words.shown(name)]).english,
      fix: Words.suggestion(
        for: name, among: names,
        else: { Phrase("The themes are {names}.", ["names": $0]) }))
  }

  /// The names of all themes, built in or the user's own, in alphabetical order.
  public var names: [String] {
    var names = Set(Self.shipped.keys)
    for file in files.names(paths.themesFolder) {
      for ending in [".yaml", ".yml"] where file.hasSuffix(ending) {
        let name = String(file.dropLast(ending.count))
        if Self.isFileName(name) { names.insert(name) }
      }
    }
    return names.sorted()
  }

  /// The names of the built-in themes, in alphabetical order.
  public static var shippedNames: [String] { shipped.keys.sorted() }

  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 100
      && !name.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") }
  }

  /// Reads the colours of one file.
  static func colors(
    _ bytes: [UInt8], file: String
  ) throws(ConfigurationError) -> [String: String] {
    let root: YAMLNode?
    do {
      root = try YAML.parse(bytes)
    } catch {
      throw ConfigurationError(
        file: file, line: error.line,
        problem: Phrase("This is not YAML: {problem}.", ["problem": error.problem]).english)
    }
    guard let entries = root?.entries else { throw notATheme(file, root?.line) }
    let palette = entries.first { $0.key == "palette" }
    var colors: [String: String] = [:]
    for entry in palette?.value.entries ?? entries {
      guard let slot = slot(entry.key) else { continue }
      guard let color = entry.value.scalar.flatMap(hexadecimal) else {
        throw ConfigurationError(
          file: file, line: entry.value.line,
          problem: Phrase("\"{key}\" must be a colour like \"2e3440\".", ["key": entry.key])
            .english, fix: Phrase("Six hexadecimal digits, in quotation marks.").english)
      }
      colors[slot] = color
    }
    for slot in required where colors[slot] == nil { throw notATheme(file, root?.line, slot) }
    return colors
  }

  private static func notATheme(
    _ file: String, _ line: Int?, _ slot: String = "base00"
  ) -> ConfigurationError {
    ConfigurationError(
      file: file, line: line,
      problem: Phrase("This is not a base16 theme: \"{slot}\" is missing.", ["slot": slot]).english)
  }

  /// The slots of base16; base24 has eight more.
  private static let required = (0..<16).map { number in
    "base0" + String(number, radix: 16, uppercase: true)
  }

  /// `base0A` in its usual spelling, or nil for a key that is not a slot.
  private static func slot(_ key: String) -> String? {
    guard key.utf8.count == 6, key.lowercased().hasPrefix("base"),
      let number = UInt8(key.dropFirst(4), radix: 16), number < 24
    else { return nil }
    let digits = String(number, radix: 16, uppercase: true)
    let slot = "base" + (digits.utf8.count == 1 ? "0" : "") + digits
    // The initialiser of numbers also takes a sign.
    return slot.lowercased() == key.lowercased() ? slot : nil
  }

  private static func hexadecimal(_ text: String) -> String? {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.utf8.count == 6,
      digits.utf8.allSatisfy({ byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
      })
    else { return nil }
    return digits.lowercased()
  }
}
