internal import VideoAPIs
internal import VideoTasks
internal import Wording

/// What answers of the asset library mean for what is kept here. Pure.
struct AssetDecision {
  let now: Timestamp

  /// From one question about an asset to the next.
  static let interval = Duration.seconds(5)
  /// How long an asset may be looked at before that is said; 5 to 300 s are usual.
  static let patience = Duration.seconds(600)
  /// From one question to the next after that.
  static let slowInterval = Duration.seconds(60)
  /// When an asset that is still looked at is asked about no more.
  static let life = Duration.seconds(86_400)
  /// How long an asset that was just made may be unknown to a server that is several.
  static let settling = Duration.seconds(60)

  /// The codes of notes on an asset that is still looked at.
  static let slowCode = "Slow"
  static let unansweredCode = "Unanswered"

  /// What became of an upload.
  func uploaded(
    _ upload: AssetUpload, _ result: CallResult
  ) -> Result<AssetRecord, AssetTrouble> {
    switch result {
    case .answered(let answer):
      switch AssetDialect().uploadOutcome(answer) {
      case .accepted(let assetID):
        return .success(
          AssetRecord(
            assetID: assetID, profile: upload.profile, kind: upload.kind, url: upload.url,
            name: upload.name, createdAt: now))
      case .refused(let failure): return .failure(AssetTrouble(kind: .refused, failure: failure))
      case .unreadable(let reason): return .failure(AssetDecision.lost(reason))
      case .tryAgain(let reason, _): return .failure(AssetDecision.busy(reason))
      }
    case .failed(let failure): return .failure(AssetDecision.trouble(failure))
    case .fetched, .brokeOff, .frame:
      return .failure(AssetDecision.lost(Phrase("The answer was not kept.").english))
    }
  }

  /// What the answer to a question makes of an asset, and when to ask again; nil for never.
  func checked(
    _ asset: AssetRecord, _ result: CallResult
  ) -> (asset: AssetRecord, next: Timestamp?) {
    var asset = asset
    switch AssetDecision.status(result) {
    case .active: return settled(&asset, .active, nil)
    case .failed(let failure): return settled(&asset, .failed, failure)
    case .gone where now - asset.createdAt >= AssetDecision.settling:
      return settled(
        &asset, .failed,
        TaskFailure(
          code: "Gone", message: Phrase("The library no longer has it.").english,
          advice: Phrase("Add its address again when it is wanted.").english))
    case .gone, .processing: return waiting(&asset, nil, retryAfter: nil)
    case .tryAgain(let reason, let retryAfter):
      return waiting(&asset, reason, retryAfter: retryAfter)
    }
  }

  /// What became of a removal; nil when the asset is gone.
  func removed(_ result: CallResult) -> AssetTrouble? {
    switch result {
    case .answered(let answer):
      switch AssetDialect().removeOutcome(answer) {
      case .removed: nil
      case .refused(let failure): AssetTrouble(kind: .refused, failure: failure)
      case .tryAgain(let reason, _): AssetDecision.notRemoved(reason)
      }
    case .failed(let failure) where failure.kind == .unready: AssetDecision.trouble(failure)
    case .failed(let failure):
      AssetDecision.notRemoved(failure.reason, mayBeGone: failure.mayHaveBeenSent)
    case .fetched, .brokeOff, .frame:
      AssetDecision.notRemoved(Phrase("The answer was not kept.").english)
    }
  }

  private func settled(
    _ asset: inout AssetRecord, _ status: AssetStatus, _ failure: TaskFailure?
  ) -> (AssetRecord, Timestamp?) {
    asset.status = status
    asset.error = failure
    asset.updatedAt = now
    return (asset, nil)
  }

  private func waiting(
    _ asset: inout AssetRecord, _ reason: String?, retryAfter: Duration?
  ) -> (AssetRecord, Timestamp?) {
    let age = now - asset.createdAt
    let isSlow = age >= AssetDecision.patience
    if isSlow {
      asset.error = TaskFailure(
        code: AssetDecision.slowCode,
        message: Phrase("It is still looked at; five minutes are usual.").english,
        advice: Phrase("Wait, or add the address again.").english)
    } else {
      asset.error = reason.map {
        TaskFailure(
          code: AssetDecision.unansweredCode, message: $0,
          advice: Phrase("It is asked about again.").english)
      }
    }
    guard age < AssetDecision.life else { return (asset, nil) }
    let wait = isSlow ? AssetDecision.slowInterval : AssetDecision.interval
    return (asset, now + max(wait, min(retryAfter ?? .zero, .seconds(600))))
  }

  private static func status(_ result: CallResult) -> AssetStatusOutcome {
    switch result {
    case .answered(let answer): AssetDialect().statusOutcome(answer)
    case .failed(let failure): .tryAgain(reason: failure.reason, retryAfter: nil)
    case .fetched, .brokeOff, .frame:
      .tryAgain(reason: Phrase("The answer was not kept.").english, retryAfter: nil)
    }
  }

  // MARK: Words

  private static func trouble(_ failure: CallFailure) -> AssetTrouble {
    if failure.kind == .unready {
      return AssetTrouble(
        kind: .unready,
        failure: TaskFailure(code: "NotSent", message: failure.reason, advice: failure.advice))
    }
    return failure.mayHaveBeenSent ? lost(failure.reason) : busy(failure.reason)
  }

  private static func busy(_ reason: String) -> AssetTrouble {
    AssetTrouble(
      kind: .network,
      failure: TaskFailure(
        code: "NotSent", message: sentence(reason),
        advice: Phrase("Nothing was uploaded. Add it again in a while.").english))
  }

  private static func lost(_ reason: String) -> AssetTrouble {
    AssetTrouble(
      kind: .unknown,
      failure: TaskFailure(
        code: "AnswerLost", message: sentence(reason),
        advice:
          Phrase(
            "It was sent and the answer was lost, so it may be in the library, under an id that "
              + "is not known here. Adding it again is harmless."
          ).english))
  }

  private static func notRemoved(_ reason: String, mayBeGone: Bool = true) -> AssetTrouble {
    AssetTrouble(
      kind: .network,
      failure: TaskFailure(
        code: mayBeGone ? "NoAnswer" : "NotSent", message: sentence(reason),
        advice: mayBeGone
          ? Phrase("It may be gone all the same; removing it again is harmless.").english
          : Phrase("It is still there. Remove it again in a while.").english))
  }

  private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
}
