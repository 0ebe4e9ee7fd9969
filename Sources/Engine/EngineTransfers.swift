internal import Glibc
internal import TaskStore
internal import VideoAPIs
internal import VideoTasks

/// Fetching: from a link to a whole file under its own name.
extension Engine {
  /// Room that is left free on the disk besides the video itself.
  static let spareBytes: Int64 = 64 << 20

  /// Gets a transfer ready; nil when it cannot begin now, which is then written down.
  func beginTransfer(
    _ record: TaskRecord, _ schedule: TaskSchedule, now: Timestamp
  ) throws(StoreError) -> EngineCall.Purpose? {
    let isFrame = record.file != nil
    guard record.videoLink != nil, let link = isFrame ? record.lastFrameLink : record.videoLink
    else {
      return record.remoteID.map { .renew(remoteID: $0) }
    }
    let partial = schedule.partialFile ?? videos.partialFile(record, isFrame: isFrame)
    let offset = schedule.entityTag == nil ? 0 : videos.files.size(of: partial) ?? 0
    if let problem = roomProblem(record, offset: offset) {
      try diskRefused(record.id, problem, now: now)
      return nil
    }
    _ = try store.change(record.id, now: now) { record, schedule in
      record.download = .running
      record.downloadBytes = offset
      schedule.partialFile = partial
      return nil
    }
    let transfer = DownloadOrder(
      link: link, partialFile: partial, offset: offset,
      entityTag: offset > 0 ? schedule.entityTag : nil)
    return isFrame ? .lastFrame(transfer) : .download(transfer)
  }

  private func roomProblem(_ record: TaskRecord, offset: Int64) -> DiskError? {
    do throws(DiskError) {
      try videos.files.makeFolder(videos.folder)
    } catch {
      return error
    }
    guard let free = videos.files.freeBytes(in: videos.folder) else { return nil }
    let needed = max(0, (record.bytes ?? 0) - offset) + Engine.spareBytes
    return free < needed ? DiskError(code: ENOSPC, operation: "fetching the video") : nil
  }

  func finishTransfer(
    _ call: EngineCall, _ transfer: DownloadOrder, _ result: CallResult, _ profile: Profile,
    now: Timestamp
  ) throws(StoreError) {
    let decision = DownloadDecision(now: now, profile: profile, jitter: random())
    switch result {
    case .fetched(let head) where head.status == 200 || head.status == 206:
      try received(call, transfer, head, decision, now: now)
    case .fetched(let head):
      try refused(call, transfer, status: head.status, decision, now: now)
    case .answered(let answer):
      try refused(call, transfer, status: answer.status, decision, now: now)
    case .brokeOff(let head, let failure):
      try transferFailed(call, failure, entityTag: head.entityTag, decision, now: now)
    case .failed(let failure):
      try transferFailed(call, failure, entityTag: transfer.entityTag, decision, now: now)
    }
    try store.releaseDownload(call.task, owner: owner)
  }

  /// All bytes have come, as far as the transport can tell: checks them and gives them their name.
  private func received(
    _ call: EngineCall, _ transfer: DownloadOrder, _ head: DownloadHead,
    _ decision: DownloadDecision, now: Timestamp
  ) throws(StoreError) {
    let partial = transfer.partialFile
    let size = videos.files.size(of: partial) ?? 0
    if let total = head.totalBytes, size != total {
      let isShort = size < total
      if !isShort { videos.files.remove(partial) }
      _ = try store.change(call.task, now: now) { record, schedule in
        decision.brokeOff(
          "\(size) of \(total) bytes came.", entityTag: head.entityTag, partialIsGood: isShort,
          &record, &schedule)
      }
      return
    }
    guard videos.files.isWhole(partial) else {
      _ = try store.change(call.task, now: now) { record, schedule in
        decision.notAVideo(partial: partial, &record, &schedule)
      }
      return
    }
    try publish(call, partial, size: size, decision, now: now)
  }

