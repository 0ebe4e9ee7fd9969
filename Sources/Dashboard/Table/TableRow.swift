internal import TerminalUI
internal import TextLayout
internal import VideoTasks

/// One task in the table.
struct TableRow {
  var state: DashboardState
  var task: TaskSummary
  var isSelected: Bool

  private var glyphs: Glyphs { state.glyphs }
  private var background: ColorRole { isSelected ? .selection : .background }

  func draw(on canvas: inout Canvas, _ start: Int, _ row: Int, _ columns: TableColumns) {
    let hasFocus = state.pane == .table
    if isSelected {
      canvas.fill(
        Rect(column: start, row: row, columns: columns.all, rows: 1),
        style: Style(.text, on: .selection))
      canvas.draw(
        Line(glyphs.marker, Style(hasFocus ? .accent : .muted, on: .selection, .bold)), start, row,
        columns: 1)
    }
    var column = start + 1
    for (line, width, isRight) in cells(columns) where width > 0 {
      let shift = isRight ? max(0, width - line.columns) : 0
      canvas.draw(line.on(background), column + shift, row, columns: width - shift)
      column += width + 1
    }
  }

  private func cells(_ columns: TableColumns) -> [(Line, Int, Bool)] {
    let prompt = glyphs.cut(task.prompt, columns.prompt)
    let weight: Style.Attributes = isSelected ? .bold : []
    return [
      (status(columns.status), columns.status, false),
      (Line("\(task.id)", .muted), columns.id, true),
      (progress(columns.progress), columns.progress, false),
      (
        prompt.isEmpty ? Line("(no prompt)", .muted) : Line(prompt, .text, weight), columns.prompt,
        false
      ),
      (Line(glyphs.cut(modelTitle, columns.model), .muted), columns.model, false),
      (Line(glyphs.cut(Self.shape(task), columns.shape), .muted), columns.shape, false),
      (Line(glyphs.cut(cost, columns.cost), .text), columns.cost, true),
      (Line(time, .muted), columns.time, true),
    ]
  }

  private func status(_ columns: Int) -> Line {
    let sign = glyphs.status(task.status)
    let role = Glyphs.role(task.status)
    guard columns > 1 else { return Line(sign, role, .bold) }
    var line = Line(sign + " ", role, .bold)
    line.add(task.status.rawValue, role)
    return line
  }

  private var modelTitle: String {
    let choice = state.profiles.first { $0.profile.name == task.profile }
    return choice?.profile.catalogue[task.model]?.title ?? task.model
  }

  /// `16:9 720p 5s`, as far as it was stated.
  static func shape(_ task: TaskSummary) -> String {
    let length = task.duration.map { $0 < 0 ? "auto" : "\($0)s" }
    return [task.ratio, task.resolution, length].compactMap { $0 }.joined(separator: " ")
  }

  private var cost: String {
    if let cost = task.cost { return Words.plainCost(cost) }
    guard task.status.mayStillCost || task.status == .waiting, let cost = task.estimate else {
      return ""
    }
    return glyphs.approximately + " " + Words.plainCost(cost)
  }

  private var time: String {
    Words.when(
      task.endedAt ?? task.submittedAt ?? task.createdAt, now: state.now,
      offset: state.secondsFromUTC)
  }

  private func progress(_ columns: Int) -> Line {
    let progress = TaskProgress(
      task, typical: state.typical[TaskKind(task)] ?? [], now: state.progressNow)
    return ProgressWords(glyphs: glyphs, columns: columns).line(task, progress)
  }
}
