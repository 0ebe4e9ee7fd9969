internal import VideoTasks
internal import Wording

/// Copies from a damaged database, task by task, whatever SQLite can still read.
struct TaskRescuer {
  struct Result {
    var saved = 0
    var lost = 0
    var unconfirmed: [TaskID] = []
  }

  let database: Connection
  let now: Timestamp
  private let requests = RequestReader()
  /// The damaged file, by a connection of its own: what is wrong with it stays there. Nil when SQLite
  /// does not take it for a database.
  private let old: Connection?

  /// How many numbers are tried when the file does not say which was the last.
  private static let blindTries: Int64 = 100_000

  init(database: Connection, from path: String, now: Timestamp) {
    self.database = database
    self.now = now
    // Without a readable head there is nothing to copy.
    old = try? Connection(path: path, mode: .readWrite, vfs: nil)
  }

  /// Copies everything, in one transaction.
  func run() throws(StoreError) -> Result {
    var result = Result()
    // A file whose list of tables is lost has no tasks that anybody could find.
    let known = read("SELECT count(*) FROM pragma_table_info('tasks')", [], 1)
    guard let known, known != [[.integer(0)]] else { return result }
    let last = lastID
    let columns = (
      tasks: columns(of: "tasks"), details: columns(of: "details"),
      schedules: columns(of: "schedules")
    )
    try database.write { () throws(StoreError) in
      var holes = 0
      for number in 1...max(1, last ?? Self.blindTries) {
        switch try copy(TaskID(number), columns.tasks, columns.details, columns.schedules) {
        case .absent: break
        case .unreadable: holes += 1
        case .saved: result.saved += 1
        case .unsure:
          result.saved += 1
          result.unconfirmed.append(TaskID(number))
        }
      }
      // Without the number of the last task, holes may be numbers that no task ever had.
      result.lost = last == nil ? 0 : holes
      for (table, key) in Self.wholeTables { try copyWhole(table, by: key) }
      if let last { try keepNumbers(after: last) }
    }
    return result
  }

  private enum Outcome { case absent, unreadable, saved, unsure }

  // MARK: One task

  private func copy(
    _ id: TaskID, _ tasks: [String], _ details: [String], _ schedules: [String]
  ) throws(StoreError) -> Outcome {
    guard let found = rows("tasks", tasks, key: "id", id) else { return .unreadable }
    guard let task = found.first else { return .absent }
    guard try put([task], "tasks", tasks) else { return .unreadable }
    let key = SQLValue.integer(id.rawValue)
    if try !put(rows("details", details, key: "id", id), "details", details) {
      try database.run(
        "INSERT INTO details (id, request) VALUES (?, ?)",
        [key, .text(TaskColumns.text(request: RequestDraft()))])
    }
    guard let record = readable(id) else {
      try database.run("DELETE FROM tasks WHERE id = ?", [key])
      return .unreadable
    }
    if try !put(rows("schedules", schedules, key: "id", id), "schedules", schedules) {
      var plan = TaskSchedule()
      plan.fit(record.status, now: now)
      try database.run(TaskColumns.insertSchedule, [key] + TaskColumns.values(schedule: plan))
    }
    let story = ["task", "place", "at", "kind", "detail"]
    _ = try put(rows("events", story, key: "task", id), "events", story)
    return try settle(record) ? .unsure : .saved
  }

  /// What was on its way to the server may be there by now, whatever the damaged file says.
  private func settle(_ record: TaskRecord) throws(StoreError) -> Bool {
    let key = [SQLValue.integer(record.id.rawValue)]
    guard record.status.isOnItsWay else {
      try add("rescued", Phrase("from a damaged store").english, record.id)
      return false
    }
    try database.run(
      "UPDATE tasks SET status = 'unconfirmed', updated_at = ? WHERE id = ?",
      [.integer(now.milliseconds)] + key)
    try database.run(
      "UPDATE schedules SET claim_owner = NULL, next_submit_at = NULL, next_poll_at = ? WHERE id = ?",
      [.integer(now.milliseconds)] + key)
    try add(
      TaskStatus.unconfirmed.rawValue,
      Phrase(
        "The store was damaged, so it is not sure that this task was not sent."
      ).english, record.id)
    return true
  }

  private func add(_ kind: String, _ detail: String, _ id: TaskID) throws(StoreError) {
    try database.run(
      """
      INSERT INTO events VALUES (
        ?1, 1 + ifnull((SELECT max(place) FROM events WHERE task = ?1), 0), ?2, ?3, ?4)
      """,
      [.integer(id.rawValue), .integer(now.milliseconds), .text(kind), .text(detail)])
  }

