internal import VideoTasks

/// The expression that a column of the table is ordered by, and the index that holds it.
struct SortColumn {
  let expression: String
  let index: String

  /// Nil for the number, which needs no index.
  init?(_ column: TaskSort.Column) {
    switch column {
    case .id: return nil
    case .changed: self.init("updated_at", "tasks_by_change")
    case .status: self.init(SortColumn.stage, "tasks_by_stage")
    case .model: self.init("model", "tasks_by_model")
    case .profile: self.init("profile", "tasks_by_profile_name")
    case .ratio: self.init("ratio", "tasks_by_ratio")
    case .resolution: self.init("CAST(resolution AS INTEGER)", "tasks_by_resolution")
    case .duration: self.init("duration", "tasks_by_length")
    case .cost: self.init("CAST(\(SortColumn.price) AS REAL)", "tasks_by_price")
    case .prompt: self.init("lower(substr(prompt, 1, 48))", "tasks_by_prompt")
    case .ended: self.init("ended_at", "tasks_by_end")
    case .took: self.init("ended_at - submitted_at", "tasks_by_time")
    }
  }

  private init(_ expression: String, _ index: String) {
    self.expression = expression
    self.index = index
  }

  /// `ORDER BY` without these words.
  ///
  /// - Parameter isReversed: whether the order is walked from its end.
  func order(isDescending: Bool, isReversed: Bool = false) -> String {
    let direction = isDescending == isReversed ? "ASC" : "DESC"
    return "\(expression) \(direction) NULLS \(isReversed ? "FIRST" : "LAST"), id \(direction)"
  }

  private static let stage = """
    CASE status WHEN 'waiting' THEN 0 WHEN 'submitting' THEN 1 WHEN 'unconfirmed' THEN 2
      WHEN 'queued' THEN 3 WHEN 'running' THEN 4 WHEN 'succeeded' THEN 5 WHEN 'failed' THEN 6
      WHEN 'expired' THEN 7 WHEN 'cancelled' THEN 8 END
    """

  /// The amount that is shown: `TaskRecord.shownCost`.
  static let price = """
    CASE WHEN cost_exact IS NOT NULL THEN cost_amount
      WHEN status IN ('waiting', 'submitting', 'unconfirmed', 'queued', 'running')
      THEN estimate_amount END
    """

  /// The currency of that amount.
  static let currency = """
    CASE WHEN cost_exact IS NOT NULL THEN cost_currency
      WHEN status IN ('waiting', 'submitting', 'unconfirmed', 'queued', 'running')
      THEN estimate_currency END
    """
}
