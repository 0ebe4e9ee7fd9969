internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What is said of one task, line by line.
struct DetailsPage: View {
  var state: DashboardState

  init(_ state: DashboardState) { self.state = state }

  static let labelColumns = 11

  /// The lines of the page, wrapped to so many columns.
  func lines(columns: Int) -> [Line] {
    guard let row = state.details.row else {
      return [
        Line(
          state.table.total == 0
            ? say("No task is selected.") : say("Reading") + glyphs.ellipsis, .muted)
      ]
    }
    guard let record = state.details.record, record.id == row.id else {
      return [statusLine(row, columns: columns)]
    }
    var lines = [statusLine(row, columns: columns)]
    lines += trouble(record, columns: columns)
    for section in sections(record, columns: columns) {
      lines.append(Line())
      if let title = section.title { lines.append(Line(say(title), .muted, .bold)) }
      lines += section.lines
    }
    return lines
  }

  /// A part of the page; the first ones need no title.
  struct Section {
    var title: Phrase?
    var lines: [Line]
  }

  private func sections(_ record: TaskRecord, columns: Int) -> [Section] {
    let all = [
      Section(lines: prompt(record, columns: columns)),
      Section(lines: facts(record).flatMap { self.lines(of: $0, columns: columns) }),
      Section(title: Phrase("Media"), lines: media(record, columns: columns)),
      Section(title: Phrase("Times"), lines: timeline(record, columns: columns)),
      Section(title: Phrase("Rules"), lines: rules(record, columns: columns)),
      Section(
        title: Phrase("Story"),
        lines: state.details.events.flatMap { story($0, columns: columns) }),
    ]
    return all.filter { !$0.lines.isEmpty }
  }

  /// The lines at which the parts of the page begin, the first one included.
  func marks(columns: Int) -> [Int] {
    guard let row = state.details.row, let record = state.details.record(of: row) else {
      return [0]
    }
    var line = 1 + trouble(record, columns: columns).count
    return [0]
      + sections(record, columns: columns).map { section in
        defer { line += 1 + (section.title == nil ? 0 : 1) + section.lines.count }
        return line + 1
      }
  }

  /// The whole page as text, for the clipboard.
  var text: String {
    lines(columns: 100).map { line in
      let text = line.spans.map(\.text).joined()
      return String(text.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// Status, progress and where it runs, in one line.
  func statusLine(_ row: TaskSummary, columns: Int) -> Line {
    var line = Line(
      "\(glyphs.status(row.status)) \(say(row.status.words))", Glyphs.role(row.status), .bold)
    let progress = TaskProgress(
      row, typical: state.typical[TaskKind(row)] ?? [], now: state.progressNow)
    let words = ProgressWords(
      language: language, glyphs: glyphs, columns: columns >= 60 ? 36 : 18, now: state.progressNow
    ).line(row, progress)
    // The others are told in full below.
    if [.submitting, .queued, .running, .succeeded].contains(row.status), words.columns > 0 {
      line.add("  ", .muted)
      line.spans += words.spans
    }
    line.add("  \(row.profile)", .muted)
    return line
  }

  /// What went wrong, and what to do about it.
  private func trouble(_ record: TaskRecord, columns: Int) -> [Line] {
    var lines: [Line] = []
    if let failure = record.error {
      let code = CleanText.line(failure.code, limit: 80)
      lines += wrapped(
        "\(code): \(say(.recorded(failure.message)))", .bad, columns: columns)
      let advice = Self.advice(failure, record.id, language)
      if !advice.isEmpty { lines += wrapped(advice, .warning, columns: columns) }
    }
    if let row = state.details.row, state.mayPassWithoutSound(row),
      let key = state.keyName(.retryWithoutSound, in: state.taskContext)
    {
      lines += wrapped(
        say("Press {key} to make it again without sound.", ["key": key]), .accent,
        columns: columns)
    }
    if record.status == .unconfirmed {
      lines += wrapped(say(unconfirmed(record)), .warning, columns: columns)
    }
    if let reason = record.waitReason, record.status == .waiting {
      lines += wrapped(say(.recorded(reason)), .waiting, columns: columns)
    }
    if let trouble = record.pollError {
      lines += wrapped(say(.recorded(trouble)), .warning, columns: columns)
    }
    return lines
  }

  private func unconfirmed(_ record: TaskRecord) -> Phrase {
    .sentences([
      Phrase(
        "It was sent and the answer was lost: it may exist, and cost money. It is never sent again "
          + "by itself."),
      state.keyName(.settle, in: state.taskContext).map {
        Phrase("Look for it at the vendor, then settle it with {key}.", ["key": $0])
      } ?? Phrase("Look for it at the vendor, then run: rushes resolve {id}", ["id": record.id]),
    ])
  }

  /// The advice with the task's own number, so that its command can be copied.
  static func advice(_ failure: TaskFailure, _ id: TaskID, _ language: Language) -> String {
    language.say(.recorded(failure.advice)).replacing(/\b(rushes [a-z]+) ID\b/) { "\($0.1) \(id)" }
  }

  private func prompt(_ record: TaskRecord, columns: Int) -> [Line] {
    let text = CleanText.paragraph(record.request.prompt)
    guard !text.isEmpty else { return [Line(say("(no prompt)"), .muted)] }
    return Wrap.texts(text, columns: max(1, columns)).map { Line($0, .second) }
  }

  func lines(of fact: Fact, columns: Int) -> [Line] {
    let room = max(8, columns - Self.labelColumns - 1)
    return Wrap.texts(CleanText.line(fact.text), columns: room).enumerated().map { index, part in
      let label = index == 0 ? say(fact.label) : ""
      var line = Line(Padding.right(label, columns: Self.labelColumns) + " ", .muted)
      line.add(part, fact.role)
      return line
    }
  }

  /// The time of day to the second, with the day before it when that is not today.
  func clock(_ moment: Timestamp) -> String {
    let here = CivilTime(moment, offset: state.secondsFromUTC)
    let clock = "\(Words.two(here.hour)):\(Words.two(here.minute)):\(Words.two(here.second))"
    let when = words.when(moment, now: state.now, offset: state.secondsFromUTC)
    return when.contains(":") ? clock : "\(when) \(clock)"
  }

  private func story(_ event: TaskEvent, columns: Int) -> [Line] {
    let clock = clock(event.at)
    let kind = CleanText.line(say(.kind(event.kind)), limit: 24)
    let indent = clock.count + 1 + max(11, Columns.of(kind)) + 1
    let parts = Wrap.texts(
      CleanText.line(say(.recorded(event.detail))), columns: max(8, columns - indent))
    return parts.enumerated().map { index, part in
      guard index == 0 else {
        return Line(String(repeating: " ", count: indent) + part, .text)
      }
      var line = Line("\(clock) ", .muted)
      line.add(Padding.right(kind, columns: max(11, Columns.of(kind))) + " ", .accent)
      line.add(part, .text)
      return line
    }
  }

  func wrapped(_ text: String, _ role: ColorRole, columns: Int) -> [Line] {
    Wrap.texts(CleanText.line(text), columns: max(1, columns)).map { Line($0, role) }
  }
}
