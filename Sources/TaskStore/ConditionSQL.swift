internal import VideoTasks

/// A condition as SQL: true for the tasks for which `TaskCondition.matches` is.
struct ConditionSQL {
  private(set) var text = ""
  private(set) var values: [SQLValue] = []

  /// What a query asks for beyond its order and its page.
  init(_ query: TaskQuery) {
    if let statuses = query.wantedStatuses {
      add("status IN \(ConditionSQL.places(statuses.count))")
      values += statuses.map { .text($0.rawValue) }
    }
    if let profile = query.profile {
      add("profile = ?")
      values.append(.text(profile))
    }
    for part in query.condition.parts {
      let check = CheckSQL(part.check)
      add(part.isNegated ? "(\(check.text)) IS NOT TRUE" : "(\(check.text))")
      values += check.values
    }
    if text.isEmpty { text = "1" }
  }

  private mutating func add(_ condition: String) {
    text += (text.isEmpty ? "" : " AND ") + condition
  }

  static func places(_ count: Int) -> String {
    "(" + Array(repeating: "?", count: count).joined(separator: ", ") + ")"
  }
}

/// One check of a condition as SQL; what is NULL does not pass.
private struct CheckSQL {
  var text = "0"
  var values: [SQLValue] = []

  init(_ check: TaskCondition.Check) {
    switch check {
    case .word(let word, let models):
      anyOf([
        ("has_word(?, prompt, model, profile, status, remote_id, error_code)", [.text(word)]),
        ("id = ?", [SQLValue(Int64(word) ?? -1)]),
        one(of: models, "model"),
      ])
    case .status(let states): anyOf([one(of: Set(states.map(\.rawValue)), "status")])
    case .download(let states): anyOf([one(of: Set(states.map(\.rawValue)), "download")])
    case .model(let words, let ids):
      anyOf(words.map { ("has_word(?, model)", [.text($0)]) } + [one(of: ids, "model")])
    case .profile(let names, let beginnings):
      anyOf(
        beginnings.map {
          ("lower(substr(profile, 1, length(?))) = lower(?)", [.text($0), .text($0)])
        } + [one(of: names, "profile")])
    case .createdSince(let moment):
      anyOf([("created_at >= ?", [.integer(moment.milliseconds)])])
    case .createdBefore(let moment):
      anyOf([("created_at < ?", [.integer(moment.milliseconds)])])
    case .cost(let tests): anyOf(tests.map(money))
    case .ratio(let ratios): anyOf([one(of: Set(ratios), "lower(ratio)")])
    case .resolution(let tiers): anyOf([one(of: Set(tiers), "lower(resolution)")])
    case .duration(let tests):
      anyOf(tests.map { number($0, "duration") })
      text = "duration >= 0 AND (\(text))"
    case .id(let tests): anyOf(tests.map { number($0, "id") })
    case .retry(let tests): anyOf(tests.map { number($0, "retry_of") })
    case .has(let things): anyOf(things.map { (CheckSQL.possession($0), []) })
    }
  }

  private mutating func anyOf(_ parts: [(text: String, values: [SQLValue])?]) {
    let parts = parts.compactMap { $0 }
    guard !parts.isEmpty else { return }
    text = parts.map(\.text).joined(separator: " OR ")
    values = parts.flatMap(\.values)
  }

  private func one(of names: Set<String>, _ column: String) -> (String, [SQLValue])? {
    guard !names.isEmpty else { return nil }
    return (
      "\(column) IN \(ConditionSQL.places(names.count))", names.sorted().map { .text($0) }
    )
  }

  private func number(_ test: NumberTest, _ expression: String) -> (String, [SQLValue]) {
    let limits = test.limits
    var parts: [String] = []
    var values: [SQLValue] = []
    if let lower = limits.lower {
      parts.append("\(expression) \(lower.isIn ? ">=" : ">") ?")
      values.append(.real(lower.value))
    }
    if let upper = limits.upper {
      parts.append("\(expression) \(upper.isIn ? "<=" : "<") ?")
      values.append(.real(upper.value))
    }
    return ("(" + parts.joined(separator: " AND ") + ")", values)
  }

  private func money(_ test: MoneyTest) -> (String, [SQLValue]) {
    var (text, values) = number(test.number, "CAST(\(SortColumn.price) AS REAL)")
    if let currency = test.currency {
      text = "(\(text) AND \(SortColumn.currency) = ?)"
      values.append(.text(currency))
    }
    return (text, values)
  }

  private static func possession(_ thing: FilterPossession) -> String {
    switch thing {
    case .file: "(SELECT file FROM details WHERE details.id = tasks.id) IS NOT NULL"
    case .error: "error_code IS NOT NULL"
    case .lastFrame:
      "(SELECT last_frame_file FROM details WHERE details.id = tasks.id) IS NOT NULL"
    case .retry: "retry_of IS NOT NULL"
    case .cost: "\(SortColumn.price) IS NOT NULL"
    }
  }
}
