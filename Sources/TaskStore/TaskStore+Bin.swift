public import VideoTasks
internal import Wording

/// A task that was removed and can be brought back.
public struct BinnedTask: Hashable, Sendable {
  /// The number it had, and gets back.
  public var id: TaskID
  /// When it was removed.
  public var removedAt: Timestamp
}

/// How an attempt to bring a removed task back ended.
public enum RestoreResult: Hashable, Sendable {
  /// It is there again as it was.
  case restored
  /// It was never removed, or too long ago.
  case unknown
  /// The task at the server is another task here by now.
  case followed(by: TaskID)
}

/// Removed tasks wait in a bin, out of sight of every other call: a task there is not shown, not
/// counted, not polled, and comes back only by `restore`.
extension TaskStore {
  /// How long a removed task can be brought back.
  public static let binTime = Duration.seconds(7 * 86_400)
  /// How many removed tasks can be brought back, at most; the oldest go first.
  public static let mostBinned = 10_000

  /// Removes a task and its story; files stay, and `restore` brings it back for a while.
  ///
  /// - Parameter abandon: removes it also when a paid video may still come of it.
  public func remove(
    _ id: TaskID, abandon: Bool = false, now: Timestamp
  ) throws(StoreError) -> RemoveResult {
    try database.write { () throws(StoreError) in
      try purgeBin(now: now)
      return try bin(id, abandon: abandon, now: now)
    }
  }

  /// Removes tasks in one step, each that can be removed; the answers are in the same order.
  ///
  /// - Parameter orNone: removes none where one of them cannot be removed; `.removed` then stands for
  ///   one that could.
  public func remove(
    _ ids: [TaskID], abandon: Bool = false, orNone: Bool = false, now: Timestamp
  ) throws(StoreError) -> [RemoveResult] {
    try database.write { () throws(StoreError) in
      var results: [RemoveResult] = []
      if orNone {
        for id in ids { results.append(try refusal(id, abandon: abandon) ?? .removed) }
        guard results.allSatisfy({ $0 == .removed }) else { return results }
        results = []
      }
      try purgeBin(now: now)
      for id in ids { results.append(try bin(id, abandon: abandon, now: now)) }
      return results
    }
  }

  /// Brings removed tasks back as they were, under their numbers, in one step; the answers are in
  /// the same order.
  ///
  /// A task that waited is due again. One that was being sent is `unconfirmed`, since its answer
  /// found nobody. A `--once` name that another task has by now stays with that one.
  public func restore(_ ids: [TaskID], now: Timestamp) throws(StoreError) -> [RestoreResult] {
    try database.write { () throws(StoreError) in
      var results: [RestoreResult] = []
      for id in ids { results.append(try restore(id, now: now)) }
      return results
    }
  }

  /// The tasks that can be brought back, the latest removed first.
  public func bin(limit: Int = 100) throws(StoreError) -> [BinnedTask] {
    try database.all(
      "SELECT id, removed_at FROM bin ORDER BY removed_at DESC, id DESC LIMIT ?",
      [SQLValue(limit)]
    ) { row in BinnedTask(id: row.taskID(), removedAt: row.moment()) }
  }

  /// Forgets what was removed too long ago, and the oldest of what is too much.
  ///
  /// Each removal does this first; it costs a look into an index when there is nothing to forget.
  public func purgeBin(now: Timestamp) throws(StoreError) {
    try database.write { () throws(StoreError) in
      try database.run(
        "DELETE FROM bin WHERE removed_at < ?",
        [.integer((now - Self.binTime).milliseconds)])
      try database.run(
        """
        DELETE FROM bin WHERE removed_at < (
          SELECT removed_at FROM bin ORDER BY removed_at DESC LIMIT 1 OFFSET ?)
        """, [SQLValue(Self.mostBinned - 1)])
    }
  }

  // MARK: Parts

  private func bin(
    _ id: TaskID, abandon: Bool, now: Timestamp
  ) throws(StoreError) -> RemoveResult {
    if let refusal = try refusal(id, abandon: abandon) { return refusal }
    try rememberRemoteID(id)
    try database.run(
      "INSERT OR REPLACE INTO bin VALUES (?, ?, ?)",
      [
        .integer(id.rawValue), .integer(now.milliseconds),
        .text(try TaskContent(of: id, in: database).text),
      ])
    try database.run("DELETE FROM tasks WHERE id = ?", [.integer(id.rawValue)])
    return .removed
  }

  /// Why a task cannot be removed; nil when it can.
  private func refusal(_ id: TaskID, abandon: Bool) throws(StoreError) -> RemoveResult? {
    guard let status = try status(id) else { return .unknown }
    return status.mayStillCost && !abandon ? .mayStillCost(status) : nil
  }

  private func restore(_ id: TaskID, now: Timestamp) throws(StoreError) -> RestoreResult {
    let key = [SQLValue.integer(id.rawValue)]
    let text = try database.first("SELECT content FROM bin WHERE id = ?", key) { row in row.text() }
    guard let rows = text.flatMap(TaskContent.init(text:)) else { return .unknown }
    if let remoteID = rows["remote_id"], let profile = rows["profile"],
      let other = try task(remoteID: remoteID, profile: profile)
    {
      return .followed(by: other)
    }
    try rows.put(into: database, withoutName: isNameTaken(rows["once_name"]))
    try database.run("DELETE FROM bin WHERE id = ?", key)
    // Whoever was at it has found it gone.
    try database.run(
      """
      UPDATE schedules SET claim_owner = NULL, poll_owner = NULL, poll_leased_until = NULL,
        download_owner = NULL, download_leased_until = NULL WHERE id = ?
      """, key)
    try append(TaskEvent(at: now, kind: "restored", detail: ""), id)
    try settleRestored(id, now: now)
    return .restored
  }

  private func isNameTaken(_ name: String?) throws(StoreError) -> Bool {
    guard let name else { return false }
    return try task(onceName: name) != nil
  }

  /// What was under way when the task was removed has ended without it.
  private func settleRestored(_ id: TaskID, now: Timestamp) throws(StoreError) {
    let wasBeingSent = try status(id) == .submitting
    _ = try change(id, now: now) { record, schedule in
      if record.download == .running { record.download = .waiting }
      guard wasBeingSent else { return nil }
      record.status = .unconfirmed
      schedule.nextPollAt = now
      schedule.pollFailures = 0
      return TaskEvent(
        at: now, kind: TaskStatus.unconfirmed.rawValue,
        detail: Phrase(
          "It was removed while it was being sent, so its answer found nobody."
        ).english)
    }
  }
}
