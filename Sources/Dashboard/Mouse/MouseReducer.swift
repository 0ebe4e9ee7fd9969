internal import TerminalUI
internal import VideoTasks
internal import Wording

/// What the mouse does. It points, selects, scrolls and moves borders; a question is answered by a
/// key alone, so that a click that only brings the window to the front is harmless.
extension DashboardState {
  /// Rows that one notch of the wheel scrolls.
  static let wheelRows = 3

  mutating func mouse(_ event: MouseEvent, clicks: Int) -> [DashboardEffect] {
    guard !layout.isTooSmall, question == nil else { return [] }
    if event.kind == .press(.left) {
      wasUsed = true
      telling.unseen = [:]
      if layout.message?.contains(event.place) == true {
        (message, alerts) = (nil, [])
        return []
      }
    }
    if helpTop != nil { return mouseInHelp(event) }
    if overlay != nil || sheet != nil { return mouseInBox(event) }
    switch event.kind {
    case .press(.left):
      guard let divider = layout.divider(at: event.place) else {
        return clicked(at: event.place, clicks: clicks)
      }
      dragged = Drag(divider, at: event.place, layout)
      return []
    case .drag(.left): return drag(to: event.place)
    case .release:
      guard let drag = dragged else { return [] }
      dragged = nil
      return drag.hasMoved ? [] : clicked(at: drag.start, clicks: 1)
    case .wheel(.up): return wheel(at: event.place, by: -Self.wheelRows)
    case .wheel(.down): return wheel(at: event.place, by: Self.wheelRows)
    case .press, .drag, .wheel: return []
    }
  }

  private mutating func mouseInHelp(_ event: MouseEvent) -> [DashboardEffect] {
    let page = HelpPage(self)
    switch event.kind {
    case .wheel(.up): helpTop = max(0, min(helpTop ?? 0, page.maximumTop) - Self.wheelRows)
    case .wheel(.down): helpTop = min(page.maximumTop, (helpTop ?? 0) + Self.wheelRows)
    case .press(.left): if !page.rect.contains(event.place) { helpTop = nil }
    default: break
    }
    return []
  }

  // MARK: Borders

  private mutating func drag(to place: Point) -> [DashboardEffect] {
    guard var drag = dragged else { return [] }
    drag.hasMoved = drag.hasMoved || place != drag.start
    dragged = drag
    return setSize(of: drag.divider, layout.size(of: drag.divider, at: place) + drag.offset)
  }

  // MARK: Clicks

  /// Gives the pane under the pointer the focus, and selects what is there.
  private mutating func clicked(at place: Point, clicks: Int) -> [DashboardEffect] {
    guard let hit = layout.pane(at: place, focused: pane) else { return [] }
    // Where everything stands now is where it was clicked.
    let target = target(in: hit, at: place)
    var effects: [DashboardEffect] = []
    if hit != pane { effects += show(hit) }
    if hit == .table, target != .filter { effects += leaveFilter() }
    switch target {
    case .row(let index):
      effects += hit == .table ? select(index) : selectAsset(index)
      if clicks == 2 { effects += obey(hit == .table ? .openDetails : .useAsset, in: keyContext) }
    case .heading(let column): effects += headingClicked(column)
    case .filter: table.isFiltering = true
    case .field(let field, let caret):
      effects += focus(on: field)
      if let caret { form.editor?.setCaret(caret) }
      scrollForm()
    case .step(let step): effects += changeChoice(by: step)
    case .candidate(let name): effects += takeCandidate(name)
    case .upload(let field): assets.upload?.focus = field
    case .nothing: break
    }
    return effects
  }

  private func target(in pane: Pane, at place: Point) -> MouseTarget {
    switch pane {
    case .table: layout.table.map { targetInTable($0.inset(by: 1), place) } ?? .nothing
    case .form: targetInForm(place)
    case .assets: targetInLibrary(place)
    case .details, .log, .numbers: .nothing
    }
  }

  private func targetInTable(_ inner: Rect, _ place: Point) -> MouseTarget {
    guard inner.contains(place) else { return .nothing }
    let line = place.row - inner.row
    if line >= inner.rows - filterRows { return .filter }
    guard line > 0 else {
      let columns = tableColumns(width: inner.columns)
      return columns.kind(at: place.column - inner.column).map { .heading($0) } ?? .nothing
    }
    let index = table.top + line - 1
    return index < table.total && line <= tableHeight ? .row(index) : .nothing
  }

