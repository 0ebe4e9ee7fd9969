internal import TerminalUI
internal import VideoTasks
internal import Wording

/// The number of a task that is being written.
struct JumpLine: Equatable, Sendable {
  var number = TextEditor(isMultiline: false, maximumBytes: 24)
}

extension DashboardState {
  /// Goes to the task whose number was written, wherever it stands.
  mutating func jump() -> [DashboardEffect] {
    guard case .jump(let line) = overlay else { return [] }
    overlay = nil
    let text = FormState.trimmed(line.number.text).drop { $0 == "#" }
    guard !text.isEmpty else { return [] }
    guard let number = Int64(text), number > 0 else {
      message = Message(text: Phrase("A task has a number, such as 12."), tone: .bad)
      return []
    }
    return goToRow(TaskID(number))
  }

  /// Selects a task in the order and among the tasks that are shown, as far as it is one of them.
  mutating func goToRow(_ id: TaskID) -> [DashboardEffect] {
    table.goTo = id
    table.requested = nil
    return loadTable(keeping: id)
  }

  /// A key in a line of text over the panes.
  mutating func typeInLine(_ key: Key) {
    changeLine { $0.apply(key) }
  }

  mutating func pasteInLine(_ text: String) {
    changeLine { $0.paste(text) }
  }

  private mutating func changeLine(_ change: (inout TextEditor) -> Void) {
    switch overlay {
    case .jump(var line):
      change(&line.number)
      overlay = .jump(line)
    case .settle(var settle):
      // Who writes an id says that there is a task.
      settle.wasMade = true
      change(&settle.remoteID)
      overlay = .settle(settle)
    case .adopt(var adopt):
      change(&adopt.remoteID)
      overlay = .adopt(adopt)
    case .filters(var filters):
      guard var name = filters.name else { return }
      change(&name)
      filters.name = name
      overlay = .filters(filters)
    default: break
    }
  }
}
