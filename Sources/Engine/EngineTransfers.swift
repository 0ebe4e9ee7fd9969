internal import Glibc
public import TaskStore
internal import VideoAPIs
public import VideoTasks
internal import Wording

/// Fetching: from a link to a whole file under its own name.
extension Engine {
  /// Room that is left free on the disk besides the video itself.
  public static let spareBytes: Int64 = 64 << 20

  /// Gets a transfer ready; nil when it cannot begin now, which is then written down.
  ///
  /// A partial file that may have got its name already is never written to: see `publish`.
  func beginTransfer(
    _ record: TaskRecord, _ schedule: TaskSchedule, _ profile: Profile, now: Timestamp
  ) throws(StoreError) -> EngineCall.Purpose? {
    let isFrame = record.file != nil
    if !isFrame, let begun = schedule.partialFile, try isAllThere(begun, record, schedule) {
      return try publishEarlier(record.id, begun, profile, now: now)
    }
    let isFree = try !isWritten(schedule)
    let begun = isFree ? schedule.partialFile : nil
    let partial = videos.partialFile(
      record, begun, isFrame: isFrame, owner: owner, number: nextCall)
    guard !wantsFreshLink.contains(record.id), record.videoLink != nil,
      let link = isFrame ? record.lastFrameLink : record.videoLink
    else {
      return try beginRenewal(record, profile, now: now)
    }
    let isTrusted =
      schedule.entityTag != nil && !isFrame && isFree && !videos.files.hasName(partial)
    let offset = isTrusted ? videos.files.size(of: partial) ?? 0 : 0
    if let problem = roomProblem(record, offset: offset) {
      try diskRefused(record.id, problem, entityTag: schedule.entityTag, now: now)
      return nil
    }
    if offset == 0 { videos.files.remove(partial) }
    // Who still has it open writes into nothing from now on.
    if let left = schedule.partialFile, left != partial { videos.files.remove(left) }
    let begins = try store.change(record.id, fetchedBy: owner, now: now) { record, schedule in
      record.download = .running
      record.downloadBytes = offset
      schedule.partialFile = partial
      schedule.partialWriter = owner
      if !isFree { schedule.entityTag = nil }
      return nil
    }
    guard begins != nil else { return nil }
    DurableStep.downloadBegun.reached()
    let transfer = DownloadOrder(
      link: link, partialFile: partial, offset: offset,
      entityTag: offset > 0 ? schedule.entityTag : nil)
    return isFrame ? .lastFrame(transfer) : .download(transfer)
  }

  /// Whether an engine that lives, and is not this one, may still write to the partial file: one that
  /// was stopped for longer than its lease goes on where it was when it wakes.
  private func isWritten(_ schedule: TaskSchedule) throws(StoreError) -> Bool {
    guard let writer = schedule.partialWriter, writer != owner else { return false }
    return store.isAlive(writer)
  }

  /// Whether all of the video came before and only its name is missing.
  ///
  /// Where its writer may still be at it, only a file of the stated length is one that it has left.
  private func isAllThere(
    _ partial: String, _ record: TaskRecord, _ schedule: TaskSchedule
  ) throws(StoreError) -> Bool {
    guard partial.hasSuffix(".mp4.part"), let size = videos.files.size(of: partial) else {
      return false
    }
    // Another length may have been stated before, by a link to another copy of the video.
    if videos.files.hasName(partial) { return videos.files.isWhole(partial) }
    let isLongEnough = try isWritten(schedule) ? size == record.bytes : size >= record.bytes ?? 1
    return isLongEnough && videos.files.isWhole(partial)
  }

  /// Names what came whole before the program ended, then goes on with the last frame if there is
  /// one.
  private func publishEarlier(
    _ id: TaskID, _ partial: String, _ profile: Profile, now: Timestamp
  ) throws(StoreError) -> EngineCall.Purpose? {
    try publish(id, partial, isFrame: false, now: now)
    guard let record = try store.task(id), record.file != nil, record.download == .waiting else {
      return nil
    }
    return try beginTransfer(record, try store.schedule(id), profile, now: now)
  }

