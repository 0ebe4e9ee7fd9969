/// Makes text from a server or a file fit to be kept and shown on one line.
public enum OutsideText {
  /// The text without control, bidirectional and invisible characters, with one blank for every
  /// run of white space, keys and signatures masked, and at most `limit` characters long.
  ///
  /// Masked are what follows `Bearer `, words that look like keys (`sk-…`) and the query of
  /// addresses, because a signed address is a key of its own. O(limit), however long the text.
  public static func line(_ text: String, limit: Int = 400) -> String {
    var words: [Substring] = []
    // More than can be shown is not worth looking at. Scalars are counted, not characters: one
    // character may be ten million marks.
    let shown = visible(text, most: max(0, limit) * 16)
    for word in shown.unicodeScalars.prefix(max(0, limit) * 4).split(separator: " ") {
      words.append(Substring(word))
    }
    var masked: [String] = []
    for (index, word) in words.enumerated() {
      let followsBearer = index > 0 && words[index - 1].lowercased().hasSuffix("bearer")
      masked.append(followsBearer && word.count >= 8 ? "…" : mask(word))
    }
    let line = masked.joined(separator: " ")
    guard line.unicodeScalars.count > limit else { return line }
    return String(line.unicodeScalars.prefix(max(0, limit - 1))) + "…"
  }

  /// The text with what cannot be seen taken out, and white space made blanks.
  ///
  /// - Parameter most: how many scalars of the text are looked at.
  static func visible(_ text: String, most: Int = .max) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(most) {
      if scalar.properties.isWhitespace {
        shown.append(" ")
      } else if !isInvisible(scalar) {
        shown.append(scalar)
      }
    }
    return String(shown)
  }

  /// Whether a scalar draws nothing of its own: controls, format characters, what is not assigned.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      return true
    default: return false
    }
  }

  private static func mask(_ word: Substring) -> String {
    let lowered = word.lowercased()
    if lowered.contains("://"), let query = word.firstIndex(of: "?") {
      return word[..<query] + "?…"
    }
    guard let start = keyStart(in: word) else { return String(word) }
    let key = word[start...].prefix { $0.isLetter || $0.isNumber || "-_*".contains($0) }
    let masked = key.count >= 11 ? "sk-…" : String(key)
    return word[..<start] + masked + word[key.endIndex...]
  }

  /// Where `sk-` begins a word or follows a sign, as in `key:sk-…`; not inside `risk-free`.
  private static func keyStart(in word: Substring) -> String.Index? {
    var previous: Character?
    for index in word.indices {
      let beginsHere = previous.map { !$0.isLetter && !$0.isNumber } ?? true
      if beginsHere && word[index...].hasPrefix("sk-") { return index }
      previous = word[index]
    }
    return nil
  }
}
