internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// One task in the table.
struct TableRow: SharingView {
  let shown: Shown
  var task: TaskSummary
  var isSelected: Bool

  func draw(on canvas: inout Canvas, _ start: Int, _ row: Int, _ columns: TableColumns) {
    if isSelected {
      mark(&canvas, start, row, columns)
    } else if isMarked {
      canvas.draw(Line(glyphs.mark, .second, .bold), start, row, columns: 1)
    }
    if state.isPlain {
      let room = columns.all - 1
      canvas.draw(Line(glyphs.cut(sentence, room), .text), start + 1, row, columns: room)
      return
    }
    let hasBar = isSelected && state.rowMark == .bar
    var column = start + 1
    for item in columns.list {
      let line = cell(item)
      let shift = item.kind.isRight ? max(0, item.width - line.columns) : 0
      canvas.draw(
        hasBar ? line.selected : line, column + shift, row, columns: item.width - shift)
      column += item.width + item.gap
    }
  }

  var isMarked: Bool { state.table.marks.contains(task.id) }

  private func mark(
    _ canvas: inout Canvas, _ start: Int, _ row: Int, _ columns: TableColumns
  ) {
    let role: ColorRole = state.pane == .table ? .accent : .muted
    let sign = isMarked ? glyphs.selectedMark : glyphs.marker
    switch state.rowMark {
    case .bar:
      canvas.fill(
        Rect(column: start, row: row, columns: columns.all, rows: 1),
        style: Style(.text, on: .selection))
      canvas.draw(
        Line(sign, Style(role, on: .selection, .bold)), start, row, columns: 1)
    case .marker: canvas.draw(Line(sign, role, .bold), start, row, columns: 1)
    // In the style of the border beside it: a change of it would cost more than the marker itself.
    case .sparing:
      let border: ColorRole = state.pane == .table ? .accent : .faint
      canvas.draw(Line(state.isPlain ? ">" : sign, border), start, row, columns: 1)
    }
  }

  private func cell(_ column: TableColumns.Column) -> Line {
    let width = column.width
    return switch column.kind {
    case .status: status(width)
    case .id:
      isSelected && state.rowMark == .marker
        ? Line("\(task.id)", .accent, .bold) : Line("\(task.id)", .muted)
    case .progress: progress(width)
    case .prompt: prompt(width)
    case .model: Line(glyphs.cut(modelTitle, width), .muted)
    case .ratio: Line(glyphs.cut(task.ratio ?? "", width), .muted)
    case .resolution: Line(glyphs.cut(task.resolution ?? "", width), .muted)
    case .length: Line(glyphs.cut(Self.length(task).map { say($0) } ?? "", width), .muted)
    case .cost: Line(glyphs.cut(cost, width), .text)
    case .profile: Line(glyphs.cut(task.profile, width), .muted)
    case .time: Line(time, .muted)
    case .took: Line(took, .muted)
    }
  }

  private func prompt(_ columns: Int) -> Line {
    let prompt = glyphs.cut(task.prompt, columns)
    guard !prompt.isEmpty else { return Line(say("(no prompt)"), .muted) }
    return Line(prompt, .text, isSelected && state.rowMark == .bar ? .bold : [])
  }

  private func status(_ columns: Int) -> Line {
    let sign = glyphs.status(task.status)
    let role = Glyphs.role(task.status)
    guard columns > 1 else { return Line(sign, role, .bold) }
    var line = Line(sign + " ", role, .bold)
    line.add(say(task.status.words), role)
    return line
  }

  private var modelTitle: String {
    let choice = state.profiles.first { $0.profile.name == task.profile }
    return choice?.profile.catalogue[task.model]?.title ?? task.model
  }

  /// `16:9 720p 5s`, as far as it was stated.
  static func shape(_ task: TaskSummary, _ language: Language) -> String {
    [task.ratio, task.resolution, length(task).map { language.say($0) }].compactMap { $0 }
      .joined(separator: " ")
  }

  /// `5s`, or `auto` where the model chooses.
  static func length(_ task: TaskSummary) -> Phrase? {
    task.duration.map { $0 < 0 ? Phrase("auto") : Phrase("{count}s", ["count": $0]) }
  }

  private var cost: String {
    guard state.isPaid(profile: task.profile) else { return say("free") }
    if let cost = task.cost { return words.shortCost(cost) }
    if task.status == .succeeded { return Words.unknownPrice }
    guard task.status.mayStillCost || task.status == .waiting, let cost = task.estimate else {
      return ""
    }
    let price = words.shortCost(cost)
    return price == Words.unknownPrice ? price : glyphs.approximately + " " + price
  }

  private var time: String {
    // What the rows are ordered by is what they show.
    let moment =
      switch state.table.sort.column {
      case .changed: task.updatedAt
      case .ended: task.endedAt
      default: task.endedAt ?? task.submittedAt ?? task.createdAt
      }
    return moment.map { words.when($0, now: state.now, offset: state.secondsFromUTC) } ?? ""
  }

  /// From sending to end.
  private var took: String {
    guard let start = task.submittedAt, let end = task.endedAt else { return "" }
    return Words.clock(end - start)
  }

  private func progress(_ columns: Int) -> Line {
    let progress = TaskProgress(
      task, typical: state.typical[TaskKind(task)] ?? [], now: state.progressNow)
    return ProgressWords(
      language: language, glyphs: glyphs, columns: columns, now: state.progressNow
    )
    .line(task, progress)
  }
}
