internal import Glibc
internal import Wording

/// Why a program gave no result.
public enum ChildProcessError: Error, Hashable, Sendable {
  /// No executable file of this name.
  case notFound(String)
  /// The system refused to start it; the `errno` value.
  case cannotStart(Int32)
  /// It was ended because it ran longer than this.
  case timedOut(Duration)
  /// It was ended because `cancel()` was called.
  case cancelled

  /// One sentence for the user.
  public var message: String { phrase.english }

  private var phrase: Phrase {
    switch self {
    case .notFound(let name):
      Phrase("{name} is not installed, or not in PATH.", ["name": name])
    case .cannotStart(let code):
      Phrase(
        "The program could not be started: {reason}.", ["reason": String(cString: strerror(code))])
    case .timedOut(let limit):
      Phrase(
        "The program was ended because it took longer than {limit}.", ["limit": Self.words(limit)])
    case .cancelled:
      Phrase("The program was ended before it was done.")
    }
  }

  private static func words(_ limit: Duration) -> String {
    let (seconds, attoseconds) = limit.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    return milliseconds % 1000 == 0 ? "\(seconds) s" : "\(milliseconds) ms"
  }
}
