public import TaskStore
internal import VideoAPIs
public import VideoTasks
internal import Wording

/// Recording how calls ended.
extension Engine {
  /// Records how a call ended.
  ///
  /// A call that was finished before, or never ordered, changes nothing.
  /// - Throws: what the store throws; the same end is to be told once more then.
  public func finish(_ id: CallID, _ result: CallResult, now: Timestamp) throws(StoreError) {
    guard let call = calls[id], let profile = profiles[call.profile] else { return }
    switch call.purpose {
    case .create:
      DurableStep.createAnswered.reached()
      try finishCreate(call, result, profile, now: now)
      DurableStep.createRecorded.reached()
    case .poll:
      DurableStep.pollAnswered.reached()
      try finishPoll(call, result, profile, now: now)
      DurableStep.pollRecorded.reached()
    case .list:
      try finishList(call, result, profile, now: now)
    case .look:
      try finishLook(call, result, profile, now: now)
    case .cancel:
      try finishCancel(call, result, profile, now: now)
    case .renew:
      try finishRenewal(call, result, profile, now: now)
    case .frame:
      try finishFrame(call, result, profile, now: now)
    case .download(let transfer), .lastFrame(let transfer):
      try finishTransfer(call, transfer, result, now: now)
    }
    calls[id] = nil
    paces[id] = nil
    brokenOff[id] = nil
    busy.subtract(call.tasks)
    for search in searches { busy.formUnion(search.tasks) }
  }

  /// Records how far a transfer has come, and keeps its lease.
  ///
  /// The entity tag is kept from the first call on, so that a program that is killed in the middle
  /// goes on where it was.
  /// - Returns: false when the transfer is to be broken off: another engine has taken it over, and
  ///   two must not write to one file; or it brings too little; or the disk cannot hold it.
  public func progress(
    _ id: CallID, bytes: Int64, head: DownloadHead, now: Timestamp
  ) throws(StoreError) -> Bool {
    guard let call = calls[id] else { return true }
    if isTooSlow(call, bytes: bytes, now: now) { return false }
    switch call.purpose {
    case .download, .lastFrame: break
    default: return true
    }
    guard try keepsDownload(call.task, now: now) else { return false }
    guard case .download(let transfer) = call.purpose, head.isFile else { return true }
    _ = try store.change(call.task, fetchedBy: owner, now: now) { record, schedule in
      record.download = .running
      record.downloadBytes = bytes
      record.bytes = head.totalBytes ?? record.bytes
      schedule.entityTag = transfer.tag(after: head, nil)
      return nil
    }
    DurableStep.bytesCounted.reached()
    return hasRoom(call, for: head.totalBytes, after: bytes)
  }

  private func finishCreate(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    if case .failed(let failure) = result, failure.kind == .claimLost {
      // Also a store that could not be written for a moment says no; what is not ours stays.
      let wait = BackOff.submit.wait(failures: 2, jitter: random())
      return _ = try store.releaseSubmit(
        call.task, owner: owner, now: now, retryAt: now + wait, reason: nil)
    }
    let decision = SubmitDecision(now: now, profile: profile, policy: policy, jitter: random())
    let outcome = Engine.createOutcome(result, profile)
    let isOurs = try store.holdsClaim(call.task, owner: owner)
    let story = try store.events(of: call.task)
    _ = try store.change(call.task, now: now) { record, schedule in
      guard Engine.counts(outcome, for: record, isOurs: isOurs) else { return nil }
      switch outcome {
      case .answer(.accepted(let remoteID, let status)):
        return decision.accepted(remoteID: remoteID, status: status, &record, &schedule)
      case .answer(.refused(let failure)):
        return decision.refused(failure, &record, &schedule)
      case .answer(.refusedForNow(let failure, let retryAfter, let isRate)):
        return decision.refusedForNow(
          failure, retryAfter: retryAfter, isRate: isRate, story: story, &record, &schedule)
      case .answer(.unreadable(let reason)):
        return decision.unconfirmed(reason, &record, &schedule)
      case .notSent(let failure):
        return decision.notSent(failure, &record, &schedule)
      }
    }
    try store.releaseClaim(call.task, owner: owner)
  }

  /// What became of a create: what its answer says, or that it was certainly not sent.
  enum SendOutcome {
    case answer(CreateOutcome)
    case notSent(CallFailure)
  }

  private static func createOutcome(_ result: CallResult, _ profile: Profile) -> SendOutcome {
    switch result {
    case .answered(let answer):
      .answer(Dialects.of(profile).createOutcome(answer))
    case .failed(let failure) where !failure.mayHaveBeenSent: .notSent(failure)
    case .failed(let failure): .answer(.unreadable(failure.reason))
    case .fetched, .brokeOff, .frame:
      .answer(.unreadable(Phrase("The answer was not kept.").english))
    }
  }

  /// Whether the end of a create still changes its task.
  ///
  /// That the server has made the task counts whatever was thought of it meanwhile: it is paid for.
  /// All else counts only while the task is this engine's to send.
  private static func counts(
    _ outcome: SendOutcome, for record: TaskRecord, isOurs: Bool
  ) -> Bool {
    if case .answer(.accepted) = outcome { return record.remoteID == nil }
    return isOurs && (record.status == .waiting || record.status == .submitting)
  }
}
