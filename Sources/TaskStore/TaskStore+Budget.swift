public import VideoTasks

/// The requests of each profile, counted for all processes that use the store.
extension TaskStore {
  /// When the server of `profile` may be asked for something again; nil for now.
  ///
  /// - Parameter perMinute: the profile's limit, 1 or more. Costs one look at one row.
  public func requestFreeAt(
    profile: String, perMinute: Int, now: Timestamp
  ) throws(StoreError) -> Timestamp? {
    try budget(profile, perMinute, now).freeAt(now: now)
  }

  /// Counts one request of `profile`.
  ///
  /// Of two processes that saw the last free one, both take it; the next has to wait longer then.
  public func countRequest(
    profile: String, perMinute: Int, now: Timestamp
  ) throws(StoreError) {
    try database.write(durably: false) { () throws(StoreError) in
      var budget = try budget(profile, perMinute, now)
      budget.take(now: now)
      try database.run(
        """
        INSERT INTO budgets VALUES (?1, ?2, ?3)
          ON CONFLICT (profile) DO UPDATE SET requests = ?2, filled_at = ?3
        """,
        [.text(profile), .real(budget.requests), .integer(budget.filledAt.milliseconds)])
    }
  }

  private func budget(
    _ profile: String, _ perMinute: Int, _ now: Timestamp
  ) throws(StoreError) -> RequestBudget {
    let full = RequestBudget(perMinute: perMinute, now: now)
    return try database.first(
      "SELECT requests, filled_at FROM budgets WHERE profile = ?", [.text(profile)]
    ) { row in
      let requests = row.optionalReal() ?? 0
      let filledAt = row.moment()
      // A clock that ran ahead left it; but another process may read the time a moment sooner.
      if filledAt - now > .seconds(1) { return full }
      return RequestBudget(perMinute: perMinute, requests: requests, filledAt: filledAt)
    } ?? full
  }
}
