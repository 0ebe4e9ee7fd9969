internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Marks of the table: they stay on their tasks through pages, filters and orders.
extension DashboardState {
  mutating func mark(_ command: Command) -> [DashboardEffect] {
    switch command {
    case .mark:
      guard let id = table.selectedID else { return [] }
      if table.marks.remove(id) == nil, hasRoomForMark() { table.marks.insert(id) }
      table.markedLast = id
      return moveSelection(by: 1)
    case .markRange:
      guard let id = table.selectedID else { return [] }
      guard let start = table.markedLast, start != id else {
        table.markedLast = id
        if hasRoomForMark() { table.marks.insert(id) }
        return []
      }
      return [.loadMarks(markRequest(between: MarkRequest.Ends(one: start, other: id)))]
    case .markAll: return [.loadMarks(markRequest(between: nil))]
    case .unmark:
      (table.marks, table.markedLast) = ([], nil)
      return []
    default: return []
    }
  }

  private func markRequest(between ends: MarkRequest.Ends?) -> MarkRequest {
    MarkRequest(
      filter: table.reading.filter, statuses: table.shown.statuses, sort: table.sort,
      between: ends)
  }

  /// Says so when no more tasks can be marked.
  private mutating func hasRoomForMark() -> Bool {
    if table.marks.count < MarkRequest.most { return true }
    sayThatMarksAreFull()
    return false
  }

  private mutating func sayThatMarksAreFull() {
    message = Message(
      text: Phrase(
        "{count} tasks are marked, and no more can be at once.",
        ["count": Words.grouped(MarkRequest.most)]), tone: .plain)
  }

  /// Marks what was found, as far as there is room for more marks.
  mutating func marksLoaded(_ request: MarkRequest, _ ids: [TaskID]) {
    table.markedLast = request.between?.other ?? table.markedLast
    for id in ids {
      guard table.marks.count < MarkRequest.most || table.marks.contains(id) else {
        sayThatMarksAreFull()
        return
      }
      table.marks.insert(id)
    }
  }

  /// Whether a key of a task acts on all marked ones.
  func actsOnMarks(_ command: Command) -> Bool {
    pane == .table && !table.marks.isEmpty
      && (command.deed != nil || command.copied != nil)
  }

  /// What is marked, in the order of the numbers.
  var markedIDs: [TaskID] { table.marks.sorted() }
}

extension Command {
  /// What it does to all marked tasks.
  var deed: MarkedDeed? {
    switch self {
    case .cancel: .cancel
    case .retry: .retry
    case .retryWithoutSound: .retryWithoutSound
    case .remove: .remove
    case .downloadAgain: .downloadAgain
    default: nil
    }
  }
}