  /// The task as the program reads it; nil when it holds words that no version has written.
  private func readable(_ id: TaskID) -> TaskRecord? {
    // What cannot be read is as good as lost, and is counted as that.
    try? database.first(TaskColumns.selectRecord, [.integer(id.rawValue)]) {
      (row) throws(StoreError) in try row.record(path: database.path, requests)
    }
  }

  // MARK: Tables

  /// The rows of one task in a table of the damaged file; nil when they cannot be read.
  private func rows(
    _ table: String, _ columns: [String], key: String, _ id: TaskID
  ) -> [[SQLValue]]? {
    read(
      "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(key) = ?",
      [.integer(id.rawValue)], columns.count)
  }

  private func read(_ sql: String, _ values: [SQLValue], _ columns: Int) -> [[SQLValue]]? {
    // The error says only that the page is damaged, which is why this is done task by task.
    try? old?.all(sql, values) { row in (0..<columns).map { _ in row.value() } }
  }

  /// Puts rows into the new store; false when there is none, or when one is not what a store holds.
  private func put(
    _ rows: [[SQLValue]]?, _ table: String, _ columns: [String]
  ) throws(StoreError) -> Bool {
    guard let rows, !rows.isEmpty else { return false }
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let names = columns.joined(separator: ", ")
    do throws(StoreError) {
      for row in rows {
        try database.run("INSERT OR REPLACE INTO \(table) (\(names)) VALUES (\(places))", row)
      }
      return true
    } catch {
      // Only what lies in the values is the damaged file's fault.
      guard error.kind == .failed else { throw error }
      return false
    }
  }

  /// Tables that belong to no one task, with the columns in whose order they are stored.
  private static let wholeTables = [
    ("assets", ["profile", "asset_id"]), ("settings", ["key"]), ("removed_ids", ["remote_id"]),
    ("bin", ["id"]), ("prompts", ["number"]), ("batch_lines", ["batch", "line", "place"]),
  ]

  /// Copies a table from both ends, up to where it is damaged.
  private func copyWhole(_ table: String, by key: [String]) throws(StoreError) {
    let columns = columns(of: table)
    for direction in ["ASC", "DESC"] {
      let order = key.map { "\($0) \(direction)" }.joined(separator: ", ")
      let (rows, isWhole) = beginning(
        "SELECT \(columns.joined(separator: ", ")) FROM \(table) ORDER BY \(order)", columns.count)
      _ = try put(rows, table, columns)
      if isWhole { return }
    }
  }

  /// The rows up to the first that cannot be read, and whether that was all of them.
  private func beginning(_ sql: String, _ columns: Int) -> (rows: [[SQLValue]], isWhole: Bool) {
    var rows: [[SQLValue]] = []
    do throws(StoreError) {
      try old?.forEachRow(sql) { row in
        rows.append((0..<columns).map { _ in row.value() })
        return true
      }
      return (rows, true)
    } catch {
      // The error says only that the page is damaged.
      return (rows, false)
    }
  }

  /// The columns that both files have: an older version has fewer.
  private func columns(of table: String) -> [String] {
    func names(_ connection: Connection?) -> [String] {
      let found = try? connection?.all(
        "SELECT name FROM pragma_table_info(?)", [.text(table)]
      ) { row in row.text() }
      return found ?? []
    }
    let own = names(database)
    let found = Set(names(old))
    return found.isEmpty ? own : own.filter(found.contains)
  }

  /// The largest number that a task had, as far as any table still tells.
  private var lastID: Int64? {
    let places = [
      "SELECT seq FROM sqlite_sequence WHERE name = 'tasks'", "SELECT max(id) FROM tasks",
      "SELECT max(id) FROM details", "SELECT max(id) FROM schedules",
      "SELECT max(task) FROM events", "SELECT max(id) FROM bin",
    ]
    let found = places.compactMap { sql in
      // A table that is damaged there says nothing; the others may.
      (try? old?.first(sql) { row in row.optionalInteger() }) ?? nil
    }
    return found.max().map { min(max($0, 0), 10_000_000) }
  }

  /// No number is used again, also not one whose task was lost.
  private func keepNumbers(after last: Int64) throws(StoreError) {
    try database.run("DELETE FROM sqlite_sequence WHERE name = 'tasks'")
    try database.run(
      "INSERT INTO sqlite_sequence (name, seq) VALUES ('tasks', ?)", [.integer(last)])
  }
}
