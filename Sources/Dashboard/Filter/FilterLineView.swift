internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The filter's line at the foot of the table, with what is wrong marked in place, and a sentence
/// about it below.
struct FilterLineView: View {
  var state: DashboardState

  /// Draws both rows, as far as they are there, at the foot of the table's inside.
  func draw(on canvas: inout Canvas, _ inner: Rect) {
    let rows = state.filterRows
    guard rows > 0 else { return }
    let row = inner.row + inner.rows - rows
    canvas.fill(
      Rect(column: inner.column, row: row, columns: inner.columns, rows: rows), style: Style())
    let label = " " + say("Find") + " "
    let used = canvas.draw(
      Line(label, .accent, .bold), inner.column, row, columns: inner.columns)
    let room = max(1, inner.columns - used - 1)
    let place = Rect(column: inner.column + used, row: row, columns: room, rows: 1)
    let layout = state.table.filter.layout(columns: room)
    canvas.write(
      layout, in: place, style: Style(.second, on: ground),
      showsCursor: state.table.isFiltering && state.overlay == nil)
    for problem in state.table.reading.problems where !problem.isUnfinished {
      mark(problem.range, layout, place, &canvas)
    }
    if rows > 1 {
      let hint = hint(columns: inner.columns - 2)
      canvas.draw(hint, inner.column + 1, row + 1, columns: inner.columns - 2)
    }
  }

  private var ground: ColorRole { state.table.isFiltering ? .field : .background }

  /// Draws the part of the text that is wrong once more: underlined, in the colour of errors.
  private func mark(
    _ range: Range<Int>, _ layout: EditorLayout, _ place: Rect, _ canvas: inout Canvas
  ) {
    let shown = layout.rows[0].range
    let wrong = range.clamped(to: shown)
    guard !wrong.isEmpty else { return }
    let characters = Array(layout.text(ofRow: 0))
    let start = wrong.lowerBound - shown.lowerBound
    let before = String(characters[..<start])
    let text = String(characters[start..<start + wrong.count])
    let column = Columns.of(before)
    canvas.write(
      text, at: Point(column: place.column + column, row: place.row),
      style: Style(.bad, on: ground, .underline), columns: max(0, place.columns - column))
  }

  /// What is wrong; else what Tab found; else what may follow.
  private func hint(columns: Int) -> Line {
    let table = state.table
    if let problem = table.reading.problems.first(where: { !$0.isUnfinished }) {
      var line = Line(glyphs.wrong + " ", .bad, .bold)
      line.add(glyphs.cut(say(problem.phrase), columns - 2), .warning)
      return line
    }
    if !table.candidates.isEmpty {
      return Line(glyphs.cut(table.candidates.joined(separator: "  "), columns), .second)
    }
    let words: String =
      if let problem = table.reading.problems.first, case .missingValue(let key) = problem.kind {
        say("{key}: takes {values}.", ["key": key.rawValue, "values": key.takes])
      } else if table.filter.isEmpty {
        state.keyName(.completeFilter, in: .filter).map {
          say(
            "Words, or terms such as status:failed cost:>1 after:yesterday; {key} completes.",
            ["key": $0])
        } ?? say("Words, or terms such as status:failed cost:>1 after:yesterday.")
      } else {
        say("{tasks} found", ["tasks": Words.tasks(table.total)])
      }
    return Line(glyphs.cut(words, columns), .muted)
  }
}
