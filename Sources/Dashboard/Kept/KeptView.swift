internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// A list of what the form keeps, with the whole text of the selected one below it.
struct KeptView: View {
  var state: DashboardState
  var page: KeptSheet

  /// Rows of the preview, with the line above it; none on a low screen.
  private static func previewRows(_ body: Rect) -> Int { body.rows < 12 ? 0 : body.rows / 3 }

  /// Rows of the list: what the search and the preview leave.
  static func rows(of body: Rect) -> Int { max(0, body.rows - 2 - previewRows(body)) }

  /// Where its rows stand.
  var box: BoxList {
    let body = state.sheetBody
    let rows = Rect(
      column: body.column, row: body.row + 2, columns: body.columns, rows: Self.rows(of: body))
    return BoxList(box: state.sheetRect, rows: rows, list: page.list)
  }

  func draw(on canvas: inout Canvas) {
    let body = state.sheetBody
    let count = page.all.map { "\(page.shown.count)/\($0.count)" }
    canvas.box(
      state.sheetRect, title: say(page.kind.title), hint: count, focused: true,
      ascii: state.ascii)
    drawSearch(&canvas, body)
    let rows = Self.rows(of: body)
    guard let all = page.all else {
      canvas.draw(Line(say("Reading") + glyphs.ellipsis, .muted), body, 2)
      return
    }
    if all.isEmpty {
      let empty = page.kind.emptyWords(state.keyName(.nameKept, in: .kept))
      let words = Wrap.texts(say(empty), columns: body.columns)
      for (row, text) in words.enumerated() { canvas.draw(Line(text, .muted), body, 2 + row) }
      return
    }
    for row in 0..<rows where page.list.top + row < page.shown.count {
      let index = page.list.top + row
      draw(page.shown[index], &canvas, body, 2 + row, isSelected: index == page.list.selected)
    }
    drawPreview(&canvas, body)
  }

  private func drawSearch(_ canvas: inout Canvas, _ body: Rect) {
    let label = page.saving == nil ? say("Find") : say("Save as")
    canvas.draw(Line(label, .accent, .bold), body, 0)
    let used = Columns.of(label) + 2
    var room = max(1, body.columns - used)
    if let saving = page.saving, page.kind == .templates {
      let words = saving.withPrompt ? say("with the prompt") : say("without the prompt")
      if Columns.of(words) + 12 < room {
        room -= Columns.of(words) + 2
        canvas.draw(
          Line(words, .muted), body.column + body.columns - Columns.of(words), body.row,
          columns: Columns.of(words))
      }
    }
    canvas.write(
      (page.saving?.name ?? page.search).layout(columns: room),
      in: Rect(column: body.column + used, row: body.row, columns: room, rows: 1),
      style: Style(.text, on: .field), showsCursor: true)
  }

  private func draw(
    _ kept: KeptText, _ canvas: inout Canvas, _ body: Rect, _ row: Int, isSelected: Bool
  ) {
    guard row < body.rows else { return }
    var line = Line(isSelected ? glyphs.marker : " ", .accent)
    line.add(" ", .text)
    var room = body.columns - 2
    if page.kind != .prompts {
      let name = glyphs.cut(CleanText.line(kept.name, limit: 120), min(24, room / 2))
      line.add(Padding.right(name, columns: min(24, room / 2)) + "  ", .text, .bold)
      room -= min(24, room / 2) + 2
    }
    let text = glyphs.cut(CleanText.line(String(kept.text.prefix(400)), limit: 400), room)
    line.add(Padding.right(text, columns: room), .second)
    canvas.draw(isSelected ? line.selected : line, body, row)
  }

  private func drawPreview(_ canvas: inout Canvas, _ body: Rect) {
    let rows = Self.previewRows(body)
    guard rows > 1, let kept = page.selected else { return }
    let top = body.rows - rows
    let rule = String(repeating: state.ascii ? "-" : "─", count: body.columns)
    canvas.draw(Line(rule, .faint), body, top)
    var texts: [String] = []
    if let request = kept.request { texts.append(settings(request, kept)) }
    let room = rows - 1
    for line in kept.text.prefix(4000).split(separator: "\n", omittingEmptySubsequences: false)
    where texts.count < room {
      texts += Wrap.texts(CleanText.line(String(line), limit: 4000), columns: body.columns)
    }
    for (row, text) in texts.prefix(room).enumerated() {
      canvas.draw(Line(text, kept.request != nil && row == 0 ? .muted : .text), body, top + 1 + row)
    }
  }

  /// What a template sets, in one row.
  private func settings(_ request: RequestDraft, _ kept: KeptText) -> String {
    var parts = [request.model, request.ratio, request.resolution].compactMap { $0 }
    if let seconds = request.duration, seconds > 0 { parts.append(words.seconds("\(seconds)")) }
    if let seed = kept.seeds ?? request.seed.map({ "\($0)" }) {
      parts.append(say("Seed") + " " + seed)
    }
    if let count = kept.count, count > 1 { parts.append("\(glyphs.times) \(count)") }
    let media = request.media.count
    if media > 0 { parts.append(plural("{count} file", "{count} files", media)) }
    if request.prompt.isEmpty { parts.append(say("without the prompt")) }
    return glyphs.cut(
      CleanText.line(parts.joined(separator: " \(glyphs.dot) "), limit: 300),
      state.sheetBody.columns)
  }
}
