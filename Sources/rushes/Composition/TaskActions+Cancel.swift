internal import Dashboard
internal import Engine
internal import TaskStore
internal import VideoAPIs
internal import VideoTasks
internal import Wording

extension TaskActions {
  /// Cancels a task that was not sent yet, at once; for one that is queued at a server that can
  /// cancel, writes the wish down, which an engine then carries out.
  ///
  /// A task that is cancelled already, or is to be, is left as it is.
  static func cancel(
    _ id: TaskID, profiles: [Profile], _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    guard let record = try store.task(id) else { return gone(id) }
    switch record.status {
    case .waiting: return try cancelHere(id, profiles: profiles, store)
    case .queued, .running: return try cancelThere(record, profiles, store)
    case .submitting:
      return .actionFailed(
        Phrase(
          "Task {id} is being sent to {profile} right now. Cancel it again in a moment.",
          ["id": id, "profile": record.profile]))
    case .unconfirmed:
      return .actionFailed(
        Phrase(
          "It is not known whether task {id} exists at {profile}, so it cannot be cancelled. "
            + "Look at the account, then settle it with: rushes resolve {id}",
          ["id": id, "profile": record.profile]))
    case .cancelled: return nil
    case .succeeded, .failed, .expired:
      return .actionFailed(Phrase("Task {id} has ended already.", ["id": id]))
    }
  }

  private static func cancelHere(
    _ id: TaskID, profiles: [Profile], _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    let now = SystemClock.now()
    let record = try store.change(id, now: now) { record, schedule in
      guard record.status == .waiting else { return nil }
      record.status = .cancelled
      record.endedAt = now
      record.error = TaskFailure(
        code: "Cancelled", message: Phrase("Cancelled here before it was sent.").english,
        advice: Phrase("Nothing was billed. Retry it if it is wanted after all.").english)
      schedule.nextSubmitAt = nil
      return TaskEvent(
        at: now, kind: CancelStory.done, detail: Phrase("before it was sent").english)
    }
    // An engine may have sent it in this very moment.
    if let record, record.status != .cancelled { return try cancel(id, profiles: profiles, store) }
    return nil
  }

  /// The profile whose server can cancel a task that it has queued; nil where none can.
  static func cancelProfile(_ record: TaskRecord, _ profiles: [Profile]) -> Profile? {
    profiles.first {
      $0.name == record.profile && $0.api == record.api
        && Dialects.of($0).cancel(record.remoteID ?? "") != nil
    }
  }

  private static func cancelThere(
    _ record: TaskRecord, _ profiles: [Profile], _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    let id = record.id
    let now = SystemClock.now()
    guard cancelProfile(record, profiles) != nil else {
      return .actionFailed(
        Phrase(
          "The API of {profile} cannot cancel what it has taken. Task {id} goes on, is "
            + "billed if it succeeds, and its video will be fetched.",
          ["id": id, "profile": record.profile]))
    }
    guard record.status == .queued else {
      return .actionFailed(
        .sentences([
          Phrase(
            "{profile} has begun with task {id} and cancels only what is queued.",
            ["id": id, "profile": record.profile]),
          CancelStory.goesOn,
        ]))
    }
    _ = try store.change(id, now: now) { record, schedule in
      guard record.status == .queued, schedule.nextCancelAt == nil else { return nil }
      schedule.nextCancelAt = now
      schedule.cancelAttempts = 0
      return TaskEvent(at: now, kind: CancelStory.asked, detail: "")
    }
    return .notice(
      Phrase("Asking {profile} to cancel task {id}.", ["id": id, "profile": record.profile]))
  }

  /// Takes the wish to cancel a task back; true when there was one.
  static func withdrawCancel(_ id: TaskID, _ store: TaskStore) throws(StoreError) -> Bool {
    let now = SystemClock.now()
    var wasWanted = false
    _ = try store.change(id, now: now) { _, schedule in
      wasWanted = schedule.nextCancelAt != nil
      guard wasWanted else { return nil }
      schedule.nextCancelAt = nil
      schedule.cancelAttempts = 0
      return TaskEvent(at: now, kind: CancelStory.withdrawn, detail: "")
    }
    return wasWanted
  }
}
