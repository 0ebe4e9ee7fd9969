internal import TerminalUI
internal import TextLayout

/// The whole screen: it places the panes and draws what lies over them.
struct Screen {
  var state: DashboardState

  /// The picture of the state.
  var frame: Frame {
    var canvas = Canvas(size: state.size, style: Style())
    let layout = state.layout
    guard !layout.isTooSmall else {
      drawTooSmall(&canvas)
      return canvas.frame
    }
    HeaderView(state: state).draw(on: &canvas, in: layout.header)
    if let rect = layout.form { FormView(state: state).draw(on: &canvas, in: rect) }
    if let rect = layout.table { TableView(state: state).draw(on: &canvas, in: rect) }
    if let rect = layout.details { DetailsView(state: state).draw(on: &canvas, in: rect) }
    if state.helpTop != nil { HelpPage(state).draw(on: &canvas) }
    if let rect = layout.message { drawMessage(&canvas, rect) }
    FooterView(state: state).draw(on: &canvas, in: layout.footer)
    return canvas.frame
  }

  private func drawTooSmall(_ canvas: inout Canvas) {
    let least = ScreenLayout.smallest
    let words = "rushes needs \(least.columns)×\(least.rows) cells; "
      + "this screen has \(state.size.columns)×\(state.size.rows)."
    let text = state.ascii ? String(words.map { $0 == "×" ? "x" : $0 }) : words
    for (row, line) in Wrap.texts(text, columns: max(1, state.size.columns)).enumerated()
    where row < state.size.rows {
      canvas.draw(Line(line, .warning), 0, row, columns: state.size.columns)
    }
  }

  private func drawMessage(_ canvas: inout Canvas, _ rect: Rect) {
    canvas.fill(rect, style: Style())
    let room = max(0, rect.columns - 2)
    if let question = state.question {
      let answer = " y/n"
      let words = state.glyphs.cut(question.words, room - answer.count)
      var line = Line(words, .warning, .bold)
      line.add(answer, .accent, .bold)
      canvas.draw(line, 1, rect.row, columns: room)
    } else if let message = state.message {
      let (sign, role): (String, ColorRole) =
        switch message.tone {
        case .good: (state.glyphs.right, .good)
        case .plain: (state.glyphs.bullet, .accent)
        case .bad: (state.glyphs.wrong, .bad)
        }
      var line = Line(sign + " ", role, .bold)
      line.add(state.glyphs.cut(CleanText.line(message.text), room - 2), .text)
      canvas.draw(line, 1, rect.row, columns: room)
    }
  }
}
