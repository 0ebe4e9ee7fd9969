public import VideoTasks

extension TaskStore {
  /// What is due at `at`, leaving out what a living engine has claimed or anybody has leased.
  ///
  /// A task that waits for another is due when that one has ended or is gone. The cost grows with
  /// what waits or is due, not with the tasks that have ended.
  /// - Parameters:
  ///   - only: the tasks that count; nil for all.
  ///   - limit: how many of each kind of work, and of submits how many of each profile, so that a
  ///     full profile does not hide another's.
  public func due(
    at: Timestamp, only: [TaskID]?, limit: Int
  ) throws(StoreError) -> DueWork {
    lookedForWorkAt = at
    let scope = only.map { Set($0) }
    return try database.read { () throws(StoreError) in
      DueWork(
        submits: try dueSubmits(at, scope, limit),
        polls: try dueByTime(Plan.poll, at, scope, limit),
        downloads: try dueByTime(Plan.download, at, scope, limit),
        cancels: try dueByTime(Plan.cancel, at, scope, limit))
    }
  }

  /// The earliest moment later than `after` at which something falls due by itself; nil when
  /// nothing is planned.
  ///
  /// What is due already, or waits for a limit, another task or another engine's lease that lasts,
  /// does not count: those are waited for by looking again after each change.
  /// - Parameter after: nil takes the moment of the latest `due(at:only:limit:)`.
  public func nextDueAt(
    only: [TaskID]?, after: Timestamp? = nil
  ) throws(StoreError) -> Timestamp? {
    let after = after ?? lookedForWorkAt
    let scope = only.map { Set($0) }
    var earliest: Timestamp?
    func consider(_ moment: Timestamp?) {
      guard let moment, moment > after else { return }
      earliest = min(earliest ?? moment, moment)
    }
    try database.read { () throws(StoreError) in
      for sql in [Plan.nextSubmit, Plan.poll.next, Plan.download.next, Plan.cancel.next] {
        consider(try firstMoment(sql, after, scope))
      }
      for sql in [Plan.poll.leases, Plan.download.leases, Plan.cancel.leases] {
        try database.forEachRow(sql, [.integer(after.milliseconds)]) { row in
          let id = row.taskID()
          if scope?.contains(id) ?? true { consider(row.moment()) }
          return true
        }
      }
    }
    return earliest
  }

  /// Partial files of videos that are on disk under their names: a program ended before it could
  /// remove them.
  ///
  /// Costs a look at the tasks that have a partial file, which are few.
  public func leftPartialFiles() throws(StoreError) -> [(task: TaskID, path: String)] {
    try database.all(
      """
      SELECT id, partial_file FROM schedules INDEXED BY schedules_by_partial
      CROSS JOIN tasks USING (id) WHERE partial_file IS NOT NULL AND +download = 'done'
      """, []
    ) { row in (row.taskID(), row.text()) }
  }

  // MARK: Parts

  private func dueSubmits(
    _ at: Timestamp, _ scope: Set<TaskID>?, _ limit: Int
  ) throws(StoreError) -> [TaskID] {
    var found: [TaskID] = []
    var living: [OwnerID: Bool] = [:]
    for profile in try waitingProfiles() {
      var left = limit
      guard left > 0 else { break }
      try database.forEachRow(
        Plan.submits, [.text(profile), .integer(at.milliseconds)]
      ) { row in
        let id = row.taskID()
        guard scope?.contains(id) ?? true else { return true }
        if let owner = row.optionalOwner() {
          let lives = living[owner] ?? isAlive(owner)
          living[owner] = lives
          if lives { return true }
        }
        found.append(id)
        left -= 1
        return left > 0
      }
    }
    return found.sorted()
  }

  private func waitingProfiles() throws(StoreError) -> [String] {
    try database.all("SELECT profile FROM tallies WHERE status = 'waiting' AND tasks > 0") { row in
      row.text()
    }
  }

  private func dueByTime(
    _ plan: Plan, _ at: Timestamp, _ scope: Set<TaskID>?, _ limit: Int
  ) throws(StoreError) -> [TaskID] {
    var found: [TaskID] = []
    guard limit > 0 else { return found }
    try database.forEachRow(plan.due, [.integer(at.milliseconds)]) { row in
      let id = row.taskID()
      if scope?.contains(id) ?? true { found.append(id) }
      return found.count < limit
    }
    return found
  }

  private func firstMoment(
    _ sql: String, _ after: Timestamp, _ scope: Set<TaskID>?
  ) throws(StoreError) -> Timestamp? {
    var moment: Timestamp?
    try database.forEachRow(sql, [.integer(after.milliseconds)]) { row in
      let id = row.taskID()
      guard scope?.contains(id) ?? true else { return true }
      moment = row.moment()
      return false
    }
    return moment
  }
}

/// The statements about one kind of planned work.
struct Plan {
  /// Work that is due at ?1, the longest due first.
  let due: String
  /// Free work that falls due after ?1, soonest first.
  let next: String
  /// Leased work, and when it is both due and free again, where that is after ?1.
  let leases: String

  static let poll = Plan(
    index: "schedules_by_poll", time: "next_poll_at", owner: "poll_owner",
    until: "poll_leased_until")
  static let download = Plan(
    index: "schedules_by_download", time: "next_download_at", owner: "download_owner",
    until: "download_leased_until")

  /// Cancels go out under the lease of the poll: both are questions about the same task.
  static let cancel = Plan(
    index: "schedules_by_cancel", time: "next_cancel_at", owner: "poll_owner",
    until: "poll_leased_until")

  private init(index: String, time: String, owner: String, until: String) {
    due = """
      SELECT id FROM schedules INDEXED BY \(index)
      WHERE \(time) <= ?1 AND (+\(owner) IS NULL OR \(until) <= ?1) ORDER BY \(time), id
      """
    next = """
      SELECT id, \(time) FROM schedules INDEXED BY \(index)
      WHERE \(time) > ?1 AND (+\(owner) IS NULL OR \(until) <= \(time)) ORDER BY \(time)
      """
    leases = """
      SELECT id, max(\(time), \(until)) FROM schedules INDEXED BY \(index)
      WHERE \(time) IS NOT NULL AND +\(owner) IS NOT NULL AND \(until) > ?1
      """
  }

  /// Waiting tasks of profile ?1 that may be sent at ?2, by id.
  static let submits = """
    SELECT tasks.id, claim_owner
    FROM tasks INDEXED BY tasks_by_profile CROSS JOIN schedules USING (id)
    WHERE profile = ?1 AND status = 'waiting'
      AND (next_submit_at IS NULL OR next_submit_at <= ?2)
      AND (after_id IS NULL OR NOT EXISTS (
        SELECT 1 FROM tasks AS other WHERE other.id = tasks.after_id
          AND other.status IN ('waiting', 'submitting', 'unconfirmed', 'queued', 'running')))
    ORDER BY tasks.id
    """

  /// Waiting tasks that may be sent later than ?1, soonest first.
  static let nextSubmit = """
    SELECT id, next_submit_at FROM schedules INDEXED BY schedules_by_submit
    WHERE next_submit_at > ?1 AND +claim_owner IS NULL ORDER BY next_submit_at
    """
}
