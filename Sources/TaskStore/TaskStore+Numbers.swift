internal import FoundationEssentials
public import VideoTasks

/// What the plots show. Each call reads entries of one index, and none grows with what it returns.
extension TaskStore {
  /// Most days that a plot can ask for.
  public static let mostDays = 400

  /// What was paid on each of the last days, oldest first; days without videos too.
  ///
  /// Only videos that were made count: nothing else is ever billed. Reads the videos of those days.
  /// - Parameters:
  ///   - days: how many, at most `mostDays`.
  ///   - profiles: names whose tasks do not count, such as those that cost nothing.
  public func costs(
    lastDays days: Int, now: Timestamp, in calendar: LocalDays,
    leavingOut profiles: Set<String> = []
  ) throws(StoreError) -> [DayCost] {
    let left = profiles.sorted()
    let sql = """
      SELECT cost_currency, count(cost_amount), count(*),
        sum(CAST(round(cost_amount * 1000000) AS INTEGER))
      FROM tasks INDEXED BY tasks_by_day
      WHERE ended_at >= ? AND ended_at < ? AND status = 'succeeded'
        AND profile NOT IN \(ConditionSQL.places(left.count))
      GROUP BY cost_currency
      """
    return try eachDay(days, now, calendar) { (day, end) throws(StoreError) in
      var cost = DayCost(day: day)
      try database.forEachRow(
        sql,
        [.integer(day.milliseconds), .integer(end.milliseconds)] + left.map { .text($0) }
      ) { row in
        let currency = row.optionalText()
        let known = row.count()
        let all = row.count()
        let millionths = row.integer()
        if let currency, known > 0 {
          cost.amounts[currency] = Decimal(millionths) / 1_000_000
          cost.unknown += all - known
        } else {
          cost.unknown += all
        }
        return true
      }
      return cost
    }
  }

  /// How the tasks of each of the last days have ended, oldest day first; days without any too.
  ///
  /// - Parameter days: how many, at most `mostDays`.
  public func outcomes(
    lastDays days: Int, now: Timestamp, in calendar: LocalDays
  ) throws(StoreError) -> [DayOutcomes] {
    try eachDay(days, now, calendar) { (day, end) throws(StoreError) in
      var outcomes = DayOutcomes(day: day)
      try database.forEachRow(
        """
        SELECT status, count(*) FROM tasks INDEXED BY tasks_by_day
        WHERE ended_at >= ? AND ended_at < ? GROUP BY status
        """, [.integer(day.milliseconds), .integer(end.milliseconds)]
      ) { row in
        if let status = TaskStatus(rawValue: row.text()) { outcomes.tasks[status] = row.count() }
        return true
      }
      return outcomes
    }
  }

  /// How often each error ended a task since a moment, the most frequent first.
  ///
  /// - Parameter limit: how many errors, at most.
  public func refusals(
    endedSince: Timestamp, limit: Int = 100
  ) throws(StoreError) -> [RefusalCount] {
    try database.all(
      """
      SELECT error_code, count(*) AS tasks FROM tasks INDEXED BY tasks_by_error
      WHERE error_code IS NOT NULL AND ended_at >= ?
      GROUP BY error_code ORDER BY tasks DESC, error_code LIMIT ?
      """, [.integer(endedSince.milliseconds), SQLValue(limit)]
    ) { row in RefusalCount(code: row.text(), tasks: row.count()) }
  }

  /// How long the finished videos of each model took, by the model's id.
  ///
  /// One entry a model and second: some hundreds, whatever the tasks.
  public func generationTimes() throws(StoreError) -> [TimeDistribution] {
    var found: [TimeDistribution] = []
    try database.forEachRow(
      """
      SELECT model, (ended_at - submitted_at) / 1000 AS seconds, count(*)
      FROM tasks INDEXED BY tasks_by_model_time WHERE status = 'succeeded'
      GROUP BY model, (ended_at - submitted_at) / 1000
      """
    ) { row in
      let model = row.text()
      // Tasks that were adopted were sent by somebody else, at a time that is not known.
      guard let seconds = row.optionalCount(), seconds >= 0 else { return true }
      if found.last?.model != model { found.append(TimeDistribution(model: model, counts: [])) }
      found[found.count - 1].counts.append(.init(seconds: seconds, tasks: row.count()))
      return true
    }
    return found
  }

  private func eachDay<Value>(
    _ days: Int, _ now: Timestamp, _ calendar: LocalDays,
    _ read: (Timestamp, Timestamp) throws(StoreError) -> Value
  ) throws(StoreError) -> [Value] {
    let starts = calendar.days(min(days, Self.mostDays), endingWith: now)
    return try database.read { () throws(StoreError) in
      var values: [Value] = []
      for (index, start) in starts.enumerated() {
        let end =
          index + 1 < starts.count ? starts[index + 1] : calendar.startOfDay(now, daysEarlier: -1)
        values.append(try read(start, end))
      }
      return values
    }
  }
}
