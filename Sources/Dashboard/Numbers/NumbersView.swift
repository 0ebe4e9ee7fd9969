internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The numbers: four plots in a grid, or one where there is room for no more.
struct NumbersView: View {
  var state: DashboardState

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let isGrid = state.showsAllPlots
    let all = NumbersState.Plot.allCases
    let place = isGrid ? "" : " \(state.numbers.plot.rawValue + 1)/\(all.count)"
    canvas.box(
      rect, title: say(Pane.numbers.title) + place,
      hint: plural("last {count} day", "last {count} days", StoreNumbers.days),
      focused: state.pane == .numbers, ascii: state.ascii)
    let inside = rect.inset(by: 1)
    let inner = Rect(
      column: inside.column + 1, row: inside.row, columns: max(1, inside.columns - 2),
      rows: inside.rows)
    guard let numbers = state.numbers.numbers else {
      canvas.draw(
        Line(say("Reading") + glyphs.ellipsis, .muted), inner.column, inner.row,
        columns: inner.columns)
      return
    }
    guard isGrid else {
      draw(state.numbers.plot, numbers, on: &canvas, in: inner)
      return
    }
    let left = (inner.columns - 3) / 2
    let above = (inner.rows - 1) / 2
    for plot in all {
      let (right, below) = (plot.rawValue % 2 == 1, plot.rawValue >= 2)
      draw(
        plot, numbers, on: &canvas,
        in: Rect(
          column: inner.column + (right ? left + 3 : 0), row: inner.row + (below ? above + 1 : 0),
          columns: right ? inner.columns - left - 3 : left,
          rows: below ? inner.rows - above - 1 : above))
    }
  }

  private func draw(
    _ plot: NumbersState.Plot, _ numbers: StoreNumbers, on canvas: inout Canvas, in rect: Rect
  ) {
    canvas.draw(
      Line(say(plot.title), .accent, .bold), rect.column, rect.row, columns: rect.columns)
    let room = Size(columns: rect.columns, rows: max(0, rect.rows - 1))
    let lines =
      switch plot {
      case .cost: costs(numbers.costs, room)
      case .outcomes: outcomes(numbers.outcomes, room)
      case .times: times(numbers.times, room)
      case .refusals: refusals(numbers.refusals, room)
      }
    for (index, line) in lines.prefix(room.rows).enumerated() {
      canvas.draw(line, rect.column, rect.row + 1 + index, columns: rect.columns)
    }
  }

  // MARK: Ends and errors

  private func outcomes(_ days: [DayOutcomes], _ room: Size) -> [Line] {
    var counts: [TaskStatus: Int] = [:]
    for day in days { counts.merge(day.tasks) { $0 + $1 } }
    let all = counts.values.reduce(0, +)
    guard all > 0 else { return nothing(say("No task has ended in these days."), room) }
    let shown = TaskStatus.allCases.filter { $0.isEnded && counts[$0, default: 0] > 0 }
    let wide = shown.map { Columns.of(say($0.words)) }.max() ?? 0
    let digits = Words.grouped(all).count
    return shown.map { status in
      let count = counts[status, default: 0]
      var line = Line(glyphs.status(status) + " ", Glyphs.role(status), .bold)
      line.add(Padding.right(say(status.words), columns: wide) + " ", .text)
      line.add(Padding.left(Words.grouped(count), columns: digits) + " ", .text)
      line.add(Padding.left(percent(count, of: all), columns: 5) + " ", .muted)
      addBar(
        Double(count) / Double(all), Glyphs.role(status), room.columns - line.columns, to: &line)
      return line
    } + (room.rows > shown.count ? [total(all)] : [])
  }

  private func total(_ count: Int) -> Line { Line(say(Words.tasks(count)), .muted) }

  private func refusals(_ found: [RefusalCount], _ room: Size) -> [Line] {
    guard let most = found.first?.tasks, most > 0 else {
      return nothing(say("No task has failed in these days."), room)
    }
    let digits = Words.grouped(most).count
    let barColumns = room.columns >= 50 ? room.columns / 3 : 8
    let wide = max(8, room.columns - digits - barColumns - 2)
    let fits = found.count <= room.rows ? found.count : max(1, room.rows - 1)
    var lines = found.prefix(fits).map { refusal in
      let code = glyphs.cutMiddle(CleanText.line(refusal.code, limit: 80), wide)
      var line = Line(Padding.right(code, columns: wide) + " ", .text)
      line.add(Padding.left(Words.grouped(refusal.tasks), columns: digits) + " ", .text)
      addBar(
        Double(refusal.tasks) / Double(most), .bad, room.columns - line.columns, to: &line)
      return line
    }
    if fits < found.count {
      let rest = found.count - fits
      lines.append(
        Line(plural("and {count} other reason", "and {count} other reasons", rest), .muted))
    }
    return lines
  }

  // MARK: What all have in common

  func nothing(_ sentence: String, _ room: Size) -> [Line] {
    Wrap.texts(sentence, columns: max(1, room.columns)).map { Line($0, .muted) }
  }

  private func addBar(_ share: Double, _ role: ColorRole, _ columns: Int, to line: inout Line) {
    guard columns >= 3 else { return }
    line.add(Gauge(fraction: share, columns: columns, ascii: state.ascii).filled, role)
  }

  private func percent(_ count: Int, of all: Int) -> String {
    let tenths = (count * 1000 + all / 2) / max(1, all)
    return tenths >= 100 || tenths == 0
      ? "\((tenths + 5) / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
