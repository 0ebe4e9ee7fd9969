internal import VideoTasks

extension FileNaming.Fields {
  /// What a task's file is called after, in local time.
  init(_ record: TaskRecord) {
    let local = Timestamp(
      seconds: record.createdAt.seconds
        + Int64(SystemClock.secondsFromUTC(at: record.createdAt)))
    let text = local.rfc3339
    let clock = text.dropFirst(11).prefix(8).filter { $0 != ":" }
    self.init(
      date: String(text.prefix(10)), time: String(clock), id: record.id,
      prompt: record.request.prompt, model: record.model, profile: record.profile,
      ratio: record.actual?.ratio ?? record.request.ratio,
      seed: record.actual?.seed ?? record.request.seed)
  }
}
