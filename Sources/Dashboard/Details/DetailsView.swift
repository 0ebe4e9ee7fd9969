internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The pane of details, or the strip under the table that stands for it.
struct DetailsView: View {
  var state: DashboardState

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let layout = state.layout
    let page = DetailsPage(state)
    let places = DetailsPlaces(state)
    let text = places.text
    let columns = max(1, text.columns)
    var lines: [Line] = []
    if layout.isStrip {
      lines = strip(page, columns: columns)
    } else if state.details.viewer.mode == .page || places.picture == nil {
      lines = page.lines(columns: columns)
    }
    let top = layout.isStrip ? 0 : max(0, min(state.details.top, lines.count - text.rows))
    let hidden = lines.count - top - text.rows
    let viewer = ViewerView(state: state)
    viewer.draw(on: &canvas, places)
    canvas.box(
      rect, title: title,
      hint: hidden > 0 && !layout.isStrip
        ? plural("{count} more line", "{count} more lines", hidden) : viewer.hint,
      focused: state.pane == .details, ascii: state.ascii)
    for row in 0..<max(0, text.rows) where top + row < lines.count {
      canvas.draw(lines[top + row], text.column, text.row + row, columns: columns)
    }
  }

  private var title: String {
    guard let id = state.details.id else { return say("Details") }
    let task = say("Task {id}", ["id": id])
    let count = state.details.shownMedia.count
    guard let media = state.details.media, !state.layout.isStrip,
      count > 1 || state.details.viewer.mode != .page
    else { return task }
    let part = count > 1 ? " \(state.details.viewer.media + 1)/\(count)" : ""
    return "\(task) \(glyphs.dot) \(say(media.label))\(part)"
  }

  /// The three lines of the strip: state, words, and what matters most of the rest.
  private func strip(_ page: DetailsPage, columns: Int) -> [Line] {
    guard let row = state.details.row else { return page.lines(columns: columns) }
    var first = page.statusLine(row, columns: columns - 30)
    // Each only where it stands in full: half a price would be a lie.
    for words in [price(row) ?? "", TableRow.shape(row, language)] where !words.isEmpty {
      let part = " \(state.glyphs.dot) \(words)"
      if first.columns + Columns.of(part) <= columns { first.add(part, .muted) }
    }
    if let failure = state.details.record(of: row)?.error {
      return [first] + failed(failure, row, columns: columns)
    }
    let prompt = row.prompt
    return [
      first,
      prompt.isEmpty
        ? Line(say("(no prompt)"), .muted) : Line(state.glyphs.cut(prompt, columns), .second),
      lastLine(row, columns: columns),
    ]
  }

  private func price(_ row: TaskSummary) -> String? {
    guard state.isPaid(profile: row.profile) else { return say("free") }
    guard let cost = row.cost ?? row.estimate else { return nil }
    guard cost.amount != nil || cost.tokens != nil else { return say("price not known") }
    return (row.cost == nil ? state.glyphs.approximately + " " : "") + words.plainCost(cost)
  }

  /// What went wrong and what to do weigh more than the prompt, which stands in the table.
  private func failed(_ failure: TaskFailure, _ row: TaskSummary, columns: Int) -> [Line] {
    let advice = CleanText.line(DetailsPage.advice(failure, row.id, language))
    let message = CleanText.line("\(failure.code): \(say(.recorded(failure.message)))")
    guard !advice.isEmpty else {
      return Wrap.texts(message, columns: columns).prefix(2).map { Line($0, .bad) }
    }
    return [
      Line(glyphs.cut(message, columns), .bad), Line(glyphs.cut(advice, columns), .warning),
    ]
  }

  private func lastLine(_ row: TaskSummary, columns: Int) -> Line {
    if let file = state.details.record(of: row)?.file {
      return Line(glyphs.cutMiddle(CleanText.line(file), columns), .good)
    }
    if let words = row.pollError ?? row.waitReason {
      return Line(glyphs.cut(say(.recorded(words)), columns), .warning)
    }
    if row.status == .unconfirmed {
      let more = state.keyName(.openDetails, in: .table).map {
        Phrase("{key} says more.", ["key": $0])
      }
      let words = Phrase.sentences(
        [Phrase("It may exist and cost money; it is not sent again by itself."), more]
          .compactMap { $0 })
      return Line(glyphs.cut(say(words), columns), .warning)
    }
    return Line(glyphs.cut(row.model, columns), .muted)
  }
}
