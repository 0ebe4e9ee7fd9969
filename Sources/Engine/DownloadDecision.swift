internal import TaskStore
internal import VideoAPIs
internal import VideoTasks

/// What the end of a transfer does to its task, the files having been dealt with. Pure.
struct DownloadDecision {
  let now: Timestamp
  let profile: Profile
  let jitter: UInt64

  /// The video is whole and has its name.
  func videoDone(
    file: String, bytes: Int64, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.file = file
    record.bytes = bytes
    record.downloadBytes = bytes
    forgetPartial(&schedule)
    if record.lastFrameLink != nil && record.lastFrameFile == nil {
      record.download = .waiting
      schedule.nextDownloadAt = now
    } else {
      finish(&record, &schedule)
    }
    return TaskEvent(at: now, kind: "downloaded", detail: file)
  }

  /// The last frame is whole and has its name.
  func lastFrameDone(
    file: String, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.lastFrameFile = file
    forgetPartial(&schedule)
    finish(&record, &schedule)
    return TaskEvent(at: now, kind: "last-frame", detail: file)
  }

  /// The transfer broke off, or what came was not whole; what is there is kept and gone on with.
  func brokeOff(
    _ reason: String, entityTag: String?, partialIsGood: Bool, _ record: inout TaskRecord,
    _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    schedule.downloadFailures += 1
    schedule.entityTag = partialIsGood ? entityTag : nil
    let isNew = record.pollError != reason
    record.pollError = reason
    if isFrameGivenUp(record, schedule) { return frameGivenUp(reason, &record, &schedule) }
    record.download = .waiting
    schedule.nextDownloadAt =
      now + BackOff.download.wait(failures: schedule.downloadFailures, jitter: jitter)
    return isNew ? TaskEvent(at: now, kind: "download-broke-off", detail: reason) : nil
  }

  /// The link was refused: one more query may renew it; after that the clock decides.
  ///
  /// A forgotten link is what makes the next attempt ask for a fresh one.
  func linkRefused(
    _ reason: String, isFinal: Bool, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    if schedule.linkRenewals == 0 {
      schedule.linkRenewals = 1
      record.videoLink = nil
      record.download = .waiting
      schedule.nextDownloadAt = now
      return TaskEvent(at: now, kind: "link-refused", detail: reason)
    }
    let hasRunOut = record.linkExpiresAt.map { now >= $0 } ?? true
    guard isFinal, hasRunOut else {
      return brokeOff(
        reason, entityTag: schedule.entityTag, partialIsGood: true, &record, &schedule)
    }
    record.download = .expired
    record.pollError = "\(reason) Its time had run out, and the API gave no better one."
    schedule.nextDownloadAt = nil
    return TaskEvent(at: now, kind: "link-expired", detail: reason)
  }

  /// What came is not a video, again and again: the bytes stay where they are.
  func notAVideo(
    partial: String, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    let reason = "What the server sent is not a whole video."
    if schedule.downloadFailures < 5 {
      return brokeOff(reason, entityTag: nil, partialIsGood: false, &record, &schedule)
    }
    record.download = .failed
    record.pollError = "\(reason) The bytes are kept in \(partial). Download it again to retry."
    schedule.nextDownloadAt = nil
    return TaskEvent(at: now, kind: "download-failed", detail: reason)
  }

  /// The link could not be renewed.
  func notRenewed(
    _ reason: String, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    brokeOff(
      reason, entityTag: schedule.entityTag, partialIsGood: true, &record, &schedule)
  }

  /// A query brought a link, perhaps a new one.
  func renewed(
    _ remote: RemoteState, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    guard let link = remote.videoLink else {
      return notRenewed("The server no longer gives a link.", &record, &schedule)
    }
    let isNew = link != record.videoLink
    record.videoLink = link
    record.lastFrameLink = remote.lastFrameLink ?? record.lastFrameLink
    record.linkExpiresAt = remote.linkExpiresAt ?? record.linkExpiresAt
    record.download = .waiting
    schedule.nextDownloadAt = now
    return isNew ? TaskEvent(at: now, kind: "link-renewed", detail: "") : nil
  }

  private func finish(_ record: inout TaskRecord, _ schedule: inout TaskSchedule) {
    record.download = .done
    record.pollError = nil
    schedule.nextDownloadAt = nil
    schedule.downloadFailures = 0
    schedule.linkRenewals = 0
  }

  private func forgetPartial(_ schedule: inout TaskSchedule) {
    schedule.partialFile = nil
    schedule.entityTag = nil
  }

  /// The picture of the last frame is worth five tries; the video itself is tried for as long as
  /// its link lives.
  private func isFrameGivenUp(_ record: TaskRecord, _ schedule: TaskSchedule) -> Bool {
    record.file != nil && schedule.downloadFailures >= 5
  }

  private func frameGivenUp(
    _ reason: String, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.download = .done
    record.pollError = "The video is here; its last frame could not be fetched: \(reason)"
    schedule.nextDownloadAt = nil
    forgetPartial(&schedule)
    return TaskEvent(at: now, kind: "last-frame-given-up", detail: reason)
  }
}
