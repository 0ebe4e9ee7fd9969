public import VideoTasks
internal import Wording

/// Who sends a task: a claim ends only when its owner ends it or the owner's lock is gone.
extension TaskStore {
  /// Makes an owner of claims that lives as long as this object.
  public func registerOwner(now: Timestamp) throws(StoreError) -> OwnerID {
    try locks.register()
  }

  /// Whether the engine that registered `owner` still lives; an answer that cannot be had is yes.
  public func isAlive(_ owner: OwnerID) -> Bool { locks.isAlive(owner) }

  /// Claims a waiting task for sending, if nobody living has it and the profile has room.
  ///
  /// - Parameter maxActive: how many tasks of the profile may be claimed, being sent or at the
  ///   server at once.
  public func claimSubmit(
    _ id: TaskID, owner: OwnerID, maxActive: Int, now: Timestamp
  ) throws(StoreError) -> ClaimResult {
    try database.write(durably: false) { () throws(StoreError) in
      guard let claim = try claim(id), claim.status == .waiting else { return .notWaiting }
      if let other = claim.owner, isAlive(other) { return .taken }
      let active = try activeCount(profile: claim.profile)
      guard active < maxActive else { return .limit(active: active) }
      try database.run(
        "UPDATE schedules SET claim_owner = ? WHERE id = ?",
        [.text(owner.rawValue), .integer(id.rawValue)])
      try append(TaskEvent(at: now, kind: "claimed", detail: ""), id)
      return .claimed
    }
  }

  /// Writes down that the create goes out now; called before its first byte is sent.
  ///
  /// - Returns: false when the claim is no longer the owner's or the task no longer waits: then
  ///   nothing may be sent.
  public func markSubmitting(
    _ id: TaskID, owner: OwnerID, now: Timestamp
  ) throws(StoreError) -> Bool {
    try database.write { () throws(StoreError) in
      guard let claim = try claim(id), claim.owner == owner, claim.status == .waiting else {
        return false
      }
      try database.run(
        """
        UPDATE tasks SET status = 'submitting', submitted_at = ?1, updated_at = ?1,
          wait_reason = NULL WHERE id = ?2
        """, [.integer(now.milliseconds), .integer(id.rawValue)])
      try database.run(
        "UPDATE schedules SET next_submit_at = NULL WHERE id = ?", [.integer(id.rawValue)])
      try append(TaskEvent(at: now, kind: TaskStatus.submitting.rawValue, detail: ""), id)
      return true
    }
  }

  /// Puts a task back that was certainly not sent, and ends the owner's claim.
  ///
  /// - Parameters:
  ///   - retryAt: when it may be sent again; nil for as soon as the limits allow.
  ///   - reason: why it waits, in words.
  /// - Returns: false when the claim is not the owner's; then nothing was changed.
  @discardableResult
  public func releaseSubmit(
    _ id: TaskID, owner: OwnerID, now: Timestamp, retryAt: Timestamp?, reason: String?
  ) throws(StoreError) -> Bool {
    try database.write { () throws(StoreError) in
      guard let claim = try claim(id), claim.owner == owner, claim.status.isOnItsWay else {
        return false
      }
      try database.run(
        """
        UPDATE tasks SET status = 'waiting', submitted_at = NULL, updated_at = ?, wait_reason = ?
        WHERE id = ?
        """, [.integer(now.milliseconds), SQLValue(reason), .integer(id.rawValue)])
      try database.run(
        "UPDATE schedules SET claim_owner = NULL, next_submit_at = ? WHERE id = ?",
        [SQLValue(retryAt), .integer(id.rawValue)])
      try append(
        TaskEvent(at: now, kind: TaskStatus.waiting.rawValue, detail: reason ?? ""), id)
      return true
    }
  }

  /// Ends the owner's claim and changes nothing else; one that is not the owner's stays.
  ///
  /// A task that is being sent keeps its claim: only an outcome ends that one.
  public func releaseClaim(_ id: TaskID, owner: OwnerID) throws(StoreError) {
    try database.write(durably: false) { () throws(StoreError) in
      try database.run(
        """
        UPDATE schedules SET claim_owner = NULL WHERE id = ?1 AND claim_owner = ?2
          AND (SELECT status FROM tasks WHERE id = ?1) <> 'submitting'
        """, [.integer(id.rawValue), .text(owner.rawValue)])
    }
  }

  /// Whether the owner's claim on a task still stands.
  public func holdsClaim(_ id: TaskID, owner: OwnerID) throws(StoreError) -> Bool {
    try claim(id)?.owner == owner
  }

