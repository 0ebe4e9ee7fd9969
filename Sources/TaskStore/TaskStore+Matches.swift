internal import VideoTasks

/// All tasks that a query matches, kept until the store changes: counting, paging and finding a
/// place among them then cost nothing.
struct TaskMatches {
  /// The query without its page.
  var query: TaskQuery
  /// The state of the store in which this was so.
  var version: StoreVersion
  /// The ids, in the query's order.
  var ids: [TaskID]
}

/// A number for each state of the store that a connection sees.
struct StoreVersion: Hashable {
  /// Changes with what other connections write.
  var ofOthers: Int64
  /// Changes with what this one writes.
  var own: Int
}

extension TaskStore {
  /// A condition that few tasks can meet is answered from an index; this many are few.
  private static let fewTasks = 5000

  /// Every id that a simplified query matches, in its order; 8 bytes each.
  func matches(_ query: TaskQuery) throws(StoreError) -> [TaskID] {
    let version = try version()
    let asked = query.withoutPage
    if let kept = keptMatches, kept.version == version, kept.query == asked { return kept.ids }
    let condition = ConditionSQL(query)
    let source = try narrowIndex(query).map { "INDEXED BY \($0)" } ?? "NOT INDEXED"
    let ids = try database.all(
      """
      SELECT id FROM tasks \(source) WHERE \(condition.text) ORDER BY \(asked.orderSQL)
      """, condition.values
    ) { row in row.taskID() }
    keptMatches = TaskMatches(query: asked, version: version, ids: ids)
    return ids
  }

  /// Whether `matches` would answer at once.
  func knowsMatches(_ query: TaskQuery) throws(StoreError) -> Bool {
    guard let kept = keptMatches, kept.query == query.withoutPage else { return false }
    return try kept.version == version()
  }

  /// Makes the next query with a condition look at every task again; for measuring.
  package func forgetMatches() { keptMatches = nil }

  private func version() throws(StoreError) -> StoreVersion {
    StoreVersion(ofOthers: try dataVersion(), own: database.totalChanges)
  }

  /// The index that leaves few tasks to look at; nil when none does.
  func narrowIndex(_ query: TaskQuery) throws(StoreError) -> String? {
    let isOfTotals = query.wantedStatuses != nil || query.profile != nil
    if isOfTotals, try tally(query) <= Self.fewTasks {
      return query.profile == nil ? "tasks_by_status" : "tasks_by_profile"
    }
    for part in query.condition.parts where !part.isNegated {
      guard case .createdSince(let moment) = part.check else { continue }
      let found = try database.first(
        """
        SELECT count(*) FROM (SELECT 1 FROM tasks INDEXED BY tasks_by_creation
          WHERE created_at >= ? LIMIT \(Self.fewTasks + 1))
        """, [.integer(moment.milliseconds)]
      ) { row in row.count() }
      if let found, found <= Self.fewTasks { return "tasks_by_creation" }
    }
    return nil
  }

  /// The part of all matches that a query wants.
  func slice(_ ids: [TaskID], _ query: TaskQuery) -> [TaskID] {
    var rest = ids[...]
    if query.sort == nil, let before = query.before {
      rest = rest.drop { query.order == .newestFirst ? $0 >= before : $0 <= before }
    }
    return Array(rest.dropFirst(query.offset).prefix(query.limit))
  }
}

extension TaskQuery {
  fileprivate var withoutPage: TaskQuery {
    var query = self
    query.before = nil
    query.offset = 0
    query.limit = .max
    return query
  }

  /// `ORDER BY` without these words, of a simplified query.
  fileprivate var orderSQL: String {
    guard let sort, let column = SortColumn(sort.column) else {
      return order == .newestFirst ? "id DESC" : "id ASC"
    }
    return column.order(isDescending: sort.isDescending)
  }

  /// Whether every task matches a simplified query.
  var isUnfiltered: Bool { asksOnlyForTotals && wantedStatuses == nil && profile == nil }
}
