internal import TerminalUI
internal import VideoTasks
internal import Wording

/// A question about all marked tasks.
struct MarkedQuestion: Hashable, Sendable {
  var deed: MarkedDeed
  /// Those that it can be done to.
  var ids: [TaskID]
  /// How many marked tasks it cannot be done to.
  var leftOut: Int
  /// What it costs in all; nil where it costs nothing.
  var price: Phrase?

  /// How many are left out, and the question.
  var words: Phrase { .sentences([leftOutWords, question].compactMap { $0 }) }

  private var leftOutWords: Phrase? {
    guard leftOut > 0 else { return nil }
    return .plural(
      "{count} marked task is left out.", "{count} marked tasks are left out.", leftOut,
      ["count": Words.grouped(leftOut)])
  }

  private var question: Phrase {
    let tasks = Words.tasks(ids.count)
    let price = price ?? Phrase("free")
    switch deed {
    case .cancel:
      return Phrase(
        "Cancel {tasks}? A server does so only while a task is queued.", ["tasks": tasks])
    case .retry:
      return Phrase(
        "Make {tasks} anew, {price}?", ["tasks": tasks, "price": price])
    case .retryWithoutSound:
      return Phrase(
        "Make {tasks} anew without sound, {price}?",
        ["tasks": tasks, "price": price])
    case .remove:
      return Phrase(
        "Remove {tasks} from the list? The video files stay.", ["tasks": tasks])
    case .downloadAgain:
      return Phrase("Fetch the videos of {tasks} again?", ["tasks": tasks])
    }
  }
}

/// What is done to all marked tasks: looked at first, then asked about once.
extension DashboardState {
  /// Takes in how the marked tasks stand, and asks.
  mutating func markedLoaded(_ deed: MarkedDeed, _ rows: [TaskSummary]) -> [DashboardEffect] {
    // What was removed meanwhile is not marked any more.
    table.marks.formIntersection(rows.map(\.id))
    // A question that comes late must not stand where another is about to be answered.
    guard isIdleInTable else { return [] }
    let possible = rows.filter { allows(deed, $0) }
    guard !possible.isEmpty else {
      message = Message(
        text: Phrase(
          "That can be done to none of the {tasks} that are marked.",
          ["tasks": Words.tasks(rows.count)]), tone: .plain)
      return []
    }
    let ids = possible.map(\.id)
    if deed == .downloadAgain { return [.doMarked(deed, ids)] }
    question = .marked(
      MarkedQuestion(
        deed: deed, ids: ids, leftOut: rows.count - possible.count,
        price: deed == .retry || deed == .retryWithoutSound ? price(of: possible, deed) : nil))
    return []
  }

  /// Whether the table has the keys, and nothing is being asked or written.
  var isIdleInTable: Bool { pane == .table && isIdle && !table.isFiltering }

  /// Whether nothing lies over the panes and nothing is being asked.
  var isIdle: Bool { question == nil && overlay == nil && helpTop == nil }

  /// Whether it can be done to a task.
  func allows(_ deed: MarkedDeed, _ row: TaskSummary) -> Bool {
    switch deed {
    case .cancel: !row.status.isEnded && refusalToCancel(row) == nil
    case .retry: isAvailable(.retry, for: row)
    case .retryWithoutSound: isAvailable(.retryWithoutSound, for: row)
    case .remove: isAvailable(.remove, for: row)
    case .downloadAgain: isAvailable(.downloadAgain, for: row)
    }
  }

  /// What new tasks like these cost in all; nil when they are free.
  private func price(of rows: [TaskSummary], _ deed: MarkedDeed) -> Phrase? {
    let paid = rows.filter { isPaid(profile: $0.profile) }
    guard !paid.isEmpty else { return nil }
    let costs = paid.map { row -> Cost in
      // Without sound a task may have another price, which only the whole request tells.
      let cost = deed == .retryWithoutSound ? nil : row.estimate ?? row.cost
      return cost ?? Cost(tokens: nil, seconds: nil, amount: nil, currency: nil, exact: false)
    }
    let known = costs.filter { $0.amount != nil }
    guard !known.isEmpty else { return Phrase("at an unknown price") }
    let sum = Words(language: language).sum(known)
    let unknown = costs.count - known.count
    return unknown == 0
      ? Phrase("about {sum}", ["sum": sum])
      : Phrase(
        "about {sum} and {count} at an unknown price",
        ["sum": sum, "count": Words.grouped(unknown)])
  }

