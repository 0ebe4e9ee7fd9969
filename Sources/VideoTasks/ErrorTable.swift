internal import Wording

/// What is known of one error code.
struct ErrorEntry {
  var cause: Phrase
  var again: ErrorAdvice.Again
  var isBilled: Bool?

  init(_ cause: Phrase, _ again: ErrorAdvice.Again, isBilled: Bool? = false) {
    self.cause = cause
    self.again = again
    self.isBilled = isBilled
  }

  /// Billing first, as it is asked first.
  var sentences: String {
    Phrase.sentences(
      [
        isBilled.map { $0 ? Phrase("It is billed.") : Phrase("Nothing was billed.") }, cause,
        again.sentence,
      ].compactMap { $0 }
    ).english
  }
}

extension ErrorAdvice.Again {
  var sentence: Phrase? {
    switch self {
    case .no: Phrase("Sending the same again will not help.")
    case .afterRepair: Phrase("Then send it again.")
    case .later: Phrase("Sending it again later helps.")
    case .mayHelp: Phrase("Sending it again may help.")
    case .costs: Phrase("It may pass when sent again, which costs as much as the first time.")
    case .unknown: Phrase("Whether sending it again helps is not known.")
    case .said: nil
    }
  }
}

/// The error table: what each code of the servers means, and the codes that rushes gives itself.
///
/// Source: the error tables of the vendors. A code may have a suffix behind a point, as
/// `InvalidParameter.duration`; the part before the point decides then.
enum ErrorTable {
  static let server: [String: ErrorEntry] = [
    "MissingParameter": ErrorEntry(
      Phrase("The server misses a field: the message names it."), .no),
    "InvalidParameter": ErrorEntry(
      Phrase("The server does not take one of the values: the message names it."), .no),
    "InvalidImageURL": ErrorEntry(
      Phrase(
        "The server could not fetch or read an image: give an address that opens without a login, and "
          + "a whole picture."), .no),
    "ContentSecurityDetectionError": ErrorEntry(
      Phrase("The server's check of the content itself failed."), .mayHelp),
    "AuthenticationError": ErrorEntry(
      Phrase("The key is not accepted: store the right one with rushes key set PROFILE."),
      .afterRepair),
    "AccountOverdueError": ErrorEntry(
      Phrase("The account has a debt or no balance: settle it in the vendor's console."),
      .afterRepair),
    "AccessDenied": ErrorEntry(
      Phrase("The key may not do this: look at its rights in the vendor's console."), .no),
    "OperationDenied": ErrorEntry(
      Phrase("The vendor does not allow this for the account: look in its console."), .no),
    "NotFound": ErrorEntry(
      Phrase(
        "The server does not know this task, model or asset: check the id and the profile. Right after "
          + "a create it may need a moment."), .no),
    "ModelNotOpen": ErrorEntry(
      Phrase(
        "The model is not opened for this account: open it in the vendor's console, or take another "
          + "model."), .no),
    "InvalidEndpointOrModel": ErrorEntry(
      Phrase(
        "The server does not offer this model to the key: check the name, or take another model."),
      .no),
    "model_not_found": ErrorEntry(
      Phrase(
        "The key has no channel for this model: on APIYI the token must have the SeeDance2 group."),
      .no),
    "InvalidAction": ErrorEntry(
      Phrase(
        "The server is working on the task, so that it cannot be removed now: it ends by itself and is "
          + "billed when it succeeds. Try later."), .said, isBilled: nil),
    "RateLimitExceeded": rate,
    "ModelAccountRpmRateLimitExceeded": rate,
    "ModelAccountTpmRateLimitExceeded": rate,
    "ServerOverloaded": rate,
    "RequestBurstTooFast": rate,
    "QuotaExceeded": quota,
    "SetLimitExceeded": quota,
    "AccountQuotaExceeded": quota,
    "InternalServiceError": ErrorEntry(
      Phrase(
        "The server failed by itself. Only a task that it made all the same is billed, once it "
          + "succeeds. Sending it again may help, once it is certain that no task was made."),
      .said,
      isBilled: nil),
    "video_not_ready": ErrorEntry(
      Phrase("The video is made, and its link does not work yet. It is asked for again by itself."),
      .said,
      isBilled: true),
  ]

