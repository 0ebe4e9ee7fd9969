public import VideoTasks

/// Who polls or fetches: a lease ends by time, so that a dead engine's work goes on elsewhere.
extension TaskStore {
  /// Takes or prolongs the right to ask the server about a task, until `until`.
  ///
  /// - Returns: false while another owner's lease lasts, or when the task is not asked about.
  public func leasePoll(
    _ id: TaskID, owner: OwnerID, until: Timestamp, now: Timestamp
  ) throws(StoreError) -> Bool {
    try !leasePolls([id], owner: owner, until: until, now: now).isEmpty
  }

  /// Takes or prolongs the right to ask the server about several tasks, in one step.
  ///
  /// - Returns: those whose lease the owner has now, in the same order.
  public func leasePolls(
    _ ids: [TaskID], owner: OwnerID, until: Timestamp, now: Timestamp
  ) throws(StoreError) -> [TaskID] {
    try database.write(durably: false) { () throws(StoreError) in
      var leased: [TaskID] = []
      for id in ids {
        try database.run(
          """
          UPDATE schedules SET poll_owner = ?2, poll_leased_until = ?3
          WHERE id = ?1 AND next_poll_at IS NOT NULL
            AND (poll_owner IS NULL OR poll_owner = ?2 OR poll_leased_until <= ?4)
          """, lease(id, owner, until, now))
        if database.changedRows == 1 { leased.append(id) }
      }
      return leased
    }
  }

  /// Takes or prolongs the right to fetch a task's video, until `until`.
  ///
  /// - Returns: false while another owner's lease lasts, or when there is nothing to fetch.
  public func leaseDownload(
    _ id: TaskID, owner: OwnerID, until: Timestamp, now: Timestamp
  ) throws(StoreError) -> Bool {
    try database.write(durably: false) { () throws(StoreError) in
      try database.run(
        """
        UPDATE schedules SET download_owner = ?2, download_leased_until = ?3
        WHERE id = ?1 AND next_download_at IS NOT NULL
          AND (download_owner IS NULL OR download_owner = ?2 OR download_leased_until <= ?4)
        """, lease(id, owner, until, now))
      return database.changedRows == 1
    }
  }

  /// Prolongs the owner's right to fetch a task's video, also when its time has passed.
  ///
  /// - Returns: false when anybody else has had it since, or when there is nothing to fetch.
  public func prolongDownload(
    _ id: TaskID, owner: OwnerID, until: Timestamp
  ) throws(StoreError) -> Bool {
    try database.write(durably: false) { () throws(StoreError) in
      try database.run(
        """
        UPDATE schedules SET download_leased_until = ?3
        WHERE id = ?1 AND next_download_at IS NOT NULL AND download_owner = ?2
        """,
        [
          .integer(id.rawValue), .text(owner.rawValue), .integer(until.milliseconds),
        ])
      return database.changedRows == 1
    }
  }

  /// Whether an owner is the last that took the right to fetch a task's video, and still has it.
  func isFetched(_ id: TaskID, by owner: OwnerID) throws(StoreError) -> Bool {
    try database.first(
      "SELECT 1 FROM schedules WHERE id = ? AND download_owner = ?",
      [.integer(id.rawValue), .text(owner.rawValue)]
    ) { row in row.flag() } != nil
  }

  /// Whether the last that took the right to ask about a task, and still has it, is not `owner`.
  func isAsked(_ id: TaskID, byOtherThan owner: OwnerID) throws(StoreError) -> Bool {
    try database.first(
      "SELECT 1 FROM schedules WHERE id = ? AND poll_owner <> ?",
      [.integer(id.rawValue), .text(owner.rawValue)]
    ) { row in row.flag() } != nil
  }

  private func lease(
    _ id: TaskID, _ owner: OwnerID, _ until: Timestamp, _ now: Timestamp
  ) -> [SQLValue] {
    [
      .integer(id.rawValue), .text(owner.rawValue), .integer(until.milliseconds),
      .integer(now.milliseconds),
    ]
  }

  /// Ends the owner's lease to ask about a task; another owner's stays.
  public func releasePoll(_ id: TaskID, owner: OwnerID) throws(StoreError) {
    let isHeld = try database.first(
      "SELECT 1 FROM schedules WHERE id = ? AND poll_owner = ?",
      [.integer(id.rawValue), .text(owner.rawValue)]
    ) { row in row.flag() }
    // Recording an answer has usually ended it.
    guard isHeld != nil else { return }
    try database.write(durably: false) { () throws(StoreError) in
      try database.run(
        """
        UPDATE schedules SET poll_owner = NULL, poll_leased_until = NULL
        WHERE id = ? AND poll_owner = ?
        """, [.integer(id.rawValue), .text(owner.rawValue)])
    }
  }

  /// Ends the owner's lease to fetch a task's video; another owner's stays.
  public func releaseDownload(_ id: TaskID, owner: OwnerID) throws(StoreError) {
    try database.write(durably: false) { () throws(StoreError) in
      try database.run(
        """
        UPDATE schedules SET download_owner = NULL, download_leased_until = NULL
        WHERE id = ? AND download_owner = ?
        """, [.integer(id.rawValue), .text(owner.rawValue)])
    }
  }

  /// Ends all leases of an owner, as an engine does when it ends.
  public func releaseLeases(owner: OwnerID) throws(StoreError) {
    let name = SQLValue.text(owner.rawValue)
    try database.write(durably: false) { () throws(StoreError) in
      try database.run(
        """
        UPDATE schedules INDEXED BY schedules_by_poll
        SET poll_owner = NULL, poll_leased_until = NULL
        WHERE next_poll_at IS NOT NULL AND poll_owner = ?
        """, [name])
      try database.run(
        """
        UPDATE schedules INDEXED BY schedules_by_download
        SET download_owner = NULL, download_leased_until = NULL
        WHERE next_download_at IS NOT NULL AND download_owner = ?
        """, [name])
    }
  }

  /// Ends the leases of engines that have died, so that nobody waits until their time has run out.
  ///
  /// Costs a look at the planned work, and writes only when there is such a lease.
  public func releaseDeadLeases() throws(StoreError) {
    let owners = try database.all(
      """
      SELECT poll_owner FROM schedules INDEXED BY schedules_by_poll
      WHERE next_poll_at IS NOT NULL AND poll_owner IS NOT NULL
      UNION
      SELECT download_owner FROM schedules INDEXED BY schedules_by_download
      WHERE next_download_at IS NOT NULL AND download_owner IS NOT NULL
      """, []
    ) { row in OwnerID(rawValue: row.text()) }
    for owner in owners where !isAlive(owner) { try releaseLeases(owner: owner) }
  }
}
