public import VideoTasks

extension TaskStore {
  /// The rows of one page of the table.
  ///
  /// Without a text the cost does not grow with the tasks, except that a deep `offset` among tasks
  /// some of which were removed is walked to. With a text, tasks are looked at one after the other
  /// until the page is full.
  public func summaries(_ query: TaskQuery) throws(StoreError) -> [TaskSummary] {
    let query = query.simplified
    return try database.read { () throws(StoreError) in
      if query.sort == nil, query.asksOnlyForTotals, query.wantedStatuses == nil,
        query.profile == nil
      {
        return try unfilteredSummaries(query)
      }
      var rows: [TaskSummary] = []
      for id in try ids(query) {
        let row = try database.first(
          "SELECT \(TaskColumns.summary) FROM tasks WHERE id = ?", [.integer(id.rawValue)]
        ) { (row) throws(StoreError) in try row.summary(path: database.path) }
        if let row { rows.append(row) }
      }
      return rows
    }
  }

  /// One page with the number of all that match and the place of one of them, all of one moment.
  ///
  /// Without a condition, and in any order, the cost grows with the page. With one, all tasks are
  /// looked at once; until the store changes, further pages cost no more than others.
  /// - Parameter keeping: the task whose place is wanted, such as the selected one.
  public func page(
    _ query: TaskQuery, keeping: TaskID? = nil
  ) throws(StoreError) -> TaskPage {
    try database.read { () throws(StoreError) in
      var page = TaskPage(rows: [], total: try count(query), place: nil)
      page.rows = try summaries(query)
      if let keeping { page.place = try place(of: keeping, in: query) }
      return page
    }
  }

  /// Hands every matching task to `body`, one after the other, on one unchanging view.
  ///
  /// Only a few hundred tasks are in memory at a time. `before`, `offset` and `limit` count; the
  /// query's order does not. `body` may read the store and must not change it.
  public func forEachTask(
    _ query: TaskQuery = TaskQuery(), ascending: Bool,
    _ body: (TaskRecord) throws(StoreError) -> Void
  ) throws(StoreError) {
    try database.read { () throws(StoreError) in
      var page = query.simplified
      page.sort = nil
      page.order = ascending ? .oldestFirst : .newestFirst
      var left = query.limit
      while left > 0 {
        page.limit = min(left, 256)
        let found = try ids(page)
        for id in found {
          if let record = try task(id) { try body(record) }
        }
        guard let last = found.last, found.count == page.limit else { return }
        left -= found.count
        page.before = last
        page.offset = 0
      }
    }
  }

  // MARK: Totals

  /// How many tasks the query matches, its text aside.
  func tally(_ query: TaskQuery) throws(StoreError) -> Int {
    var total = 0
    try database.forEachRow("SELECT profile, status, tasks FROM tallies") { row in
      let profile = row.text()
      let status = TaskStatus(rawValue: row.text())
      guard query.profile == nil || query.profile == profile else { return true }
      guard let wanted = query.wantedStatuses else {
        total += row.count()
        return true
      }
      if let status, wanted.contains(status) { total += row.count() }
      return true
    }
    return total
  }

  // MARK: Ids

  /// The ids that a simplified query matches, in its order.
  func ids(_ query: TaskQuery) throws(StoreError) -> [TaskID] {
    if let sort = query.sort {
      guard query.isUnfiltered, let column = SortColumn(sort.column) else {
        return slice(try matches(query), query)
      }
      return try idsByColumn(column, sort, query)
    }
    if query.asksOnlyForTotals { return try idsByTotals(query) }
    let isKept = try knowsMatches(query)
    let index = isKept ? nil : try narrowIndex(query)
    if isKept || index != nil { return slice(try matches(query), query) }
    // The walk ends as soon as the page is full, long before the last task when many match.
    let condition = ConditionSQL(query)
    let step = Step(query)
    return try database.all(
      """
      SELECT id FROM tasks NOT INDEXED WHERE id \(step.comparison) ? AND \(condition.text)
      ORDER BY id \(step.direction) LIMIT ? OFFSET ?
      """,
      [.integer(step.start)] + condition.values + [SQLValue(query.limit), SQLValue(query.offset)]
    ) { row in row.taskID() }
  }

  private func idsByTotals(_ query: TaskQuery) throws(StoreError) -> [TaskID] {
    if let mirrored = try mirrored(query) { return try idsByIndex(mirrored).reversed() }
    return try idsByIndex(query)
  }

