public import VideoTasks

extension TaskStore {
  /// Stores new tasks, all or none, and returns their ids in the same order.
  ///
  /// A task whose `onceName` is taken, or whose `remoteID` its profile has already, is not stored:
  /// the id of the one that exists stands for it.
  public func insert(_ new: [NewTask], now: Timestamp) throws(StoreError) -> [TaskID] {
    try database.write { () throws(StoreError) in
      var ids: [TaskID] = []
      for task in new { ids.append(try store(task, now: now).id) }
      return ids
    }
  }

  /// Stores a new task unless its `onceName` is taken or its `remoteID` known; says which it was.
  public func insertOnce(
    _ new: NewTask, now: Timestamp
  ) throws(StoreError) -> (id: TaskID, isNew: Bool) {
    try database.write { () throws(StoreError) in try store(new, now: now) }
  }

  /// The task that has this `onceName`, or nil.
  public func task(onceName: String) throws(StoreError) -> TaskID? {
    try database.first("SELECT id FROM tasks WHERE once_name = ?", [.text(onceName)]) { row in
      row.taskID()
    }
  }

  // MARK: Parts

  func status(_ id: TaskID) throws(StoreError) -> TaskStatus? {
    try database.first("SELECT status FROM tasks WHERE id = ?", [.integer(id.rawValue)]) {
      (row) throws(StoreError) in try row.word(TaskStatus.self, id, database.path)
    }
  }

  /// Appends a line to a task's story.
  func append(_ event: TaskEvent, _ id: TaskID) throws(StoreError) {
    try database.run(
      """
      INSERT INTO events VALUES (
        ?1, 1 + ifnull((SELECT max(place) FROM events WHERE task = ?1), 0), ?2, ?3, ?4)
      """,
      [
        .integer(id.rawValue), .integer(event.at.milliseconds), .text(event.kind),
        .text(event.detail),
      ])
    tell(event, id)
  }

  /// Tells whoever listens, once it is stored.
  func tell(_ event: TaskEvent, _ id: TaskID) {
    guard let onEvent else { return }
    database.whenCommitted { onEvent(id, event) }
  }

  private func store(
    _ new: NewTask, now: Timestamp
  ) throws(StoreError) -> (id: TaskID, isNew: Bool) {
    if let name = new.onceName, let existing = try task(onceName: name) { return (existing, false) }
    if let remoteID = new.remoteID,
      let existing = try task(remoteID: remoteID, profile: new.profile)
    {
      return (existing, false)
    }
    var record = TaskRecord(
      id: TaskID(0), profile: new.profile, api: new.api, model: new.model, request: new.request,
      status: new.remoteID == nil ? .waiting : .queued, createdAt: now)
    record.estimate = new.estimate
    record.retryOf = new.retryOf
    record.after = new.after
    record.onceName = new.onceName
    record.waitReason = new.waitReason
    record.remoteID = new.remoteID
    var plan = TaskSchedule()
    plan.fit(record.status, now: now)
    let kind = new.remoteID == nil ? "created" : "adopted"
    let event = TaskEvent(at: now, kind: kind, detail: new.waitReason ?? "")
    return (try store(record, plan, [event]), true)
  }

  /// Stores a whole task under the next id.
  package func store(
    _ record: TaskRecord, _ plan: TaskSchedule, _ events: [TaskEvent]
  ) throws(StoreError) -> TaskID {
    try database.run(TaskColumns.insertTask, TaskColumns.values(task: record))
    let id = TaskID(database.lastInsertedKey)
    let key = SQLValue.integer(id.rawValue)
    try database.run(
      TaskColumns.insertDetails,
      [key, .text(TaskColumns.text(request: record.request))]
        + TaskColumns.values(details: record))
    try database.run(
      TaskColumns.insertSchedule, [key] + TaskColumns.values(schedule: plan))
    for event in events { try append(event, id) }
    return id
  }

  /// Stores many whole tasks in one transaction; for stores that a test or a benchmark makes up.
  package func store(
    _ tasks: [(record: TaskRecord, plan: TaskSchedule, events: [TaskEvent])]
  ) throws(StoreError) {
    try database.write { () throws(StoreError) in
      for task in tasks { _ = try store(task.record, task.plan, task.events) }
    }
  }
}

extension TaskStatus {
  /// Whether an engine may hold a claim on the task.
  var isOnItsWay: Bool { self == .waiting || self == .submitting }
}

extension TaskSchedule {
  /// Takes away what no longer fits the state, and makes sure that what the server has is asked for.
  mutating func fit(_ status: TaskStatus, now: Timestamp) {
    if status != .waiting { nextSubmitAt = nil }
    if status.isEnded || status.isOnItsWay { nextPollAt = nil }
    if status.isPolled && nextPollAt == nil { nextPollAt = now }
    if status != .succeeded { nextDownloadAt = nil }
    if !status.isPolled {
      nextCancelAt = nil
      cancelAttempts = 0
    }
  }
}
