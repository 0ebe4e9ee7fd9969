/// Collects the bytes between the two marks of a bracketed paste.
struct PasteCollector: Hashable, Sendable {
  private static let endMark: [UInt8] = Array("\u{1B}[201~".utf8)
  /// Bytes kept of one paste; what comes after them is dropped, so that a lost end mark costs no
  /// more.
  static let limit = 16 << 20

  private var bytes: [UInt8] = []
  private var matched = 0

  /// Takes a byte; gives the cleaned text when the end mark is whole.
  mutating func take(_ byte: UInt8) -> String? {
    if matched == 0, byte != 0x1B {
      if bytes.count < Self.limit { bytes.append(byte) }
      return nil
    }
    if byte == Self.endMark[matched] {
      matched += 1
      return matched == Self.endMark.count ? finish() : nil
    }
    keep(Self.endMark[..<matched])
    // ESC stands only at the beginning of the mark, so a mismatch can begin it anew but not
    // continue it.
    matched = byte == Self.endMark[0] ? 1 : 0
    if matched == 0 { keep(CollectionOfOne(byte)) }
    return nil
  }

  /// What was pasted so far.
  mutating func finish() -> String {
    defer { self = PasteCollector() }
    return PastedText.clean(String(decoding: bytes, as: UTF8.self))
  }

  private mutating func keep(_ more: some Collection<UInt8>) {
    guard bytes.count + more.count <= Self.limit else { return }
    bytes.append(contentsOf: more)
  }
}

/// Makes pasted text fit for an editor.
enum PastedText {
  /// The text with every line end as `\n` and each tab as one blank, without control characters,
  /// bidirectional controls and invisible blanks.
  ///
  /// Joiners stay: emoji and several scripts are written with them.
  static func clean(_ text: String) -> String {
    var cleaned = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: if last != "\r" { cleaned.append("\n") }
      case 0x0D, 0x85, 0x2028, 0x2029: cleaned.append("\n")
      case 0x09: cleaned.append(" ")
      case 0..<0x20, 0x7F..<0xA0: break
      case 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: break
      default: cleaned.append(scalar)
      }
      last = scalar
    }
    return String(cleaned)
  }
}