  private func publish(
    _ call: EngineCall, _ partial: String, size: Int64, _ decision: DownloadDecision,
    now: Timestamp
  ) throws(StoreError) {
    guard let record = try store.task(call.task) else { return }
    let isFrame = if case .lastFrame = call.purpose { true } else { false }
    let path: String
    do throws(DiskError) {
      path = try videos.files.publish(
        partial, folder: videos.folder, name: videos.name(record), ending: isFrame ? ".png" : ".mp4")
    } catch {
      try diskRefused(call.task, error, now: now)
      return
    }
    _ = try store.change(call.task, now: now) { record, schedule in
      isFrame
        ? decision.lastFrameDone(file: path, &record, &schedule)
        : decision.videoDone(file: path, bytes: size, &record, &schedule)
    }
  }

  private func refused(
    _ call: EngineCall, _ transfer: DownloadOrder, status: Int, _ decision: DownloadDecision,
    now: Timestamp
  ) throws(StoreError) {
    if status == 416 { videos.files.remove(transfer.partialFile) }
    _ = try store.change(call.task, now: now) { record, schedule in
      if status == 416 || status == 429 || status >= 500 {
        return decision.brokeOff(
          "The server of the link answered HTTP \(status).", entityTag: transfer.entityTag,
          partialIsGood: status != 416, &record, &schedule)
      }
      return decision.linkRefused(
        "The link was refused (HTTP \(status)).", isFinal: [403, 404, 410].contains(status),
        &record, &schedule)
    }
  }

  private func transferFailed(
    _ call: EngineCall, _ failure: CallFailure, entityTag: String?, _ decision: DownloadDecision,
    now: Timestamp
  ) throws(StoreError) {
    if case .disk(let code) = failure.kind {
      try diskRefused(
        call.task, DiskError(code: code, operation: "writing the video"), now: now)
      return
    }
    // A sandbox that was started anew listens elsewhere: only a fresh link leads there.
    let mayHaveMoved =
      profiles[call.profile]?.server == .sandbox && !failure.mayHaveBeenSent
    _ = try store.change(call.task, now: now) { record, schedule in
      if mayHaveMoved {
        schedule.linkRenewals = 0
        return decision.linkRefused(failure.reason, isFinal: false, &record, &schedule)
      }
      return decision.brokeOff(
        failure.reason, entityTag: entityTag, partialIsGood: true, &record, &schedule)
    }
  }

  func finishRenewal(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    let decision = DownloadDecision(now: now, profile: profile, jitter: random())
    let outcome = Engine.queryOutcome(result, profile, now: now)
    _ = try store.change(call.task, now: now) { record, schedule in
      switch outcome {
      case .state(let remote): return decision.renewed(remote, &record, &schedule)
      case .tryAgain(let reason, _): return decision.notRenewed(reason, &record, &schedule)
      }
    }
    try store.releaseDownload(call.task, owner: owner)
  }

  /// The disk refused: the link lives a day, so it is tried again, and said in words meanwhile.
  private func diskRefused(
    _ id: TaskID, _ error: DiskError, now: Timestamp
  ) throws(StoreError) {
    let jitter = random()
    _ = try store.change(id, now: now) { record, schedule in
      guard let profile = profiles[record.profile] else { return nil }
      let decision = DownloadDecision(now: now, profile: profile, jitter: jitter)
      return decision.brokeOff(
        error.sentence(folder: videos.folder), entityTag: schedule.entityTag, partialIsGood: true,
        &record, &schedule)
    }
  }
}

extension DiskError {
  /// The error in words, with what to do.
  func sentence(folder: String) -> String {
    switch code {
    case ENOSPC, EDQUOT:
      "The disk of \(folder) is full. Make room there: the video is fetched as soon as it fits."
    case EROFS:
      "\(folder) is read-only. Make it writable or set download.directory to another folder."
    case EACCES, EPERM:
      "\(folder) may not be written. Change its mode or set download.directory to another folder."
    default:
      "\(operation) failed: \(String(cString: strerror(code)))."
    }
  }
}
