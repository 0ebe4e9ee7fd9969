public import VideoTasks

/// Finding out what became of creates whose answers were lost.
extension TaskStore {
  /// Tasks whose create went out and whose id at the server is not known, by id: the answer was
  /// lost, or is still awaited.
  public func tasksWithoutAnswer() throws(StoreError) -> [TaskRecord] {
    let ids = try database.all(
      """
      SELECT id FROM tasks INDEXED BY tasks_by_status
      WHERE status IN ('submitting', 'unconfirmed') ORDER BY id
      """, []
    ) { row in row.taskID() }
    var found: [TaskRecord] = []
    for id in ids { if let record = try task(id) { found.append(record) } }
    return found
  }

  /// Whether a task here has this id at its server, or one that was removed of late had it.
  public func knows(remoteID: String) throws(StoreError) -> Bool {
    try database.first(
      """
      SELECT 1 FROM tasks WHERE remote_id = ?1
      UNION ALL SELECT 1 FROM removed_ids WHERE remote_id = ?1 LIMIT 1
      """, [.text(remoteID)]
    ) { row in row.flag() } != nil
  }

  /// Keeps the id of a task that is being removed, for as long as a list may name it: seven days
  /// from its making.
  func rememberRemoteID(_ id: TaskID) throws(StoreError) {
    try database.run(
      """
      INSERT OR IGNORE INTO removed_ids
        SELECT remote_id, created_at FROM tasks WHERE id = ? AND remote_id IS NOT NULL
      """, [.integer(id.rawValue)])
    guard database.changedRows > 0 else { return }
    try database.run(
      """
      DELETE FROM removed_ids
      WHERE created_at < (SELECT max(created_at) FROM removed_ids) - 8 * 86400000
      """, [])
  }

  /// How many tasks of a profile are still looked for at the server: each may be one that it has.
  func lookedForCount(profile: String) throws(StoreError) -> Int {
    try database.first(
      """
      SELECT count(*) FROM tasks INDEXED BY tasks_by_profile CROSS JOIN schedules USING (id)
      WHERE profile = ? AND status = 'unconfirmed' AND next_poll_at IS NOT NULL
      """, [.text(profile)]
    ) { row in row.count() } ?? 0
  }
}
