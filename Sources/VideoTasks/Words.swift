internal import Wording

/// Turns values into the words of a sentence.
enum Words {
  /// A value as the user gave it, fit for one line.
  static func value(_ text: String) -> String {
    let line = OutsideText.line(text, limit: 80)
    return line.isEmpty ? "“”" : line
  }

  /// `a, b and c`.
  static func all(_ words: [String]) -> Phrase {
    words.isEmpty ? Phrase("nothing") : .list(words.map { .verbatim($0) })
  }

  /// `a, b or c`.
  static func either(_ words: [String]) -> Phrase { either(words.map { .verbatim($0) }) }

  /// `a, b or c`.
  static func either(_ words: [Phrase]) -> Phrase {
    words.isEmpty ? Phrase("nothing") : .choice(words)
  }

  /// A number with at most three digits after the point and no zeros at its end.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
    let thousandths = (value * 1000).rounded()
    let whole = Int64(thousandths)
    let digits = String(abs(whole % 1000) + 1000).dropFirst()
    var text = "\(whole / 1000).\(digits)"
    if whole < 0, whole / 1000 == 0 { text = "-" + text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Bytes as megabytes of 1,048,576 bytes: `31.5 MB`.
  static func megabytes(_ bytes: Int64) -> String {
    number((Double(bytes) / 1_048_576 * 10).rounded(.up) / 10) + " MB"
  }
}