  /// Codes of a 429 that mean “too fast”.
  static let rate = ErrorEntry(
    Phrase("The server takes no more just now."), .later)

  private static let quota = ErrorEntry(
    Phrase("A quota or the balance is used up: look in the vendor's console."), .afterRepair)

  /// Codes that rushes gives itself.
  static let own: [String: ErrorEntry] = [
    "NotSent": ErrorEntry(
      Phrase("Nothing reached the server. Send it again with: rushes retry ID."), .said),
    "NotCreated": ErrorEntry(
      Phrase(
        "You have said that the server has no such task. Send it again with: rushes retry ID."),
      .said,
      isBilled: nil),
    "TimeLimit": ErrorEntry(
      Phrase(
        "The server never said that the task ended. Look in the vendor's console before you send it "
          + "again: it may have been made and billed."), .said, isBilled: nil),
    "Expired": ErrorEntry(
      Phrase("The server gave the task up."), .mayHelp),
    "Cancelled": ErrorEntry(
      Phrase("Send it again with: rushes retry ID."), .said),
    // What `kyy*` and `x1` say of a failure has no code.
    "Failed": ErrorEntry(
      Phrase("The server's own words say what is wrong; where they name an input, change it."),
      .costs),
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
    for kind in Checked.allCases {
      if head.hasPrefix("Input" + kind.rawValue) { return input(kind, reason) }
      if head.hasPrefix("Output" + kind.rawValue) { return output(kind, reason) }
    }
    return nil
  }

  /// What a check looks at, by its name in the codes.
  private enum Checked: String, CaseIterable {
    case text = "Text"
    case image = "Image"
    case video = "Video"
    case sound = "Audio"

    /// What was stated, in a sentence.
    var input: Phrase {
      switch self {
      case .text: Phrase("the prompt")
      case .image: Phrase("one of the stated images")
      case .video: Phrase("one of the stated videos")
      case .sound: Phrase("one of the stated sounds")
      }
    }

    /// What is said of a result that is refused.
    var refused: Phrase {
      switch self {
      case .text: Phrase("The check refuses the text that was made.")
      case .image: Phrase("The check refuses the image that was made.")
      case .video: Phrase("The check refuses the video that was made.")
      case .sound: Phrase("The check refuses the sound that was made.")
      }
    }

    /// The same for protected work.
    var refusedAsProtected: Phrase {
      switch self {
      case .text: Phrase("The check refuses the text that was made as protected work (copyright).")
      case .image:
        Phrase("The check refuses the image that was made as protected work (copyright).")
      case .video:
        Phrase("The check refuses the video that was made as protected work (copyright).")
      case .sound:
        Phrase("The check refuses the sound that was made as protected work (copyright).")
      }
    }
  }

  private static func input(_ kind: Checked, _ reason: String) -> ErrorEntry {
    let cause =
      switch reason {
      case "PolicyViolation":
        Phrase(
          "The check sees protected work (copyright) in {input}: change it.",
          ["input": kind.input])
      case "PrivacyInformation":
        Phrase(
          "The check sees the face of a real person in {input}: change it.",
          ["input": kind.input])
      default: Phrase("The check refuses {input}: change it.", ["input": kind.input])
      }
    return ErrorEntry(cause, .no)
  }

  private static func output(_ kind: Checked, _ reason: String) -> ErrorEntry {
    let cause = reason == "PolicyViolation" ? kind.refusedAsProtected : kind.refused
    guard kind == .sound else { return ErrorEntry(cause, .costs) }
    let remedy = Phrase("Most often the same passes without sound: rushes retry ID --audio off.")
    return ErrorEntry(.sentences([cause, remedy]), .costs)
  }
}
