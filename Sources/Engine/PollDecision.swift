internal import TaskStore
internal import VideoAPIs
internal import VideoTasks
internal import Wording

/// What the answer to a poll does to its task. Pure.
struct PollDecision {
  let now: Timestamp
  let profile: Profile
  let policy: EnginePolicy
  let jitter: UInt64
  /// When the server was asked.
  let askedAt: Timestamp
  /// Whether it has answered that it does not know the task.
  let isUnknown: Bool

  /// - Parameter askedAt: nil for `now`.
  init(
    now: Timestamp, profile: Profile, policy: EnginePolicy, jitter: UInt64,
    askedAt: Timestamp? = nil, isUnknown: Bool = false
  ) {
    self.now = now
    self.profile = profile
    self.policy = policy
    self.jitter = jitter
    self.askedAt = askedAt ?? now
    self.isUnknown = isUnknown
  }

  /// The server said how the task is.
  func state(
    _ remote: RemoteState, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    let isNewWord = remote.unknownWord != nil && remote.unknownWord != record.unknownStatus
    record.pollError = nil
    schedule.pollFailures = 0
    record.unknownStatus = remote.unknownWord
    merge(remote, into: &record)
    guard let status = remote.status else {
      return stillRunning(remote, isNewWord: isNewWord, &record, &schedule)
    }
    switch status {
    case .succeeded: return succeeded(remote, &record, &schedule)
    case .failed, .expired, .cancelled: return ended(status, remote, &record, &schedule)
    default: return stillRunning(remote, isNewWord: isNewWord, &record, &schedule)
    }
  }

  /// Whether an answer counts for a task that stands as `record` does.
  ///
  /// A task that was given up here for its time is not given up at the server: a video counts.
  static func counts(_ outcome: QueryOutcome, for record: TaskRecord) -> Bool {
    if record.status.isPolled { return true }
    guard record.status == .expired, record.error?.code == timeLimitCode,
      case .state(let remote) = outcome
    else { return false }
    return remote.status == .succeeded
  }

  /// There was no answer, or none that counts: polls are free, so it is asked again later.
  func noAnswer(
    _ reason: String, retryAfter: Duration?, _ record: inout TaskRecord,
    _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    schedule.pollFailures += 1
    let isNew = record.pollError != reason
    record.pollError = reason
    if let event = timeIsUp(isAnswered: isUnknown, &record, &schedule) { return event }
    let wait = BackOff.poll(interval: PollPace.interval(profile))
      .wait(failures: schedule.pollFailures, jitter: jitter)
    // Links live for a day: a server that asks for more patience than this would cost the video.
    let asked = min(retryAfter ?? .zero, PollDecision.mostPatience)
    plan(after: max(asked, wait), &schedule)
    return isNew ? TaskEvent(at: now, kind: "poll-failed", detail: reason) : nil
  }

  /// The code of a task that was given up here.
  static let timeLimitCode = "TimeLimit"
  /// How many polls in a row must have been in vain before a task that no server keeps any more is
  /// given up: half an hour, however wrong the clock is.
  static let mostSilence = 10
  /// The longest wait that a `Retry-After` is granted.
  static let mostPatience = Duration.seconds(3600)

  /// How long a link lives that does not say so: all four APIs promise a day.
  static let linkLife = Duration.seconds(86_400)

  /// Plans the next poll; one is at the deadline itself.
  private func plan(after wait: Duration, _ schedule: inout TaskSchedule) {
    let next = now + wait
    if let deadline = schedule.deadlineAt, deadline > now {
      schedule.nextPollAt = min(deadline, next)
    } else {
      schedule.nextPollAt = next
    }
  }

  private func stillRunning(
    _ remote: RemoteState, isNewWord: Bool, _ record: inout TaskRecord,
    _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    let before = record.status
    if let status = remote.status, status.isPolled { record.status = status }
    if record.status == .running && record.startedAt == nil { record.startedAt = now }
    if let event = timeIsUp(isAnswered: true, &record, &schedule) { return event }
    plan(after: BackOff.spread(PollPace.interval(profile), jitter: jitter), &schedule)
    guard record.status != before || isNewWord else { return nil }
    return TaskEvent(
      at: now, kind: record.status.rawValue,
      detail: remote.unknownWord.map { Phrase("says {word}", ["word": $0]).english } ?? "")
  }

