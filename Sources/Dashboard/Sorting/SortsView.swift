internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What the table can be ordered by, in a list.
struct SortsView: View {
  var state: DashboardState
  var list: RowList

  var picker: PickList { PickList(state: state, title: say("Sort by"), list: list, widest: 44) }

  func draw(on canvas: inout Canvas) {
    picker.draw(on: &canvas) { row($0) }
  }

  private func row(_ index: Int) -> Line {
    let column = TaskSort.Column.allCases[index]
    let sort = state.table.sort
    let isCurrent = column == sort.column
    var line = Line(say(column.words), isCurrent ? .accent : .text, isCurrent ? .bold : [])
    guard isCurrent else { return line }
    line.add(" " + glyphs.order(sort), .accent, .bold)
    guard index == list.selected, let key = state.keyName(.takeSort, in: .sorts) else {
      return line
    }
    line.add("  " + say("{key} reverses it", ["key": key]), .muted)
    return line
  }
}