  /// Whether anybody but `owner` has claimed a task: an engine that may die and leave it behind.
  ///
  /// Costs a look into an index that holds the few claimed tasks.
  public func othersHoldClaims(besides owner: OwnerID) throws(StoreError) -> Bool {
    try database.first(
      """
      SELECT 1 FROM schedules INDEXED BY schedules_by_claim
      WHERE claim_owner IS NOT NULL AND claim_owner <> ? LIMIT 1
      """, [.text(owner.rawValue)]
    ) { row in row.flag() } != nil
  }

  /// Settles what engines that have died left behind.
  ///
  /// A task that was being sent becomes `unconfirmed`, and is due to be looked for at the server;
  /// one that was only claimed is free again.
  /// Costs a look at the few claimed tasks, and writes only when there is something to settle.
  /// - Returns: the tasks that became `unconfirmed`.
  public func recoverDeadSubmits(now: Timestamp) throws(StoreError) -> [TaskID] {
    guard try !deadClaims().isEmpty else { return [] }
    return try database.write { () throws(StoreError) in
      var unconfirmed: [TaskID] = []
      for claim in try deadClaims() {
        try endClaim(claim.id)
        guard claim.status == .submitting else { continue }
        try database.run(
          "UPDATE tasks SET status = 'unconfirmed', updated_at = ? WHERE id = ?",
          [.integer(now.milliseconds), .integer(claim.id.rawValue)])
        try database.run(
          "UPDATE schedules SET next_poll_at = ?, poll_failures = 0 WHERE id = ?",
          [.integer(now.milliseconds), .integer(claim.id.rawValue)])
        let detail = Phrase(
          "The program that sent it ended before the answer came."
        ).english
        try append(
          TaskEvent(at: now, kind: TaskStatus.unconfirmed.rawValue, detail: detail), claim.id)
        unconfirmed.append(claim.id)
      }
      return unconfirmed.sorted()
    }
  }

  /// How many tasks of a profile are claimed, being sent, at the server, or being looked for there.
  public func activeCount(profile: String) throws(StoreError) -> Int {
    let statuses: Set<TaskStatus> = [.submitting, .queued, .running]
    let sent = try tally(TaskQuery(statuses: statuses, profile: profile))
    let claimed = try database.all(
      """
      SELECT claim_owner FROM schedules INDEXED BY schedules_by_claim
      CROSS JOIN tasks USING (id)
      WHERE claim_owner IS NOT NULL AND +status = 'waiting' AND +profile = ?
      """, [.text(profile)]
    ) { row in OwnerID(rawValue: row.text()) }
    return try sent + claimed.count { isAlive($0) } + lookedForCount(profile: profile)
  }

  // MARK: Parts

  struct Claim {
    var id: TaskID
    var status: TaskStatus
    var profile: String
    var owner: OwnerID?
  }

  func claim(_ id: TaskID) throws(StoreError) -> Claim? {
    try database.first(
      "SELECT status, profile, claim_owner FROM tasks JOIN schedules USING (id) WHERE id = ?",
      [.integer(id.rawValue)]
    ) { (row) throws(StoreError) in
      Claim(
        id: id, status: try row.word(TaskStatus.self, id, database.path), profile: row.text(),
        owner: row.optionalOwner())
    }
  }

  func endClaim(_ id: TaskID) throws(StoreError) {
    try database.run(
      "UPDATE schedules SET claim_owner = NULL WHERE id = ?", [.integer(id.rawValue)])
  }

  /// Claims whose owner is dead, and tasks that are being sent by nobody.
  private func deadClaims() throws(StoreError) -> [Claim] {
    let read: (inout Row) throws(StoreError) -> Claim = { (row) throws(StoreError) in
      let id = row.taskID()
      return Claim(
        id: id, status: try row.word(TaskStatus.self, id, self.database.path),
        profile: row.text(), owner: row.optionalOwner())
    }
    let claims = try database.all(
      """
      SELECT id, status, profile, claim_owner FROM schedules INDEXED BY schedules_by_claim
      CROSS JOIN tasks USING (id) WHERE claim_owner IS NOT NULL
      UNION ALL
      SELECT id, status, profile, claim_owner FROM tasks INDEXED BY tasks_by_status
      CROSS JOIN schedules USING (id) WHERE status = 'submitting' AND claim_owner IS NULL
      """, [], read)
    return claims.filter { claim in claim.owner.map { !isAlive($0) } ?? true }
  }
}
