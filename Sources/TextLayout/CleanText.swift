/// Makes text from outside fit for a screen: it cannot move the cursor or hide what it is.
///
/// Control characters, terminal colour sequences, bidirectional controls, zero-width characters and
/// variation selectors are left out. Letters, marks and emoji stay; a mark at the beginning gets a
/// dotted circle, so that it does not join what is written before it.
public enum CleanText {
  /// One line: newlines and tabs in a row become one blank.
  ///
  /// `limit` is a number of scalars; what is longer is cut and ends with `…`. The cost is bounded by
  /// the limit too, however long the text and whatever it hides.
  public static func line(_ text: String, limit: Int = 4000) -> String {
    if text.utf8.count <= limit, Columns.asciiCount(text) != nil { return text }
    return clean(text, limit: limit, keepsNewlines: false)
  }

  /// Several lines: every kind of line end becomes `\n`, a tab one blank.
  ///
  /// `limit` is a number of scalars; what is longer is cut and ends with `…`.
  public static func paragraph(_ text: String, limit: Int = 40_000) -> String {
    if text.utf8.count <= limit, Columns.asciiCount(text) != nil { return text }
    return clean(text, limit: limit, keepsNewlines: true)
  }

  /// How many scalars are looked at for one that is kept: a text may be nothing but what is left out.
  private static let lookedAtForEach = 8

  private static func clean(_ text: String, limit: Int, keepsNewlines: Bool) -> String {
    var cleaned = String.UnicodeScalarView()
    var count = 0
    var last: Unicode.Scalar?
    var escapes = EscapeSkipper()
    let (most, isEndless) = max(limit, 512).multipliedReportingOverflow(by: lookedAtForEach)
    var looked = 0
    for scalar in text.unicodeScalars {
      defer { last = scalar }
      guard isEndless || looked < most else { return String(cleaned) + "…" }
      looked += 1
      guard !escapes.skips(scalar) else { continue }
      guard let kept = replacement(of: scalar, after: last, keepsNewlines: keepsNewlines) else {
        continue
      }
      guard count < limit else {
        return String(cleaned) + "…"
      }
      if cleaned.last == nil || cleaned.last == "\n", needsBase(kept) { cleaned.append("\u{25CC}") }
      cleaned.append(kept)
      count += 1
    }
    return String(cleaned)
  }

  private static func replacement(
    of scalar: Unicode.Scalar, after last: Unicode.Scalar?, keepsNewlines: Bool
  ) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x0A where last == "\r": return nil
    case 0x0A, 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029:
      if keepsNewlines { return "\n" }
      return isBreak(last) ? nil : " "
    case 0x09:
      return !keepsNewlines && isBreak(last) ? nil : " "
    case let value where value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value):
      return "\u{FFFD}"
    default:
      let kind = ScalarKind(scalar)
      return kind == .control || kind == .ignorable ? nil : scalar
    }
  }

  /// Whether the scalar would join what stands before the text on the screen.
  private static func needsBase(_ scalar: Unicode.Scalar) -> Bool {
    ScalarKind(scalar) == .mark || scalar.properties.isEmojiModifier
  }

  private static func isBreak(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar?.value {
    case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}

/// Skips `ESC [ … letter`, so that a coloured message leaves no `[31m` behind.
private struct EscapeSkipper {
  private enum State { case text, escape, sequence }
  private var state = State.text

  /// Whether the scalar belongs to a sequence.
  mutating func skips(_ scalar: Unicode.Scalar) -> Bool {
    switch (state, scalar.value) {
    case (_, 0x1B): state = .escape
    case (.escape, 0x5B): state = .sequence
    case (.sequence, 0x20...0x3F): break
    case (.sequence, 0x40...0x7E): state = .text
    default:
      state = .text
      return false
    }
    return true
  }
}
