public import VideoTasks

/// Pages in the order of a column, and places in any order.
extension TaskStore {
  /// Where a task stands among all that the query matches, from 0; nil when it is not one of them.
  ///
  /// `before`, `offset` and `limit` do not count. Entries of one index are counted, some
  /// milliseconds for 100,000; with a condition it costs what `count` does.
  public func place(of id: TaskID, in query: TaskQuery) throws(StoreError) -> Int? {
    let query = query.simplified
    return try database.read { () throws(StoreError) in
      if query.asksOnlyForTotals {
        if let sort = query.sort, query.isUnfiltered, let column = SortColumn(sort.column) {
          return try place(of: id, by: column, isDescending: sort.isDescending)
        }
        if query.sort == nil { return try placeByNumber(id, query) }
      }
      return try matches(query).firstIndex(of: id)
    }
  }

  // MARK: Parts

  /// A page of all tasks in the order of a column, walked from the nearer end.
  func idsByColumn(
    _ column: SortColumn, _ sort: TaskSort, _ query: TaskQuery
  ) throws(StoreError) -> [TaskID] {
    var (offset, limit) = (query.offset, query.limit)
    var isReversed = false
    if offset > 1000 {
      let total = try tally(TaskQuery())
      if offset > total / 2 {
        isReversed = true
        limit = max(0, min(limit, total - offset))
        offset = max(0, total - offset - limit)
      }
    }
    let order = column.order(isDescending: sort.isDescending, isReversed: isReversed)
    let found = try database.all(
      "SELECT id FROM tasks INDEXED BY \(column.index) ORDER BY \(order) LIMIT ? OFFSET ?",
      [SQLValue(limit), SQLValue(offset)]
    ) { row in row.taskID() }
    return isReversed ? found.reversed() : found
  }

  private func place(
    of id: TaskID, by column: SortColumn, isDescending: Bool
  ) throws(StoreError) -> Int? {
    let key = try database.first(
      "SELECT \(column.expression) FROM tasks WHERE id = ?", [.integer(id.rawValue)]
    ) { row in row.value() }
    guard let key else { return nil }
    let sign = isDescending ? ">" : "<"
    let number = SQLValue.integer(id.rawValue)
    guard key != .null else {
      return try entries(column, "\(column.expression) IS NOT NULL", [])
        + entries(column, "\(column.expression) IS NULL AND id \(sign) ?", [number])
    }
    return try entries(column, "\(column.expression) \(sign) ?", [key])
      + entries(column, "\(column.expression) = ? AND id \(sign) ?", [key, number])
  }

  private func entries(
    _ column: SortColumn, _ condition: String, _ values: [SQLValue]
  ) throws(StoreError) -> Int {
    try database.first(
      "SELECT count(*) FROM tasks INDEXED BY \(column.index) WHERE \(condition)", values
    ) { row in row.count() } ?? 0
  }

  /// The place in an order by number, among all tasks or those of some states or a profile.
  private func placeByNumber(_ id: TaskID, _ query: TaskQuery) throws(StoreError) -> Int? {
    let own = try database.first(
      "SELECT status, profile FROM tasks WHERE id = ?", [.integer(id.rawValue)]
    ) { row in (status: row.text(), profile: row.text()) }
    guard let own, query.profile == nil || query.profile == own.profile else { return nil }
    let statuses = query.wantedStatuses ?? TaskStatus.allCases
    guard statuses.contains(where: { $0.rawValue == own.status }) else { return nil }
    let sign = query.order == .newestFirst ? ">" : "<"
    var place = 0
    for status in statuses {
      var condition = "status = ? AND id \(sign) ?"
      var values: [SQLValue] = [.text(status.rawValue), .integer(id.rawValue)]
      if let profile = query.profile {
        condition += " AND profile = ?"
        values.append(.text(profile))
      }
      let index = query.profile == nil ? "tasks_by_status" : "tasks_by_profile"
      place +=
        try database.first(
          "SELECT count(*) FROM tasks INDEXED BY \(index) WHERE \(condition)", values
        ) { row in row.count() } ?? 0
    }
    return place
  }
}
