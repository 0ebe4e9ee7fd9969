internal import TaskStore
internal import VideoAPIs
internal import VideoTasks
internal import Wording

/// What the end of a create does to its task. Pure: see rules 1 and 2 of the map's "Money" section.
struct SubmitDecision {
  let now: Timestamp
  let profile: Profile
  let policy: EnginePolicy
  let jitter: UInt64

  /// The word in a task's story for a 429 that need not be about the rate.
  static let refusalKind = "refused-for-now"
  /// How many of those within `refusalWindow` end a task.
  static let mostRefusals = 3
  static let refusalWindow = Duration.seconds(600)

  /// The server took it: it is followed from now on.
  func accepted(
    remoteID: String, status: TaskStatus, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.remoteID = remoteID
    record.status = status.isPolled ? status : .queued
    record.endedAt = nil
    record.waitReason = nil
    record.pollError = nil
    record.error = nil
    schedule.nextPollAt = now + BackOff.spread(PollPace.first(profile), jitter: jitter)
    schedule.pollFailures = 0
    schedule.deadlineAt = TimeLimits.deadline(record, profile, now: now)
    schedule.nextSubmitAt = nil
    return TaskEvent(at: now, kind: "accepted", detail: remoteID)
  }

  /// The server refused it for good: nothing was made and nothing is billed.
  func refused(
    _ failure: TaskFailure, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    end(failure, &record, &schedule)
    return TaskEvent(at: now, kind: "refused", detail: "\(failure.code): \(failure.message)")
  }

  /// The server said "not now": it certainly made nothing.
  ///
  /// A rate limit is waited out for as long as it takes; any other such answer three times within
  /// ten minutes ends the task.
  /// - Parameter story: the task's events so far.
  func refusedForNow(
    _ failure: TaskFailure, retryAfter: Duration?, isRate: Bool, story: [TaskEvent],
    _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    let earlier = story.count {
      $0.kind == SubmitDecision.refusalKind && now - $0.at < SubmitDecision.refusalWindow
    }
    if !isRate && earlier + 1 >= SubmitDecision.mostRefusals {
      let explained = TaskFailure(
        code: failure.code,
        message: failure.message,
        advice: Phrase(
          "The server says this either when too many tasks are running or when the account "
            + "has no balance or quota left. Nothing was made or billed. Look at the account, then "
            + "send it again."
        ).english)
      return refused(explained, &record, &schedule)
    }
    // The tries that the network ate are another row, with a limit of its own.
    if schedule.firstRefusedAt == nil { schedule.submitAttempts = 0 }
    schedule.firstRefusedAt = schedule.firstRefusedAt ?? now
    schedule.submitAttempts += 1
    let wait = retryAfter ?? BackOff.submit.wait(failures: schedule.submitAttempts, jitter: jitter)
    backToWaiting(
      until: now + wait,
      reason: Phrase(
        "{profile} asks to wait: {reason}",
        ["profile": profile.name, "reason": failure.message]
      ).english, &record, &schedule)
    return TaskEvent(
      at: now, kind: isRate ? "rate-limited" : SubmitDecision.refusalKind, detail: failure.code)
  }

  /// The answer was lost, or cannot be read: the task may exist.
  func unconfirmed(
    _ reason: String, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.status = .unconfirmed
    record.waitReason = nil
    record.pollError = reason
    schedule.nextSubmitAt = nil
    schedule.nextPollAt = profile.hasList ? now + LookDecision.firstWait : nil
    schedule.pollFailures = 0
    return TaskEvent(at: now, kind: "unconfirmed", detail: reason)
  }

  /// The server's list has the task after all: it is followed from now on.
  func found(
    _ listed: ListedTask, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    _ = accepted(
      remoteID: listed.remoteID, status: listed.state.status ?? .queued, &record, &schedule)
    schedule.nextPollAt = now
    return TaskEvent(
      at: now, kind: LookStory.found,
      detail: Phrase(
        "as {remote}: the only new task of that time and kind in the list",
        ["remote": listed.remoteID]
      ).english)
  }

