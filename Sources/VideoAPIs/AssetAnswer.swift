internal import VideoTasks
internal import Wording

/// Reads the answers of the asset library: `{"code":0,"msg":null,"data":{…}}`, where any other code
/// is a failure, with HTTP 200. The code is a number or a text.
struct AssetAnswer {
  private let body: AnswerBody

  init(_ answer: APIAnswer) { body = AnswerBody(answer) }

  var upload: AssetUploadOutcome {
    switch body.answer.status {
    case 200..<300 where isDone:
      guard let id = data?["assetId"]?.string, RemoteID.isUsable(id) else {
        return .unreadable(body.description)
      }
      return .accepted(assetID: id)
    case 200..<300 where hasCode: return isBusy ? again : .refused(failure)
    case 429: return again
    case 400..<500 where body.answer.status != 408: return .refused(failure)
    default: return .unreadable(body.description)
    }
  }

  var status: AssetStatusOutcome {
    if isUnknown { return .gone }
    guard body.isSuccess, isDone, let word = data?["status"]?.string else { return statusAgain }
    switch word.lowercased().filter({ !$0.isWhitespace }) {
    case "processing": return .processing
    case "active": return .active
    case "failed": return .failed(refusedAsset)
    default:
      let word = OutsideText.line(word, limit: 60)
      return .tryAgain(
        reason: Phrase("The library says “{word}” of the asset.", ["word": word]).english,
        retryAfter: nil)
    }
  }

  var removal: AssetRemoveOutcome {
    // What is not there any more is what was asked for.
    if isUnknown { return .removed }
    switch body.answer.status {
    case 200..<300 where isDone: return .removed
    case 200..<300 where hasCode && !isBusy: return .refused(failure)
    case 200..<300, 408, 429, 500..<600: return removalAgain
    default: return .refused(failure)
    }
  }

  private var data: JSONValue? { body.object?["data"] }

  private var hasCode: Bool { body.object?["code"].map { $0 != .null } ?? false }

  /// Whether the code is that of a success: 0, as a number or as a text.
  private var isDone: Bool {
    guard let code = body.object?["code"] else { return false }
    return code.integer == 0
  }

  /// A page with 404 says that the path is wrong, not that the asset is not there.
  private var isUnknown: Bool {
    (body.answer.status == 404 && body.object != nil)
      || (body.isSuccess && body.object?["code"]?.integer == 404)
  }

  private var isBusy: Bool { body.object?["code"]?.integer == 429 }

  private var failure: TaskFailure {
    var failure = body.failure
    if !ErrorAdvice.isKnown(failure.code), body.isSuccess {
      failure.advice =
        Phrase(
          "Nothing was changed in the library. The message says why; sending the same "
            + "again will hardly help."
        ).english
    }
    return failure
  }

  /// The failure of an asset that the library has looked at.
  private var refusedAsset: TaskFailure {
    var told: ToldError?
    if case .object(let members)? = data { told = ToldError(in: members) }
    told = told ?? body.error
    return TaskFailure(
      code: told?.code ?? "AssetFailed",
      message: told?.message
        ?? Phrase("The library cannot use this media, and does not say why.").english,
      advice: Phrase(
        "Check that its address opens without a login and that it keeps the limits of its "
          + "kind, then add it again."
      ).english)
  }

  private var again: AssetUploadOutcome {
    .tryAgain(reason: body.description, retryAfter: body.retryAfter(now: nil))
  }

  private var statusAgain: AssetStatusOutcome {
    .tryAgain(reason: body.description, retryAfter: body.retryAfter(now: nil))
  }

  private var removalAgain: AssetRemoveOutcome {
    .tryAgain(reason: body.description, retryAfter: body.retryAfter(now: nil))
  }
}
