public import VideoTasks

extension TaskStore {
  /// Where the tasks stand that have not ended or whose video is to be fetched, and those that came
  /// after a task, whatever has become of them.
  ///
  /// The cost grows with the tasks that it names, and not with all there are.
  ///
  /// - Parameter id: nil leaves out what has ended already.
  public func standings(after id: TaskID?) throws(StoreError) -> Standings {
    try database.read { () throws(StoreError) in
      let highest = try database.first("SELECT max(id) FROM tasks") { row in row.integer() } ?? 0
      var standings = Standings(highest: TaskID(highest))
      let found = try database.all(
        """
        SELECT id, status, download, poll_error FROM tasks WHERE id IN (
          SELECT id FROM tasks
            WHERE status IN ('waiting', 'submitting', 'unconfirmed', 'queued', 'running')
          UNION SELECT id FROM schedules WHERE next_download_at IS NOT NULL
          UNION SELECT id FROM tasks WHERE id > ?)
        """, [.integer(id?.rawValue ?? .max)]
      ) { (row) throws(StoreError) in
        let id = TaskID(row.integer())
        let standing = TaskStanding(
          status: try row.word(TaskStatus.self, id, database.path),
          download: try row.word(DownloadState.self, id, database.path),
          trouble: row.optionalText())
        return (id: id, standing: standing)
      }
      for (id, standing) in found { standings.tasks[id] = standing }
      return standings
    }
  }

  /// The rows of some tasks, in the order of their ids; those that are gone are left out.
  public func summaries(of ids: [TaskID]) throws(StoreError) -> [TaskSummary] {
    try database.read { () throws(StoreError) in
      var rows: [TaskSummary] = []
      for id in ids.sorted() {
        let row = try database.first(
          "SELECT \(TaskColumns.summary) FROM tasks WHERE id = ?", [.integer(id.rawValue)]
        ) { (row) throws(StoreError) in try row.summary(path: database.path) }
        if let row { rows.append(row) }
      }
      return rows
    }
  }
}
