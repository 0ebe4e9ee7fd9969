internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// One field of the form in one row: its label, its value, and what is known of it.
struct FormFieldView: View {
  var state: DashboardState
  var field: FormField

  private static let labelColumns = 14

  private var form: FormState { state.form }
  private var isFocused: Bool { state.pane == .form && form.focus == field }
  private var isWrong: Bool { form.violation(of: field) != nil }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let role: ColorRole = isWrong ? .bad : isFocused ? .accent : .muted
    let name = say(field.label)
    let label = isWrong ? "\(glyphs.wrong) \(name)" : name
    canvas.draw(
      Line(glyphs.cut(label, Self.labelColumns), role, isFocused ? .bold : []), rect.column,
      rect.row, columns: Self.labelColumns)
    let value = Rect(
      column: rect.column + Self.labelColumns, row: rect.row,
      columns: rect.columns - Self.labelColumns, rows: 1)
    switch field {
    case .media(let role, let index):
      let rows = form.media[role] ?? []
      guard rows.indices.contains(index) else { return }
      drawText(on: &canvas, value, rows[index], empty: mediaHint(role))
    case .seed: drawText(on: &canvas, value, form.seed, empty: say("random"))
    case .expiresAfter: drawText(on: &canvas, value, form.expiresAfter, empty: plainExpiry)
    default: drawChoice(on: &canvas, value)
    }
  }

  /// The vendor's own time limit, as long as none is written.
  private var plainExpiry: String {
    guard let seconds = form.model(in: state.profiles)?.defaultExpiry else { return "" }
    let time = words.about(.seconds(seconds))
    return isFocused
      ? "\(words.seconds("\(seconds)")) \(glyphs.approximately) \(time)"
      : say("after {time}", ["time": time])
  }

  /// What the written number of seconds comes to.
  private var expiryInfo: Line? {
    guard let seconds = Int(form.expiresAfter.text) else { return nil }
    let time = words.about(.seconds(seconds))
    let unit = say("s")
    return Line(
      time == words.seconds("\(seconds)") ? unit : "\(unit) \(glyphs.approximately) \(time)",
      .muted)
  }

  /// The step that a click takes on one of the signs beside the value, while the field is focused.
  ///
  /// - Parameters:
  ///   - column: counted from the left of the field.
  ///   - columns: how wide the field is.
  func step(at column: Int, _ columns: Int) -> Int? {
    let (all, chosen) = form.options(field, state.profiles, glyphs)
    guard isFocused, all.indices.contains(chosen) else { return nil }
    let words = glyphs.cut(words(of: all[chosen]), columns - Self.labelColumns - 4)
    return switch column - Self.labelColumns {
    case 0...1: -1
    case (Columns.of(words) + 2)...(Columns.of(words) + 3): 1
    default: nil
    }
  }

  /// Where a click puts the caret, in a field of text while it is focused.
  ///
  /// - Parameters:
  ///   - column: counted from the left of the field.
  ///   - columns: how wide the field is.
  func caret(at column: Int, _ columns: Int) -> Int? {
    guard isFocused, column >= Self.labelColumns, let text = form.editor else { return nil }
    let row = text.layout(columns: textColumns(columns))
    return row.offset(at: Point(column: column - Self.labelColumns, row: 0))
  }

  /// The columns that the text of a field of so many has.
  func textColumns(_ columns: Int) -> Int {
    room(columns - Self.labelColumns, beside: info)
  }

  /// What stands beside the text of a field.
  private var info: Line? {
    switch field {
    case .media(let role, let index):
      let rows = form.media[role] ?? []
      return rows.indices.contains(index) ? mediaInfo(rows[index]) : nil
    case .expiresAfter: return expiryInfo
    default: return nil
    }
  }

  /// The columns that text has beside what is known of it.
  private func room(_ columns: Int, beside info: Line?) -> Int {
    let taken = min(info?.columns ?? 0, columns / 2)
    return max(1, columns - (taken > 0 ? taken + 2 : 0))
  }

  private func words(of option: FieldOption) -> String {
    // What was typed so far is the beginning of a number, and none yet.
    if isFocused, let typed = form.unfinishedNumber(state.profiles) {
      return typed + glyphs.ellipsis
    }
    return say(option.words) + (option.sign.isEmpty ? "" : " " + option.sign)
  }

  private func drawChoice(on canvas: inout Canvas, _ rect: Rect) {
    let (all, chosen) = form.options(field, state.profiles, glyphs)
    guard all.indices.contains(chosen) else { return }
    let option = all[chosen]
    let background: ColorRole = isFocused ? .field : .background
    let words = words(of: option)
    var line = Line()
    if isFocused {
      let (first, last) = (chosen == 0, chosen == all.count - 1)
      line.add(glyphs.less + " ", Style(first ? .faint : .accent, on: background))
      line.add(
        glyphs.cut(words, rect.columns - 4), Style(.text, on: background, .bold))
      line.add(" " + glyphs.more, Style(last ? .faint : .accent, on: background))
      if option.isDefault { line.add("  " + say("default"), .muted) }
    } else {
      line.add(glyphs.cut(words, rect.columns), option.isDefault ? .muted : .second)
    }
    canvas.draw(line, rect.column, rect.row, columns: rect.columns)
  }

  private func drawText(
    on canvas: inout Canvas, _ rect: Rect, _ text: TextEditor, empty: String
  ) {
    let info = info
    let room = room(rect.columns, beside: info)
    if isFocused {
      let style = Style(.text, on: .field)
      canvas.write(
        text.layout(columns: room),
        in: Rect(column: rect.column, row: rect.row, columns: room, rows: 1), style: style,
        showsCursor: true)
      if text.text.isEmpty {
        canvas.draw(
          Line(glyphs.cut(empty, room), Style(.muted, on: .field)), rect.column, rect.row,
          columns: room)
      }
    } else if text.text.isEmpty {
      // A dash says nothing and may be faint; words are there to be read.
      canvas.draw(
        Line(glyphs.cut(empty, room), empty == glyphs.dash ? .faint : .muted), rect.column,
        rect.row, columns: room)
    } else {
      canvas.draw(
        Line(glyphs.cutMiddle(CleanText.line(text.text), room), .second), rect.column, rect.row,
        columns: room)
    }
    if let info, room + 2 < rect.columns {
      let columns = rect.columns - room - 2
      canvas.draw(info, rect.column + room + 2, rect.row, columns: columns)
    }
  }

  private func mediaHint(_ role: MediaRole) -> String {
    let draft = form.request(state.profiles)
    let isFrame = role == .firstFrame || role == .lastFrame
    if isFrame ? draft.hasReferences : draft.hasFrames {
      return isFrame ? say("not together with references") : say("not together with frames")
    }
    let model = form.model(in: state.profiles)
    if role == .referenceVideo, let least = model?.minVideos, draft.videos.count < least {
      if !isFocused {
        return plural("at least one is needed", "{count} are needed", least)
      }
    }
    guard isFocused else { return glyphs.dash }
    let what =
      switch role.kind {
      case .image: say("a picture")
      case .video: say("a clip")
      case .audio: say("a sound")
      }
    let takesFiles = model?.media.takesFiles.contains(role.kind) != false
    return switch (takesFiles, model?.media.takesAssets != false) {
    case (true, true): say("path, URL or asset://ID of {media}", ["media": what])
    case (true, false): say("path or URL of {media}", ["media": what])
    case (false, true): say("URL or asset://ID of {media}", ["media": what])
    case (false, false): say("URL of {media}", ["media": what])
    }
  }

  /// What the probe has found.
  private func mediaInfo(_ text: TextEditor) -> Line? {
    let written = FormState.trimmed(text.text)
    guard !written.isEmpty else { return nil }
    let reference = MediaReference(written)
    if form.probing.contains(reference) { return Line(say("looking") + glyphs.ellipsis, .muted) }
    if form.remarks[reference] != nil { return Line("! " + say("not seen"), .warning) }
    switch form.facts[reference] {
    case nil: return nil
    case .failure: return Line(glyphs.wrong + " " + say("not usable"), .bad)
    case .success(let facts):
      let sign = isWrong ? glyphs.wrong : glyphs.right
      return Line("\(sign) \(described(facts))", isWrong ? .bad : .good)
    }
  }
}
