internal import CNcurses
internal import TerminalUI
internal import Wording

/// The terminal description to use.
struct TerminalType {
  let name: String
  /// A sentence for the user when another description than the named one is used.
  let notice: String?

  /// Chooses: a 24-bit relative of TERM if that is wanted and described here, else TERM, else
  /// xterm-256color, which nearly every terminal of today understands.
  static func choose(
    environment: [String: String], depth: ColorDepth?
  ) throws(TerminalError) -> TerminalType {
    let given = String(
      String.UnicodeScalarView(
        (environment["TERM"] ?? "").unicodeScalars.prefix(60).filter {
          (33..<127).contains($0.value)
        }
      ))
    let common = ["xterm-256color", "xterm"]
    let isKnown = !given.isEmpty && suits(given) != nil
    if isKnown, suits(given) == false { throw TerminalError.unsuitable(type: given) }
    if wantsDirect(environment, depth) {
      for relative in directRelatives(of: isKnown ? given : "xterm-256color")
      where suits(relative) == true {
        return TerminalType(name: relative, notice: isKnown ? nil : notice(given, common[0]))
      }
    }
    if isKnown { return TerminalType(name: given, notice: nil) }
    for name in common where suits(name) == true {
      return TerminalType(name: name, notice: notice(given, name))
    }
    throw TerminalError.unknownType(given.isEmpty ? "(TERM is not set)" : given)
  }

  private static func notice(_ given: String, _ used: String) -> String {
    let phrase =
      given.isEmpty
      ? Phrase("TERM is not set, so the terminal is driven as {used}.", ["used": used])
      : Phrase(
        "TERM {type} is unknown here, so it is driven as {used}.", ["type": given, "used": used])
    return phrase.english
  }

  /// Whether a description allows a full screen; nil if there is none.
  private static func suits(_ name: String) -> Bool? {
    guard cn_describe(name) else { return nil }
    defer { cn_forget_description() }
    return cn_capability("cup") != nil && !cn_has_flag("hc") && !cn_has_flag("gn")
  }

  /// NO_COLOR counts if it is not empty: https://no-color.org.
  private static func wantsDirect(_ environment: [String: String], _ depth: ColorDepth?) -> Bool {
    if let depth { return depth == .direct }
    guard environment["NO_COLOR", default: ""].isEmpty else { return false }
    return ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
  }

  /// Descriptions (of Debian's ncurses-term) for terminals that announce 24 bits.
  ///
  /// For the many that call themselves xterm, alacritty-direct comes first: it differs from
  /// xterm-direct in writing colours with semicolons, which all of them read, and shorter.
  private static func directRelatives(of type: String) -> [String] {
    let family = type.split(separator: "-").first.map(String.init) ?? type
    switch family {
    case "tmux", "screen": return type.hasPrefix("tmux") ? ["tmux-direct"] : []
    case "xterm" where type == "xterm-kitty": return ["kitty-direct"]
    case "xterm": return ["alacritty-direct", "xterm-direct"]
    default: return type.hasSuffix("-direct") ? [type] : ["\(family)-direct"]
    }
  }
}
