internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The list of themes at the right edge, so that most of the screen shows what they look like.
struct ThemePickerView: View {
  var state: DashboardState
  var picker: ThemePicker

  private static let columns = 30

  /// Rows of the list on a screen.
  static func listRows(_ size: Size, count: Int) -> Int { max(1, min(count, size.rows - 6)) }

  private var rect: Rect {
    let rows = Self.listRows(state.size, count: picker.names.count)
    let width = min(Self.columns, state.size.columns - 2)
    // Below the list, a row with each colour that means something.
    return Rect(
      column: state.size.columns - width - 1, row: 1, columns: width,
      rows: min(state.size.rows - 2, rows + 3))
  }

  /// Where its rows stand.
  var box: BoxList {
    let inner = rect.inset(by: 1)
    let rows = Rect(
      column: inner.column, row: inner.row, columns: inner.columns, rows: inner.rows - 1)
    return BoxList(box: rect, rows: rows, list: picker.list)
  }

  /// Where the selected name stands.
  var cursor: Point {
    let inner = rect.inset(by: 1)
    return Point(column: inner.column + 1, row: inner.row + (picker.list.selectedLine ?? 0))
  }

  func draw(on canvas: inout Canvas) {
    canvas.fill(rect, style: Style())
    let place = (picker.list.selected ?? 0) + 1
    canvas.box(
      rect, title: say("Theme"),
      hint: say("{place} of {count}", ["place": place, "count": picker.names.count]),
      focused: true, ascii: state.ascii)
    let inner = rect.inset(by: 1)
    for (line, index) in picker.list.visible.enumerated() where line < inner.rows - 1 {
      draw(index, on: &canvas, inner, inner.row + line)
    }
    canvas.draw(
      swatches, inner.column + 1, inner.row + inner.rows - 1, columns: inner.columns - 2)
  }

  private func draw(_ index: Int, on canvas: inout Canvas, _ inner: Rect, _ row: Int) {
    let name = picker.names[index]
    let isSelected = index == picker.list.selected
    if isSelected {
      canvas.fill(
        Rect(column: inner.column, row: row, columns: inner.columns, rows: 1),
        style: Style(.text, on: .selection))
    }
    var line = Line(isSelected ? glyphs.marker : " ", .accent, .bold)
    line.add(glyphs.cut(CleanText.line(name, limit: 60), inner.columns - 4), .text)
    if name == picker.before { line.add(" " + glyphs.bullet, .good, .bold) }
    canvas.draw(
      isSelected ? line.selected : line, inner.column, row, columns: inner.columns)
  }

  private var swatches: Line {
    var line = Line()
    for (sign, role) in [
      (glyphs.right, ColorRole.good), (glyphs.wrong, .bad), ("?", .warning),
      (glyphs.status(.running), .active), (glyphs.status(.queued), .waiting),
    ] {
      line.add(sign + " ", role, .bold)
    }
    line.add("Aa ", .text)
    line.add("Aa ", .muted)
    line.add("Aa ", .second)
    line.add("Aa", .accent)
    return line
  }
}
