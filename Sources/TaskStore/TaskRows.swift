internal import FoundationEssentials
internal import VideoTasks

/// Reading rows back into nouns, column by column in the order of `TaskColumns`.
extension Row {
  mutating func record(
    path: String, _ requests: RequestReader
  ) throws(StoreError) -> TaskRecord {
    let id = TaskID(integer())
    let profile = text()
    let api = try word(API.self, id, path)
    let model = text()
    let status = try word(TaskStatus.self, id, path)
    let download = try word(DownloadState.self, id, path)
    var task = TaskRecord(
      id: id, profile: profile, api: api, model: model, request: RequestDraft(), status: status,
      createdAt: moment())
    task.download = download
    task.updatedAt = moment()
    task.submittedAt = optionalMoment()
    task.startedAt = optionalMoment()
    task.endedAt = optionalMoment()
    // Ratio, resolution and duration are in the request too.
    skip(3)
    task.downloadBytes = optionalInteger()
    task.bytes = optionalInteger()
    task.linkExpiresAt = optionalMoment()
    task.estimate = cost()
    task.cost = cost()
    let errorCode = optionalText()
    task.pollError = optionalText()
    task.waitReason = optionalText()
    task.remoteID = optionalText()
    task.retryOf = optionalInteger().map { TaskID($0) }
    task.after = optionalInteger().map { TaskID($0) }
    task.onceName = optionalText()
    let prompt = text()
    guard let request = requests.request(self.text()) else {
      throw StoreError(.damaged, path: path, detail: "task \(id) has an unreadable request")
    }
    task.request = request
    task.request.prompt = prompt
    readDetails(into: &task, errorCode: errorCode)
    return task
  }

  private mutating func readDetails(into task: inout TaskRecord, errorCode: String?) {
    task.file = optionalText()
    task.lastFrameFile = optionalText()
    task.videoLink = optionalText()
    task.lastFrameLink = optionalText()
    task.unknownStatus = optionalText()
    let message = optionalText()
    let advice = optionalText()
    task.error = errorCode.map {
      TaskFailure(code: $0, message: message ?? "", advice: advice ?? "")
    }
    let actual = ActualClip(
      ratio: optionalText(), resolution: optionalText(), duration: optionalReal(),
      seed: optionalInteger())
    task.actual = actual == ActualClip() ? nil : actual
  }

  mutating func summary(path: String) throws(StoreError) -> TaskSummary {
    let id = TaskID(integer())
    let profile = text()
    let model = text()
    let prompt = text()
    let status = try word(TaskStatus.self, id, path)
    let ratio = optionalText()
    let resolution = optionalText()
    let duration = optionalCount()
    let createdAt = moment()
    let updatedAt = moment()
    let submittedAt = optionalMoment()
    let endedAt = optionalMoment()
    var summary = TaskSummary(
      id: id, profile: profile, model: model, prompt: prompt, status: status,
      createdAt: createdAt, updatedAt: updatedAt,
      download: try word(DownloadState.self, id, path))
    summary.ratio = ratio
    summary.resolution = resolution
    summary.duration = duration
    summary.submittedAt = submittedAt
    summary.endedAt = endedAt
    summary.downloadBytes = optionalInteger()
    summary.bytes = optionalInteger()
    summary.linkExpiresAt = optionalMoment()
    summary.estimate = cost()
    summary.cost = cost()
    summary.errorCode = optionalText()
    summary.pollError = optionalText()
    summary.waitReason = optionalText()
    return summary
  }

  mutating func schedule() -> TaskSchedule {
    var schedule = TaskSchedule()
    schedule.nextSubmitAt = optionalMoment()
    schedule.submitAttempts = count()
    schedule.firstRefusedAt = optionalMoment()
    schedule.nextPollAt = optionalMoment()
    schedule.pollFailures = count()
    schedule.deadlineAt = optionalMoment()
    schedule.nextDownloadAt = optionalMoment()
    schedule.downloadFailures = count()
    schedule.linkRenewals = count()
    schedule.entityTag = optionalText()
    schedule.partialFile = optionalText()
    schedule.wantsDownload = flag()
    schedule.nextCancelAt = optionalMoment()
    schedule.cancelAttempts = count()
    schedule.partialWriter = optionalOwner()
    return schedule
  }

  mutating func cost() -> Cost? {
    let tokens = optionalCount()
    let seconds = optionalReal()
    let amount = optionalText().flatMap { Decimal(string: $0) }
    let currency = optionalText()
    guard let exact = optionalFlag() else { return nil }
    return Cost(
      tokens: tokens, seconds: seconds, amount: amount, currency: currency, exact: exact)
  }

  mutating func taskID() -> TaskID { TaskID(integer()) }

  mutating func moment() -> Timestamp { Timestamp(milliseconds: integer()) }

  mutating func optionalMoment() -> Timestamp? {
    optionalInteger().map { Timestamp(milliseconds: $0) }
  }

  mutating func optionalOwner() -> OwnerID? { optionalText().map(OwnerID.init(rawValue:)) }

  /// Reads one of a type's words; any other means that the file was damaged or edited by hand.
  mutating func word<Word: RawRepresentable>(
    _ type: Word.Type, _ id: TaskID, _ path: String
  ) throws(StoreError) -> Word where Word.RawValue == String {
    let word = text()
    guard let value = Word(rawValue: word) else {
      throw StoreError(.damaged, path: path, detail: "task \(id) has an unknown \(type)")
    }
    return value
  }
}
