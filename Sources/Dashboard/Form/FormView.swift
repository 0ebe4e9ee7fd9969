internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The form for a new task.
struct FormView: View {
  var state: DashboardState

  private var form: FormState { state.form }
  private var hasFocus: Bool { state.pane == .form }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard let body = state.layout.formBody else { return }
    let page = FormLayout(
      form, state.profiles, language: language, columns: body.columns, height: body.rows)
    let hidden = page.rows.count - body.rows
    let top = max(0, min(form.top, hidden))
    let below = hidden - top
    let hint = below > 0 ? plural("{count} more row", "{count} more rows", below) : nil
    canvas.box(
      rect, title: say(Pane.form.title), hint: hint, focused: hasFocus, ascii: state.ascii)
    drawHint(&canvas, rect, right: hint.map { Columns.of($0) + 4 } ?? 0)
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
    drawShape(&canvas, body, from: page.rows.count)
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
    guard hasFocus, let hint = form.focus.hint else { return }
    let words = say(hint)
    let room = rect.columns - 4 - right
    guard Columns.of(words) + 2 <= room else { return }
    canvas.draw(
      Line(" \(words) ", .muted), rect.column + 2, rect.row + rect.rows - 1, columns: room)
  }

  private func drawPromptLabel(
    _ canvas: inout Canvas, _ body: Rect, _ row: Int, rows: Int
  ) {
    let isFocused = hasFocus && form.focus == .prompt
    let label = say(FormField.prompt.label)
    canvas.draw(
      Line(label, isFocused ? .accent : .muted, isFocused ? .bold : []), body.column, row,
      columns: body.columns)
    guard !form.prompt.isEmpty else { return }
    var (words, role) = promptLength
    let variants = PromptAlternatives(form.prompt.text).count
    if variants > 1 {
      let count = plural("{count} variant", "{count} variants", min(variants, 1_000_000))
      words = "\(count) \(glyphs.dot) \(words)"
    }
    let layout = promptLayout(columns: body.columns)
    if layout.rows.count > rows {
      let shown = layout.visibleRows(height: rows)
      let place = say(
        "lines {first}-{last} of {count}",
        [
          "first": shown.lowerBound + 1, "last": shown.upperBound, "count": layout.rows.count,
        ])
      words = "\(place) \(glyphs.dot) \(words)"
    }
    let short = glyphs.cut(words, body.columns - Columns.of(label) - 2)
    canvas.draw(
      Line(short, role), body.column + body.columns - Columns.of(short), row,
      columns: body.columns)
  }

  /// How long the prompt is: in the measures that the model limits, where it does.
  private var promptLength: (String, ColorRole) {
    let text = form.prompt.text
    guard let limits = form.model(in: state.profiles)?.promptLimits else {
      let count = text.count
      return (
        plural(
          "{count} character", "{count} characters", count, ["count": Words.grouped(count)]),
        .muted
      )
    }
    let length = PromptLength(of: text)
    let measures = [
      (length.chineseCharacters, limits.chineseCharacters, say("Chinese")),
      (length.englishWords, limits.englishWords, say("words")),
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
      Line(say("What should the video show?"), Style(.muted, on: style.background)), rect.column,
      rect.row, columns: rect.columns)
  }

  private func drawFields(
    _ canvas: inout Canvas, _ body: Rect, _ row: Int, _ fields: [FormField], _ page: FormLayout
  ) {
    for (index, field) in fields.enumerated() {
      let place = Rect(
        column: body.column + index * (body.columns / 2), row: row,
        columns: page.width(of: field), rows: 1)
      FormFieldView(state: state, field: field).draw(on: &canvas, in: place)
    }
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
      return (Line(glyphs.status(.submitting) + " " + say("being sent"), .active, .bold), "")
    }
    if form.check.isGood {
      return (
        Line(glyphs.right + " " + say("ready"), .good, .bold),
        state.keyName(.submit, in: form.focus.context).map {
          " \(glyphs.dot) " + say("{key} submits", ["key": $0])
        } ?? ""
      )
    }
    if form.check.broken[.profile]?.rule == FormState.keyless {
      let name = CleanText.line(form.profile, limit: 20)
      let words = say("no key for {profile}", ["profile": name])
      return (Line("\(glyphs.wrong) \(words)", .bad, .bold), "")
    }
    guard form.isTouched else { return (Line(), "") }
    let count = form.check.broken.count
    let words = plural("{count} field to mend", "{count} fields to mend", count)
    return (Line("\(glyphs.wrong) \(words)", .bad, .bold), "")
  }

  /// What it would cost, in fewer and fewer words.
  private var prices: [String] {
    let isSandbox = state.currentProfile?.isSandbox == true
    let plain = [
      say("Sandbox: nothing is sent to a vendor, nothing costs money."),
      say("Sandbox: nothing is sent, nothing costs money."),
      say("Sandbox: nothing costs money."), say("sandbox: free"),
    ]
    guard form.check.isGood || form.isTouched else { return isSandbox ? plain : [""] }
    guard let cost = form.check.estimate, cost.amount != nil || cost.tokens != nil else {
      guard let seconds = form.check.estimate?.seconds, !isSandbox else {
        return isSandbox ? plain : [say("price not known")]
      }
      let each = form.check.tasks > 1 ? "\(form.check.tasks) \(glyphs.times) " : ""
      let length = each + words.seconds(Words.number(seconds))
      return [
        say("{length}, price not known", ["length": length]), say("price not known"),
      ]
    }
    let amount = FormState.amountWords(cost, count: form.check.tasks).map { say($0) } ?? ""
    let about = "\(glyphs.approximately) \(amount)"
    if isSandbox {
      return [say("{price}, free in the sandbox", ["price": about]), say("sandbox: free")]
    }
    // A number is never cut: half a price would be a lie.
    guard cost.amount == nil, let tokens = cost.tokens else { return [about] }
    return [about, "\(glyphs.approximately) \(say(Words.tokens(tokens * form.check.tasks)))"]
  }
}
