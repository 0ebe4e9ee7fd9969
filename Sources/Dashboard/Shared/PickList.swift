internal import TerminalUI
internal import TextLayout
internal import Wording

/// A list over the panes, in the middle of the screen: rows to choose from, and a line below them.
struct PickList: View {
  var state: DashboardState
  var title: String
  var list: RowList
  /// A line below the rows; nil leaves it out.
  var foot: Line?

  /// The most columns of the box.
  var widest = 60
  /// The headings of the table stay in sight above it.
  private static let top = 3

  /// Rows of the list on a screen.
  static func listRows(_ size: Size, count: Int) -> Int { max(1, min(count, 16, size.rows - 7)) }

  var rect: Rect {
    let width = min(widest, state.size.columns - 4)
    let rows = Self.listRows(state.size, count: list.count) + 2 + (foot == nil ? 0 : 1)
    return Rect(
      column: (state.size.columns - width) / 2, row: Self.top, columns: width,
      rows: min(state.size.rows - Self.top - 1, rows))
  }

  /// Columns that a row has.
  var columns: Int { rect.columns - 4 }

  /// Where its rows stand.
  var box: BoxList {
    let inner = rect.inset(by: 1)
    let rows = Rect(
      column: inner.column, row: inner.row, columns: inner.columns,
      rows: inner.rows - (foot == nil ? 0 : 1))
    return BoxList(box: rect, rows: rows, list: list)
  }

  /// Where the selected row stands.
  var cursor: Point {
    let inner = rect.inset(by: 1)
    return Point(column: inner.column + 1, row: inner.row + (list.selectedLine ?? 0))
  }

  /// Draws the list; `row` makes a row of at most `columns` columns.
  func draw(on canvas: inout Canvas, row: (Int) -> Line) {
    let rect = rect
    canvas.fill(rect, style: Style())
    let isLong = list.count > list.visible.count
    let hint =
      isLong
      ? say(
        "{place} of {count}", ["place": (list.selected ?? 0) + 1, "count": list.count]) : nil
    canvas.box(rect, title: title, hint: hint, focused: true, ascii: state.ascii)
    let inner = rect.inset(by: 1)
    for (line, index) in list.visible.enumerated() {
      let isSelected = index == list.selected
      let place = Rect(column: inner.column, row: inner.row + line, columns: inner.columns, rows: 1)
      if isSelected { drawSelection(in: place, on: &canvas) }
      let content = row(index)
      canvas.draw(
        isSelected ? content.selected : content, place.column + 1, place.row, columns: columns)
    }
    if let foot, foot.columns > 0 {
      canvas.draw(foot, inner.column + 1, inner.row + inner.rows - 1, columns: columns)
    }
  }

  /// Draws a line of text with its name in place of the foot.
  func drawEntry(_ name: String, _ text: TextEditor, on canvas: inout Canvas) {
    let inner = rect.inset(by: 1)
    let row = inner.row + inner.rows - 1
    let used = canvas.draw(
      Line(name + " ", .accent, .bold), inner.column + 1, row, columns: columns)
    let place = Rect(
      column: inner.column + 1 + used, row: row, columns: max(1, columns - used), rows: 1)
    canvas.write(
      text.layout(columns: place.columns), in: place, style: Style(.second, on: .field),
      showsCursor: state.question == nil)
  }
}
