internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// A small box over the panes: sentences, a choice of lines, and one text to write.
struct EntryView: View {
  var state: DashboardState
  var title: String
  /// What to know before one answers.
  var sentences: [String] = []
  /// The lines that are chosen from, and which of them is chosen.
  var answers: [String]
  var chosen: Int
  /// The name of the text; nil where the chosen answer needs none.
  var label: String?
  var text: TextEditor

  private static let widest = 64

  private var width: Int { min(Self.widest, state.size.columns - 2) }
  private var room: Int { width - 4 }

  /// What is told, as far as there is room for it.
  private var shown: ArraySlice<String> {
    let told = sentences.flatMap { Wrap.texts($0, columns: room) }
    return told.prefix(max(0, state.size.rows - 4 - answers.count - 3))
  }

  var rect: Rect {
    Rect(
      column: (state.size.columns - width) / 2, row: 1, columns: width,
      rows: min(state.size.rows - 2, shown.count + answers.count + 3))
  }

  /// The answer at a place, counted from 0.
  func answer(at place: Point) -> Int? {
    let inner = rect.inset(by: 1)
    let index = place.row - inner.row - shown.count
    return inner.contains(place) && answers.indices.contains(index) ? index : nil
  }

  func draw(on canvas: inout Canvas) {
    let (rect, shown, room) = (rect, shown, room)
    canvas.fill(rect, style: Style())
    canvas.box(rect, title: title, focused: true, ascii: state.ascii)
    let inner = rect.inset(by: 1)
    var row = inner.row
    for line in shown {
      canvas.draw(Line(line, .muted), inner.column + 1, row, columns: room)
      row += 1
    }
    for (index, answer) in answers.enumerated() {
      let isChosen = index == chosen
      var line = Line(isChosen ? glyphs.more : " ", .accent, .bold)
      line.add(" " + glyphs.cut(answer, room - 2), isChosen ? .text : .muted)
      canvas.draw(line, inner.column + 1, row, columns: room)
      row += 1
    }
    drawText(&canvas, inner, row, room)
  }

  private func drawText(_ canvas: inout Canvas, _ inner: Rect, _ row: Int, _ room: Int) {
    guard let label else { return }
    let used = canvas.draw(Line(label + " ", .accent, .bold), inner.column + 1, row, columns: room)
    let place = Rect(
      column: inner.column + 1 + used, row: row, columns: max(1, room - used), rows: 1)
    canvas.write(
      text.layout(columns: place.columns), in: place, style: Style(.second, on: .field),
      showsCursor: state.question == nil)
  }
}

extension EntryView {
  init(state: DashboardState, settle: SettleForm) {
    let language = state.language
    self.init(
      state: state, title: language.say("Settle task {id}", ["id": settle.id]),
      sentences: [language.say(settle.trace)],
      answers: [
        language.say("It is there, under this id:"),
        language.say("It was never made: it failed"),
      ], chosen: settle.wasMade ? 0 : 1, label: settle.wasMade ? language.say("Its id") : nil,
      text: settle.remoteID)
  }

  init(state: DashboardState, adopt: AdoptForm) {
    let language = state.language
    let name =
      state.profiles.indices.contains(adopt.profile)
      ? state.profiles[adopt.profile].profile.name : ""
    self.init(
      state: state, title: language.say("Follow a task made elsewhere"),
      sentences: [
        language.say(
          "It is asked about, and its video is fetched; nothing is sent that could cost money.")
      ],
      answers: [language.say("Profile: {name}", ["name": CleanText.line(name, limit: 40)])],
      chosen: 0, label: language.say("Its id"), text: adopt.remoteID)
  }
}
