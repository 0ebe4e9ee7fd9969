internal import TerminalUI
internal import Wording

/// The line for the number of a task to go to.
struct JumpView: View {
  var state: DashboardState
  var line: JumpLine

  var rect: Rect {
    let width = min(30, state.size.columns - 4)
    return Rect(column: (state.size.columns - width) / 2, row: 2, columns: width, rows: 3)
  }

  func draw(on canvas: inout Canvas) {
    let rect = rect
    canvas.fill(rect, style: Style())
    canvas.box(rect, title: say("Go to task"), focused: true, ascii: state.ascii)
    let inner = rect.inset(by: 1)
    let place = Rect(
      column: inner.column + 1, row: inner.row, columns: inner.columns - 2, rows: 1)
    canvas.write(
      line.number.layout(columns: place.columns), in: place, style: Style(.second, on: .field),
      showsCursor: state.question == nil)
  }
}
