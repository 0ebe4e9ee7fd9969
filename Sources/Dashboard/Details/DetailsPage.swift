internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What is said of one task, line by line.
struct DetailsPage: View {
  var state: DashboardState

  init(_ state: DashboardState) { self.state = state }

  private static let labelColumns = 11

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
    lines.append(Line())
    lines += prompt(record, columns: columns)
    lines.append(Line())
    lines += facts(record).flatMap { self.lines(of: $0, columns: columns) }
    if !state.details.events.isEmpty {
      lines.append(Line())
      lines.append(Line(say("Story"), .muted))
      lines += state.details.events.flatMap { story($0, columns: columns) }
    }
    return lines
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
      lines += wrapped("\(code): \(failure.message)", .bad, columns: columns)
      let advice = Self.advice(failure, record.id)
      if !advice.isEmpty { lines += wrapped(advice, .warning, columns: columns) }
    }
    if let row = state.details.row, state.mayPassWithoutSound(row) {
      lines += wrapped(
        say("Press s to make it again without sound."), .accent, columns: columns)
    }
    if record.status == .unconfirmed {
      lines += wrapped(
        say(
          "It was sent and the answer was lost: it may exist, and cost money. It is never sent "
            + "again by itself. Look for it at the vendor, then run: rushes resolve {id} "
            + "--created ID, or --not-created.", ["id": record.id]), .warning, columns: columns)
    }
    if let reason = record.waitReason, record.status == .waiting {
      lines += wrapped(reason, .waiting, columns: columns)
    }
    if let trouble = record.pollError { lines += wrapped(trouble, .warning, columns: columns) }
    return lines
  }

  /// The advice with the task's own number, so that its command can be copied.
  static func advice(_ failure: TaskFailure, _ id: TaskID) -> String {
    failure.advice.split(separator: " ", omittingEmptySubsequences: false)
      .map { $0 == "ID" || $0 == "ID." ? "\(id)\($0.dropFirst(2))" : String($0) }
      .joined(separator: " ")
  }

  private func prompt(_ record: TaskRecord, columns: Int) -> [Line] {
    let text = CleanText.paragraph(record.request.prompt)
    guard !text.isEmpty else { return [Line(say("(no prompt)"), .muted)] }
    return Wrap.texts(text, columns: max(1, columns)).map { Line($0, .second) }
  }

  private func facts(_ record: TaskRecord) -> [Fact] {
    var facts = [Fact(Phrase("Model"), record.model)]
    let settings = settingWords(record)
    if !settings.isEmpty { facts.append(Fact(Phrase("Settings"), settings)) }
    for (role, index, reference) in record.request.media {
      facts.append(Fact(role.label(index), reference.text))
    }
    if let estimate = record.estimate {
      let cost = glyphs.approximately + " " + billed(estimate)
      facts.append(Fact(Phrase("Estimate"), priced(cost, record), .muted))
    }
    if let cost = record.cost {
      facts.append(Fact(Phrase("Billed"), priced(billed(cost), record)))
    } else if record.status == .succeeded {
      facts.append(Fact(Phrase("Billed"), priced(say("not known"), record)))
    }
    facts += outcome(record)
    if let remote = record.remoteID { facts.append(Fact(Phrase("At server"), remote, .muted)) }
    if let old = record.retryOf {
      facts.append(Fact(Phrase("Again of"), say("task {id}", ["id": old]), .muted))
    }
    if let before = record.after {
      facts.append(Fact(Phrase("After"), say("task {id}", ["id": before]), .muted))
    }
    return facts
  }

  /// One line of what is known: a label and its value.
  private struct Fact {
    var label: Phrase
    var text: String
    var role: ColorRole

    init(_ label: Phrase, _ text: String, _ role: ColorRole = .text) {
      (self.label, self.text, self.role) = (label, text, role)
    }
  }

  /// A price, which is only a thought in the sandbox.
  private func priced(_ cost: String, _ record: TaskRecord) -> String {
    state.isPaid(profile: record.profile)
      ? cost : say("free in the sandbox; elsewhere {cost}", ["cost": cost])
  }

  private func outcome(_ record: TaskRecord) -> [Fact] {
    var facts: [Fact] = []
    if let file = record.file {
      let size = record.bytes.map { "  " + Words.bytes($0) } ?? ""
      facts.append(Fact(Phrase("File"), file + size, .good))
    }
    if let file = record.lastFrameFile { facts.append(Fact(Phrase("Last frame"), file, .good)) }
    if let expiry = record.linkExpiresAt, record.download != .done {
      let left = expiry - state.progressNow
      let moment = Words.full(expiry, offset: state.secondsFromUTC)
      facts.append(
        left > .zero
          ? Fact(
            Phrase("Link"), say("runs out in {time}", ["time": words.about(left)]),
            left < TaskSummary.linkIsShort ? .warning : .text)
          : Fact(Phrase("Link"), say("ran out {time}", ["time": moment]), .bad))
    }
    return facts
  }

  private func billed(_ cost: Cost) -> String {
    var parts: [String] = []
    if let amount = cost.amount, let currency = cost.currency {
      parts.append(Words.money(amount, currency))
    }
    if let tokens = cost.tokens { parts.append(say(Words.tokens(tokens))) }
    if cost.tokens == nil, let seconds = cost.seconds {
      parts.append(words.seconds(Words.number(seconds)))
    }
    if cost.amount == nil { parts.append(say("price not known")) }
    return parts.joined(separator: " \(glyphs.dot) ")
  }

  /// What was asked for, or what was made of it where the server said so.
  private func settingWords(_ record: TaskRecord) -> String {
    let (request, actual) = (record.request, record.actual)
    var parts = [actual?.ratio ?? request.ratio, actual?.resolution ?? request.resolution]
    parts.append(
      actual?.duration.map { words.seconds(Words.number($0)) }
        ?? request.duration.map { $0 < 0 ? say("model's length") : words.seconds("\($0)") })
    parts.append(request.audio.map { $0 ? say("sound") : say("silent") })
    parts.append((actual?.seed ?? request.seed).map { say("seed {number}", ["number": $0]) })
    parts.append(request.watermark == true ? say("watermark") : nil)
    parts.append(request.returnLastFrame == true ? say("last frame kept") : nil)
    return parts.compactMap { $0 }.joined(separator: " \(glyphs.dot) ")
  }

  private func lines(of fact: Fact, columns: Int) -> [Line] {
    let room = max(8, columns - Self.labelColumns - 1)
    return Wrap.texts(CleanText.line(fact.text), columns: room).enumerated().map { index, part in
      let label = index == 0 ? say(fact.label) : ""
      var line = Line(Padding.right(label, columns: Self.labelColumns) + " ", .muted)
      line.add(part, fact.role)
      return line
    }
  }

  /// The time of day to the second, with the day before it when that is not today.
  private func clock(_ moment: Timestamp) -> String {
    let here = CivilTime(moment, offset: state.secondsFromUTC)
    let clock = "\(Words.two(here.hour)):\(Words.two(here.minute)):\(Words.two(here.second))"
    let when = words.when(moment, now: state.now, offset: state.secondsFromUTC)
    return when.contains(":") ? clock : "\(when) \(clock)"
  }

  private func story(_ event: TaskEvent, columns: Int) -> [Line] {
    let clock = clock(event.at)
    let kind = CleanText.line(event.kind, limit: 24)
    let indent = clock.count + 1 + max(11, Columns.of(kind)) + 1
    let parts = Wrap.texts(CleanText.line(event.detail), columns: max(8, columns - indent))
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

  private func wrapped(_ text: String, _ role: ColorRole, columns: Int) -> [Line] {
    Wrap.texts(CleanText.line(text), columns: max(1, columns)).map { Line($0, role) }
  }
}