  private func beginRenewal(
    _ record: TaskRecord, _ profile: Profile, now: Timestamp
  ) throws(StoreError) -> EngineCall.Purpose? {
    guard let remoteID = record.remoteID else {
      let decision = DownloadDecision(now: now, jitter: random())
      _ = try store.change(record.id, fetchedBy: owner, now: now) { record, schedule in
        decision.nothingToFetch(&record, &schedule)
      }
      return nil
    }
    guard try takeFromBudget(profile, now: now) else { return nil }
    wantsFreshLink.remove(record.id)
    return .renew(remoteID: remoteID)
  }

  private func roomProblem(_ record: TaskRecord, offset: Int64) -> DiskError? {
    do throws(DiskError) {
      try videos.files.makeFolder(videos.folder)
    } catch {
      return error
    }
    guard let free = videos.files.freeBytes(in: videos.folder) else { return nil }
    let needed = max(0, (record.bytes ?? 0) - offset) + Engine.spareBytes
    return free < needed
      ? DiskError(code: ENOSPC, operation: Phrase("fetching the video").english) : nil
  }

  // MARK: Under way

  /// Counts a transfer's bytes; true when it is to give its place up, which is then noted.
  func isTooSlow(_ call: EngineCall, bytes: Int64, now: Timestamp) -> Bool {
    guard var pace = paces[call.id] else {
      paces[call.id] = TransferPace(now: now, bytes: bytes)
      return false
    }
    let isTooSlow = pace.isTooSlow(now: now, bytes: bytes)
    paces[call.id] = pace
    guard isTooSlow else { return false }
    brokenOff[call.id] = CallFailure(
      kind: .network, mayHaveBeenSent: true,
      reason:
        Phrase(
          "The video came too slowly: less than {count} KiB in a minute.",
          ["count": TransferPace.leastBytes >> 10]
        ).english
    )
    return true
  }

  /// Whether the disk can hold the rest of a video whose length has just become known.
  func hasRoom(_ call: EngineCall, for total: Int64?, after bytes: Int64) -> Bool {
    guard let total, paces[call.id]?.isNew == true,
      let free = videos.files.freeBytes(in: videos.folder),
      free < max(0, total - bytes) + Engine.spareBytes
    else { return true }
    brokenOff[call.id] = CallFailure(
      kind: .disk(ENOSPC), mayHaveBeenSent: true, reason: Phrase("The disk is full.").english)
    return false
  }

  // MARK: The end of a transfer

  /// Whether the task's transfer is still this engine's; the lease is prolonged then.
  ///
  /// A process that was stopped for minutes may find that another one has gone on with its work.
  func keepsDownload(_ id: TaskID, now: Timestamp) throws(StoreError) -> Bool {
    try store.prolongDownload(id, owner: owner, until: now + Engine.downloadLease)
  }

  /// Whether a task still lacks what a transfer brings.
  ///
  /// A last frame waits when its video is wanted once more meanwhile: that one goes first.
  private func isWanted(_ call: EngineCall) throws(StoreError) -> Bool {
    guard let record = try store.task(call.task) else { return false }
    if case .lastFrame = call.purpose {
      return record.lastFrameFile == nil && record.file != nil
    }
    return record.file == nil
  }

  /// Changes a task whose transfer has ended, if it is still this engine's to fetch: nobody writes to
  /// its partial file any more.
  ///
  /// - Returns: the task as it is now; nil when another engine has taken it over, or it is gone.
  @discardableResult
  private func endTransfer(
    _ id: TaskID, now: Timestamp,
    _ body: (inout TaskRecord, inout TaskSchedule) -> TaskEvent?
  ) throws(StoreError) -> TaskRecord? {
    try store.change(id, fetchedBy: owner, now: now) { record, schedule in
      if schedule.partialWriter == owner { schedule.partialWriter = nil }
      return body(&record, &schedule)
    }
  }

