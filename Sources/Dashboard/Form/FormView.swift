internal import TerminalUI
internal import TextLayout
internal import VideoTasks

/// The form for a new task.
struct FormView {
  var state: DashboardState

  private var form: FormState { state.form }
  private var glyphs: Glyphs { state.glyphs }
  private var hasFocus: Bool { state.pane == .form }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard let body = state.layout.formBody else { return }
    let page = FormLayout(form, state.profiles, columns: body.columns, height: body.rows)
    let hidden = page.rows.count - body.rows
    let top = max(0, min(form.top, hidden))
    let below = hidden - top
    canvas.box(
      rect, title: Pane.form.title, hint: below > 0 ? "\(below) more rows" : nil,
      focused: hasFocus, ascii: state.ascii)
    drawHint(&canvas, rect, right: below > 0 ? "\(below) more rows".count + 4 : 0)
    for line in 0..<max(0, body.rows) where top + line < page.rows.count {
      let row = body.row + line
      switch page.rows[top + line] {
      case .promptLabel: drawPromptLabel(&canvas, body, row, rows: page.promptRows)
      case .promptText(0):
        let rows = min(page.promptRows, body.rows - line)
        drawPrompt(
          &canvas, Rect(column: body.column, row: row, columns: body.columns, rows: rows))
      case .promptText: break
      case .fields(let fields): drawFields(&canvas, body, row, fields, page)
      case .note(_, let words, let tone, let isFirst):
        let line = note(words, tone, isFirst: isFirst, columns: body.columns)
        canvas.draw(line, body.column, row, columns: body.columns)
      case .space: break
      }
    }
    drawPinned(&canvas, rect)
  }

  private func note(_ words: String, _ tone: NoteTone, isFirst: Bool, columns: Int) -> Line {
    let (sign, role): (String, ColorRole) =
      switch tone {
      case .wrong: (glyphs.wrong, .bad)
      case .warning: ("!", .warning)
      case .hint: (glyphs.more, .muted)
      }
    return Line("  \(isFirst ? sign : " ") " + glyphs.cut(words, columns - 4), role)
  }

  /// What the focused field is for, in the bottom border, where it takes no row.
  private func drawHint(_ canvas: inout Canvas, _ rect: Rect, right: Int) {
    guard hasFocus, let words = form.focus.hint else { return }
    let room = rect.columns - 4 - right
    guard Columns.of(words) + 2 <= room else { return }
    canvas.draw(
      Line(" \(words) ", .muted), rect.column + 2, rect.row + rect.rows - 1, columns: room)
  }

  private func drawPromptLabel(
    _ canvas: inout Canvas, _ body: Rect, _ row: Int, rows: Int
  ) {
    let isFocused = hasFocus && form.focus == .prompt
    canvas.draw(
      Line("Prompt", isFocused ? .accent : .muted, isFocused ? .bold : []), body.column, row,
      columns: body.columns)
    guard !form.prompt.isEmpty else { return }
    var (words, role) = promptLength
    let layout = promptLayout(columns: body.columns)
    if layout.rows.count > rows {
      let shown = layout.visibleRows(height: rows)
      words =
        "lines \(shown.lowerBound + 1)-\(shown.upperBound) of \(layout.rows.count)"
        + " \(glyphs.dot) \(words)"
    }
    let short = glyphs.cut(words, body.columns - 8)
    canvas.draw(
      Line(short, role), body.column + body.columns - Columns.of(short), row,
      columns: body.columns)
  }

  /// How long the prompt is: in the measures that the model limits, where it does.
  private var promptLength: (String, ColorRole) {
    let text = form.prompt.text
    guard let limits = form.model(in: state.profiles)?.promptLimits else {
      let count = text.count
      return ("\(Words.grouped(count)) \(count == 1 ? "character" : "characters")", .muted)
    }
    let length = PromptLength(of: text)
    let measures = [
      (length.chineseCharacters, limits.chineseCharacters, "Chinese"),
      (length.englishWords, limits.englishWords, "words"),
    ]
    let words = measures.filter { $0.0 > 0 }.map { "\($0.0)/\($0.1) \($0.2)" }
    let isOver = measures.contains { $0.0 > $0.1 }
    return (words.joined(separator: " \(glyphs.dot) "), isOver ? .bad : .muted)
  }

  /// The prompt's rows: as they are scrolled while it is written, else from its beginning.
  private func promptLayout(columns: Int) -> EditorLayout {
    guard !hasFocus || form.focus != .prompt else { return form.prompt.layout(columns: columns) }
    var shown = form.prompt
    shown.setCaret(0)
    return shown.layout(columns: columns)
  }

  private func drawPrompt(_ canvas: inout Canvas, _ rect: Rect) {
    let isFocused = hasFocus && form.focus == .prompt
    let style = Style(isFocused ? .text : .second, on: isFocused ? .field : .background)
    canvas.write(
      promptLayout(columns: rect.columns), in: rect, style: style, showsCursor: isFocused)
    guard form.prompt.isEmpty else { return }
    canvas.draw(
      Line("What should the video show?", Style(.muted, on: style.background)), rect.column,
      rect.row, columns: rect.columns)
  }

  private func drawFields(
    _ canvas: inout Canvas, _ body: Rect, _ row: Int, _ fields: [FormField], _ page: FormLayout
  ) {
    let isHalf = page.isPaired && !isMedia(fields[0])
    let width = isHalf ? body.columns / 2 : body.columns
    for (index, field) in fields.enumerated() {
      let place = Rect(
        column: body.column + index * width, row: row,
        columns: isHalf ? width - 1 : width, rows: 1)
      FormFieldView(state: state, field: field).draw(on: &canvas, in: place)
    }
  }

  private func isMedia(_ field: FormField) -> Bool {
    if case .media = field { true } else { false }
  }

  /// The row at the bottom that never scrolls: whether it may be sent, and what it would cost.
  private func drawPinned(_ canvas: inout Canvas, _ rect: Rect) {
    let row = rect.row + rect.rows - 2
    let room = max(0, rect.columns - 4)
    let (left, hint) = readiness
    let used = canvas.draw(left, rect.column + 2, row, columns: room)
    let rest = room - (used == 0 ? 0 : used + 2)
    let prices = self.prices
    let price = prices.first { Columns.of($0) <= rest } ?? ""
    let right = Columns.of(price)
    canvas.draw(Line(price, .text), rect.column + 2 + room - right, row, columns: right)
    if used + Columns.of(hint) + 2 + right <= room {
      canvas.draw(Line(hint, .muted), rect.column + 2 + used, row, columns: Columns.of(hint))
    }
  }

  /// Whether it may be sent, and a hint for where there is room.
  private var readiness: (Line, String) {
    if form.submitting != nil {
      return (Line("\(glyphs.status(.submitting)) being sent", .active, .bold), "")
    }
    if form.check.isGood {
      return (Line("\(glyphs.right) ready", .good, .bold), " \(glyphs.dot) ^S submits")
    }
    if form.check.broken[.profile]?.rule == FormState.keyless {
      let name = CleanText.line(form.profile, limit: 20)
      return (Line("\(glyphs.wrong) no key for \(name)", .bad, .bold), "")
    }
    guard form.isTouched else { return (Line(), "") }
    let count = form.check.broken.count
    let words = count == 1 ? "1 field to mend" : "\(count) fields to mend"
    return (Line("\(glyphs.wrong) \(words)", .bad, .bold), "")
  }

  /// What it would cost, in fewer and fewer words.
  private var prices: [String] {
    let isSandbox = state.currentProfile?.isSandbox == true
    let plain = [
      "Sandbox: nothing is sent to a vendor, nothing costs money.",
      "Sandbox: nothing is sent, nothing costs money.", "Sandbox: nothing costs money.",
      "sandbox: free",
    ]
    guard form.check.isGood || form.isTouched else { return isSandbox ? plain : [""] }
    guard let cost = form.check.estimate, cost.amount != nil || cost.tokens != nil else {
      guard let seconds = form.check.estimate?.seconds, !isSandbox else {
        return isSandbox ? plain : ["price not known"]
      }
      let each = form.count > 1 ? "\(form.count) \(glyphs.times) " : ""
      return ["\(each)\(Words.number(seconds)) s, price not known", "price not known"]
    }
    let about = form.priceWords(isSandbox: false)
      .replacingStart("about ", by: glyphs.approximately + " ")
    if isSandbox { return ["\(about), free in the sandbox", "sandbox: free"] }
    // A number is never cut: half a price would be a lie.
    guard cost.amount == nil, let tokens = cost.tokens else { return [about] }
    return [about, "\(glyphs.approximately) \(Words.grouped(tokens * form.count)) tokens"]
  }
}

extension String {
  /// The text with another start, if it starts so.
  func replacingStart(_ start: String, by other: String) -> String {
    hasPrefix(start) ? other + dropFirst(start.count) : self
  }
}
