internal import TaskStore
internal import VideoTasks
internal import Wording

/// What is to be done for a task that begins with another one's last frame. Pure.
struct ChainDecision {
  let now: Timestamp

  /// The next step towards the frame.
  enum Step: Hashable {
    /// Look at the picture, or take it out of the clip first.
    case take(FrameSource)
    /// The video or its frame is on its way.
    case wait
    /// Nobody has ordered the video yet.
    case fetch
    /// There will be no frame: what happened, and what to do.
    case lost(message: String, advice: String)
  }

  /// What to do, the earlier task having succeeded.
  ///
  /// - Parameter isThere: whether a file is on disk.
  static func step(_ earlier: TaskRecord, isThere: (String) -> Bool) -> Step {
    let clip = earlier.file.flatMap { isThere($0) ? $0 : nil }
    if let picture = earlier.lastFrameFile, isThere(picture) {
      return .take(.picture(picture, clip: clip))
    }
    let isComing = earlier.download == .waiting || earlier.download == .running
    // The server's own picture is worth waiting for: it is not compressed a second time.
    if isComing && (earlier.file == nil || earlier.lastFrameLink != nil) { return .wait }
    if let clip { return .take(.clip(clip)) }
    if let file = earlier.file {
      return .lost(
        message: Phrase("its video is no longer at {file}", ["file": file]).english,
        advice: Phrase("Fetch that again with: rushes download {id}", ["id": earlier.id])
          .english)
    }
    switch earlier.download {
    case .none: return .fetch
    case .waiting, .running: return .wait
    case .done, .failed, .expired:
      return .lost(
        message: Phrase("its video could not be fetched").english,
        advice: (earlier.download == .expired
          ? Phrase(
            "Its link has run out: make it again with: rushes retry {id}", ["id": earlier.id])
          : Phrase("Try once more: rushes download {id}", ["id": earlier.id])).english)
    }
  }

  /// Orders the video of an earlier task whose last frame is wanted.
  func fetched(
    for later: TaskID, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    guard record.status == .succeeded, record.download == .none else { return nil }
    schedule.wantsDownload = true
    schedule.nextDownloadAt = now
    record.download = .waiting
    return TaskEvent(
      at: now, kind: "download-ordered",
      detail: Phrase("task {id} begins with its end", ["id": later]).english)
  }

  /// The frame is on disk, and breaks no rule: it is the task's first frame from now on.
  func begun(
    with picture: String, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    guard record.status == .waiting, let source = record.frameSource else { return nil }
    record.request.firstFrame = .file(picture)
    record.waitReason = nil
    schedule.submitAttempts = 0
    return TaskEvent(
      at: now, kind: "first-frame",
      detail: Phrase("the last one of task {id}: {file}", ["id": source, "file": picture]).english)
  }

  /// There is no frame, and will be none: nothing was sent.
  func lost(
    _ earlier: TaskID, _ message: String, _ advice: String, _ record: inout TaskRecord,
    _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    end(
      TaskFailure(
        code: "EarlierVideoLost",
        message: Phrase(
          "It was to begin with the last frame of task {id}, and {reason}.",
          ["id": earlier, "reason": message]
        ).english,
        advice: Phrase.sentences([
          Phrase("Nothing was sent and nothing is billed."), .recorded(advice),
        ]).english), &record, &schedule)
  }

  /// The frame breaks a rule of the model: nothing was sent.
  func refused(
    _ violations: Violations, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    let words = violations.list.prefix(3).map { "\($0.message) \($0.fix)" }.joined(separator: " ")
    return end(
      TaskFailure(
        code: violations.list.first?.rule ?? "Rules", message: words,
        advice: Phrase.sentences([
          Phrase("Nothing was sent and nothing is billed."), Phrase("Edit the task as new."),
        ]).english), &record, &schedule)
  }

  private func end(
    _ failure: TaskFailure, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    guard record.status == .waiting, record.frameSource != nil else { return nil }
    record.status = .failed
    record.error = failure
    record.endedAt = now
    record.waitReason = nil
    schedule.nextSubmitAt = nil
    return TaskEvent(at: now, kind: "not-sent", detail: failure.message)
  }
}
