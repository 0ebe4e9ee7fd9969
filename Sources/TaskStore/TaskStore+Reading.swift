public import VideoTasks

extension TaskStore {
  /// Everything known of a task, or nil when there is no such task.
  public func task(_ id: TaskID) throws(StoreError) -> TaskRecord? {
    try database.first(TaskColumns.selectRecord, [.integer(id.rawValue)]) {
      (row) throws(StoreError) in try row.record(path: database.path, requests)
    }
  }

  /// The task that the server of `profile` knows as `remoteID`, or nil.
  public func task(remoteID: String, profile: String) throws(StoreError) -> TaskID? {
    try database.first(
      "SELECT id FROM tasks WHERE remote_id = ? AND +profile = ?",
      [.text(remoteID), .text(profile)]
    ) { row in row.taskID() }
  }

  /// What is planned for a task; an empty schedule when there is no such task.
  public func schedule(_ id: TaskID) throws(StoreError) -> TaskSchedule {
    try database.first(TaskColumns.selectSchedule, [.integer(id.rawValue)]) { row in
      row.schedule()
    } ?? TaskSchedule()
  }

  /// The task's story, oldest line first.
  public func events(of id: TaskID) throws(StoreError) -> [TaskEvent] {
    try database.all(
      "SELECT at, kind, detail FROM events WHERE task = ? ORDER BY place",
      [.integer(id.rawValue)]
    ) { row in TaskEvent(at: row.moment(), kind: row.text(), detail: row.text()) }
  }

  /// How many tasks there are of each state; a state without any may be absent.
  ///
  /// Read from totals that are kept with every change: the cost does not grow with the tasks.
  public func tallies() throws(StoreError) -> [TaskStatus: Int] {
    var tallies: [TaskStatus: Int] = [:]
    try database.forEachRow("SELECT status, sum(tasks) FROM tallies GROUP BY status") { row in
      if let status = TaskStatus(rawValue: row.text()) { tallies[status] = row.count() }
      return true
    }
    return tallies
  }

  /// How many tasks of each state the query matches; a state without any may be absent.
  ///
  /// Costs what `count` does; order, `before`, `offset` and `limit` do not count.
  public func tallies(_ query: TaskQuery) throws(StoreError) -> [TaskStatus: Int] {
    let query = query.simplified
    var tallies: [TaskStatus: Int] = [:]
    if query.isUnfiltered { return try self.tallies() }
    if query.asksOnlyForTotals {
      for status in query.wantedStatuses ?? TaskStatus.allCases {
        tallies[status] = try tally(TaskQuery(statuses: [status], profile: query.profile))
      }
      return tallies
    }
    let condition = ConditionSQL(query)
    let source = try narrowIndex(query).map { "INDEXED BY \($0)" } ?? "NOT INDEXED"
    try database.forEachRow(
      "SELECT status, count(*) FROM tasks \(source) WHERE \(condition.text) GROUP BY status",
      condition.values
    ) { row in
      if let status = TaskStatus(rawValue: row.text()) { tallies[status] = row.count() }
      return true
    }
    return tallies
  }

  /// How many tasks the query matches; its order, `before`, `offset` and `limit` do not count.
  ///
  /// At once where it asks for states or a profile alone; else every task is looked at, once until
  /// the store changes.
  public func count(_ query: TaskQuery) throws(StoreError) -> Int {
    let query = query.simplified
    if query.asksOnlyForTotals { return try tally(query) }
    return try database.read { () throws(StoreError) in try matches(query).count }
  }

  /// How long finished tasks of the same kind took from sending to end, newest first.
  ///
  /// - Parameter limit: how many are looked at, at most.
  public func typicalDurations(
    model: String, resolution: String?, duration: Int?, limit: Int
  ) throws(StoreError) -> [Duration] {
    let found = try database.all(
      """
      SELECT submitted_at, ended_at FROM tasks
      WHERE status = 'succeeded' AND model = ? AND resolution IS ? AND duration IS ?
      ORDER BY id DESC LIMIT ?
      """, [.text(model), SQLValue(resolution), SQLValue(duration), SQLValue(limit)]
    ) { row in (sent: row.optionalMoment(), ended: row.optionalMoment()) }
    return found.compactMap { task in
      guard let sent = task.sent, let ended = task.ended, ended >= sent else { return nil }
      return ended - sent
    }
  }

  /// What the tasks that succeeded at `endedSince` or later have cost, where it is known, oldest
  /// first. Nothing else is ever billed.
  ///
  /// - Parameter profiles: names whose tasks do not count, such as those that cost nothing.
  public func costs(
    endedSince: Timestamp, leavingOut profiles: Set<String> = []
  ) throws(StoreError) -> [Cost] {
    try database.all(
      """
      SELECT profile, cost_tokens, cost_seconds, cost_amount, cost_currency, cost_exact FROM tasks
      WHERE cost_exact IS NOT NULL AND ended_at >= ? AND +status = 'succeeded'
      ORDER BY ended_at
      """, [.integer(endedSince.milliseconds)]
    ) { row in
      let profile = row.text()
      let cost = row.cost()
      return profiles.contains(profile) ? nil : cost
    }.compactMap { $0 }
  }
}