  /// Says what has become of it; what failed stays marked.
  mutating func markedDone(_ deed: MarkedDeed, _ outcome: MarkedOutcome) -> [DashboardEffect] {
    table.marks.subtract(outcome.done)
    for failure in outcome.failures {
      log.add(
        Phrase("Task {id}: {reason}", ["id": failure.id, "reason": failure.message]),
        level: .error, at: now)
    }
    var sentences: [Phrase] = []
    if !outcome.done.isEmpty { sentences.append(told(deed, outcome)) }
    if let first = outcome.failures.first {
      sentences.append(
        .plural(
          "{count} was left as it is.", "{count} were left as they are.", outcome.failures.count))
      sentences.append(first.message)
      if outcome.failures.count > 1 {
        sentences.append(
          keyName(.showLog, in: .table).map { Phrase("The log ({key}) tells of all.", ["key": $0]) }
            ?? Phrase("The log tells of all."))
      }
    }
    if sentences.isEmpty { return [] }
    message = Message(
      text: .sentences(sentences), tone: outcome.failures.isEmpty ? .good : .bad)
    return []
  }

  private func told(_ deed: MarkedDeed, _ outcome: MarkedOutcome) -> Phrase {
    let count = outcome.done.count
    let tasks = Words.tasks(count)
    switch deed {
    case .cancel: return Phrase("Cancelled or asked to be: {tasks}.", ["tasks": tasks])
    case .retry, .retryWithoutSound:
      guard let first = outcome.made.first, let last = outcome.made.last, first != last else {
        return Phrase("Made anew: {tasks}.", ["tasks": tasks])
      }
      return Phrase(
        "Made anew: {tasks}, which are {first} to {last}.",
        ["tasks": tasks, "first": first, "last": last])
    case .remove: return removedWords(outcome.done)
    case .downloadAgain: return Phrase("To be fetched again: {tasks}.", ["tasks": tasks])
    }
  }

  // MARK: Removal, and undoing it

  private func removedWords(_ ids: [TaskID]) -> Phrase {
    let tasks = Words.tasks(ids.count)
    guard let key = keyName(.undoRemoval, in: taskContext) else {
      return ids.count == 1
        ? Phrase("Task {id} is removed.", ["id": ids[0]])
        : Phrase("Removed: {tasks}.", ["tasks": tasks])
    }
    return ids.count == 1
      ? Phrase("Task {id} is removed; {key} brings it back.", ["id": ids[0], "key": key])
      : Phrase("Removed: {tasks}; {key} brings them back.", ["tasks": tasks, "key": key])
  }

  mutating func removed(_ id: TaskID) {
    table.marks.remove(id)
    message = Message(text: removedWords([id]), tone: .good)
  }

  /// What was removed last is back, or why it is not.
  mutating func restored(_ outcome: MarkedOutcome) -> [DashboardEffect] {
    guard let first = outcome.done.first else {
      message = Message(
        text: outcome.failures.first?.message
          ?? Phrase("Nothing was removed within a week that could come back."), tone: .plain)
      return []
    }
    var sentences = [
      outcome.done.count == 1
        ? Phrase("Task {id} is back.", ["id": first])
        : Phrase("Back again: {tasks}.", ["tasks": Words.tasks(outcome.done.count)])
    ]
    sentences += outcome.failures.prefix(1).map(\.message)
    message = Message(
      text: .sentences(sentences), tone: outcome.failures.isEmpty ? .good : .bad)
    return isIdleInTable ? goToRow(first) : []
  }
}
