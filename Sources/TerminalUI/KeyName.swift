/// What a key is called where somebody writes it down: `R`, `ctrl-q`, `alt-up`, `page-down`, `f5`.
extension Key {
  private static let words: [(name: String, code: Code)] =
    [
      ("enter", .enter), ("tab", .tab), ("backspace", .backspace), ("escape", .escape),
      ("delete", .delete), ("insert", .insert), ("up", .up), ("down", .down), ("left", .left),
      ("right", .right), ("home", .home), ("end", .end), ("page-up", .pageUp),
      ("page-down", .pageDown), ("space", .character(" ")),
    ] + (1...12).map { ("f\($0)", .function($0)) }

  private static let prefixes: [(name: String, modifier: Modifiers)] = [
    ("ctrl-", .control), ("alt-", .alt), ("shift-", .shift),
  ]

  /// The names of all keys that are no characters, without what is held down.
  public static var names: [String] { words.map(\.name) }

  /// Reads a key's name; nil for what is none, and for keys that no terminal can tell from another
  /// one (Ctrl-I is Tab, Ctrl-M is Enter, Ctrl-H is Backspace).
  public init?(name: String) {
    var rest = Substring(name)
    var modifiers: Modifiers = []
    while let prefix = Self.prefixes.first(where: { rest.lowercased().hasPrefix($0.name) }),
      rest.count > prefix.name.count
    {
      rest = rest.dropFirst(prefix.name.count)
      modifiers.insert(prefix.modifier)
    }
    if let word = Self.words.first(where: { $0.name == rest.lowercased() }) {
      self.init(word.code, modifiers)
      return
    }
    guard rest.count == 1, let character = rest.first, !character.isWhitespace,
      character.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
    else { return nil }
    // A shifted character is another character.
    guard !modifiers.contains(.shift) else { return nil }
    guard modifiers.contains(.control) else {
      self.init(.character(character), modifiers)
      return
    }
    guard let small = character.lowercased().first, ("a"..."z").contains(small) || small == "_",
      !"imh".contains(small)
    else { return nil }
    self.init(.character(small), modifiers)
  }

  /// The key's name, which `init(name:)` reads.
  public var name: String {
    let held = Self.prefixes.filter { modifiers.contains($0.modifier) }.map(\.name).joined()
    if let word = Self.words.first(where: { $0.code == code }) { return held + word.name }
    guard case .character(let character) = code else { return held }
    return held + String(character)
  }

  /// The key as short as the footer writes it: `^Q`, `Alt-X`, `⇧Tab`, `PgDn`.
  public var sign: String {
    var held = ""
    if modifiers.contains(.alt) { held += "Alt-" }
    if modifiers.contains(.control) { held += "^" }
    if modifiers.contains(.shift) { held += "⇧" }
    switch code {
    case .character(" "): return held + "Space"
    case .character(let character):
      guard !held.isEmpty else { return String(character) }
      let isLarge = character.isUppercase
      return held + (isLarge ? "⇧" : "") + character.uppercased()
    case .enter: return held + "Enter"
    case .tab: return held + "Tab"
    case .backspace: return held + "Bksp"
    case .escape: return held + "Esc"
    case .delete: return held + "Del"
    case .insert: return held + "Ins"
    case .up: return held + "↑"
    case .down: return held + "↓"
    case .left: return held + "←"
    case .right: return held + "→"
    case .home: return held + "Home"
    case .end: return held + "End"
    case .pageUp: return held + "PgUp"
    case .pageDown: return held + "PgDn"
    case .function(let number): return held + "F\(number)"
    }
  }
}