  private func targetInForm(_ place: Point) -> MouseTarget {
    guard let body = layout.formBody, body.contains(place) else { return .nothing }
    let page = FormLayout(
      form, profiles, language: language, columns: body.columns, height: body.rows)
    let top = max(0, min(form.top, page.rows.count - body.rows))
    let line = place.row - body.row + top
    guard page.rows.indices.contains(line) else { return .nothing }
    let column = place.column - body.column
    switch page.rows[line] {
    case .promptLabel: return .field(.prompt, caret: nil)
    case .promptText(let row):
      let text = form.prompt.layout(columns: body.columns)
      let first =
        self.pane == .form && form.focus == .prompt
        ? text.visibleRows(height: page.promptRows).lowerBound : 0
      return .field(.prompt, caret: text.offset(at: Point(column: column, row: first + row)))
    case .fields(let fields):
      let isRight = fields.count > 1 && column >= body.columns / 2
      let field = fields[isRight ? 1 : 0]
      let view = FormFieldView(state: self, field: field)
      let left = isRight ? body.columns / 2 : 0
      let step = view.step(at: column - left, page.width(of: field))
      return step.map { .step($0) }
        ?? .field(field, caret: view.caret(at: column - left, page.width(of: field)))
    case .note(let field, let words, _, _):
      let name = words == form.candidateWords ? form.candidate(at: column - 4) : nil
      return name.map { .candidate($0) } ?? .field(field, caret: nil)
    case .space: return .nothing
    }
  }

  private func targetInLibrary(_ place: Point) -> MouseTarget {
    guard let inner = layout.page?.inset(by: 1), inner.contains(place) else { return .nothing }
    let fields = AssetUploadForm.Field.allCases
    if assets.upload != nil, fields.indices.contains(place.row - inner.row) {
      return .upload(fields[place.row - inner.row])
    }
    let line = place.row - inner.row - 1 - AssetsView.uploadRows(self)
    let index = assets.top + line
    return line >= 0 && line < assetRows && shownAssets.indices.contains(index)
      ? .row(index) : .nothing
  }

  private mutating func selectAsset(_ index: Int) -> [DashboardEffect] {
    assets.selected = index
    keepAssetOnScreen()
    return []
  }

  // MARK: The wheel

  private mutating func wheel(at place: Point, by step: Int) -> [DashboardEffect] {
    switch layout.pane(at: place, focused: pane) {
    case .table: return scrollTable(by: step)
    case .details: if !layout.isStrip { scrollDetails(by: step) }
    case .form: wheelForm(by: step)
    case .assets:
      let rows = assetRows
      assets.top = max(0, min(assets.top + step, shownAssets.count - rows))
      assets.selected = max(assets.top, min(assets.selected, assets.top + rows - 1))
      keepAssetOnScreen()
    case .log: scrollLog(by: step)
    case .numbers, nil: break
    }
    return []
  }

  /// Moves the window; the selection stays on its task as long as that is in it.
  private mutating func scrollTable(by step: Int) -> [DashboardEffect] {
    let height = max(1, tableHeight)
    let top = max(0, min(table.top + step, table.total - height))
    guard top != table.top else { return [] }
    table.top = top
    let selected = max(top, min(table.selected, top + height - 1))
    return selected == table.selected ? fillTable() : select(selected)
  }

  /// The form goes back to the focused field with the next key.
  private mutating func wheelForm(by step: Int) {
    guard let body = layout.formBody else { return }
    let page = FormLayout(
      form, profiles, language: language, columns: body.columns, height: body.rows)
    form.top = max(0, min(form.top + step, page.rows.count - body.rows))
  }

  // MARK: On and off

  mutating func toggleMouse() -> [DashboardEffect] {
    usesMouse.toggle()
    unsaved.add(.mouse(usesMouse), at: now)
    message = Message(
      text: usesMouse
        ? Phrase("The mouse is on. Hold Shift to select text as usual.")
        : Phrase("The mouse is off: the terminal has it for itself."), tone: .plain)
    return [.useMouse(usesMouse)]
  }
}

/// What lies under the pointer in a pane.
private enum MouseTarget: Hashable {
  case nothing
  /// A row of a list, counted from 0.
  case row(Int)
  case heading(TableColumns.Kind)
  case filter
  /// A field, and where the caret of the prompt goes.
  case field(FormField, caret: Int?)
  /// One of the signs beside the value of the focused field.
  case step(Int)
  /// A name that would complete the path.
  case candidate(String)
  /// A field of the upload to the library.
  case upload(AssetUploadForm.Field)
}
