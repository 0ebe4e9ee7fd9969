/// What a terminal says about itself when it is asked.
public enum TerminalAnswer: Hashable, Sendable {
  /// What it can do (DA1), by the numbers of DEC: 4 is sixel graphics. Every terminal answers this
  /// question, so asked last it tells that no other answer will come.
  case attributes([Int])
  /// Its program and version (XTVERSION), as `kitty(0.32.2)`; printable ASCII, 60 bytes at most.
  case name(String)
  /// The colour behind its text (OSC 11).
  case background(RGB)
  /// The colour of its text (OSC 10).
  case foreground(RGB)
  /// How many pixels a cell is wide and high (CSI 16 t); both at least 1.
  case cellSize(width: Int, height: Int)
  /// The state of a private mode (DECRQM).
  case mode(Int, ModeState)
  /// The flags of the kitty keyboard protocol that are in force.
  case keyboardFlags(Int)
  /// Whether a picture of the kitty graphics protocol would be shown.
  case kittyGraphics(Bool)
  /// It is there (DSR 5).
  case present

  /// What a terminal knows of a mode.
  public enum ModeState: Int, Hashable, Sendable {
    case unknown, set, reset, alwaysSet, alwaysReset
  }
}

/// Reads answers from whole sequences.
enum AnswerTables {
  /// What `CSI parameters final` answers; nil when it is no answer that is asked for.
  ///
  /// `parameters` may end in intermediate bytes.
  static func csi(_ parameters: [UInt8], final: UInt8) -> TerminalAnswer? {
    let isPrivate = parameters.first == UInt8(ascii: "?")
    let body = isPrivate ? parameters.dropFirst() : parameters[...]
    switch Unicode.Scalar(final) {
    case "c" where isPrivate:
      return numbers(body).map { .attributes($0) }
    case "u" where isPrivate:
      return numbers(body)?.first.map { .keyboardFlags($0) }
    case "y" where isPrivate && body.last == UInt8(ascii: "$"):
      guard let fields = numbers(body.dropLast()), fields.count == 2,
        let state = TerminalAnswer.ModeState(rawValue: fields[1])
      else { return nil }
      return .mode(fields[0], state)
    case "n" where !isPrivate:
      return numbers(body).flatMap { $0 == [0] || $0 == [3] ? .present : nil }
    case "t" where !isPrivate:
      guard let fields = numbers(body), fields.count == 3, fields[0] == 6,
        (1...4096).contains(fields[1]), (1...4096).contains(fields[2])
      else { return nil }
      return .cellSize(width: fields[2], height: fields[1])
    default: return nil
    }
  }

  /// What a string of the terminal answers: `kind` is the byte after ESC, `]`, `P` or `_`.
  static func string(_ kind: UInt8, _ bytes: [UInt8]) -> TerminalAnswer? {
    let text = String(decoding: bytes, as: UTF8.self)
    switch Unicode.Scalar(kind) {
    case "]":
      guard let separator = text.firstIndex(of: ";"),
        let color = color(text[text.index(after: separator)...])
      else { return nil }
      switch text[..<separator] {
      case "10": return .foreground(color)
      case "11": return .background(color)
      default: return nil
      }
    case "P":
      guard text.hasPrefix(">|") else { return nil }
      let name = text.unicodeScalars.dropFirst(2).prefix(60).filter {
        (32..<127).contains($0.value)
      }
      return name.isEmpty ? nil : .name(String(String.UnicodeScalarView(name)))
    default:
      guard text.hasPrefix("G"), let separator = text.firstIndex(of: ";") else { return nil }
      return .kittyGraphics(text[separator...] == ";OK")
    }
  }

  /// A colour as X names it: `rgb:` or `rgba:` with one to four digits a part, or `#rrggbb`.
  private static func color(_ text: Substring) -> RGB? {
    if text.hasPrefix("#") { return RGB(hex: String(text)) }
    let start = text.hasPrefix("rgba:") ? 5 : text.hasPrefix("rgb:") ? 4 : 0
    guard start > 0 else { return nil }
    let parts = text.dropFirst(start).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == start - 1 else { return nil }
    var bytes: [UInt8] = []
    for part in parts.prefix(3) {
      guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
        let value = Int(part, radix: 16)
      else { return nil }
      let most = (1 << (4 * part.utf8.count)) - 1
      bytes.append(UInt8((value * 255 + most / 2) / most))
    }
    return RGB(red: bytes[0], green: bytes[1], blue: bytes[2])
  }

  /// Numbers separated by `;`; nil if anything else stands there.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int]? {
    var fields = [0]
    for byte in bytes {
      switch byte {
      case UInt8(ascii: ";"): fields.append(0)
      case 0x30...0x39:
        fields[fields.count - 1] = min(fields[fields.count - 1] * 10 + Int(byte) - 48, 999_999)
      default: return nil
      }
    }
    return fields
  }
}