  /// Drops what a transfer has brought that is another engine's by now, or no longer wanted.
  private func drop(_ call: EngineCall, _ partial: String, now: Timestamp) throws(StoreError) {
    try endTransfer(call.task, now: now) { _, _ in nil }
    // It may be what another engine found whole, and is about to name.
    let record = try store.task(call.task)
    let known = try record.map { record throws(StoreError) in try store.schedule(record.id) }
    if known?.partialFile != partial { videos.files.remove(partial) }
    try store.releaseDownload(call.task, owner: owner)
  }

  func finishTransfer(
    _ call: EngineCall, _ transfer: DownloadOrder, _ result: CallResult, now: Timestamp
  ) throws(StoreError) {
    guard try keepsDownload(call.task, now: now), try isWanted(call) else {
      return try drop(call, transfer.partialFile, now: now)
    }
    switch result {
    case .fetched(let head) where head.isFile:
      try received(call, transfer, head, now: now)
    case .fetched(let head):
      try refused(call, transfer, status: head.status, now: now)
    case .brokeOff(let head, let failure) where !head.isFile && failure.kind != .cancelled:
      try refused(call, transfer, status: head.status, now: now)
    case .answered(let answer):
      try refused(call, transfer, status: answer.status, now: now)
    case .brokeOff(let head, let failure):
      let tag = transfer.tag(after: head, failure)
      // What was broken off from here has a reason of its own.
      let reason = failure.kind == .cancelled ? brokenOff[call.id] ?? failure : failure
      try transferFailed(call, reason, entityTag: tag, now: now)
    case .failed(let failure):
      let tag = transfer.tag(after: nil, failure)
      try transferFailed(call, failure, entityTag: tag, now: now)
    case .frame: break
    }
    try store.releaseDownload(call.task, owner: owner)
  }

  /// All bytes have come, as far as the transport can tell: checks them and gives them their name.
  private func received(
    _ call: EngineCall, _ transfer: DownloadOrder, _ head: DownloadHead, now: Timestamp
  ) throws(StoreError) {
    DurableStep.bytesComplete.reached()
    let decision = DownloadDecision(now: now, jitter: random())
    let partial = transfer.partialFile
    let size = videos.files.size(of: partial) ?? 0
    if let total = head.totalBytes, size != total {
      let tag = size < total ? transfer.tag(after: head, nil) : nil
      try endTransfer(call.task, now: now) { record, schedule in
        decision.brokeOff(
          Phrase("{size} of {total} bytes came.", ["size": size, "total": total]).english,
          entityTag: tag, &record, &schedule)
      }
      return
    }
    guard videos.files.isWhole(partial) else {
      try endTransfer(call.task, now: now) { record, schedule in
        decision.notAVideo(partial: partial, &record, &schedule)
      }
      return
    }
    DurableStep.fileChecked.reached()
    let isFrame = if case .lastFrame = call.purpose { true } else { false }
    try publish(call.task, partial, isFrame: isFrame, now: now)
  }

  /// Gives a whole file its name, writes that down, and only then gives up the partial name.
  ///
  /// A program that ends in between finds the partial file again, whole, and gives it the name that
  /// it has already.
  private func publish(
    _ id: TaskID, _ partial: String, isFrame: Bool, now: Timestamp
  ) throws(StoreError) {
    guard let record = try store.task(id) else { return }
    let decision = DownloadDecision(now: now, jitter: random())
    let size = videos.files.size(of: partial) ?? 0
    let path: String
    do throws(DiskError) {
      path = try videos.files.publish(
        partial, name: videos.name(record), ending: isFrame ? ".png" : ".mp4")
    } catch {
      let tag = try store.schedule(id).entityTag
      try diskRefused(id, error, entityTag: tag, now: now)
      return
    }
    DurableStep.fileNamed.reached()
    // Before it is written down, so that no video that counts as done is without.
    let trouble = videos.describe(record.having(path, isFrame, bytes: size, decision, now: now))
    let isNew = try writeDown(
      path, of: id, isFrame: isFrame, bytes: size, decision, now: now)
    DurableStep.fileRecorded.reached()
    // Another engine was first, while this one was stopped.
    if !isNew {
      videos.files.remove(path)
      if !isFrame { Sidecar.remove(record, video: path) }
    }
    if let trouble {
      _ = try store.change(id, now: now) { _, _ in
        TaskEvent(at: now, kind: "no-sidecar", detail: trouble)
      }
    }
    try Engine.forgetPartialFile(partial, of: id, store, videos.files, now: now)
    DurableStep.partialRemoved.reached()
  }

