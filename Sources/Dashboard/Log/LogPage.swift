internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The log as rows of the screen: the newest first, each as high as its words need, up to three.
struct LogPage: View {
  var state: DashboardState

  private let columns: Int
  let height: Int
  private let entries: [LogLine]

  init(_ state: DashboardState) {
    self.state = state
    let inner = state.layout.page?.inset(by: 1)
    columns = max(1, (inner?.columns ?? 80) - 2)
    height = inner?.rows ?? 0
    let said = state.log.said.map {
      LogLine(
        at: $0.at, task: nil, kind: "", text: CleanText.line(state.say($0.text), limit: 600),
        level: $0.level)
    }
    entries = Self.merged(state.log.lines, said).filter { $0.level >= state.log.least }
  }

  /// Both are in order; what happened at once stays in the order in which it was told.
  private static func merged(_ one: [LogLine], _ other: [LogLine]) -> [LogLine] {
    var all: [LogLine] = []
    all.reserveCapacity(one.count + other.count)
    var (left, right) = (one[...], other[...])
    while let first = left.first, let second = right.first {
      if first.at > second.at {
        all.append(first)
        left = left.dropFirst()
      } else {
        all.append(second)
        right = right.dropFirst()
      }
    }
    return all + left + right
  }

  /// How many rows there are in all.
  var rows: Int { entries.reduce(0) { $0 + texts($1).count } }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let inner = rect.inset(by: 1)
    let all = rows
    let below = all - state.log.top - inner.rows
    canvas.box(
      rect, title: title,
      hint: below > 0 ? plural("{count} more row", "{count} more rows", below) : nil,
      focused: state.pane == .log, ascii: state.ascii)
    guard !entries.isEmpty else {
      let words =
        state.log.isLoaded ? say("Nothing was told yet.") : say("Reading") + glyphs.ellipsis
      canvas.draw(Line(words, .muted), inner.column + 1, inner.row, columns: columns)
      return
    }
    var row = -state.log.top
    for entry in entries where row < inner.rows {
      let texts = texts(entry)
      for (index, text) in texts.enumerated() {
        defer { row += 1 }
        guard row >= 0, row < inner.rows else { continue }
        canvas.draw(
          line(entry, text, isFirst: index == 0), inner.column + 1, inner.row + row,
          columns: columns)
      }
    }
  }

  private var title: String {
    let name = say(Pane.log.title)
    switch state.log.least {
    case .info: return name
    case .warning: return "\(name) \(glyphs.dot) " + say("warnings and errors")
    case .error: return "\(name) \(glyphs.dot) " + say("errors")
    }
  }

  /// Columns before the words: time, sign, and on a wide screen the task.
  private var indent: Int { columns >= 56 ? 20 : 11 }

  private func texts(_ entry: LogLine) -> [String] {
    let id = indent > 11 ? "" : entry.task.map { say("Task {id}", ["id": $0]) + " " } ?? ""
    let words = [Phrase.kind(entry.kind), .recorded(entry.text)].map { say($0) }
      .filter { !$0.isEmpty }
    let all = Wrap.texts(id + words.joined(separator: " "), columns: max(8, columns - indent))
    return all.isEmpty ? [""] : Array(all.prefix(3))
  }

  private func line(_ entry: LogLine, _ text: String, isFirst: Bool) -> Line {
    guard isFirst else { return Line(String(repeating: " ", count: indent) + text, .text) }
    let (sign, role): (String, ColorRole) =
      switch entry.level {
      case .info: (glyphs.dot, .muted)
      case .warning: ("!", .warning)
      case .error: (glyphs.wrong, .bad)
      }
    var line = Line(clock(entry.at) + " ", .muted)
    line.add(sign + " ", role, .bold)
    if indent > 11 {
      let id = entry.task.map { "\($0)" } ?? ""
      line.add(Padding.left(id, columns: indent - 12) + " ", .muted)
    }
    line.add(text, entry.level == .info ? .text : role)
    return line
  }

  /// The time of day of today, else the day: always eight columns.
  private func clock(_ moment: Timestamp) -> String {
    let here = CivilTime(moment, offset: state.secondsFromUTC)
    let when = words.when(moment, now: state.now, offset: state.secondsFromUTC)
    let text =
      when.contains(":")
      ? "\(Words.two(here.hour)):\(Words.two(here.minute)):\(Words.two(here.second))" : when
    return Padding.right(glyphs.cut(text, 8), columns: 8)
  }
}
