internal import TaskStore
internal import VideoAPIs
internal import VideoTasks
public import Wording

/// What becomes of the wish to cancel a task at the server. Pure.
///
/// The call that cancels a queued task removes the record of one that has ended, and the link to a
/// paid video with it. So it goes out only right after an answer that the task is still queued.
struct CancelDecision {
  let now: Timestamp
  let profile: Profile
  let jitter: UInt64

  /// How long ago the server may have been asked for that answer: less than any video takes to be
  /// made.
  static let freshness = Duration.seconds(15)

  /// The server has taken the task back.
  func cancelled(
    _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.status = .cancelled
    record.endedAt = now
    record.pollError = nil
    record.unknownStatus = nil
    record.error = TaskFailure(
      code: "Cancelled", message: Phrase("Cancelled at the server before it was made.").english,
      advice: Phrase("Nothing is billed. Retry it if it is wanted after all.").english)
    schedule.nextPollAt = nil
    schedule.deadlineAt = nil
    return TaskEvent(
      at: now, kind: CancelStory.done,
      detail: Phrase("at {profile}", ["profile": profile.name]).english)
  }

  /// The server does not: the task is asked about as before, and at once.
  ///
  /// - Parameters:
  ///   - isRunning: whether that is because the server has begun with it.
  ///   - asksNow: whether to ask about it at once, and not when that was planned anyway.
  func refused(
    _ failure: TaskFailure, isRunning: Bool, asksNow: Bool = true, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    guard schedule.nextCancelAt != nil else { return nil }
    forget(&schedule)
    if asksNow { schedule.nextPollAt = now }
    if isRunning { return tooLate }
    return TaskEvent(
      at: now, kind: CancelStory.refused,
      detail: Phrase.sentences([
        Phrase(
          "{profile} did not cancel it ({code}: {reason}).",
          ["profile": profile.name, "code": failure.code, "reason": failure.message]),
        CancelStory.goesOn,
      ]).english)
  }

  /// There was no answer: the task may be cancelled or not, and the next poll tells.
  func noAnswer(
    _ reason: String, retryAfter: Duration?, _ record: inout TaskRecord,
    _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    // It may have been taken back meanwhile.
    guard schedule.nextCancelAt != nil else { return nil }
    schedule.cancelAttempts += 1
    let isNew = record.pollError != reason
    record.pollError = reason
    let wait = BackOff.submit.wait(failures: schedule.cancelAttempts, jitter: jitter)
    schedule.nextCancelAt = now + max(wait, min(retryAfter ?? .zero, PollDecision.mostPatience))
    return isNew ? TaskEvent(at: now, kind: "cancel-unanswered", detail: reason) : nil
  }

  /// What the server's word about the task makes of the wish.
  ///
  /// - Parameter isQueued: whether it has just said that the task is still queued.
  func heard(
    isQueued: Bool, _ record: TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    guard let wanted = schedule.nextCancelAt, record.status.isPolled, !isQueued else { return nil }
    guard record.status == .running else {
      schedule.nextCancelAt = max(wanted, schedule.nextPollAt ?? wanted)
      return nil
    }
    forget(&schedule)
    return tooLate
  }

  private var tooLate: TaskEvent {
    TaskEvent(
      at: now, kind: CancelStory.tooLate,
      detail: Phrase.sentences([
        Phrase(
          "{profile} has begun with it and cancels only what is queued.",
          ["profile": profile.name]), CancelStory.goesOn,
      ]).english)
  }

  private func forget(_ schedule: inout TaskSchedule) {
    schedule.nextCancelAt = nil
    schedule.cancelAttempts = 0
  }
}

/// The words about cancels in a task's story.
public enum CancelStory {
  /// Somebody wants it cancelled.
  public static let asked = "cancel-asked"
  /// It is cancelled.
  public static let done = "cancelled"
  /// The server had begun with it.
  public static let tooLate = "cancel-too-late"
  /// The server did not cancel it, for the reason beside the word.
  public static let refused = "cancel-refused"
  /// The wish was taken back before the server had answered.
  public static let withdrawn = "cancel-withdrawn"

  /// What is true of a task that was not cancelled.
  public static let goesOn = Phrase(
    "It goes on, is billed if it succeeds, and its video will be fetched.")
}