  /// Writes down what a task's file is called; false when the task has another one already.
  ///
  /// A whole file counts also when another engine has taken the task over meanwhile: it may never get
  /// one.
  private func writeDown(
    _ path: String, of id: TaskID, isFrame: Bool, bytes: Int64, _ decision: DownloadDecision,
    now: Timestamp
  ) throws(StoreError) -> Bool {
    let after = try store.change(id, now: now) { record, schedule in
      if schedule.partialWriter == owner { schedule.partialWriter = nil }
      guard (isFrame ? record.lastFrameFile : record.file) == nil else { return nil }
      return isFrame
        ? decision.lastFrameDone(file: path, &record, &schedule)
        : decision.videoDone(file: path, bytes: bytes, &record, &schedule)
    }
    guard let after else { return true }
    return (isFrame ? after.lastFrameFile : after.file) == path
  }

  /// Removes partial files whose video has its name, which a program that ended has left behind.
  ///
  /// Costs a look at the few tasks that have a partial file.
  public static func removeLeftFiles(
    _ store: TaskStore, _ files: any VideoFiles, now: Timestamp
  ) throws(StoreError) {
    for left in try store.leftPartialFiles() {
      try forgetPartialFile(left.path, of: left.task, store, files, now: now)
    }
  }

  /// Removes a partial file whose video is there, and only then forgets where it was.
  private static func forgetPartialFile(
    _ path: String, of id: TaskID, _ store: TaskStore, _ files: any VideoFiles, now: Timestamp
  ) throws(StoreError) {
    files.remove(path)
    _ = try store.change(id, now: now) { _, schedule in
      guard schedule.partialFile == path else { return nil }
      schedule.partialFile = nil
      schedule.partialWriter = nil
      return nil
    }
  }

  private func refused(
    _ call: EngineCall, _ transfer: DownloadOrder, status: Int, now: Timestamp
  ) throws(StoreError) {
    if [408, 416, 425, 429].contains(status) || status >= 500 {
      let decision = DownloadDecision(now: now, jitter: random())
      // The rest that was asked for does not exist: what is there is of another file.
      let tag = status == 416 ? nil : transfer.entityTag
      try endTransfer(call.task, now: now) { record, schedule in
        decision.brokeOff(
          Phrase("The server of the link answered HTTP {status}.", ["status": status]).english,
          entityTag: tag, &record, &schedule)
      }
      return
    }
    try linkRefused(
      call.task, Phrase("The link was refused (HTTP {status}).", ["status": status]).english,
      isFinal: [401, 403, 404, 410].contains(status), now: now)
  }

  private func linkRefused(
    _ id: TaskID, _ reason: String, isFinal: Bool, now: Timestamp
  ) throws(StoreError) {
    let decision = DownloadDecision(now: now, jitter: random())
    var renews = false
    try endTransfer(id, now: now) { record, schedule in
      renews = decision.renews(isFinal: isFinal, record, schedule)
      return renews
        ? decision.renewalOrdered(reason, isFinal: isFinal, &record, &schedule)
        : decision.linkRefused(reason, isFinal: isFinal, &record, &schedule)
    }
    if renews { wantsFreshLink.insert(id) }
  }

