/// Which signs a terminal can draw.
enum GlyphSet {
  case unicode
  /// The Linux console: its fonts have plain lines and blocks, but no rounded corners and no
  /// eighths.
  case console
  case ascii

  /// What is drawn instead of a text that cannot be drawn; one column wide.
  var standIn: Unicode.Scalar { self == .unicode ? "\u{FFFD}" : "?" }

  /// The sign to draw for a base character.
  func drawn(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.value >= 0x80 else { return scalar }
    return switch self {
    case .unicode: scalar
    case .console: Self.console(scalar)
    case .ascii: Self.ascii(scalar)
    }
  }

  /// Whether a sign is drawn and not written: lines, blocks, and the dots of plots.
  static func isLine(_ scalar: Unicode.Scalar) -> Bool {
    (0x2500...0x259F).contains(scalar.value) || (0x2800...0x28FF).contains(scalar.value)
  }

  private static func console(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "╭": "┌"
    case "╮": "┐"
    case "╯": "┘"
    case "╰": "└"
    case "▏", "▎", "▍": "▌"
    case "▋", "▊", "▉": "█"
    case "▁", "▂", "▃", "▄": "▄"
    case "▅", "▆", "▇": "█"
    case "…": "."
    case "✓", "✔": "√"
    case "✗", "✘": "x"
    case "▶", "▸", "❯", "›": ">"
    case "◀", "◂", "❮", "‹": "<"
    case "○", "◌": "o"
    case "●", "\u{2800}"..."\u{28FF}": "*"
    default: scalar
    }
  }

  private static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "─", "━", "┄", "┅", "┈", "┉", "╌", "╍", "═", "╴", "╶", "–", "—", "‐", "‑", "−": "-"
    case "│", "┃", "┆", "┇", "┊", "┋", "╎", "╏", "║", "╵", "╷", "▏", "▎", "▕": "|"
    case "\u{2500}"..."\u{257F}": "+"
    case "█", "▉", "▊", "▋", "▓", "■", "▆", "▇", "▅", "▀", "▄": "#"
    case "▌", "▍", "▐", "▒", "▃", "▂": "="
    case "░", "▁", "·", "…", "•": "."
    case "←", "◀", "◂", "❮", "‹", "«": "<"
    case "→", "▶", "▸", "❯", "›", "»": ">"
    case "↑", "▲", "▴": "^"
    case "↓", "▼", "▾": "v"
    case "●", "◆", "★", "✱", "\u{2800}"..."\u{28FF}": "*"
    case "○", "◌", "◇", "□": "o"
    case "✓", "✔", "√": "+"
    case "✗", "✘", "×": "x"
    case "“", "”", "„": "\""
    case "‘", "’", "‚": "'"
    case "⏎", "↵": "<"
    case "\u{A0}": " "
    default: "?"
    }
  }
}
