internal import Batch
internal import Configuration
internal import Engine
internal import EventLoop
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// The making of a batch: what is new is stored, and all of it is followed.
extension BatchRun {
  // MARK: Storing

  /// Stores the new videos in one step; what stands for the whole batch by then.
  func make(
    _ made: [Int], in store: TaskStore
  ) throws(CommandFailure) -> [(item: BatchItem, record: TaskRecord)] {
    var records: [Int: TaskRecord] = [:]
    let broken = brokenLines
    for place in jobs.indices where !broken.contains(jobs[place].item.line) {
      if case .made(_, let record?) = jobs[place].standing { records[place] = record }
    }
    let new = newTasks(made)
    do throws(StoreError) {
      let stored = try store.insert(new, batch: source.identity, now: SystemClock.now())
      DurableStep.taskStored.reached()
      for (place, (known, new)) in zip(made, zip(stored, new)) {
        if known.isNew { try join(known.id, new.task, jobs[place].item, store) }
        guard let record = try store.task(known.id) else { continue }
        records[place] = record
        var event = BatchEvent(known.isNew ? .made : .skipped, jobs[place].item, record)
        event.task = known.id
        if known.isNew { tellWarnings(place) }
        report.tell(event)
      }
    } catch {
      throw CommandFailure(store: error)
    }
    sayProfile(made)
    return records.sorted { $0.key < $1.key }.map { (jobs[$0.key].item, $0.value) }
  }

  private func newTasks(_ made: [Int]) -> [NewBatchTask] {
    var order: [Int: Int] = [:]
    for (number, place) in made.enumerated() { order[place] = number }
    return made.compactMap { place in
      guard let checked = jobs[place].checked, case .new(let replaces) = jobs[place].standing else {
        return nil
      }
      let item = jobs[place].item
      var task = NewTask(
        profile: checked.profile.name, api: checked.profile.api, model: checked.model.id,
        request: checked.draft, estimate: checked.estimate)
      let follows = link(&task, item, order)
      return NewBatchTask(
        key: item.identity.key, place: item.identity.place, fingerprint: item.fingerprint,
        task: task, origin: origin(item), follows: follows, replaces: replaces)
    }
  }

  /// Which line a video is of, for its story.
  private func origin(_ item: BatchItem) -> String {
    let name = item.name.map { ", \($0)" } ?? ""
    let place = source.file == "-" ? "standard input" : source.file
    return CleanText.line("line \(item.line)\(name), of \(place)", limit: 300)
  }

  private func tellWarnings(_ place: Int) {
    for warning in jobs[place].checked?.warnings ?? [] {
      report.warn("line \(jobs[place].item.line): \(warning)")
    }
  }

  /// Says which profile was chosen where nobody has named one.
  private func sayProfile(_ made: [Int]) {
    guard !report.isJSON,
      let place = made.first(where: { jobs[$0].item.profile == nil }),
      let profile = jobs[place].checked?.profile
    else { return }
    report.remark("using the profile \(profile.name)")
  }

  // MARK: Following

  /// Sends and follows the tasks, tells what happens to them, and how it ended.
  func follow(
    _ all: [(item: BatchItem, record: TaskRecord)], in store: TaskStore, isShort: Bool
  ) throws(CommandFailure) -> ExitStatus {
    let following = Following(workspace: workspace, store: store, tasks: all.map(\.record.id))
    let goal: Following.Goal = arguments.has("wait") ? .settled : .sent
    var seen = Dictionary(all.map { ($0.record.id, $0) }) { first, _ in first }
    let (began, before) = (MonotonicTime.now(), BatchProgress(all.map(\.record)).settled)
    func look(_ records: [TaskRecord]) {
      for record in records {
        guard let (item, old) = seen[record.id], old != record else { continue }
        seen[record.id] = (item, record)
        for kind in BatchEvent.kinds(from: old, to: record) {
          report.tell(BatchEvent(kind, item, record))
        }
      }
      let progress = BatchProgress(records)
      let left = progress.timeLeft(since: before, elapsed: MonotonicTime.now() - began)
      if goal == .settled {
        report.show(progress.line(timeLeft: left), else: progress.brief(timeLeft: left))
      }
    }
    let report = report
    let end = try following.run(to: goal, progress: look) { report.hasReader }
    let records: [TaskRecord]
    do throws(StoreError) {
      records = try following.records()
    } catch {
      throw CommandFailure(store: error)
    }
    look(records)
    report.close()
    for record in records where record.status == .waiting {
      guard let item = seen[record.id]?.item else { continue }
      report.tell(BatchEvent(.waiting, item, record))
    }
    return finish(records, end, isShort: isShort)
  }

  private func finish(
    _ records: [TaskRecord], _ end: EngineLoop.End, isShort: Bool
  ) -> ExitStatus {
    let progress = BatchProgress(records)
    var status = TaskOutcome.status(records)
    if status == .done, isShort { status = .rule }
    switch end {
    case .interrupted: status = .interrupted
    case .timedOut: status = .network
    case .diskRefuses: status = .machine
    case .unresolved: status = .unconfirmed
    case .done: break
    }
    report.end(
      progress, videos: jobs.count, EstimateSum(records.compactMap(\.estimate)), status)
    if !report.isJSON { report.write(progress.line(timeLeft: nil)) }
    let trouble = records.first { !TaskOutcome.isSettled($0) && $0.pollError != nil }?.pollError
    if let advice = advice(progress, end, trouble) {
      // Programs are told of what has kept the batch from its end, and read the rest in the last event.
      if let code = Self.code(end) {
        report.complain(CommandFailure(status, code: code, advice))
      } else {
        report.remark(advice)
      }
    }
    return status
  }

  /// By what programs know that the batch was not followed to its end; nil when it was.
  private static func code(_ end: EngineLoop.End) -> String? {
    switch end {
    case .interrupted: "Interrupted"
    case .timedOut: "TimeUp"
    case .diskRefuses: "Disk"
    case .unresolved: "Unresolved"
    case .done: nil
    }
  }

  /// What is to be done next, if anything is.
  ///
  /// - Parameter trouble: what keeps a video from being fetched.
  private func advice(
    _ progress: BatchProgress, _ end: EngineLoop.End, _ trouble: String?
  ) -> String? {
    // With --again it would make everything once more, and pay for it.
    let again =
      "give the same command again" + (arguments.has("again") ? " without --again" : "")
      + (arguments.has("wait") ? "" : ", with --wait to stay until the videos are on disk")
    switch end {
    case .interrupted: return "interrupted; the tasks go on. To follow them, \(again)."
    case .timedOut: return "this machine has no room for the engine; \(again)."
    case .diskRefuses:
      return
        "some videos are not fetched yet.\(trouble.map { " \($0)" } ?? "") Mend that, and \(again)."
    case .unresolved(let lost):
      return "some lines wait for task \(lost), whose answer was lost. Look for it in the account, "
        + "settle it with rushes resolve \(lost), and \(again)."
    case .done: break
    }
    if progress.waiting > 0 {
      let sender =
        TaskStore.hasAgent(folder: workspace.paths.dataFolder)
        ? "The agent sends them" : "An open dashboard or `rushes agent` sends them"
      return "\(progress.waiting) wait for their turn. \(sender); or \(again)."
    }
    return progress.running > 0 ? "the videos are being made; to fetch them, \(again)." : nil
  }
}
