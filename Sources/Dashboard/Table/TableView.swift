internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The live table of tasks.
struct TableView: SharingView {
  let shown: Shown
  let columns: TableColumns
  /// What can be taken over from the last picture.
  var unchanged: Unchanged?

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let inner = rect.inset(by: 1)
    if unchanged?.hasSameTop == true {
      if unchanged?.hasSameBottom != true {
        canvas.boxBottom(rect, hint: place, focused: state.pane == .table, ascii: state.ascii)
      }
    } else {
      canvas.box(
        rect, title: title, hint: place, focused: state.pane == .table, ascii: state.ascii)
    }
    guard inner.rows > 1, inner.columns > 4 else { return }
    if !state.isPlain, unchanged?.rowsStay != true { columns.drawHeadings(on: &canvas, inner) }
    if state.table.total == 0 {
      drawEmpty(&canvas, inner)
    } else {
      drawRows(&canvas, inner)
    }
    FilterLineView(state: state).draw(on: &canvas, inner)
  }

  private func drawRows(_ canvas: inout Canvas, _ inner: Rect) {
    for line in 0..<state.tableHeight {
      let index = state.table.top + line
      let row = inner.row + 1 + line
      let place = Rect(column: inner.column, row: row, columns: inner.columns, rows: 1)
      if unchanged?.keepRow(index, on: &canvas, place) == true { continue }
      if unchanged != nil { canvas.fill(place, style: Style()) }
      guard index < state.table.total else { continue }
      if let task = state.table.row(at: index) {
        TableRow(shown: shown, task: task, isSelected: index == state.table.selected)
          .draw(on: &canvas, inner.column, row, columns)
      } else {
        canvas.draw(Line("  \(state.glyphs.ellipsis)", .faint), inner.column, row, columns: 5)
      }
    }
  }

  private var title: String {
    let (shown, sort) = (state.table.shown, state.table.sort)
    var parts = [say("Tasks")]
    if shown != .all { parts.append(say(shown.words)) }
    if !state.table.marks.isEmpty {
      parts.append(say("{count} marked", ["count": Words.grouped(state.table.marks.count)]))
    }
    // What no heading says.
    if state.isPlain ? sort != .newestFirst : !columns.showsOrder {
      parts.append(say("by {column}", ["column": sort.column.words]) + " " + glyphs.order(sort))
    }
    return parts.joined(separator: " \(glyphs.dot) ")
  }

  private var place: String? {
    guard state.table.total > 0 else { return nil }
    if state.isSparing { return say(Words.tasks(state.table.total)) }
    return say(
      "{place} of {count}",
      [
        "place": Words.grouped(state.table.selected + 1),
        "count": Words.grouped(state.table.total),
      ])
  }

  private func drawEmpty(_ canvas: inout Canvas, _ inner: Rect) {
    let words =
      state.table.isFiltered
      ? [say("No task matches.")] + allWords
      : state.table.isLoaded ? firstWords : []
    let start = inner.row + 1 + max(0, (inner.rows - 2 - words.count) / 2)
    for (line, text) in words.enumerated() where start + line < inner.row + inner.rows {
      let short = state.glyphs.cut(text, inner.columns - 2)
      canvas.draw(
        Line(short, line == 0 ? .text : .muted),
        inner.column + max(1, (inner.columns - Columns.of(short)) / 2), start + line,
        columns: inner.columns - 1)
    }
  }

  private var allWords: [String] {
    state.keyName(.clearFilter, in: state.table.isFiltering ? .filter : .table)
      .map { [say("{key} shows all of them.", ["key": $0])] } ?? []
  }

  private var firstWords: [String] {
    var words = [say("No tasks yet.")]
    let context = state.pane == .form ? state.form.focus.context : .table
    if let form = state.keyName(.showForm, in: context),
      let submit = state.keyName(.submit, in: .prompt)
    {
      words.append(
        say(
          "Write a prompt in the form ({form}) and press {submit}.",
          ["form": form, "submit": submit]))
    } else {
      words.append(say("Write a prompt in the form, and submit it."))
    }
    guard state.currentProfile?.isSandbox == true else { return words }
    return words + [say("This is the sandbox: nothing reaches a vendor, nothing costs.")]
  }
}
