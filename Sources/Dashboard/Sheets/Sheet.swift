internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What lies over the panes as long as it is open, and has all keys.
enum Sheet: Equatable, Sendable {
  case request(RequestSheet)
  case welcome(WelcomeSheet)
  case kept(KeptSheet)
  case settings(SettingsSheet)

  /// Where a key pressed in it belongs.
  var context: KeyContext {
    switch self {
    case .request: .request
    case .settings: .settings
    case .kept(let page): page.saving == nil ? .kept : .keptName
    case .welcome(let page): page.entry == nil ? .welcome : .keyEntry
    }
  }
}

extension DashboardState {
  /// Where the sheet stands: between header and footer, with what is told left free.
  var sheetRect: Rect {
    let columns = sheetColumns
    let room = max(0, size.rows - 2 - messageLines.count)
    var rows = room
    if case .welcome(let page) = sheet {
      rows = min(room, WelcomeView(state: self, page: page).lines.count + 2)
    }
    if case .settings = sheet { rows = min(room, ScreenSetting.allCases.count + 4) }
    return Rect(
      column: (size.columns - columns) / 2, row: 1, columns: columns,
      rows: rows)
  }

  private var sheetColumns: Int {
    size.columns < 60 ? size.columns : min(100, size.columns - 6)
  }

  /// How wide a line of a sheet may be.
  var sheetTextColumns: Int { max(1, sheetColumns - 4) }

  /// What of a sheet's inside is for words.
  var sheetBody: Rect {
    let inner = sheetRect.inset(by: 1)
    return Rect(
      column: inner.column + 1, row: inner.row, columns: max(1, inner.columns - 2),
      rows: max(0, inner.rows))
  }

  /// Does what a key of a sheet asks for.
  mutating func actOnSheet(_ command: Command) -> [DashboardEffect] {
    switch command {
    case .previewRequest: return previewPressed()
    case .leaveSheet: sheet = nil
    case .copyRequest:
      guard case .request(let page) = sheet, let text = page.text else { return [] }
      message = Message(text: Phrase("The request is on the clipboard."), tone: .plain)
      return [.copy(text)]
    case .nextVariant, .previousVariant:
      return showVariant(by: command == .nextVariant ? 1 : -1)
    default: break
    }
    return []
  }

  /// Whether a key of a sheet would do something.
  func isAvailableInSheet(_ command: Command) -> Bool {
    if case .welcome(let page) = sheet {
      return command == .leaveSheet
        || WelcomeView(state: self, page: page).lines.count > sheetBody.rows
    }
    if case .kept(let page) = sheet {
      return switch command {
      case .useKept, .removeKept: page.selected != nil
      case .nameKept: page.kind != .prompts
      case .withPrompt: page.kind == .templates
      default: true
      }
    }
    guard case .request(let page) = sheet else { return true }
    return switch command {
    case .nextVariant: page.place + 1 < page.all.count
    case .previousVariant: page.place > 0
    case .copyRequest: page.text != nil
    case .rowDown, .rowUp, .pageDown, .pageUp, .firstRow, .lastRow:
      page.lines.count > sheetBody.rows
    default: true
    }
  }

  mutating func scrollSheet(by step: Int) {
    switch sheet {
    case .request(var page):
      page.top = max(0, min(page.top + step, page.lines.count - sheetBody.rows))
      sheet = .request(page)
    case .kept: changeKept { $0.list.move(by: step) }
    case .settings: moveSettings(by: step)
    case .welcome(var page):
      let rows = WelcomeView(state: self, page: page).lines.count
      page.top = max(0, min(page.top + step, rows - sheetBody.rows))
      sheet = .welcome(page)
    case nil: break
    }
  }

  /// Fits the sheet to another size of the screen.
  mutating func fitSheet() {
    switch sheet {
    case .request(var page):
      page.wrap(columns: sheetBody.columns)
      sheet = .request(page)
      scrollSheet(by: 0)
    case .welcome: scrollSheet(by: 0)
    case .kept: changeKept { _ in }
    case .settings: scrollSheet(by: 0)
    case nil: break
    }
  }
}

/// A sheet over the panes.
struct SheetView: View {
  var state: DashboardState

  func draw(on canvas: inout Canvas) {
    let rect = state.sheetRect
    canvas.fill(rect, style: Style())
    // The form's cursor would stand in the sheet.
    canvas.setCursor(nil)
    switch state.sheet {
    case .request(let page): draw(page, &canvas, rect)
    case .kept(let page): KeptView(state: state, page: page).draw(on: &canvas)
    case .settings(let page): SettingsView(state: state, page: page).draw(on: &canvas)
    case .welcome(let page): WelcomeView(state: state, page: page).draw(on: &canvas)
    case nil: break
    }
  }

  private func draw(_ page: RequestSheet, _ canvas: inout Canvas, _ rect: Rect) {
    var title = say("What will be sent")
    if page.all.count > 1 {
      let place = say(
        "{number} of {count}", ["number": page.place + 1, "count": page.all.count])
      title += " \(glyphs.dot) \(place)"
    }
    let body = state.sheetBody
    let below = page.lines.count - page.top - body.rows
    canvas.box(
      rect, title: title,
      hint: below > 0 ? plural("{count} more row", "{count} more rows", below) : nil,
      focused: true, ascii: state.ascii)
    switch page.answer {
    case nil: canvas.draw(Line(say("Reading") + glyphs.ellipsis, .muted), body, 0)
    case .failure(let failure)?:
      let texts = Wrap.texts(
        CleanText.line(say(failure.message), limit: 1000), columns: body.columns)
      for (row, text) in texts.enumerated() { canvas.draw(Line(text, .bad), body, row) }
    case .success?:
      for row in 0..<body.rows where page.top + row < page.lines.count {
        let line = page.lines[page.top + row]
        canvas.draw(line.line, body, row)
      }
    }
  }
}

extension Canvas {
  /// Draws a line in a row of a place, counted from its first.
  mutating func draw(_ line: Line, _ place: Rect, _ row: Int) {
    guard row < place.rows else { return }
    draw(line, place.column, place.row + row, columns: place.columns)
  }
}
