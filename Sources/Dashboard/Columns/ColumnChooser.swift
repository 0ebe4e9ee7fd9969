internal import TerminalUI
internal import VideoTasks
internal import Wording

/// All columns of the table in the user's order, and which of them are shown.
struct ColumnChooser: Hashable, Sendable {
  /// Every column once, from left to right.
  var order: [TableColumns.Kind]
  var shown: Set<TableColumns.Kind>
  var list: RowList

  init(chosen: [TableColumns.Kind]?) {
    let first = chosen ?? TableColumns.Kind.usual
    order = first + TableColumns.Kind.allCases.filter { !first.contains($0) }
    shown = Set(first + [.prompt])
    list = RowList(count: order.count)
  }

  /// What the table is to show.
  var chosen: [TableColumns.Kind] { order.filter { shown.contains($0) } }
}

/// Choosing the columns: each change shows at once, and is kept for the next start.
extension DashboardState {
  mutating func openColumns() {
    overlay = .columns(ColumnChooser(chosen: table.columns))
    fitOverlay()
  }

  mutating func changeColumns(_ command: Command) {
    guard case .columns(var chooser) = overlay, let place = chooser.list.selected else { return }
    let kind = chooser.order[place]
    switch command {
    case .toggleColumn:
      guard kind != .prompt else {
        message = Message(text: Phrase("The prompt is always there."), tone: .plain)
        return
      }
      if chooser.shown.remove(kind) == nil { chooser.shown.insert(kind) }
    case .columnEarlier, .columnLater:
      let target = place + (command == .columnLater ? 1 : -1)
      guard chooser.order.indices.contains(target) else { return }
      chooser.order.swapAt(place, target)
      chooser.list.select(target)
    default:
      chooser = ColumnChooser(chosen: nil)
      chooser.list.select(place)
    }
    overlay = .columns(chooser)
    fitOverlay()
    table.columns = chooser.chosen == TableColumns.Kind.usual ? nil : chooser.chosen
    unsaved.add(.tableColumns(table.columns?.map(\.rawValue)), at: now)
  }
}
