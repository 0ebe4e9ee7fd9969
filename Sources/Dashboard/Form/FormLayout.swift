internal import TextLayout
internal import VideoTasks
internal import Wording

/// One row of the form on the screen.
enum FormRow: Hashable, Sendable {
  /// The prompt's label with its length.
  case promptLabel
  /// One row of the prompt's editor, counted from the first on the screen.
  case promptText(Int)
  /// One field, or two side by side.
  case fields([FormField])
  /// Words under a field: what is wrong, or what could be completed.
  case note(FormField, String, NoteTone, isFirst: Bool)
  case space
}

/// What the words under a field are.
enum NoteTone: Hashable, Sendable {
  /// A broken rule: the form cannot be sent.
  case wrong
  /// Worth knowing before it is sent.
  case warning
  /// Advice, or what could be completed.
  case hint
}

/// Which row of the form stands where: reducer and view read the same layout.
struct FormLayout: Hashable, Sendable {
  var rows: [FormRow]
  /// Rows of the prompt's editor.
  var promptRows: Int
  /// Columns inside the border and its blanks.
  var columns: Int
  /// Whether two fields share a row.
  var isPaired: Bool

  /// The most rows that the prompt's editor takes beyond what its text fills.
  private static let roomyPrompt = 12
  /// The fewest rows of the prompt's editor.
  private static let leastPrompt = 3

  /// Lays the form out for a place of this size; the editor of the prompt takes what is left over.
  ///
  /// Notes take the blank row after their own group first, so that the rows above and below them
  /// stay where they are as long as that is possible.
  init(
    _ form: FormState, _ profiles: [ProfileChoice], language: Language, columns: Int, height: Int
  ) {
    self.columns = columns
    isPaired = columns >= 66
    let promptNotes = Self.notes(form, .prompt, language, columns: columns)
    var groups: [(rows: [FormRow], notes: Int)] = []
    for group in Self.groups(form, profiles, paired: isPaired) where !group.isEmpty {
      var rows: [FormRow] = []
      for fields in group {
        rows.append(.fields(fields))
        for field in fields { rows += Self.notes(form, field, language, columns: columns) }
      }
      groups.append((rows, rows.count - group.count))
    }
    let notes = groups.reduce(promptNotes.count) { $0 + $1.notes }
    let fields = groups.reduce(0) { $0 + $1.rows.count - $1.notes }
    var space = Space(
      free: height - 1 - fields, groups: groups.count,
      text: form.promptRowsWanted(columns: columns))
    // A blank row stands before each group, so the one after a group is that of the next.
    let noted = [promptNotes.count] + groups.map(\.notes)
    let after = noted.indices.filter { noted[$0] > 0 && $0 < groups.count }
    space.make(notes, first: after)
    promptRows = space.prompt
    rows = [.promptLabel] + (0..<promptRows).map { .promptText($0) } + promptNotes
    for (index, group) in groups.enumerated() {
      rows += (space.blanks.contains(index) ? [.space] : []) + group.rows
    }
  }

  /// How the rows that no field needs are shared between the prompt and the blanks.
  private struct Space {
    /// The groups that have a blank row before them.
    var blanks: Set<Int> = []
    var prompt: Int
    /// Rows that nobody takes.
    var unused: Int

    init(free: Int, groups: Int, text: Int) {
      if free >= FormLayout.leastPrompt + 1 + groups { blanks = Set(0..<groups) }
      // A long prompt needs rows more than the form needs air.
      while let last = blanks.max(), free - blanks.count < text { blanks.remove(last) }
      let all = max(FormLayout.leastPrompt, free - blanks.count)
      prompt = min(all, max(FormLayout.roomyPrompt, text))
      unused = max(0, all - prompt)
    }

    /// Makes room for notes: the blanks after their groups, then other blanks, then the prompt.
    mutating func make(_ notes: Int, first: [Int]) {
      var missing = notes - unused
      for index in first + blanks.sorted(by: >) where missing > 0 {
        if blanks.remove(index) != nil { missing -= 1 }
      }
      prompt = max(FormLayout.leastPrompt, prompt - max(0, missing))
    }
  }

  /// The rows of fields in order, without the prompt.
  static func fieldRows(
    _ form: FormState, _ profiles: [ProfileChoice], paired: Bool
  ) -> [[FormField]] {
    groups(form, profiles, paired: paired).flatMap { $0 }
  }

  private static func groups(
    _ form: FormState, _ profiles: [ProfileChoice], paired: Bool
  ) -> [[[FormField]]] {
    let model = form.model(in: profiles)
    let media = MediaRole.allCases.filter { role in model.map { $0.limit(of: role) > 0 } ?? true }
      .flatMap { role in (form.media[role] ?? []).indices.map { [FormField.media(role, $0)] } }
    var settings: [FormField] = []
    if let model {
      if !model.ratios.isEmpty { settings.append(.ratio) }
      if !model.resolutions.isEmpty { settings.append(.resolution) }
      settings.append(.duration)
      if model.takesAudio { settings.append(.audio) }
      if model.takesSeed { settings.append(.seed) }
      if model.takesWatermark { settings.append(.watermark) }
      if model.takesReturnLastFrame { settings.append(.returnLastFrame) }
      if model.expiry != nil { settings.append(.expiresAfter) }
    }
    settings.append(.count)
    return [inRows([.profile, .model], paired), media, inRows(settings, paired)]
  }

  private static func inRows(_ fields: [FormField], _ paired: Bool) -> [[FormField]] {
    guard paired else { return fields.map { [$0] } }
    return stride(from: 0, to: fields.count, by: 2).map {
      Array(fields[$0..<min($0 + 2, fields.count)])
    }
  }

  private static func notes(
    _ form: FormState, _ field: FormField, _ language: Language, columns: Int
  ) -> [FormRow] {
    var notes: [FormRow] = []
    func add(_ phrase: Phrase, _ tone: NoteTone, most: Int) {
      let words = inFormWords(CleanText.line(language.say(phrase), limit: 300), language)
      let rows = Wrap.texts(words, columns: max(8, columns - 4)).prefix(most)
      notes += rows.enumerated().map { .note(field, $1, tone, isFirst: $0 == 0) }
    }
    if let violation = form.violation(of: field) {
      add(.sentences([violation.message, violation.fix]), .wrong, most: 4)
    }
    for warning in form.check.warnings[field] ?? [] { add(warning, .warning, most: 3) }
    guard field == form.focus else { return notes }
    if notes.isEmpty, let hint = form.check.hints[field] { add(hint, .hint, most: 4) }
    if !form.candidates.isEmpty {
      notes.append(.note(field, form.candidateWords, .hint, isFirst: true))
    }
    return notes
  }

  /// Columns of a field: half the row where two stand side by side.
  func width(of field: FormField) -> Int {
    if case .media = field { return columns }
    return isPaired ? columns / 2 - 1 : columns
  }

  /// Where a field stands among the rows; nil when the form does not have it.
  func row(of field: FormField) -> Int? {
    rows.firstIndex { row in
      switch row {
      case .promptLabel: field == .prompt
      case .fields(let fields): fields.contains(field)
      default: false
      }
    }
  }
}

extension FormState {
  /// The fields in the order of Tab.
  func fields(_ profiles: [ProfileChoice]) -> [FormField] {
    [.prompt] + FormLayout.fieldRows(self, profiles, paired: false).flatMap { $0 }
  }
}
