internal import TerminalUI
internal import TextLayout
internal import Wording

/// The whole screen: it places the panes and draws what lies over them.
struct Screen: SharingView {
  let shown: Shown
  /// What can be taken over from the last picture; nil draws everything.
  var unchanged: Unchanged?
  let layout: ScreenLayout
  /// The columns of the table; nil where there is no table.
  let columns: TableColumns?
  let footer: FooterView

  init(_ shown: Shown, unchanged: Unchanged?) {
    (self.shown, self.unchanged) = (shown, unchanged)
    let layout = unchanged?.layout ?? shown.state.layout
    columns =
      unchanged?.columns
      ?? layout.table.map { shown.state.tableColumns(width: $0.inset(by: 1).columns) }
    self.layout = layout
    footer = FooterView(shown)
  }

  /// The picture of the state.
  var frame: Frame {
    var canvas = unchanged.map { Canvas(over: $0.frame) } ?? Canvas(size: state.size)
    guard !layout.isTooSmall else {
      drawTooSmall(&canvas)
      return canvas.frame
    }
    if unchanged?.hasSameHeader != true {
      HeaderView(shown: shown).draw(on: &canvas, in: layout.header)
    }
    if let rect = layout.form, unchanged?.hasSameForm != true {
      clear(rect, &canvas)
      FormView(state: state).draw(on: &canvas, in: rect)
    }
    if let rect = layout.table, let columns {
      if unchanged?.rowsStay != true { clear(rect, &canvas) }
      TableView(shown: shown, columns: columns, unchanged: unchanged).draw(on: &canvas, in: rect)
    }
    if let rect = layout.details, unchanged?.hasSameDetails != true {
      clear(rect, &canvas)
      DetailsView(state: state).draw(on: &canvas, in: rect)
    }
    if let rect = layout.page {
      clear(rect, &canvas)
      drawPage(&canvas, rect)
    }
    // The caret of what lies below does not show through.
    if state.hasOverlay { canvas.setCursor(nil) }
    switch state.overlay {
    case .palette(let palette): PaletteView(state: state, palette: palette).draw(on: &canvas)
    case .themes(let picker): ThemePickerView(state: state, picker: picker).draw(on: &canvas)
    case .sorts(let list): SortsView(state: state, list: list).draw(on: &canvas)
    case .filters(let list): FiltersView(state: state, filters: list).draw(on: &canvas)
    case .jump(let line): JumpView(state: state, line: line).draw(on: &canvas)
    case .settle(let form): EntryView(state: state, settle: form).draw(on: &canvas)
    case .adopt(let form): EntryView(state: state, adopt: form).draw(on: &canvas)
    case .columns(let chooser): ColumnsView(state: state, chooser: chooser).draw(on: &canvas)
    case nil: break
    }
    if state.hasSheet { SheetView(state: state).draw(on: &canvas) }
    if state.helpTop != nil { HelpPage(state).draw(on: &canvas) }
    if let rect = layout.message { drawMessage(&canvas, rect) }
    if unchanged?.footer != footer.keys { footer.draw(on: &canvas, in: layout.footer) }
    if state.isPlain, canvas.frame.cursor == nil { canvas.setCursor(state.plainCursor) }
    return canvas.frame
  }

  private func drawPage(_ canvas: inout Canvas, _ rect: Rect) {
    switch state.pane {
    case .assets: AssetsView(state: state).draw(on: &canvas, in: rect)
    case .log: LogPage(state).draw(on: &canvas, in: rect)
    case .numbers: NumbersView(state: state).draw(on: &canvas, in: rect)
    case .form, .table, .details: break
    }
  }

  private func clear(_ rect: Rect, _ canvas: inout Canvas) {
    if unchanged != nil { canvas.fill(rect, style: Style()) }
  }

  private func drawTooSmall(_ canvas: inout Canvas) {
    let least = ScreenLayout.smallest
    let words = say(
      "rushes needs {least columns}×{least rows} cells; this screen has {columns}×{rows}.",
      [
        "least columns": least.columns, "least rows": least.rows, "columns": state.size.columns,
        "rows": state.size.rows,
      ])
    let text = state.ascii ? String(words.map { $0 == "×" ? "x" : $0 }) : words
    for (row, line) in Wrap.texts(text, columns: max(1, state.size.columns)).enumerated()
    where row < state.size.rows {
      canvas.draw(Line(line, .warning), 0, row, columns: state.size.columns)
    }
  }

  private func drawMessage(_ canvas: inout Canvas, _ rect: Rect) {
    canvas.fill(rect, style: Style())
    for (index, line) in state.messageLines.prefix(rect.rows).enumerated() {
      canvas.draw(line, 1, rect.row + index, columns: max(0, rect.columns - 2))
    }
  }
}

/// A part of the screen: it draws a state, in the state's language and signs.
protocol View: Speaks {
  var state: DashboardState { get }
}

extension View {
  var language: Language { state.language }
  var glyphs: Glyphs { state.glyphs }
  /// Numbers, times and money in the state's language.
  var words: Words { Words(language: state.language) }

  /// Draws a row of a list as the selected one: its ground, and the marker in its first column.
  func drawSelection(in row: Rect, on canvas: inout Canvas) {
    canvas.fill(row, style: Style(.text, on: .selection))
    canvas.draw(
      Line(glyphs.marker, Style(.accent, on: .selection, .bold)), row.column, row.row, columns: 1)
  }
}
