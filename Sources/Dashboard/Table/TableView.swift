internal import TerminalUI
internal import TextLayout
internal import VideoTasks

/// The live table of tasks.
struct TableView {
  var state: DashboardState

  func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.box(
      rect, title: title, hint: place, focused: state.pane == .table, ascii: state.ascii)
    let inner = rect.inset(by: 1)
    guard inner.rows > 1, inner.columns > 4 else { return }
    let columns = TableColumns(width: inner.columns, highestID: highestID)
    columns.drawHeadings(on: &canvas, inner)
    let height = state.tableHeight
    if state.table.total == 0 {
      drawEmpty(&canvas, inner)
    } else {
      for line in 0..<height {
        let index = state.table.top + line
        guard index < state.table.total else { break }
        let row = inner.row + 1 + line
        let isSelected = index == state.table.selected
        if let task = state.table.row(at: index) {
          TableRow(state: state, task: task, isSelected: isSelected)
            .draw(on: &canvas, inner.column, row, columns)
        } else {
          canvas.draw(Line("  \(state.glyphs.ellipsis)", .faint), inner.column, row, columns: 5)
        }
      }
    }
    if state.hasFilterRow { drawFilter(&canvas, inner) }
  }

  private var title: String {
    let shown = state.table.shown
    return shown == .all ? "Tasks" : "Tasks \(state.glyphs.dot) \(shown.words)"
  }

  private var place: String? {
    guard state.table.total > 0 else { return nil }
    return "\(Words.grouped(state.table.selected + 1)) of \(Words.grouped(state.table.total))"
  }

  private var highestID: Int64 {
    max(state.table.rows.first?.id.rawValue ?? 0, state.table.rows.last?.id.rawValue ?? 0)
  }

  private func drawEmpty(_ canvas: inout Canvas, _ inner: Rect) {
    let words =
      state.table.isFiltered
      ? ["No task matches.", "Esc shows all of them."]
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

  private var firstWords: [String] {
    let words = ["No tasks yet.", "Write a prompt in the form (F2) and press ^S."]
    guard state.currentProfile?.isSandbox == true else { return words }
    return words + ["This is the sandbox: nothing reaches a vendor, nothing costs."]
  }

  private func drawFilter(_ canvas: inout Canvas, _ inner: Rect) {
    let row = inner.row + inner.rows - 1
    let label = " Find "
    let used = canvas.draw(
      Line(label, .accent, .bold), inner.column, row, columns: inner.columns)
    let room = max(1, inner.columns - used - 1)
    canvas.write(
      state.table.filter.layout(columns: room),
      in: Rect(column: inner.column + used, row: row, columns: room, rows: 1),
      style: Style(.second, on: state.table.isFiltering ? .field : .background),
      showsCursor: state.table.isFiltering)
  }
}

/// How wide each column of the table is; what does not fit is left out, the prompt last.
struct TableColumns: Hashable, Sendable {
  var status: Int
  var id: Int
  var progress: Int
  var prompt: Int
  var model = 0
  var shape = 0
  var cost = 0
  var time = 0

  init(width: Int, highestID: Int64) {
    let room = width - 2
    id = max(3, String(highestID).count)
    status = room >= 60 ? 13 : 1
    progress = room >= 60 ? 18 : 9
    if room >= 56 { time = 6 }
    if room >= 88 { shape = 15 }
    if room >= 104 { cost = 12 }
    if room >= 124 { model = 20 }
    let fixed = [status, id, progress, model, shape, cost, time].filter { $0 > 0 }
    prompt = max(4, room - fixed.reduce(0) { $0 + $1 + 1 })
  }

  /// Columns of a whole row, with the marker before it and a blank after it.
  var all: Int {
    [status, id, progress, prompt, model, shape, cost, time].filter { $0 > 0 }
      .reduce(1) { $0 + $1 + 1 }
  }

  /// Draws the names of the columns.
  func drawHeadings(on canvas: inout Canvas, _ inner: Rect) {
    let names: [(String, Int, Bool)] = [
      (status > 1 ? "State" : "", status, false), ("ID", id, true),
      (status > 1 ? "Progress" : "State", progress, false), ("Prompt", prompt, false),
      ("Model", model, false), ("Shape", shape, false), ("Cost", cost, true),
      ("When", time, true),
    ]
    var column = inner.column + 1
    for (name, width, isRight) in names where width > 0 {
      let text = isRight ? Padding.left(name, columns: width) : name
      canvas.draw(Line(text, .muted), column, inner.row, columns: width)
      column += width + 1
    }
  }
}
