internal import Wording

/// What to do about an error code, in plain words: which input it is about, whether sending it again
/// can help, and whether it was billed.
///
/// Source: the error tables of the vendors. Only succeeded tasks are billed; a refusal at the create
/// is free.
public enum ErrorAdvice {
  /// Whether sending the same request again can help.
  public enum Again: String, Sendable {
    /// It will be refused again.
    case no
    /// It helps once something outside the request was put right: a key, a balance.
    case afterRepair
    /// It helps after a while, by itself.
    case later
    /// It may help, and costs nothing while it does not.
    case mayHelp
    /// It may pass, and the server works on it once more: a person decides.
    case costs
    /// Nobody has documented it.
    case unknown
    /// It depends on what the advice says.
    case said
  }

  /// What to do next, in a few sentences.
  public static func advice(code: String) -> String { entry(code).sentences }

  /// What to do next, for an answer whose code may be missing or unknown.
  public static func advice(code: String, status: Int) -> String {
    entry(code, status: status).sentences
  }

  /// Whether sending the same again can help.
  public static func again(code: String) -> Again { entry(code).again }

  /// Whether what ended with this code was billed; nil when that is not certain.
  public static func isBilled(code: String) -> Bool? { entry(code).isBilled }

  /// Whether the code is one of those that have advice of their own.
  public static func isKnown(_ code: String) -> Bool { ErrorTable.entry(code) != nil }

  /// Whether a 429 with this code means “too fast”: nothing was made, and sending it again later is
  /// right. All other codes of a 429 mean a quota or a balance.
  public static func isRate(code: String) -> Bool {
    let head = code.prefix { $0 != "." }
    return [
      "RateLimitExceeded", "ModelAccountRpmRateLimitExceeded", "ModelAccountTpmRateLimitExceeded",
      "ServerOverloaded", "RequestBurstTooFast",
    ].contains { $0 == head }
  }

  /// Whether an output was refused for its sound: the same task without sound mostly passes.
  public static func isSoundRefusal(code: String) -> Bool {
    code.prefix { $0 != "." } == "OutputAudioSensitiveContentDetected"
  }

  /// The first code that a server's free text holds, for APIs whose errors have no code of their own;
  /// nil when it holds none. O(text).
  public static func code(in text: String) -> String? {
    text.prefix(4000).split { !$0.isASCII || !($0.isLetter || $0.isNumber || "._".contains($0)) }
      .lazy.map { word in String(word.last == "." ? word.dropLast() : word) }
      .first(where: isUnmistakable)
  }

  /// Codes that look like words of a sentence count only with what stands behind their point.
  private static func isUnmistakable(_ word: String) -> Bool {
    ErrorTable.own[word] == nil && word != "NotFound" && ErrorTable.entry(word) != nil
  }

  private static func entry(_ code: String) -> ErrorEntry {
    if let known = ErrorTable.entry(code) { return known }
    // An envelope of `kyy*` may give an HTTP status as its code.
    if let status = Int(code), (400...599).contains(status) { return entry("", status: status) }
    return ErrorEntry(.verbatim(""), .unknown)
  }

  private static func entry(_ code: String, status: Int) -> ErrorEntry {
    if let known = ErrorTable.entry(code) { return known }
    switch status {
    case 401: return entry("AuthenticationError")
    case 402: return entry("AccountOverdueError")
    case 403: return entry("AccessDenied")
    case 404:
      return ErrorEntry(
        Phrase(
          "The server does not know this path or model: check the profile's base_url and the "
            + "model's name."), .no)
    case 413:
      return ErrorEntry(
        Phrase("The request is too large: make the local files smaller, or give addresses."), .no)
    case 429: return entry("QuotaExceeded")
    case 400..<500: return ErrorEntry(Phrase("Change the request first."), .no)
    case 500..<600: return entry("InternalServiceError")
    default: return entry(code)
    }
  }
}
