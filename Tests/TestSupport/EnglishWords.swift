/// What is left of English in a text that is to be Chinese.
public enum EnglishWords {
  /// The words of a text that nobody has translated, in their order.
  ///
  /// No words are: commands (`rushes retry 3`, `apt install ffmpeg`), options, paths, addresses,
  /// codes such as `RateLimitExceeded`, ids, acronyms, and single letters.
  ///
  /// - Parameter names: words that are the same in every language.
  public static func left(in text: String, besides names: Set<String> = []) -> [String] {
    let known = names.union(usual)
    let commands = /rushes( key set| asset [a-z]+| [a-z]+)?|apt install|chmod [0-9]+/
    let bare = text.replacing(commands, with: " ")
    return bare.split { !$0.isASCII || $0.isWhitespace || marks.contains($0) }
      .map { $0.drop { punctuation.contains($0) } }
      .map { word in
        var word = word
        while let last = word.last, punctuation.contains(last) { word.removeLast() }
        return String(word)
      }
      .filter { word in
        word.contains(/^[A-Za-z]?[a-z'-]+$/) && word.count > 1 && !word.hasPrefix("--")
          && !known.contains(word)
      }
  }

  /// Characters that stand between words, besides blanks.
  private static let marks: Set<Character> = ["(", ")", "[", "]", "|", "<", ">", "+", "="]
  private static let punctuation: Set<Character> = [".", ",", ":", ";", "?", "!", "\"", "'"]

  /// Names of programs, formats, profiles and units, and what an API calls its fields.
  private static let usual: Set<String> = [
    "rushes", "apiyi", "volcengine", "byteplus", "sandbox", "kyyaipower", "tmux", "ffmpeg",
    "ffprobe", "libcurl", "libmicrohttpd", "jpeg", "png", "webp", "mp", "mov", "wav", "ms", "px",
    "fps", "Seedance", "fast", "pro", "lite", "mini", "Debian", "Ubuntu", "auto", "null", "Doubao",
    "Esc", "Tab", "Space", "Enter", "Alt", "tokens", "ark", "asset", "doubao", "seedance", "ep-",
    "models", "HTTP", "https", "http",
  ]
}
