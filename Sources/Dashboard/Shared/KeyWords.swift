internal import TerminalUI
internal import Wording

/// The keys that sentences name: those that hold, whatever the configuration says of them.
extension DashboardState {
  /// The key of a command in a place, as a sentence names it; nil where it has none.
  func keyName(_ command: Command, in context: KeyContext) -> String? {
    // Of two rows of one command the last is the one that other places know as well.
    let label = keymap.bindings(context).last { $0.command == command }?.label ?? ""
    return label.isEmpty ? nil : glyphs.key(String(label.prefix { $0 != " " }))
  }

  /// Where the keys of a task are pressed.
  var taskContext: KeyContext { pane == .details ? .details : .table }
}
