public import VideoTasks

extension TaskStore {
  /// Reads a task, lets `body` change it, and writes what it changed, all or nothing.
  ///
  /// A change of state always appends a line to the story: the event that `body` returns, or else
  /// one with the state's name. `updatedAt` becomes `now` when the record was changed or a line
  /// appended, not for changes of the schedule alone; `id` and `createdAt` stay. When the task ends,
  /// or leaves the way to the server, its claim ends; a new time for the next poll ends the lease of
  /// the last one. A planned time that no longer fits the state is taken away.
  ///
  /// - Parameters:
  ///   - fetcher: changes the task only while this owner is the last that took the right to fetch
  ///     its video; nil changes it in any case.
  ///   - asker: whose lease a new time for the next poll ends; nil ends anybody's. The answer to an
  ///     engine that was overtaken counts, and leaves the lease to the other one.
  ///   - body: runs once more when another program has changed the store meanwhile, so that it must
  ///     do nothing but compute.
  /// - Returns: the task as it is now, or nil when there is no such task, or it is another's to
  ///   fetch.
  public func change(
    _ id: TaskID, fetchedBy fetcher: OwnerID? = nil, askedBy asker: OwnerID? = nil, now: Timestamp,
    _ body: (inout TaskRecord, inout TaskSchedule) -> TaskEvent?
  ) throws(StoreError) -> TaskRecord? {
    // Looking first tells what must survive a power cut before the transaction begins, and leaves
    // other writers alone when there is nothing to write.
    let view = try database.read { () throws(StoreError) in
      (version: try dataVersion(), change: try work(out: body, id, fetcher, now: now))
    }
    guard let change = view.change else { return nil }
    guard change.isSome else { return change.before }
    let written = try database.write(durably: change.isOfConsequence) {
      () throws(StoreError) -> TaskRecord? in
      guard try dataVersion() == view.version else { return nil }
      return try write(change, asker, now: now)
    }
    if let written { return written }
    return try database.write { () throws(StoreError) in
      guard let change = try work(out: body, id, fetcher, now: now) else { return nil }
      return change.isSome ? try write(change, asker, now: now) : change.before
    }
  }

  /// Gives a task whose answer was lost the id under which the server has it, and changes it by
  /// `body`, all in one step.
  ///
  /// - Parameter asker: whose lease that ends, as in `change`.
  /// - Returns: false when it has been settled otherwise meanwhile, or when a task here has or had
  ///   that id; then nothing was changed.
  public func confirm(
    _ id: TaskID, as remoteID: String, askedBy asker: OwnerID? = nil, now: Timestamp,
    _ body: (inout TaskRecord, inout TaskSchedule) -> TaskEvent?
  ) throws(StoreError) -> Bool {
    try database.write { () throws(StoreError) in
      guard try status(id) == .unconfirmed, try !knows(remoteID: remoteID),
        var change = try work(out: body, id, nil, now: now)
      else { return false }
      change.after.remoteID = remoteID
      _ = try write(change, asker, now: now)
      return true
    }
  }

  /// What `body` makes of a task.
  private struct Change {
    var before: TaskRecord
    var planned: TaskSchedule
    var after: TaskRecord
    var plan: TaskSchedule
    var event: TaskEvent?

    /// Whether there is anything to write.
    var isSome: Bool { isOfTask || plan != planned }

    /// Whether there is more to write than a plan.
    var isOfTask: Bool { after != before || event != nil }

    /// Whether a power cut must not undo it: all but words and numbers that the next look brings
    /// again.
    var isOfConsequence: Bool {
      var kept = after
      kept.downloadBytes = before.downloadBytes
      kept.pollError = before.pollError
      kept.waitReason = before.waitReason
      return kept != before || event != nil
    }
  }

  private func work(
    out body: (inout TaskRecord, inout TaskSchedule) -> TaskEvent?, _ id: TaskID,
    _ fetcher: OwnerID?, now: Timestamp
  ) throws(StoreError) -> Change? {
    guard let before = try task(id) else { return nil }
    if let fetcher, try !isFetched(id, by: fetcher) { return nil }
    let planned = try schedule(id)
    var after = before
    var plan = planned
    let event = body(&after, &plan)
    after.id = before.id
    after.createdAt = before.createdAt
    after.updatedAt = before.updatedAt
    plan.fit(after.status, now: now)
    return Change(before: before, planned: planned, after: after, plan: plan, event: event)
  }

  private func write(
    _ change: Change, _ asker: OwnerID?, now: Timestamp
  ) throws(StoreError) -> TaskRecord {
    let before = change.before
    var after = change.after
    let id = after.id
    if change.isOfTask {
      after.updatedAt = now
      try write(after, over: before)
    }
    try write(change.plan, over: change.planned, asker, id)
    if before.status != after.status, before.status.isOnItsWay || after.status.isEnded {
      try endClaim(id)
    }
    if let event = change.event {
      try append(event, id)
    } else if before.status != after.status {
      try append(TaskEvent(at: now, kind: after.status.rawValue, detail: ""), id)
    }
    if let trouble = after.pollError, trouble != before.pollError {
      tell(TaskEvent(at: now, kind: "trouble", detail: trouble), id)
    }
    return after
  }

  private func write(_ after: TaskRecord, over before: TaskRecord) throws(StoreError) {
    try update(
      "tasks", TaskColumns.task, TaskColumns.values(task: before),
      TaskColumns.values(task: after), after.id)
    try update(
      "details", TaskColumns.details, TaskColumns.values(details: before),
      TaskColumns.values(details: after), after.id)
    if after.request != before.request {
      try database.run(
        "UPDATE details SET request = ? WHERE id = ?",
        [.text(TaskColumns.text(request: after.request)), .integer(after.id.rawValue)])
    }
  }

  private func write(
    _ after: TaskSchedule, over before: TaskSchedule, _ asker: OwnerID?, _ id: TaskID
  ) throws(StoreError) {
    var isAnswered = after.nextPollAt != before.nextPollAt
    if isAnswered, let asker { isAnswered = try !isAsked(id, byOtherThan: asker) }
    try update(
      "schedules", TaskColumns.schedule, TaskColumns.values(schedule: before),
      TaskColumns.values(schedule: after), id,
      and: isAnswered ? ", poll_owner = NULL, poll_leased_until = NULL" : "")
  }

  /// Writes the columns that differ, and touches no index but theirs.
  private func update(
    _ table: String, _ columns: [String], _ before: [SQLValue], _ after: [SQLValue], _ id: TaskID,
    and more: String = ""
  ) throws(StoreError) {
    let changed = columns.indices.filter { before[$0] != after[$0] }
    guard !changed.isEmpty else { return }
    let assignments = changed.map { columns[$0] + " = ?" }.joined(separator: ", ")
    try database.run(
      "UPDATE \(table) SET \(assignments)\(more) WHERE id = ?",
      changed.map { after[$0] } + [.integer(id.rawValue)])
  }
}
