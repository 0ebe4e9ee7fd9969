/// What to do about an error code, in plain words.
///
/// Source: the error tables of the vendors. Only succeeded tasks are billed.
public enum ErrorAdvice {
  /// What to do next: which input it is about, whether sending again can help, what was billed.
  public static func advice(code: String) -> String {
    if let exact = own[code] ?? server[code] { return exact }
    if let content = contentAdvice(code) { return content }
    // `NotFound.Task` and the like: what stands before the point decides.
    if let point = code.firstIndex(of: "."), let general = server[String(code[..<point])] {
      return general
    }
    return "Nothing was billed. Whether sending it again helps is not known for this code."
  }

  /// What to do next, for an answer whose code may be missing or unknown.
  public static func advice(code: String, status: Int) -> String {
    if isKnown(code) { return advice(code: code) }
    switch status {
    case 401: return server["AuthenticationError"] ?? ""
    case 402: return server["AccountOverdueError"] ?? ""
    case 403: return server["AccessDenied"] ?? ""
    case 404:
      return "Nothing was billed. Check the profile's base_url and the model's name; the server "
        + "does not know this path or model."
    case 413:
      return "Nothing was billed. The request is too large: make the local files smaller, or give "
        + "addresses."
    case 429: return server["QuotaExceeded"] ?? ""
    case 400..<500:
      return "Nothing was billed. Sending the same again will not help: change the request first."
    default: return advice(code: code)
    }
  }

  /// Whether the code is one of those that have advice of their own.
  public static func isKnown(_ code: String) -> Bool {
    let head = code.prefix { $0 != "." }
    return own[code] != nil || server[code] != nil || server[String(head)] != nil
      || contentAdvice(code) != nil
  }

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

  /// The first code that a server's free text holds, for APIs whose errors have no code of their
  /// own; nil when it holds none. O(text).
  public static func code(in text: String) -> String? {
    text.prefix(4000).split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
      .lazy.map { word in
        String(word.hasSuffix(".") ? word.dropLast() : word)
      }
      .first(where: isServerCode)
  }

  private static func isServerCode(_ code: String) -> Bool {
    let head = String(code.prefix { $0 != "." })
    // Words of everyday language, like NotFound, are codes only with what stands behind the point.
    guard !["NotFound", "AccessDenied", "InvalidParameter"].contains(code) else { return false }
    return server[code] != nil || server[head] != nil || contentAdvice(code) != nil
  }

  /// Codes that rushes gives itself.
  private static let own: [String: String] = [
    "NotSent":
      "Nothing reached the server and nothing was billed. Send it again with: rushes retry ID.",
    "NotCreated": "You have said that the server has no such task. Send it again with: "
      + "rushes retry ID.",
    "TimeLimit": "The server never said that the task ended. Look in the vendor's console before "
      + "you send it again: it may have been made and billed.",
    "Expired": "The server gave the task up; nothing was billed. Sending it again may help.",
    "Cancelled": "Nothing was billed. Send it again with: rushes retry ID.",
    "Failed": "Nothing was billed. Sending it again may help; it costs as much as the first time.",
  ]

  private static let rate =
    "Nothing was billed. The server takes no more just now; sending it again later helps."

  private static let quota =
    "Nothing was billed. A quota or the balance is used up: look in the vendor's console, then send "
    + "it again."

  private static let server: [String: String] = [
    "MissingParameter": "Nothing was billed. The server misses a field: the message names it. "
      + "Sending the same again will not help.",
    "InvalidParameter": "Nothing was billed. The server does not take one of the values: the "
      + "message names it. Sending the same again will not help.",
    "InvalidImageURL":
      "Nothing was billed. The server could not fetch or read an image: check that "
      + "its address opens without a login and that it is a whole picture.",
    "ContentSecurityDetectionError": "Nothing was billed. The server's check of the content itself "
      + "failed; sending it again may help.",
    "AuthenticationError": "Nothing was billed. The key is not accepted: store the right one with "
      + "rushes key set PROFILE, then send it again.",
    "AccountOverdueError": "Nothing was billed. The account has a debt or no balance: settle it in "
      + "the vendor's console, then send it again.",
    "AccessDenied":
      "Nothing was billed. The key may not do this: look at its rights in the vendor's "
      + "console. Sending the same again will not help.",
    "OperationDenied":
      "Nothing was billed. The vendor does not allow this for the account: look in "
      + "its console. Sending the same again will not help.",
    "NotFound": "The server does not know this task, model or asset. Right after a create it may "
      + "need a moment; else check the id and the profile.",
    "ModelNotOpen": "Nothing was billed. The model is not opened for this account: open it in the "
      + "vendor's console, or take another model.",
    "InvalidEndpointOrModel":
      "Nothing was billed. The server does not offer this model to the key: "
      + "check the name, or take another model.",
    "model_not_found": "The key has no channel for this model: on APIYI the token must have the "
      + "SeeDance2 group. Sending the same again will not help.",
    "InvalidAction": "The server is working on the task, so it cannot be removed now. Try later.",
    "RateLimitExceeded": rate,
    "ModelAccountRpmRateLimitExceeded": rate,
    "ModelAccountTpmRateLimitExceeded": rate,
    "ServerOverloaded": rate,
    "RequestBurstTooFast": rate,
    "QuotaExceeded": quota,
    "SetLimitExceeded": quota,
    "AccountQuotaExceeded": quota,
    "InternalServiceError": "The server failed by itself. Sending it again may help, once it is "
      + "certain that no task was made.",
  ]

  /// Advice for `Input…` and `Output…SensitiveContentDetected` and their suffixes.
  private static func contentAdvice(_ code: String) -> String? {
    let parts = code.split(separator: ".", maxSplits: 1)
    guard let head = parts.first, head.hasSuffix("SensitiveContentDetected") else { return nil }
    let reason = parts.count > 1 ? String(parts[1]) : ""
    for (word, name) in [
      ("Text", "prompt"), ("Image", "image"), ("Video", "video"), ("Audio", "sound"),
    ] {
      if head.hasPrefix("Input" + word) { return inputAdvice(name, reason) }
      if head.hasPrefix("Output" + word) { return outputAdvice(name, reason) }
    }
    return nil
  }

  private static func inputAdvice(_ input: String, _ reason: String) -> String {
    let source = input == "prompt" ? "the prompt" : "one of the stated \(input)s"
    let cause =
      switch reason {
      case "PolicyViolation": "The check sees protected work (copyright) in \(source)"
      case "PrivacyInformation": "The check sees the face of a real person in \(source)"
      default: "The check refuses \(source)"
      }
    return "Nothing was billed. \(cause): change it. Sending the same again will not help."
  }

  private static func outputAdvice(_ output: String, _ reason: String) -> String {
    let what = output == "prompt" ? "text" : output
    let cause = reason == "PolicyViolation" ? " as protected work (copyright)" : ""
    let advice =
      output == "sound"
      ? "Most often the same passes without sound: rushes retry ID --audio off."
      : "It may pass when sent again, which costs as much as the first time."
    return "Nothing was billed. The check refuses the \(what) that was made\(cause). \(advice)"
  }
}