  private func succeeded(
    _ remote: RemoteState, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.status = .succeeded
    record.endedAt = now
    record.error = nil
    record.cost = billed(remote, record)
    schedule.nextPollAt = nil
    schedule.deadlineAt = nil
    if policy.downloadsAutomatically || schedule.wantsDownload {
      record.download = .waiting
      schedule.nextDownloadAt = now
    }
    return TaskEvent(at: now, kind: "succeeded", detail: "")
  }

  private func ended(
    _ status: TaskStatus, _ remote: RemoteState, _ record: inout TaskRecord,
    _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.status = status
    record.endedAt = now
    record.error = remote.failure ?? PollDecision.unexplained(status)
    schedule.nextPollAt = nil
    schedule.deadlineAt = nil
    return TaskEvent(at: now, kind: status.rawValue, detail: record.error?.message ?? "")
  }

  /// Ends a task whose time has run out without an answer that ended it.
  ///
  /// Only an answer to a question that was asked after that moment ends it: the clock may be wrong,
  /// or the network may have been away. A server that says nothing is asked for as long as it keeps
  /// its tasks.
  private func timeIsUp(
    isAnswered: Bool, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    // A task that was adopted or settled by hand has none yet.
    let deadline = schedule.deadlineAt ?? TimeLimits.deadline(record, profile, now: now)
    schedule.deadlineAt = deadline
    guard now >= deadline, askedAt >= deadline else { return nil }
    guard isAnswered || isForgotten(record, schedule, deadline) else { return nil }
    record.status = .expired
    record.endedAt = now
    record.error = TaskFailure(
      code: PollDecision.timeLimitCode,
      message: Phrase("The server never said that this task ended, and its time is up.").english,
      advice: Phrase(
        "It may have been made all the same: look for it in the account at {profile} under {id}. "
          + "If it is there, its video can be fetched from there.",
        ["profile": profile.name, "id": record.remoteID ?? Phrase("its id").english]
      ).english)
    schedule.nextPollAt = nil
    return TaskEvent(at: now, kind: "expired", detail: PollDecision.timeLimitCode)
  }

  /// Whether the server keeps no task for so long, and has been silent for more than a moment.
  private func isForgotten(
    _ record: TaskRecord, _ schedule: TaskSchedule, _ deadline: Timestamp
  ) -> Bool {
    let kept = (record.submittedAt ?? deadline) + TimeLimits.retention(record.api)
    return now >= max(deadline, kept) && schedule.pollFailures >= PollDecision.mostSilence
  }

  private func merge(_ remote: RemoteState, into record: inout TaskRecord) {
    record.videoLink = remote.videoLink ?? record.videoLink
    record.lastFrameLink = remote.lastFrameLink ?? record.lastFrameLink
    record.linkExpiresAt = remote.linkExpiresAt ?? record.linkExpiresAt
    if record.videoLink != nil && record.linkExpiresAt == nil {
      record.linkExpiresAt = now + PollDecision.linkLife
    }
    var actual = record.actual ?? ActualClip()
    actual.ratio = remote.actual.ratio ?? actual.ratio
    actual.resolution = remote.actual.resolution ?? actual.resolution
    actual.duration = remote.actual.duration ?? actual.duration
    actual.seed = remote.actual.seed ?? actual.seed
    record.actual = actual == ActualClip() ? nil : actual
  }

  /// What the server counted, in money where the price is known; nil when nothing at all is.
  private func billed(_ remote: RemoteState, _ record: TaskRecord) -> Cost? {
    Estimate.billed(
      tokens: remote.tokens, draft: record.request, actual: record.actual,
      model: profile.catalogue[record.model], price: profile.price(of: record.model))
  }

  private static func unexplained(_ status: TaskStatus) -> TaskFailure {
    switch status {
    case .expired:
      TaskFailure(
        code: "Expired", message: Phrase("The server gave the task up before it was made.").english,
        advice: Phrase(
          "Nothing is billed. Send it again, with a longer expiry if the server was busy."
        ).english)
    case .cancelled:
      TaskFailure(
        code: "Cancelled", message: Phrase("The task was cancelled at the server.").english,
        advice: Phrase("Nothing is billed. Send it again if it is still wanted.").english)
    default:
      TaskFailure(
        code: "Unexplained",
        message: Phrase("The server says that the task failed and gives no reason.").english,
        advice: Phrase(
          "Failed tasks are not billed. Try again; if it fails again, change the prompt."
        ).english)
    }
  }
}
