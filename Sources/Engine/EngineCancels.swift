internal import TaskStore
internal import VideoAPIs
public import VideoTasks
internal import Wording

/// Something that a person who watches should hear of.
public struct EngineNotice: Hashable, Sendable {
  /// The task that it is about.
  public let task: TaskID
  /// Whether what was wanted has happened.
  public let isGood: Bool
  /// What happened, in a sentence or two.
  public let sentence: String
}

/// Cancelling at the server, where the API can.
extension Engine {
  /// Asks how a task is that somebody wants cancelled.
  func decideCancel(_ id: TaskID, now: Timestamp) throws(StoreError) {
    guard let record = try store.task(id), let profile = profile(of: record),
      let remoteID = record.remoteID
    else { return }
    guard Dialects.of(profile).cancel(remoteID) != nil else {
      return try giveUpCancel(id, profile, now: now)
    }
    guard try hasBudget(profile, now: now),
      try store.leasePoll(id, owner: owner, until: now + Engine.pollLease, now: now)
    else { return }
    order(.poll(remoteID: remoteID), record, now: now)
    try spend(profile, now: now)
  }

  /// Orders the cancel of a task of which the server has just said that it is still queued.
  ///
  /// The lease is kept from that answer on, so that no other engine's cancel comes in between: a
  /// second one removes the record of what the first one has cancelled.
  func decideCancelNow(_ id: TaskID, now: Timestamp) throws(StoreError) {
    guard let askedAt = queuedSince.removeValue(forKey: id) else { return }
    let before = askedAt + CancelDecision.freshness
    if now >= askedAt, now <= before, let record = try store.task(id), record.status == .queued,
      let profile = profile(of: record), let remoteID = record.remoteID,
      try store.schedule(id).nextCancelAt != nil, try hasBudget(profile, now: now),
      try store.leasePoll(id, owner: owner, until: now + Engine.pollLease, now: now)
    {
      order(.cancel(remoteID: remoteID, before: before), record, now: now)
      try spend(profile, now: now)
    } else {
      try store.releasePoll(id, owner: owner)
    }
  }

  /// The profile's server was another one when the wish was made.
  private func giveUpCancel(
    _ id: TaskID, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    let decision = CancelDecision(now: now, profile: profile, jitter: random())
    let failure = TaskFailure(
      code: "NoCancel", message: Phrase("its API has no cancel").english, advice: "")
    try change(id, now: now) { _, schedule in
      decision.refused(failure, isRunning: false, asksNow: false, &schedule)
    }
  }

  func finishCancel(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    if case .failed(let failure) = result, failure.kind == .cancelled {
      return try store.releasePoll(call.task, owner: owner)
    }
    let decision = CancelDecision(now: now, profile: profile, jitter: random())
    let outcome = Engine.cancelOutcome(result, profile)
    let isRunning = if case .answered(let answer) = result { answer.status == 409 } else { false }
    try change(call.task, now: now) { record, schedule in
      guard record.status.isPolled else { return nil }
      switch outcome {
      case .cancelled: return decision.cancelled(&record, &schedule)
      case .notPossible(let failure):
        return decision.refused(failure, isRunning: isRunning, &schedule)
      case .tryAgain(let reason, let retryAfter):
        return decision.noAnswer(reason, retryAfter: retryAfter, &record, &schedule)
      }
    }
    try store.releasePoll(call.task, owner: owner)
  }

  private static func cancelOutcome(_ result: CallResult, _ profile: Profile) -> CancelOutcome {
    switch result {
    case .answered(let answer): Dialects.of(profile).cancelOutcome(answer)
    case .failed(let failure) where failure.kind == .unready:
      .notPossible(
        TaskFailure(code: "NotSent", message: failure.reason, advice: failure.advice))
    case .failed(let failure): .tryAgain(reason: failure.reason, retryAfter: nil)
    case .fetched, .brokeOff, .frame:
      .tryAgain(reason: Phrase("The answer was not kept.").english, retryAfter: nil)
    }
  }

  /// Changes a task, and keeps how the wish to cancel it has ended for who watches.
  func change(
    _ id: TaskID, now: Timestamp,
    _ body: (inout TaskRecord, inout TaskSchedule) -> TaskEvent?
  ) throws(StoreError) {
    var told: TaskEvent?
    _ = try store.change(id, askedBy: owner, now: now) { record, schedule in
      let isWanted = schedule.nextCancelAt != nil
      let event = body(&record, &schedule)
      told = isWanted ? event : nil
      return event
    }
    guard let told else { return }
    switch told.kind {
    case CancelStory.done:
      notices.append(
        EngineNotice(
          task: id, isGood: true,
          sentence: Phrase(
            "Task {id} is cancelled {how}.", ["id": id, "how": told.detail]
          ).english))
    case CancelStory.tooLate, CancelStory.refused:
      notices.append(
        EngineNotice(
          task: id, isGood: false,
          sentence: Phrase(
            "Task {id} was not cancelled: {reason}", ["id": id, "reason": told.detail]
          ).english))
    case TaskStatus.succeeded.rawValue:
      notices.append(
        EngineNotice(
          task: id, isGood: false,
          sentence: Phrase(
            "Task {id} was done before it could be cancelled.", ["id": id]
          ).english))
    default: break
    }
  }
}
