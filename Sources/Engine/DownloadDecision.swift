internal import TaskStore
internal import VideoAPIs
internal import VideoTasks
internal import Wording

/// What the end of a transfer does to its task, the files having been dealt with. Pure.
struct DownloadDecision {
  let now: Timestamp
  let jitter: UInt64

  /// How often something that is not a video may come before it is believed: some twenty minutes,
  /// which a captive portal or a proxy may take to be mended.
  static let mostNonVideos = 10
  /// How often the picture of the last frame is tried: some ten minutes. The video itself is tried
  /// for as long as its link lives.
  static let mostFrameTries = 12

  /// The video is whole and has its name; its partial name is still there, and known.
  func videoDone(
    file: String, bytes: Int64, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.file = file
    record.bytes = bytes
    record.downloadBytes = bytes
    record.pollError = nil
    schedule.entityTag = nil
    if record.lastFrameLink != nil && record.lastFrameFile == nil {
      record.download = .waiting
      schedule.nextDownloadAt = now
      schedule.downloadFailures = 0
    } else {
      finish(&record, &schedule)
    }
    return TaskEvent(at: now, kind: "downloaded", detail: file)
  }

  /// The last frame is whole and has its name; the video may be wanted once more meanwhile.
  func lastFrameDone(
    file: String, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.lastFrameFile = file
    record.pollError = nil
    schedule.entityTag = nil
    if record.file == nil {
      record.download = .waiting
      schedule.nextDownloadAt = now
    } else {
      finish(&record, &schedule)
    }
    return TaskEvent(at: now, kind: "last-frame", detail: file)
  }

  /// The transfer broke off, or what came was not whole.
  ///
  /// - Parameter entityTag: the tag of the bytes that are there, which are gone on with; nil when
  ///   they cannot be trusted.
  func brokeOff(
    _ reason: String, entityTag: String?, backOff: BackOff = .download,
    _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    schedule.downloadFailures += 1
    schedule.entityTag = entityTag
    let isNew = record.pollError != reason
    record.pollError = reason
    if record.file != nil && schedule.downloadFailures >= DownloadDecision.mostFrameTries {
      return frameGivenUp(reason, &record, &schedule)
    }
    record.download = .waiting
    schedule.nextDownloadAt =
      now + backOff.wait(failures: schedule.downloadFailures, jitter: jitter)
    return isNew ? TaskEvent(at: now, kind: "download-broke-off", detail: reason) : nil
  }

  /// It was cancelled from here: nothing is wrong, and whoever comes next goes on with it.
  func cancelled(entityTag: String?, _ record: inout TaskRecord, _ schedule: inout TaskSchedule) {
    record.download = .waiting
    schedule.entityTag = entityTag
    schedule.nextDownloadAt = now
  }

  /// Nobody listens any more where the link leads, and asking for another costs nothing: that is done
  /// at once, and counts as no failure. A query that brings none waits by itself.
  func linkGone(
    _ reason: String, entityTag: String?, _ record: inout TaskRecord,
    _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.download = .waiting
    schedule.entityTag = entityTag
    schedule.nextDownloadAt = now
    return TaskEvent(at: now, kind: "link-refused", detail: reason)
  }

  /// Whether a refused link is to be renewed by one more query: once while it should live, and once
  /// more when its time has run out.
  func renews(
    isFinal: Bool, _ record: TaskRecord, _ schedule: TaskSchedule
  ) -> Bool {
    schedule.linkRenewals < (isFinal && hasRunOut(record) ? 2 : 1)
  }

  /// Orders that query.
  func renewalOrdered(
    _ reason: String, isFinal: Bool, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    schedule.linkRenewals = isFinal && hasRunOut(record) ? 2 : 1
    record.download = .waiting
    schedule.nextDownloadAt = now
    return TaskEvent(at: now, kind: "link-refused", detail: reason)
  }

