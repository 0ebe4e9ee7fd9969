internal import TaskStore
internal import VideoAPIs
internal import VideoTasks
internal import Wording

/// Which listed task a lost create has made, if any. Pure.
///
/// A wrong guess would follow somebody else's task and forget a paid one. So a task is only taken
/// when it is the only one that can be it, and when no other create of ours can have made it.
struct LookDecision {
  let now: Timestamp
  let profile: Profile
  let jitter: UInt64

  /// How far from the sending the server may have made the task, by its own clock.
  static let window = Duration.seconds(120)
  /// From the lost answer to the first look.
  static let firstWait = Duration.seconds(1)
  /// From each look to the next, in seconds: a list may lag, but not for long.
  static let waits: [Int64] = [2, 4, 8, 30, 120, 300]
  /// How long a list names a task, and so how long it makes sense to ask for one that is silent.
  static let listed = Duration.seconds(7 * 86_400)

  /// What one look has shown.
  enum Verdict: Hashable {
    /// This one it is.
    case found(ListedTask)
    /// No listed task that nobody here knows can be it.
    case none
    /// Several can be it, or one that does not say enough of itself.
    case unclear(Int)
    /// Another of our tasks without an answer may have made it.
    case contested
  }

  /// What the list says of a task.
  ///
  /// - Parameters:
  ///   - unknown: the listed tasks that no task here has or had the id of.
  ///   - rivals: all tasks here that went out and have no id, also `record` itself.
  static func verdict(
    _ record: TaskRecord, unknown: [ListedTask], rivals: [TaskRecord]
  ) -> Verdict {
    let possible = unknown.filter { mayBe($0, record) }
    guard let only = possible.first else { return .none }
    guard possible.count == 1, isCertain(only, record) else { return .unclear(possible.count) }
    // At any time: this machine's clock may have been set between the two, by any amount.
    let isContested = rivals.contains {
      $0.id != record.id && mayBe(only, $0, window: nil)
    }
    return isContested ? .contested : .found(only)
  }

  /// Whether nothing that the list says of a task speaks against its being `record`.
  ///
  /// Members that come with the video alone say nothing before.
  /// - Parameter window: how far from its sending the server may have made it; nil for any time.
  static func mayBe(
    _ listed: ListedTask, _ record: TaskRecord, window: Duration? = window
  ) -> Bool {
    guard let sent = record.submittedAt else { return true }
    if let window, let created = listed.createdAt {
      // The list counts whole seconds.
      if created - sent > window || sent - created > window + .seconds(1) { return false }
    }
    let request = record.request
    let actual = listed.state.actual
    if let model = listed.model, model != record.model, !record.model.hasPrefix("ep-") {
      return false
    }
    if let wanted = request.ratio?.lowercased(), wanted != "adaptive",
      let made = actual.ratio, made != wanted
    {
      return false
    }
    if let wanted = request.resolution?.lowercased(), let made = actual.resolution?.lowercased(),
      made != wanted
    {
      return false
    }
    if let wanted = request.duration, wanted > 0, let made = actual.duration,
      abs(made - Double(wanted)) >= 1
    {
      return false
    }
    if let wanted = request.seed, wanted >= 0, let made = actual.seed, made != wanted {
      return false
    }
    if let wanted = request.audio, let made = listed.audio, made != wanted { return false }
    return true
  }

  /// Whether the list says when the task was made, and of which model.
  private static func isCertain(_ listed: ListedTask, _ record: TaskRecord) -> Bool {
    listed.createdAt != nil && listed.model != nil && record.submittedAt != nil
  }

  /// Plans the next look after one that has not settled it, or leaves it to the user.
  ///
  /// - Parameter story: the task's events so far.
  func looked(
    _ verdict: Verdict, isIncomplete: Bool, story: [TaskEvent], _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    let looks = story.count { $0.kind == LookStory.looked }
    schedule.pollFailures = 0
    let isLast = looks >= LookDecision.waits.count
    schedule.nextPollAt =
      isLast ? nil : now + BackOff.spread(.seconds(LookDecision.waits[looks]), jitter: jitter)
    return TaskEvent(
      at: now, kind: LookStory.looked,
      detail: LookDecision.seen(
        verdict, isIncomplete: isIncomplete, isLast: isLast, look: looks + 1
      ).english)
  }

  private static func seen(
    _ verdict: Verdict, isIncomplete: Bool, isLast: Bool, look: Int
  ) -> Phrase {
    let saw =
      switch verdict {
      case .none: Phrase("no new task of that time and kind")
      case .unclear(let count) where count > 1:
        Phrase("{count} tasks that may be it", ["count": count])
      case .unclear: Phrase("a task that may be it and does not say enough of itself")
      case .contested: Phrase("a task that may be this one or another one without an answer")
      case .found(let listed):
        Phrase("{remote}, which another task has taken", ["remote": listed.remoteID])
      }
    let looks = waits.count + 1
    let words =
      isIncomplete
      ? Phrase(
        "look {number} of {count} at the list: {result}; not all of it could be read",
        ["number": look, "count": looks, "result": saw])
      : Phrase(
        "look {number} of {count} at the list: {result}",
        ["number": look, "count": looks, "result": saw])
    return isLast
      ? Phrase("{looks}. It is left to you: rushes resolve", ["looks": words]) : words
  }

  /// The list gave no answer, which says nothing: it is asked again for as long as it may know.
  func unanswered(
    _ reason: String, retryAfter: Duration?, _ record: TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    schedule.pollFailures += 1
    if let sent = record.submittedAt, now - sent > LookDecision.listed,
      schedule.pollFailures > LookDecision.waits.count
    {
      schedule.nextPollAt = nil
      return TaskEvent(
        at: now, kind: LookStory.unanswered,
        detail: "\(reason) " + Phrase("It is left to you.").english)
    }
    let wait = BackOff.submit.wait(failures: schedule.pollFailures, jitter: jitter)
    schedule.nextPollAt = now + max(wait, min(retryAfter ?? .zero, PollDecision.mostPatience))
    guard schedule.pollFailures == 1 else { return nil }
    return TaskEvent(at: now, kind: LookStory.unanswered, detail: reason)
  }
}

/// The words about looks at a server's list in a task's story.
public enum LookStory {
  /// The list was looked at in vain.
  public static let looked = "looked-for"
  /// The list gave no answer.
  public static let unanswered = "look-unanswered"
  /// The task was found in the list.
  public static let found = "found"
}
