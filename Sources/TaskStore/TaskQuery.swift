public import VideoTasks

/// Which tasks are wanted, in which order, and which part of them.
public struct TaskQuery: Hashable, Sendable {
  /// Only tasks of these states; nil or empty for all.
  public var statuses: Set<TaskStatus>?
  /// Only tasks of this profile.
  public var profile: String?
  /// Only tasks in which every one of these words occurs: in the prompt, model, profile, state,
  /// remote id or error code, or as the task's number.
  ///
  /// Words are parted by blanks; Latin letters match in either case. Empty for all.
  public var text: String
  /// Only tasks that meet this too: a filter at the present moment.
  public var condition: TaskCondition
  /// The order of the answer, where `sort` does not say otherwise.
  public var order: Order
  /// The order of the answer; nil leaves it to `order`.
  public var sort: TaskSort?
  /// Only tasks that come after this one in an order by number; other orders take no notice.
  public var before: TaskID?
  /// How many tasks are skipped, 0 or more.
  public var offset: Int
  /// How many tasks are wanted at most.
  public var limit: Int

  /// The order of an answer.
  public enum Order: Hashable, Sendable { case newestFirst, oldestFirst }

  /// Makes a query.
  public init(
    statuses: Set<TaskStatus>? = nil, profile: String? = nil, text: String = "",
    condition: TaskCondition = TaskCondition(), order: Order = .newestFirst,
    sort: TaskSort? = nil, before: TaskID? = nil, offset: Int = 0, limit: Int = .max
  ) {
    self.statuses = statuses
    self.profile = profile
    self.text = text
    self.condition = condition
    self.order = order
    self.sort = sort
    self.before = before
    self.offset = offset
    self.limit = limit
  }

  /// The states that are wanted, or nil when all are.
  var wantedStatuses: [TaskStatus]? {
    guard let statuses, !statuses.isEmpty, statuses.count < TaskStatus.allCases.count else {
      return nil
    }
    return TaskStatus.allCases.filter(statuses.contains)
  }

  /// The words of the text.
  var words: [String] {
    text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\u{3000}" }.map(String.init)
  }
}

extension TaskQuery {
  /// The same query with everything in as few places as possible: what asks for states or for one
  /// profile in `statuses` and `profile`, where totals and indexes answer it, all else in
  /// `condition`, and an order by number in `order`.
  var simplified: TaskQuery {
    var simple = self
    simple.text = ""
    simple.condition.parts = words.map {
      TaskCondition.Part(.word($0, models: []))
    }
    for part in condition.parts where !simple.absorb(part) {
      simple.condition.parts.append(part)
    }
    if let sort, sort.column == .id {
      simple.order = sort.isDescending ? .newestFirst : .oldestFirst
      simple.sort = nil
    }
    return simple
  }

  /// Whether states and profile say all that is asked.
  var asksOnlyForTotals: Bool { condition.parts.isEmpty }

  private mutating func absorb(_ part: TaskCondition.Part) -> Bool {
    switch part.check {
    case .status(let states):
      let all = Set(TaskStatus.allCases)
      let wanted = part.isNegated ? all.subtracting(states) : states
      let common = wanted.intersection(wantedStatuses ?? TaskStatus.allCases)
      // No state at all would be read as all of them.
      guard !common.isEmpty else { return false }
      statuses = common
      return true
    case .profile(let names, let beginnings):
      guard !part.isNegated, beginnings.isEmpty, names.count == 1, let name = names.first,
        profile == nil || profile == name
      else { return false }
      profile = name
      return true
    default: return false
    }
  }
}

/// One page of the table, and what stands around it; all of one moment.
public struct TaskPage: Hashable, Sendable {
  /// The rows.
  public var rows: [TaskSummary]
  /// How many tasks match in all.
  public var total: Int
  /// Where the task that was asked about stands among them, from 0; nil when it is not one of them.
  public var place: Int?
}
