/// How long a prompt is, in the two measures that a create page may limit.
///
/// In a mixed prompt each measure counts its own part and leaves the other out: `一只cat` is two
/// Chinese characters and one English word.
public struct PromptLength: Hashable, Sendable {
  /// Chinese characters: Han ideographs. Punctuation, digits and blanks are none.
  public private(set) var chineseCharacters = 0
  /// English words: what stands between blanks, line breaks and East Asian characters, and holds a
  /// letter or a digit. `don't`, `well-known` and `1080p` are one word each, a lone dash is none.
  public private(set) var englishWords = 0

  /// Counts a prompt. O(scalars).
  public init(of prompt: String) {
    var isInWord = false
    for scalar in prompt.unicodeScalars {
      if scalar.isASCII {
        if Self.isLetterOrDigit(scalar) {
          if !isInWord { englishWords += 1 }
          isInWord = true
        } else if scalar.properties.isWhitespace {
          isInWord = false
        }
      } else if Self.isChinese(scalar) {
        chineseCharacters += 1
        isInWord = false
      } else if scalar.properties.isWhitespace || Self.isEastAsian(scalar) {
        isInWord = false
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        if !isInWord { englishWords += 1 }
        isInWord = true
      }
    }
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  /// Han ideographs with all their extensions, and the sign for nought.
  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Kana, Hangul, and the punctuation and wide forms that stand among Chinese characters.
  private static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x11FF, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFFEF:
      true
    default: false
    }
  }
}
