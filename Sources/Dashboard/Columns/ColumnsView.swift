internal import TerminalUI
internal import TextLayout
internal import Wording

/// The columns in a list: which are shown, and which have no room on this screen.
struct ColumnsView: View {
  var state: DashboardState
  var chooser: ColumnChooser

  var picker: PickList {
    PickList(state: state, title: say("Columns"), list: chooser.list, widest: 38)
  }

  func draw(on canvas: inout Canvas) {
    let width = state.layout.table?.inset(by: 1).columns ?? 0
    let placed = Set(state.tableColumns(width: width).list.map(\.kind))
    picker.draw(on: &canvas) { row(chooser.order[$0], placed) }
  }

  private func row(_ kind: TableColumns.Kind, _ placed: Set<TableColumns.Kind>) -> Line {
    let isShown = chooser.shown.contains(kind)
    var line = Line(isShown ? glyphs.right : " ", .good, .bold)
    line.add(" " + Padding.right(say(kind.heading), columns: 10), isShown ? .text : .muted)
    if kind == .prompt {
      line.add(say("always there"), .muted)
    } else if isShown && !placed.contains(kind) {
      line.add(say("no room for it here"), .muted)
    }
    return line
  }
}
