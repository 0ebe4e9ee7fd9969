internal import Dashboard
internal import TaskStore
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What a person may do to a task that exists; the same for the screen and the commands.
enum TaskActions {
  /// Makes a new task with the request of one that has ended.
  ///
  /// - Parameters:
  ///   - audio: with or without sound this time; nil leaves it as it was.
  ///   - profiles: tell whether the task's model has a field for sound.
  static func retry(
    _ id: TaskID, audio: Bool? = nil, profiles: [Profile] = [], _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    if let refusal = try refusalToRetry(id, audio: audio, profiles: profiles, store) {
      return refusal
    }
    guard let record = try store.task(id) else { return gone(id) }
    var request = record.request
    request.audio = audio ?? request.audio
    let new = NewTask(
      profile: record.profile, api: record.api, model: record.model, request: request,
      estimate: record.estimate, retryOf: id, after: record.frameSource)
    guard let made = try store.insert([new], now: SystemClock.now()).first else { return nil }
    return .retried(id, new: made)
  }

  /// Why a task cannot be made again; nil when it can. Parameters as for `retry`.
  static func refusalToRetry(
    _ id: TaskID, audio: Bool? = nil, profiles: [Profile] = [], _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    guard let record = try store.task(id) else { return gone(id) }
    guard record.status.isEnded else {
      return .actionFailed(
        Phrase(
          "Task {id} has not ended, and its video may still come. Wait for it, or cancel it first.",
          ["id": id]))
    }
    guard record.model != unknownModel || record.request != RequestDraft() else {
      return .actionFailed(
        Phrase(
          "Task {id} was made elsewhere, and its request is not known: it cannot be made again.",
          ["id": id]))
    }
    let profile = profiles.first { $0.name == record.profile }
    if audio != nil, profile?.catalogue[record.model]?.takesAudio == false {
      return .actionFailed(
        Phrase(
          "The model {model} of task {id} has no field for sound, so nothing was made.",
          ["model": record.model, "id": id]))
    }
    return try refusalToChain(record, store)
  }

  /// Why a task that was to begin at the end of another, and never got there, cannot be made again:
  /// that one will never have an end. Nil when it can.
  private static func refusalToChain(
    _ record: TaskRecord, _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    guard let source = record.frameSource else { return nil }
    let earlier = try store.task(source)?.status
    if let earlier, earlier == .succeeded || !earlier.isEnded { return nil }
    return .actionFailed(
      Phrase(
        "Task {id} was to begin with the last frame of task {earlier}, which has no video. "
          + "Make that one again, and chain to the new task with --after.",
        ["id": record.id, "earlier": source]))
  }

  /// Forgets a task that can no longer cost money; its files stay.
  ///
  /// - Parameter abandon: also one that may still cost money.
  static func remove(
    _ id: TaskID, abandon: Bool = false, _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    answer(id, to: try store.remove(id, abandon: abandon, now: SystemClock.now()))
  }

  /// Forgets tasks in one step, or none of them; says why not of the first that is refused.
  static func removeAllOrNone(
    _ ids: [TaskID], abandon: Bool, _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    let results = try store.remove(ids, abandon: abandon, orNone: true, now: SystemClock.now())
    return zip(ids, results).lazy.compactMap { answer($0, to: $1) }.first
  }

  /// What to say of a removal; nil when it was done.
  static func answer(_ id: TaskID, to result: RemoveResult) -> DashboardAction? {
    switch result {
    case .removed: nil
    case .unknown: gone(id)
    case .mayStillCost:
      .actionFailed(
        Phrase(
          "Task {id} may still produce a video that costs money, so it is kept. Wait for its end.",
          ["id": id]))
    }
  }

  /// Settles a task whose create lost its answer, as its user has found out.
  ///
  /// - Parameter remoteID: the server's id of the task that was made; nil when none was.
  static func resolve(
    _ id: TaskID, remoteID: String?, _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    let now = SystemClock.now()
    guard let record = try store.task(id) else { return gone(id) }
    guard record.status == .unconfirmed else {
      return .actionFailed(
        Phrase(
          "Task {id} is {status}; only an unconfirmed task can be resolved.",
          ["id": id, "status": record.status.words]))
    }
    if let remoteID, let known = try store.task(remoteID: remoteID, profile: record.profile) {
      return .actionFailed(
        Phrase(
          "{remote} is task {other} already, so task {id} is still unconfirmed.",
          ["remote": remoteID, "other": known, "id": id]))
    }
    let settled = try store.change(id, now: now) { record, schedule in
      guard record.status == .unconfirmed else { return nil }
      record.pollError = nil
      schedule.nextPollAt = nil
      schedule.pollFailures = 0
      if let remoteID {
        record.remoteID = remoteID
        record.status = .queued
        return TaskEvent(
          at: now, kind: "resolved",
          detail: Phrase("created as {remote}", ["remote": remoteID]).english)
      }
      record.status = .failed
      record.endedAt = now
      record.error = TaskFailure(
        code: "NotCreated",
        message: Phrase("It was never made at the server, says its user.").english,
        advice: Phrase(
          "Nothing was billed. Send it again with: rushes retry {id}", ["id": id]
        ).english)
      return TaskEvent(at: now, kind: "resolved", detail: Phrase("not created").english)
    }
    return settled.flatMap { overtaken($0, remoteID) }
  }

  /// What to say when the server's list has settled a task in the moment before its user did.
  private static func overtaken(_ record: TaskRecord, _ remoteID: String?) -> DashboardAction? {
    let isAsWished = remoteID.map { record.remoteID == $0 } ?? (record.error?.code == "NotCreated")
    if isAsWished { return nil }
    return .actionFailed(
      Phrase(
        "Task {id} has just been found at {profile} as {remote}, and is followed there.",
        [
          "id": record.id, "profile": record.profile,
          "remote": CleanText.line(record.remoteID ?? "?", limit: 200),
        ]))
  }

  /// Fetches a finished video again, from the beginning or from where it broke off.
  static func downloadAgain(
    _ id: TaskID, _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    let now = SystemClock.now()
    guard let record = try store.task(id) else { return gone(id) }
    guard record.status == .succeeded else {
      return .actionFailed(
        Phrase(
          "Task {id} has no video yet: it is {status}.",
          ["id": id, "status": record.status.words]))
    }
    _ = try store.change(id, now: now) { record, schedule in
      schedule.wantsDownload = true
      return orderDownload(&record, &schedule, now: now)
    }
    return nil
  }

  /// Puts a finished task's download on the list, unless its file is there or it is under way.
  static func orderDownload(
    _ record: inout TaskRecord, _ schedule: inout TaskSchedule, now: Timestamp
  ) -> TaskEvent? {
    guard record.status == .succeeded, record.download != .running else { return nil }
    if let file = record.file, LocalPath.exists(file) {
      // The video is here; only its last frame may be missing.
      if record.download == .done { return nil }
    } else {
      record.file = nil
    }
    record.download = .waiting
    record.pollError = nil
    schedule.downloadFailures = 0
    schedule.linkRenewals = 0
    schedule.nextDownloadAt = now
    return TaskEvent(at: now, kind: "download-ordered", detail: "")
  }

  static func gone(_ id: TaskID) -> DashboardAction {
    .actionFailed(Phrase("Task {id} is no longer in the store.", ["id": id]))
  }
}