  /// The task that this one was to follow has not succeeded, and never will.
  static func notFollowing(
    _ after: TaskID, _ status: TaskStatus?, _ record: inout TaskRecord,
    _ schedule: inout TaskSchedule, now: Timestamp
  ) -> TaskEvent {
    let (message, detail) = unfollowed(after, status)
    record.status = .failed
    record.endedAt = now
    record.waitReason = nil
    record.error = TaskFailure(
      code: "EarlierTaskFailed",
      message: message.english,
      advice: Phrase.sentences([
        Phrase("Nothing was sent and nothing is billed."),
        record.frameSource != nil
          ? Phrase(
            "Make task {after} again, and chain to the new one: "
              + "rushes show {id} --json | rushes submit --request - --after ID",
            ["after": after, "id": record.id])
          : Phrase("Retry it to send it all the same."),
      ]).english)
    schedule.nextSubmitAt = nil
    return TaskEvent(at: now, kind: "not-sent", detail: detail.english)
  }

  /// How the earlier task has ended, in a sentence and in the story's words.
  private static func unfollowed(
    _ after: TaskID, _ status: TaskStatus?
  ) -> (message: Phrase, detail: Phrase) {
    switch status {
    case nil:
      (
        Phrase("It was to be sent after task {id}, which was removed.", ["id": after]),
        Phrase("task {id} was removed", ["id": after])
      )
    case .failed?:
      (
        Phrase("It was to be sent after task {id}, which failed.", ["id": after]),
        Phrase("task {id} failed", ["id": after])
      )
    case let status?:
      (
        Phrase(
          "It was to be sent after task {id}, which is {status}.",
          ["id": after, "status": status.words]),
        Phrase("task {id} is {status}", ["id": after, "status": status.words])
      )
    }
  }

  /// Not a byte went out.
  func notSent(
    _ failure: CallFailure, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    if failure.kind == .cancelled {
      backToWaiting(until: nil, reason: nil, &record, &schedule)
      return TaskEvent(at: now, kind: "not-sent", detail: failure.reason)
    }
    if schedule.firstRefusedAt != nil { schedule.submitAttempts = 0 }
    schedule.firstRefusedAt = nil
    schedule.submitAttempts += 1
    let mayTryAgain = policy.unsentAttempts.map { schedule.submitAttempts < $0 } ?? true
    guard failure.kind == .network, mayTryAgain else {
      let advice =
        failure.advice.isEmpty
        ? Phrase("Nothing was sent and nothing is billed. Send it again when the network is back.")
          .english
        : failure.advice
      end(
        TaskFailure(code: "NotSent", message: failure.reason, advice: advice), &record, &schedule)
      return TaskEvent(at: now, kind: "not-sent", detail: failure.reason)
    }
    let wait = BackOff.submit.wait(failures: schedule.submitAttempts, jitter: jitter)
    backToWaiting(until: now + wait, reason: failure.reason, &record, &schedule)
    return TaskEvent(at: now, kind: "not-sent", detail: failure.reason)
  }

  private func backToWaiting(
    until: Timestamp?, reason: String?, _ record: inout TaskRecord,
    _ schedule: inout TaskSchedule
  ) {
    record.status = .waiting
    record.submittedAt = nil
    record.pollError = nil
    record.waitReason = reason
    schedule.nextSubmitAt = until
  }

  private func end(
    _ failure: TaskFailure, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) {
    record.status = .failed
    record.error = failure
    record.endedAt = now
    record.waitReason = nil
    record.pollError = nil
    schedule.nextSubmitAt = nil
    schedule.nextPollAt = nil
  }
}

/// How long tasks may take at the servers before they are given up here.
enum TimeLimits {
  /// From the sending to the end: what the request or the model says on `ark`, else a day.
  ///
  /// Five minutes are added, since the server's clock decides and is asked once more at the end.
  static func total(_ record: TaskRecord, _ profile: Profile) -> Duration {
    guard record.api == .ark else { return .seconds(86_400) + .seconds(300) }
    let seconds =
      record.request.expiresAfter ?? profile.catalogue[record.model]?.defaultExpiry ?? 172_800
    return .seconds(seconds) + .seconds(300)
  }

  /// How long a server knows a task by its id: a week on `ark`, a day on the others.
  static func retention(_ api: API) -> Duration {
    .seconds(api == .ark ? 7 * 86_400 : 86_400)
  }

  /// When the task is given up. One that was sent elsewhere is counted from when it came here.
  static func deadline(_ record: TaskRecord, _ profile: Profile, now: Timestamp) -> Timestamp {
    (record.submittedAt ?? now) + total(record, profile)
  }
}
