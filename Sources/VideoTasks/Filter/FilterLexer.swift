/// Parts the text of a filter into words and terms.
///
/// Works on scalars, since a mark that joins the character before it must not hide a quotation mark.
/// All places count scalars.
enum FilterLexer {
  struct Token {
    var isNegated = false
    /// The letters before a colon, and their place.
    var key: (text: String, range: Range<Int>)?
    /// What follows the colon, or the word; without its quotation marks.
    var value = ""
    var valueRange = 0..<0
    var isQuoted = false
    var isClosed = true
    var range = 0..<0
    /// Whether it reaches the end of the text, where a user may be typing.
    var isLast = false
  }

  static func tokens(_ text: String, atMost most: Int = .max) -> [Token] {
    var reader = Reader(scalars: Array(text.unicodeScalars))
    var tokens: [Token] = []
    while tokens.count < most, let token = reader.next() { tokens.append(token) }
    return tokens
  }

  // MARK: Writing

  /// A word as it must be written to be read as that word.
  static func quotedWord(_ word: String) -> String {
    let found = tokens(word)
    let isPlain =
      found.count == 1 && found[0].key == nil && !found[0].isNegated && !found[0].isQuoted
      && found[0].value == word
    return isPlain ? word : quoted(word)
  }

  /// What follows a colon as it must be written.
  static func quotedValue(_ value: String) -> String {
    let isPlain =
      !value.isEmpty && !value.unicodeScalars.contains { $0.properties.isWhitespace }
      && !isQuote(value.unicodeScalars.first)
    return isPlain ? value : quoted(value)
  }

  private static func quoted(_ text: String) -> String {
    var quoted: String.UnicodeScalarView = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if isQuote(scalar) || scalar == "\\" { quoted.append("\\") }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }

  static func isQuote(_ scalar: Unicode.Scalar?) -> Bool {
    scalar == "\"" || scalar == "“" || scalar == "”"
  }

  // MARK: Reading

  private struct Reader {
    let scalars: [Unicode.Scalar]
    var place = 0

    private func scalar(_ place: Int) -> Unicode.Scalar? {
      scalars.indices.contains(place) ? scalars[place] : nil
    }

    private func isBlank(_ place: Int) -> Bool { scalar(place)?.properties.isWhitespace ?? true }

    mutating func next() -> Token? {
      while place < scalars.count, isBlank(place) { place += 1 }
      guard place < scalars.count else { return nil }
      var token = Token()
      let start = place
      if scalars[place] == "-" {
        token.isNegated = true
        place += 1
      }
      token.key = key()
      readValue(&token)
      token.range = start..<place
      token.isLast = place == scalars.count
      return token
    }

    private func text(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }

    /// Reads letters and their colon, unless an address begins with them.
    private mutating func key() -> (text: String, range: Range<Int>)? {
      var end = place
      while scalar(end)?.isLatin ?? false { end += 1 }
      guard end > place, scalar(end) == ":" || scalar(end) == "：" else { return nil }
      if scalar(end + 1) == "/", scalar(end + 2) == "/" { return nil }
      defer { place = end + 1 }
      return (text(place..<end), place..<end)
    }

    private mutating func readValue(_ token: inout Token) {
      let start = place
      token.isQuoted = FilterLexer.isQuote(scalar(place))
      if token.isQuoted {
        place += 1
        token.isClosed = readQuoted(into: &token.value)
      } else {
        while !isBlank(place) { place += 1 }
        token.value = text(start..<place)
      }
      token.valueRange = start..<place
    }

    /// Reads to the closing quotation mark; false when there is none.
    private mutating func readQuoted(into value: inout String) -> Bool {
      while let next = scalar(place) {
        place += 1
        if FilterLexer.isQuote(next) { return true }
        if next == "\\", let escaped = scalar(place),
          FilterLexer.isQuote(escaped) || escaped == "\\"
        {
          value.unicodeScalars.append(escaped)
          place += 1
        } else {
          value.unicodeScalars.append(next)
        }
      }
      return false
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is a letter of ASCII.
  var isLatin: Bool { isASCII && properties.isAlphabetic }
}
