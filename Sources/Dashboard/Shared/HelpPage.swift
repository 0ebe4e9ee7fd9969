internal import TerminalUI
internal import TextLayout
internal import Wording

/// The help: the whole keymap, the focused pane's keys first.
struct HelpPage {
  private let state: DashboardState
  let rect: Rect
  private let lines: [Line]

  init(_ state: DashboardState) {
    self.state = state
    let width = min(76, state.size.columns - 4)
    let full = Rect(
      column: (state.size.columns - width) / 2, row: 1, columns: width,
      rows: max(0, state.size.rows - 2))
    lines = Self.lines(state, columns: max(1, width - 4))
    let rows = min(full.rows, lines.count + 2)
    rect = Rect(
      column: full.column, row: full.row + (full.rows - rows) / 2, columns: width, rows: rows)
  }

  /// How far it can be scrolled.
  var maximumTop: Int { max(0, lines.count - rect.inset(by: 1).rows) }

  func draw(on canvas: inout Canvas) {
    canvas.fill(rect, style: Style())
    let down = state.keyName(.rowDown, in: .help).map { $0 + " " } ?? ""
    let hint = maximumTop > 0 ? down + state.say("more") : nil
    canvas.box(rect, title: state.say("Keys"), hint: hint, focused: true, ascii: state.ascii)
    let inner = rect.inset(by: 1)
    let top = min(state.helpTop ?? 0, maximumTop)
    for row in 0..<inner.rows where top + row < lines.count {
      canvas.draw(lines[top + row], inner.column + 1, inner.row + row, columns: inner.columns - 2)
    }
  }

  private static func lines(_ state: DashboardState, columns: Int) -> [Line] {
    let here: KeyContext =
      switch state.pane {
      case .form: state.form.focus.context
      case .table: .table
      case .details: state.details.viewer.mode == .page ? .details : .viewer
      case .assets: .assets
      case .log: .log
      case .numbers: .numbers
      }
    let contexts =
      [here]
      + [
        .table, .details, .viewer, .prompt, .choice, .media, .assets, .log, .numbers, .request,
        .welcome, .keyEntry, .kept, .keptName, .settings,
      ].filter { $0 != here }
    var seen: Set<Binding> = []
    var lines: [Line] = []
    for context in contexts {
      let bindings = merged(
        state.keymap.bindings(context).filter { seen.insert($0).inserted }, state.language)
      guard !bindings.isEmpty else { continue }
      if !lines.isEmpty { lines.append(Line()) }
      let title = state.say(context.title)
      lines.append(
        Line(
          context == here ? state.say("{context} (here)", ["context": title]) : title, .accent,
          .bold))
      lines += pairs(bindings, state, columns: columns)
    }
    lines += [Line(), Line(state.say("Writing"), .accent, .bold)]
    return lines + pairs(writing(state), state, columns: columns)
  }

  /// The editor's own keys, without those that a command has been given.
  private static func writing(_ state: DashboardState) -> [Binding] {
    let taken = Set(state.keymap.bindings(.prompt).flatMap(\.keys).map(\.sign))
    return writing.compactMap { binding in
      let signs = binding.label.split(separator: " ").filter { !taken.contains(String($0)) }
      var left = binding
      left.label = signs.joined(separator: " ")
      return signs.isEmpty ? nil : left
    }
  }

  /// One entry for each command, with all its keys and the fullest words for it.
  private static func merged(_ bindings: [Binding], _ language: Language) -> [Binding] {
    var all: [Binding] = []
    for binding in bindings {
      guard let place = all.firstIndex(where: { $0.command == binding.command }) else {
        all.append(binding)
        continue
      }
      all[place].label += " " + binding.label
      if language.say(binding.words).count > language.say(all[place].words).count {
        all[place].words = binding.words
      }
    }
    return all
  }

  /// The editor's own keys, which are the same in every text; the editor obeys them.
  private static let writing: [Binding] = [
    ("^W", Phrase("delete a word")), ("^U ^K", Phrase("delete to line's ends")),
    ("^_", Phrase("undo")), ("^Y", Phrase("redo")), ("^← ^→", Phrase("word by word")),
    ("^A ^E", Phrase("to line's ends")), ("⇧←↑↓→", Phrase("select")),
    ("Alt-A", Phrase("select all")),
  ].map { Binding(.help, [], $0.0, $0.1) }

  private static func pairs(_ bindings: [Binding], _ state: DashboardState, columns: Int) -> [Line]
  {
    let half = columns >= 60 ? columns / 2 : columns
    let perRow = columns / half
    return stride(from: 0, to: bindings.count, by: perRow).map { start in
      var line = Line()
      for binding in bindings[start..<min(start + perRow, bindings.count)] {
        line.add(Padding.right(state.glyphs.key(binding.label), columns: 9), .second, .bold)
        line.add(Padding.right(state.say(binding.words), columns: half - 9), .text)
      }
      return line
    }
  }
}