  /// The same page seen from the other end, when that end is nearer; nil when it is not.
  private func mirrored(_ query: TaskQuery) throws(StoreError) -> TaskQuery? {
    guard query.before == nil, query.offset > 1000 else { return nil }
    let total = try tally(query)
    guard query.offset > total / 2 else { return nil }
    var mirrored = query
    mirrored.order = query.order == .newestFirst ? .oldestFirst : .newestFirst
    let wanted = max(0, min(query.limit, total - query.offset))
    mirrored.offset = max(0, total - query.offset - wanted)
    mirrored.limit = wanted
    return mirrored
  }

  /// One list of ids for each state (each already in order), merged.
  private func idsByIndex(_ query: TaskQuery) throws(StoreError) -> [TaskID] {
    guard query.limit > 0 else { return [] }
    if query.profile == nil, query.wantedStatuses == nil { return try allIDs(query) }
    let statuses = query.wantedStatuses ?? TaskStatus.allCases
    if statuses.count == 1 {
      return try ids(statuses[0], query, limit: query.limit, offset: query.offset)
    }
    let (needed, overflow) = query.limit.addingReportingOverflow(query.offset)
    var merged: [TaskID] = []
    for status in statuses {
      merged += try ids(status, query, limit: overflow ? .max : needed, offset: 0)
    }
    if query.order == .newestFirst { merged.sort(by: >) } else { merged.sort() }
    return Array(merged.dropFirst(query.offset).prefix(query.limit))
  }

  private func ids(
    _ status: TaskStatus, _ query: TaskQuery, limit: Int, offset: Int
  ) throws(StoreError) -> [TaskID] {
    let step = Step(query)
    var values: [SQLValue] = [.text(status.rawValue), .integer(step.start)]
    var condition = "status = ? AND id \(step.comparison) ?"
    if let profile = query.profile {
      condition += " AND profile = ?"
      values.append(.text(profile))
    }
    let index = query.profile == nil ? "tasks_by_status" : "tasks_by_profile"
    return try database.all(
      """
      SELECT id FROM tasks INDEXED BY \(index) WHERE \(condition)
      ORDER BY id \(step.direction) LIMIT ? OFFSET ?
      """, values + [SQLValue(limit), SQLValue(offset)]
    ) { row in row.taskID() }
  }

  private func allIDs(_ query: TaskQuery) throws(StoreError) -> [TaskID] {
    let (step, offset) = try firstStep(query)
    return try database.all(
      """
      SELECT id FROM tasks WHERE id \(step.comparison) ? ORDER BY id \(step.direction)
      LIMIT ? OFFSET ?
      """, [.integer(step.start), SQLValue(query.limit), SQLValue(offset)]
    ) { row in row.taskID() }
  }

  private func unfilteredSummaries(_ query: TaskQuery) throws(StoreError) -> [TaskSummary] {
    let mirrored = try mirrored(query)
    let asked = mirrored ?? query
    let (step, offset) = try firstStep(asked)
    let rows = try database.all(
      """
      SELECT \(TaskColumns.summary) FROM tasks WHERE id \(step.comparison) ?
      ORDER BY id \(step.direction) LIMIT ? OFFSET ?
      """, [.integer(step.start), SQLValue(asked.limit), SQLValue(offset)]
    ) { (row) throws(StoreError) in try row.summary(path: database.path) }
    return mirrored == nil ? rows : rows.reversed()
  }

  /// Where a walk over all tasks begins, and how many are to be skipped from there.
  ///
  /// While no task was removed, a place in the order is a sum and nothing is skipped.
  private func firstStep(_ query: TaskQuery) throws(StoreError) -> (Step, offset: Int) {
    var step = Step(query)
    guard query.offset > 0 else { return (step, 0) }
    let oldest = try database.first("SELECT min(id) FROM tasks") { row in row.integer() } ?? 0
    let newest = try database.first("SELECT max(id) FROM tasks") { row in row.integer() } ?? 0
    guard newest > 0, try tally(TaskQuery()) == newest - oldest + 1 else {
      return (step, query.offset)
    }
    let skipped = Int64(query.offset)
    step.start =
      query.order == .newestFirst
      ? min(step.start, newest + 1) - skipped : max(step.start, oldest - 1) + skipped
    return (step, 0)
  }
}

/// Where a walk along the ids begins and in which direction it goes.
struct Step {
  /// The walk begins after this id.
  var start: Int64
  let comparison: String
  let direction: String

  init(_ query: TaskQuery) {
    switch query.order {
    case .newestFirst:
      start = query.before?.rawValue ?? .max
      comparison = "<"
      direction = "DESC"
    case .oldestFirst:
      start = query.before?.rawValue ?? 0
      comparison = ">"
      direction = "ASC"
    }
  }
}