  private func transferFailed(
    _ call: EngineCall, _ failure: CallFailure, entityTag: String?, now: Timestamp
  ) throws(StoreError) {
    let decision = DownloadDecision(now: now, jitter: random())
    switch failure.kind {
    case .disk(let code):
      let error = DiskError(code: code, operation: Phrase("writing the video").english)
      return try diskRefused(call.task, error, entityTag: entityTag, now: now)
    case .cancelled:
      try endTransfer(call.task, now: now) { record, schedule in
        decision.cancelled(entityTag: entityTag, &record, &schedule)
        return nil
      }
      return
    default: break
    }
    // A sandbox that was started anew listens elsewhere: only a fresh link leads there.
    let isGone = profiles[call.profile]?.server == .sandbox && !failure.mayHaveBeenSent
    try endTransfer(call.task, now: now) { record, schedule in
      isGone
        ? decision.linkGone(failure.reason, entityTag: entityTag, &record, &schedule)
        : decision.brokeOff(failure.reason, entityTag: entityTag, &record, &schedule)
    }
    if isGone { wantsFreshLink.insert(call.task) }
  }

  func finishRenewal(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    guard try keepsDownload(call.task, now: now) else { return }
    if case .failed(let failure) = result, failure.kind == .cancelled {
      return try store.releaseDownload(call.task, owner: owner)
    }
    let decision = DownloadDecision(now: now, jitter: random())
    let outcome = Engine.queryOutcome(result, profile, now: now)
    let isAnswer = Engine.isAnswer(result)
    try endTransfer(call.task, now: now) { record, schedule in
      switch outcome {
      case .state(let remote): return decision.renewed(remote, &record, &schedule)
      case .tryAgain(let reason, _):
        return decision.notRenewed(reason, isAnswer: isAnswer, &record, &schedule)
      }
    }
    try store.releaseDownload(call.task, owner: owner)
  }

  /// Whether the server has said something about the task that asking again will not change.
  static func isAnswer(_ result: CallResult) -> Bool {
    guard case .answered(let answer) = result else { return false }
    return (200..<500).contains(answer.status) && ![401, 408, 429].contains(answer.status)
  }

  /// The disk refused: the link lives a day, so it is tried again, and said in words meanwhile.
  private func diskRefused(
    _ id: TaskID, _ error: DiskError, entityTag: String?, now: Timestamp
  ) throws(StoreError) {
    let decision = DownloadDecision(now: now, jitter: random())
    try endTransfer(id, now: now) { record, schedule in
      decision.brokeOff(
        error.sentence(folder: videos.folder), entityTag: entityTag, &record, &schedule)
    }
  }
}

extension TaskRecord {
  /// The task as it will be when a file of it is written down; that its last frame is yet to come is
  /// nothing that its sidecar must say for ever.
  fileprivate func having(
    _ path: String, _ isFrame: Bool, bytes: Int64, _ decision: DownloadDecision, now: Timestamp
  ) -> TaskRecord {
    var (after, plan) = (self, TaskSchedule())
    _ =
      isFrame
      ? decision.lastFrameDone(file: path, &after, &plan)
      : decision.videoDone(file: path, bytes: bytes, &after, &plan)
    after.download = .done
    after.updatedAt = now
    return after
  }
}

extension DiskError {
  /// The error in words, with what to do.
  func sentence(folder: String) -> String { phrase(folder: folder).english }

  private func phrase(folder: String) -> Phrase {
    switch code {
    case ENOSPC, EDQUOT:
      Phrase(
        "The disk of {folder} is full. Make room there: the video is fetched as soon as it fits.",
        ["folder": folder])
    case EROFS:
      Phrase(
        "{folder} is read-only. Make it writable or set download.directory to another folder.",
        ["folder": folder])
    case EACCES, EPERM:
      Phrase(
        "{folder} may not be written. Change its mode or set download.directory to another folder.",
        ["folder": folder])
    default:
      Phrase(
        "{operation} failed in {folder}: {reason}. Mend that, or set download.directory to "
          + "another folder.",
        [
          "operation": operation, "folder": folder, "reason": String(cString: strerror(code)),
        ])
    }
  }
}
