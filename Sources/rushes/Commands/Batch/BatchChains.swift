internal import Batch
internal import TaskStore
internal import VideoTasks

/// What comes after what: a video that begins where another one ends.
extension BatchRun {
  /// The place of the line's video that another one comes after; nil where that is no line's.
  func earlier(_ item: BatchItem) -> Int? {
    guard case .line(let name)? = item.after else { return nil }
    return places[name]
  }

  /// Looks up the tasks that lines come after by their numbers; those that are not there are told.
  mutating func findEarlierTasks(_ store: TaskStore?) throws(CommandFailure) {
    for job in jobs where job.isNew {
      guard case .task(let number)? = job.item.after, earlierTasks[number] == nil else { continue }
      do throws(StoreError) {
        earlierTasks[number] = try store?.task(TaskID(number))
      } catch {
        throw CommandFailure(store: error)
      }
      guard earlierTasks[number] == nil else { continue }
      tell(
        LineProblem(
          line: job.item.line, field: .after, rule: .afterUnknown,
          message: "There is no task \(number) here.",
          fix: "Name a line, or a task that `rushes list` shows."))
    }
  }

  /// Holds a request against the rules as it will be sent, with a stand-in for a first frame that
  /// does not exist yet; fills in the model.
  ///
  /// - Returns: what was found, and the request as it will be sent.
  func checkRequest(
    _ draft: inout RequestDraft, _ item: BatchItem, _ profile: Profile,
    _ findings: Probing.Findings
  ) throws(CommandFailure) -> (CheckedRequest, begun: RequestDraft) {
    if let record = earlierRecord(item) {
      let checked = try Chaining.check(&draft, after: record, profile, findings, workspace)
      return (checked, Chain.begun(draft, after: record.id))
    }
    guard let place = earlier(item), draft.firstFrame == nil else {
      return (try workspace.check(&draft, profile, findings), draft)
    }
    let line = jobs[place].item.line
    if let earlier = jobs[place].checked, !earlier.model.takesReturnLastFrame {
      throw noLastFrame(earlier, line)
    }
    var begun = draft
    begun.firstFrame = .file("the last frame of line \(line)")
    let checked = try workspace.check(&begun, profile, findings)
    draft.model = begun.model
    draft = Chain.continuable(draft, model: checked.model)
    return (checked, begun)
  }

  private func noLastFrame(_ earlier: BatchJob.Checked, _ line: Int) -> CommandFailure {
    CommandFailure(
      .rule, code: "NoLastFrame",
      "Line \(line) is made by \(earlier.model.title) at \(earlier.profile.name), an API that gives "
        + "no last frame, so that no video can begin with it.",
      advice: "State a first-frame: then after only says when it is sent. "
        + "Or make line \(line) with a profile of the API ark.")
  }

  /// The task that exists and that a video comes after; nil where there is none yet.
  private func earlierRecord(_ item: BatchItem) -> TaskRecord? {
    if case .task(let number)? = item.after { return earlierTasks[number] }
    guard let place = earlier(item), case .made(_, let record) = jobs[place].standing else {
      return nil
    }
    return record
  }

  // MARK: What cannot come

  /// Finds the new videos whose earlier ones have ended without a video, or cannot be made now: they
  /// would fail at once.
  mutating func findLateFollowers() {
    for place in jobs.indices where jobs[place].isNew {
      if let reason = lateReason(jobs[place].item) { lateFollowers[place] = reason }
    }
  }

  private func lateReason(_ item: BatchItem) -> String? {
    if let record = earlierRecord(item) {
      guard record.status.isEnded, record.status != .succeeded else { return nil }
      return "Task \(record.id), which it comes after, has ended without a video. "
        + "Try that again first: rushes retry \(record.id)"
    }
    guard let place = earlier(item) else { return nil }
    if lateFollowers[place] != nil { return "What it comes after is left out." }
    guard case .made(let id, nil) = jobs[place].standing else { return nil }
    return "Task \(id), which it comes after, was removed."
  }

  // MARK: Storing

  /// Lets a new task come after what its line says.
  ///
  /// - Parameters:
  ///   - order: where the new videos stand in the list that is stored, by their places.
  /// - Returns: where the one that it comes after stands; nil where that exists, or is none.
  func link(_ task: inout NewTask, _ item: BatchItem, _ order: [Int: Int]) -> Int? {
    if let record = earlierRecord(item) {
      task.after = record.id
      task.waitReason = Chaining.waitReason(record)
    }
    return earlier(item).flatMap { order[$0] }
  }

  /// Stores what a new task means for the one before it, where that existed.
  func join(
    _ id: TaskID, _ new: NewTask, _ item: BatchItem, _ store: TaskStore
  ) throws(StoreError) {
    guard let record = earlierRecord(item) else { return }
    try Chaining.join([id], new, record, workspace, store)
  }
}
