internal import Batch
internal import FoundationEssentials
internal import TaskStore
internal import VideoTasks

/// One video of a batch with all that is known of it.
struct BatchJob {
  let item: BatchItem
  var standing: Standing
  /// How its request was found to be; nil where it was not looked at, or breaks rules.
  var checked: Checked?

  /// What was made of it before.
  enum Standing {
    /// Nothing, or a task that it is to take the place of.
    case new(replaces: TaskID?)
    /// A task; the record is nil where that was removed.
    case made(TaskID, TaskRecord?)
  }

  /// A request that breaks no rule.
  struct Checked {
    let profile: Profile
    let model: ModelSpec
    /// With its model, and what a chain adds.
    var draft: RequestDraft
    let estimate: Cost
    /// The most that it may cost.
    let most: Cost
    let warnings: [String]
  }

  /// Whether a task is to be made.
  var isNew: Bool { if case .new = standing { true } else { false } }

  /// Whether a task for a line was never sent, so that making it anew pays for nothing twice.
  static func wasNeverSent(_ record: TaskRecord) -> Bool {
    record.status == .failed && record.remoteID == nil && record.submittedAt == nil
  }
}

extension BatchRun {
  /// Looks up what was made before of each video of the plan.
  ///
  /// A task that was never sent is made anew; one that was tried again stands for its line in the
  /// place of the first. A line with a name whose request is another by now is told.
  mutating func lookUp(_ store: TaskStore?) throws(StoreError) {
    let entries = try store?.batch(source.identity) ?? []
    var known: [BatchItem.Identity: BatchEntry] = [:]
    for entry in entries { known[.init(key: entry.key, place: entry.place)] = entry }
    var records: [TaskID: TaskRecord] = [:]
    for entry in entries { records[entry.task] = try store?.task(entry.task) }
    let ended = records.values.filter { $0.status.isEnded && $0.status != .succeeded }.map(\.id)
    for (id, retry) in try store?.latestRetries(of: Set(ended)) ?? [:] {
      records[id] = try store?.task(retry) ?? records[id]
    }
    for item in plan.items {
      let entry = known[item.identity]
      if let name = item.name, places[name] == nil { places[name] = jobs.count }
      jobs.append(BatchJob(item: item, standing: standing(item, entry, records)))
    }
  }

  private mutating func standing(
    _ item: BatchItem, _ entry: BatchEntry?, _ records: [TaskID: TaskRecord]
  ) -> BatchJob.Standing {
    guard let entry else { return .new(replaces: nil) }
    let record = records[entry.task]
    if arguments.has("again") || record.map(BatchJob.wasNeverSent) == true {
      return .new(replaces: entry.task)
    }
    if entry.fingerprint != item.fingerprint {
      let task = record?.id ?? entry.task
      problems.append(
        LineProblem(
          line: item.line, field: .name, rule: .requestChanged,
          message: "Task \(task) was made of a line with this name and another request.",
          fix: "Give the line another name, or take the request back. "
            + "--again makes all lines anew."))
    }
    return .made(record?.id ?? entry.task, record)
  }
}
