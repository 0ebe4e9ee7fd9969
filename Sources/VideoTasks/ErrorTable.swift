/// What is known of one error code.
struct ErrorEntry {
  var cause: String
  var again: ErrorAdvice.Again
  var isBilled: Bool?

  init(_ cause: String, _ again: ErrorAdvice.Again, isBilled: Bool? = false) {
    self.cause = cause
    self.again = again
    self.isBilled = isBilled
  }

  /// Billing first, as it is asked first.
  var sentences: String {
    [isBilled.map { $0 ? "It is billed." : "Nothing was billed." }, cause, again.sentence]
      .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension ErrorAdvice.Again {
  var sentence: String {
    switch self {
    case .no: "Sending the same again will not help."
    case .afterRepair: "Then send it again."
    case .later: "Sending it again later helps."
    case .mayHelp: "Sending it again may help."
    case .costs: "It may pass when sent again, which costs as much as the first time."
    case .unknown: "Whether sending it again helps is not known."
    case .said: ""
    }
  }
}

/// The error table: what each code of the servers means, and the codes that rushes gives itself.
///
/// Source: the error tables of the vendors. A code may have a suffix behind a point, as
/// `InvalidParameter.duration`; the part before the point decides then.
enum ErrorTable {
  static let server: [String: ErrorEntry] = [
    "MissingParameter": ErrorEntry("The server misses a field: the message names it.", .no),
    "InvalidParameter": ErrorEntry(
      "The server does not take one of the values: the message names it.", .no),
    "InvalidImageURL": ErrorEntry(
      "The server could not fetch or read an image: give an address that opens without a login, and "
        + "a whole picture.", .no),
    "ContentSecurityDetectionError": ErrorEntry(
      "The server's check of the content itself failed.", .mayHelp),
    "AuthenticationError": ErrorEntry(
      "The key is not accepted: store the right one with rushes key set PROFILE.", .afterRepair),
    "AccountOverdueError": ErrorEntry(
      "The account has a debt or no balance: settle it in the vendor's console.", .afterRepair),
    "AccessDenied": ErrorEntry(
      "The key may not do this: look at its rights in the vendor's console.", .no),
    "OperationDenied": ErrorEntry(
      "The vendor does not allow this for the account: look in its console.", .no),
    "NotFound": ErrorEntry(
      "The server does not know this task, model or asset: check the id and the profile. Right after "
        + "a create it may need a moment.", .no),
    "ModelNotOpen": ErrorEntry(
      "The model is not opened for this account: open it in the vendor's console, or take another "
        + "model.", .no),
    "InvalidEndpointOrModel": ErrorEntry(
      "The server does not offer this model to the key: check the name, or take another model.",
      .no),
    "model_not_found": ErrorEntry(
      "The key has no channel for this model: on APIYI the token must have the SeeDance2 group.",
      .no),
    "InvalidAction": ErrorEntry(
      "The server is working on the task, so that it cannot be removed now: it ends by itself and is "
        + "billed when it succeeds. Try later.", .said, isBilled: nil),
    "RateLimitExceeded": rate,
    "ModelAccountRpmRateLimitExceeded": rate,
    "ModelAccountTpmRateLimitExceeded": rate,
    "ServerOverloaded": rate,
    "RequestBurstTooFast": rate,
    "QuotaExceeded": quota,
    "SetLimitExceeded": quota,
    "AccountQuotaExceeded": quota,
    "InternalServiceError": ErrorEntry(
      "The server failed by itself. Only a task that it made all the same is billed, once it "
        + "succeeds. Sending it again may help, once it is certain that no task was made.", .said,
      isBilled: nil),
    "video_not_ready": ErrorEntry(
      "The video is made, and its link does not work yet. It is asked for again by itself.", .said,
      isBilled: true),
  ]

  /// Codes of a 429 that mean “too fast”.
  static let rate = ErrorEntry("The server takes no more just now.", .later)

  private static let quota = ErrorEntry(
    "A quota or the balance is used up: look in the vendor's console.", .afterRepair)

  /// Codes that rushes gives itself.
  static let own: [String: ErrorEntry] = [
    "NotSent": ErrorEntry(
      "Nothing reached the server. Send it again with: rushes retry ID.", .said),
    "NotCreated": ErrorEntry(
      "You have said that the server has no such task. Send it again with: rushes retry ID.", .said,
      isBilled: nil),
    "TimeLimit": ErrorEntry(
      "The server never said that the task ended. Look in the vendor's console before you send it "
        + "again: it may have been made and billed.", .said, isBilled: nil),
    "Expired": ErrorEntry("The server gave the task up.", .mayHelp),
    "Cancelled": ErrorEntry("Send it again with: rushes retry ID.", .said),
    // What `kyy*` and `x1` say of a failure has no code.
    "Failed": ErrorEntry(
      "The server's own words say what is wrong; where they name an input, change it.", .costs),
  ]

  /// The entry of a code, with or without a suffix; nil for a code that nobody has documented.
  static func entry(_ code: String) -> ErrorEntry? {
    if let exact = own[code] ?? server[code] { return exact }
    return content(code) ?? server[String(code.prefix { $0 != "." })]
  }

  // MARK: Content checks

  /// `Input…` and `Output…SensitiveContentDetected` with their suffixes.
  private static func content(_ code: String) -> ErrorEntry? {
    let parts = code.split(separator: ".", maxSplits: 1)
    guard let head = parts.first, head.hasSuffix("SensitiveContentDetected") else { return nil }
    let reason = parts.count > 1 ? String(parts[1]) : ""
    for (word, name) in [
      ("Text", "prompt"), ("Image", "image"), ("Video", "video"), ("Audio", "sound"),
    ] {
      if head.hasPrefix("Input" + word) { return input(name, reason) }
      if head.hasPrefix("Output" + word) { return output(name, reason) }
    }
    return nil
  }

  private static func input(_ input: String, _ reason: String) -> ErrorEntry {
    let source = input == "prompt" ? "the prompt" : "one of the stated \(input)s"
    let cause =
      switch reason {
      case "PolicyViolation": "The check sees protected work (copyright) in \(source)"
      case "PrivacyInformation": "The check sees the face of a real person in \(source)"
      default: "The check refuses \(source)"
      }
    return ErrorEntry("\(cause): change it.", .no)
  }

  private static func output(_ output: String, _ reason: String) -> ErrorEntry {
    let what = output == "prompt" ? "text" : output
    let why = reason == "PolicyViolation" ? " as protected work (copyright)" : ""
    let cause = "The check refuses the \(what) that was made\(why)."
    guard output == "sound" else { return ErrorEntry(cause, .costs) }
    return ErrorEntry(
      "\(cause) Most often the same passes without sound: rushes retry ID --audio off.", .costs)
  }
}