  /// The link was refused, and a fresh one has been asked for: now the clock decides.
  ///
  /// - Parameter isFinal: whether the answer is one that a link gives whose time has run out.
  func linkRefused(
    _ reason: String, isFinal: Bool, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    guard isFinal, hasRunOut(record) else {
      return brokeOff(reason, entityTag: schedule.entityTag, &record, &schedule)
    }
    if record.file != nil { return frameGivenUp(reason, &record, &schedule) }
    record.download = .expired
    record.pollError =
      "\(reason) " + Phrase("Its time had run out, and the API gave no better one.").english
    schedule.nextDownloadAt = nil
    return TaskEvent(at: now, kind: "link-expired", detail: reason)
  }

  /// What came is not a video: the bytes stay where they are until something better comes.
  func notAVideo(
    partial: String, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    let reason = Phrase("What the server sent is not a whole video.").english
    if record.file != nil || schedule.downloadFailures + 1 < DownloadDecision.mostNonVideos {
      return brokeOff(reason, entityTag: nil, backOff: .notAVideo, &record, &schedule)
    }
    record.download = .failed
    record.pollError =
      "\(reason) "
      + Phrase("The bytes are kept in {file}. Download it again to retry.", ["file": partial])
      .english
    schedule.nextDownloadAt = nil
    return TaskEvent(at: now, kind: "download-failed", detail: reason)
  }

  /// The query for a fresh link brought none; the old one is tried again.
  ///
  /// - Parameter isAnswer: whether the server itself has said so; if not, it is asked once more.
  func notRenewed(
    _ reason: String, isAnswer: Bool, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    if !isAnswer { schedule.linkRenewals = max(0, schedule.linkRenewals - 1) }
    if record.videoLink == nil, isAnswer, hasRunOut(record) {
      return linkRefused(reason, isFinal: true, &record, &schedule)
    }
    return brokeOff(reason, entityTag: schedule.entityTag, &record, &schedule)
  }

  /// A query brought a link: a new one is tried at once, the old one after a wait.
  func renewed(
    _ remote: RemoteState, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent? {
    guard let link = remote.videoLink else {
      return notRenewed(
        Phrase("The server no longer gives a link.").english, isAnswer: true, &record, &schedule)
    }
    let isNew =
      link != record.videoLink
      || (remote.lastFrameLink != nil && remote.lastFrameLink != record.lastFrameLink)
    record.videoLink = link
    record.lastFrameLink = remote.lastFrameLink ?? record.lastFrameLink
    record.linkExpiresAt = remote.linkExpiresAt ?? record.linkExpiresAt
    guard isNew else {
      return brokeOff(
        Phrase("The server gives the same link again.").english, entityTag: schedule.entityTag,
        &record,
        &schedule)
    }
    record.download = .waiting
    schedule.nextDownloadAt = now
    return TaskEvent(at: now, kind: "link-renewed", detail: "")
  }

  /// There is neither a link nor an id to ask for one.
  func nothingToFetch(
    _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    record.download = .failed
    record.pollError =
      Phrase(
        "There is no link to the video, and no id to ask for one."
      ).english
    schedule.nextDownloadAt = nil
    return TaskEvent(at: now, kind: "download-failed", detail: Phrase("no link").english)
  }

  /// A link that does not say when it ends counts as one that may have ended.
  private func hasRunOut(_ record: TaskRecord) -> Bool {
    record.linkExpiresAt.map { now >= $0 } ?? true
  }

  private func finish(_ record: inout TaskRecord, _ schedule: inout TaskSchedule) {
    record.download = .done
    // A picture that came after the video has been counted in its place.
    record.downloadBytes = record.bytes ?? record.downloadBytes
    schedule.nextDownloadAt = nil
    schedule.downloadFailures = 0
    schedule.linkRenewals = 0
  }

  private func frameGivenUp(
    _ reason: String, _ record: inout TaskRecord, _ schedule: inout TaskSchedule
  ) -> TaskEvent {
    finish(&record, &schedule)
    record.pollError =
      Phrase(
        "The video is here; its last frame could not be fetched: {reason}", ["reason": reason]
      ).english
    schedule.entityTag = nil
    return TaskEvent(at: now, kind: "last-frame-given-up", detail: reason)
  }
}
