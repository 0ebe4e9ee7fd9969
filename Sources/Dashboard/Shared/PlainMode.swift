internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The plain mode, which a screen reader can follow: one pane at a time, one thing a line, and the
/// cursor on the line that has the focus. Lines and blocks are left out by the terminal.
extension DashboardState {
  /// Where the cursor of the screen belongs when no text is being written.
  var plainCursor: Point? {
    let layout = layout
    if question != nil, let message = layout.message {
      return Point(column: 1, row: message.row)
    }
    if helpTop != nil {
      let inner = HelpPage(self).rect.inset(by: 1)
      return Point(column: inner.column + 1, row: inner.row)
    }
    if case .themes(let picker) = overlay {
      return ThemePickerView(state: self, picker: picker).cursor
    }
    switch overlay {
    case .sorts(let list): return SortsView(state: self, list: list).picker.cursor
    case .filters(let filters): return FiltersView(state: self, filters: filters).picker.cursor
    case .columns(let chooser): return ColumnsView(state: self, chooser: chooser).picker.cursor
    default: break
    }
    switch pane {
    case .table:
      guard let inner = layout.table?.inset(by: 1) else { return nil }
      return Point(column: inner.column, row: inner.row + 1 + max(0, table.selected - table.top))
    case .details: return layout.details.map { Point(column: $0.column + 2, row: $0.row + 1) }
    case .log, .numbers: return layout.page.map { Point(column: $0.column + 2, row: $0.row + 1) }
    case .assets:
      guard let inner = layout.page?.inset(by: 1) else { return nil }
      let line = AssetsView.uploadRows(self) + 1 + max(0, assets.selected - assets.top)
      return Point(column: inner.column, row: min(inner.row + line, inner.row + inner.rows - 1))
    case .form:
      guard let body = layout.formBody else { return nil }
      let page = FormLayout(
        form, profiles, language: language, columns: body.columns, height: body.rows)
      let top = max(0, min(form.top, page.rows.count - body.rows))
      guard let row = page.row(of: form.focus) else { return nil }
      let isRight = page.isPaired && page.rows[row].isRight(form.focus)
      return Point(
        column: body.column + (isRight ? body.columns / 2 : 0), row: body.row + row - top)
    }
  }
}

extension FormRow {
  /// Whether a field is the second of two.
  fileprivate func isRight(_ field: FormField) -> Bool {
    if case .fields(let fields) = self { fields.count > 1 && fields[1] == field } else { false }
  }
}

extension TableRow {
  /// The task in one sentence, as a screen reader says it.
  var sentence: String {
    let progress = TaskProgress(
      task, typical: state.typical[TaskKind(task)] ?? [], now: state.progressNow)
    let line = ProgressWords(
      language: language, glyphs: glyphs, columns: 36, now: state.progressNow
    ).line(task, progress)
    let bare = line.spans.filter { $0.style.background != .field }.map(\.text).joined()
      .split(separator: " ").joined(separator: " ")
    let prompt = task.prompt.isEmpty ? say("(no prompt)") : task.prompt
    let mark = isMarked ? say("marked") : ""
    return [say("Task {id}", ["id": task.id]), mark, say(task.status.words), bare, prompt]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
