internal import TerminalUI
internal import TextLayout
internal import Wording

/// The palette: a line to type in, and what fits below it.
struct PaletteView: View {
  var state: DashboardState
  var palette: PaletteState

  private static let widest = 64
  private static let mostRows = 16

  /// Rows of the list on a screen.
  static func listRows(_ size: Size, found: Int) -> Int {
    max(1, min(found, mostRows, size.rows - 6))
  }

  /// The most rows that it shows: as many as it can need, so that it does not jump while somebody
  /// types.
  private var rows: Int { Self.listRows(state.size, found: palette.entries.count) }

  private var rect: Rect {
    let width = min(Self.widest, state.size.columns - 4)
    return Rect(
      column: (state.size.columns - width) / 2, row: 2, columns: width,
      rows: min(state.size.rows - 3, rows + 3))
  }

  /// Where its rows stand.
  var box: BoxList {
    let inner = rect.inset(by: 1)
    let rows = Rect(
      column: inner.column, row: inner.row + 1, columns: inner.columns, rows: inner.rows - 1)
    return BoxList(box: rect, rows: rows, list: palette.list)
  }

  func draw(on canvas: inout Canvas) {
    let rect = rect
    canvas.fill(rect, style: Style())
    let count = palette.found.count
    let hint =
      count > rows
      ? say("{place} of {count}", ["place": (palette.list.selected ?? 0) + 1, "count": count]) : nil
    canvas.box(rect, title: say("Actions"), hint: hint, focused: true, ascii: state.ascii)
    let inner = rect.inset(by: 1)
    drawQuery(&canvas, inner)
    guard count > 0 else {
      canvas.draw(
        Line(say("Nothing fits."), .muted), inner.column + 1, inner.row + 1,
        columns: inner.columns - 2)
      return
    }
    for (line, index) in palette.list.visible.enumerated() where line + 1 < inner.rows {
      draw(palette.found[index], index == palette.list.selected, &canvas, inner, 1 + line)
    }
  }

  private func drawQuery(_ canvas: inout Canvas, _ inner: Rect) {
    let place = Rect(
      column: inner.column + 3, row: inner.row, columns: max(1, inner.columns - 4), rows: 1)
    canvas.draw(Line(" :", .accent, .bold), inner.column, inner.row, columns: 2)
    canvas.write(
      palette.query.layout(columns: place.columns), in: place, style: Style(.second, on: .field),
      showsCursor: state.question == nil)
  }

  private func draw(
    _ found: PaletteState.Found, _ isSelected: Bool, _ canvas: inout Canvas, _ inner: Rect,
    _ offset: Int
  ) {
    let row = inner.row + offset
    if isSelected {
      drawSelection(
        in: Rect(column: inner.column, row: row, columns: inner.columns, rows: 1), on: &canvas)
    }
    let label = glyphs.key(found.entry.label)
    let room = inner.columns - 4 - Columns.of(label)
    var words = highlighted(found, columns: room)
    var keys = Line(label, found.entry.isAvailable ? .accent : .faint)
    if isSelected { (words, keys) = (words.selected, keys.selected) }
    canvas.draw(words, inner.column + 1, row, columns: room)
    canvas.draw(
      keys, inner.column + inner.columns - 1 - Columns.of(label), row, columns: Columns.of(label))
  }

  /// The words with the typed letters underlined, which also reads without colours.
  private func highlighted(_ found: PaletteState.Found, columns: Int) -> Line {
    let role: ColorRole = found.entry.isAvailable ? .text : .muted
    let text = glyphs.cut(CleanText.line(say(found.entry.words), limit: 100), columns)
    var line = Line()
    let typed = Set(found.places)
    for (place, character) in text.enumerated() {
      let isTyped = typed.contains(place)
      let style = Style(isTyped ? .accent : role, isTyped ? [.underline] : [])
      if let last = line.spans.last, last.style == style {
        line.spans[line.spans.count - 1].text.append(character)
      } else {
        line.add(String(character), style)
      }
    }
    return line
  }
}
