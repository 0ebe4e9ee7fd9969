/// Breaks a prompt into lines for the picture.
enum ClipText {
  /// At most `lines` lines of at most `columns` columns; what is left out is shown by an ellipsis.
  ///
  /// A wide character (Chinese, Japanese, Korean) takes two columns and a line may break beside it;
  /// other words stay whole where they fit.
  static func wrap(_ text: String, columns: Int, lines: Int) -> [String] {
    var result: [String] = []
    var line = ""
    var used = 0
    for word in words(clean(text)) {
      let width = columnsOf(word)
      if used + width > columns, used > 0 {
        result.append(line)
        (line, used) = ("", 0)
      }
      if used == 0 && word == " " { continue }
      for character in word {
        let wide = columnsOf(String(character))
        if used + wide > columns {
          result.append(line)
          (line, used) = ("", 0)
        }
        line.append(character)
        used += wide
      }
    }
    if !line.isEmpty { result.append(line) }
    guard result.count > lines else { return result }
    return result[..<(lines - 1)] + [String(result[lines - 1].dropLast()) + "…"]
  }

  /// One blank for every run of blanks and breaks; no control characters.
  private static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isBlank = scalar.properties.isWhitespace || scalar.value < 32 || scalar.value == 127
      if !isBlank {
        result.append(scalar)
      } else if let last = result.last, last != " " {
        result.append(" ")
      }
    }
    return String(result)
  }

  private static let closing = "，。、；：！？）》」』】”’"

  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text {
      if closing.contains(character), word.isEmpty, let last = words.last, last != " " {
        // No line begins with what closes the one before.
        words[words.count - 1] = last + String(character)
      } else if character == " " || isWide(character) {
        if !word.isEmpty { words.append(word) }
        words.append(String(character))
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func columnsOf(_ text: String) -> Int {
    text.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  private static func isWide(_ character: Character) -> Bool {
    guard let first = character.unicodeScalars.first?.value else { return false }
    return (0x1100...0x115F).contains(first) || (0x2E80...0xA4CF).contains(first)
      || (0xAC00...0xD7A3).contains(first) || (0xF900...0xFAFF).contains(first)
      || (0xFE30...0xFE6F).contains(first) || (0xFF00...0xFF60).contains(first)
      || first >= 0x1F300
  }
}
