internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// Writing in the form, and moving about in it.
extension DashboardState {
  /// Holds the form against the rules again after a change, and marks it as not saved.
  mutating func formChanged(at moment: Timestamp) -> [DashboardEffect] {
    form.recheck(profiles)
    form.changedAt = moment
    if form.unsavedSince == nil { form.unsavedSince = moment }
    scrollForm()
    return []
  }

  /// A key that is no command: text for the focused field.
  mutating func typeInForm(_ key: Key) -> [DashboardEffect] {
    let before = form.draftText
    if key == Key(.down), form.focus == .prompt, form.isCaretInLastRow { return moveFocus(by: 1) }
    form.remember(key)
    guard form.apply(key) else { return [] }
    tellRefused()
    scrollForm()
    guard form.draftText != before else { return [] }
    form.isTouched = true
    form.candidates = []
    if case .media = form.focus { form.tidyMedia(form.model(in: profiles)) }
    return formChanged(at: now) + listFolderOfFocus(completes: false)
  }

  /// A pasted text goes into the focused field; it never submits.
  mutating func pasteInForm(_ text: String) -> [DashboardEffect] {
    guard form.paste(text, limit: form.model(in: profiles)) else { return [] }
    tellRefused()
    form.isTouched = true
    form.tidyMedia(form.model(in: profiles))
    return formChanged(at: now) + probeMedia()
  }

  private mutating func tellRefused() {
    let bytes = Int64(form.refusedBytes)
    guard bytes > 0 else { return }
    message = Message(
      text: Phrase(
        "Nothing was put in: with these {size} the field would be too long.",
        ["size": Words.bytes(bytes)]), tone: .bad)
  }

  /// Moves to the next or previous field, and settles what was written in the one that is left.
  mutating func moveFocus(by step: Int) -> [DashboardEffect] {
    let fields = form.fields(profiles)
    let place = fields.firstIndex(of: form.focus) ?? 0
    let next = (place + step + fields.count) % fields.count
    return focus(on: fields[next])
  }

  /// Moves to the row above or below; in a row of two, to the field on the same side.
  mutating func moveFocusRow(by step: Int) -> [DashboardEffect] {
    let rows = [[.prompt]] + FormLayout.fieldRows(form, profiles, paired: layout.isFormPaired)
    let place = rows.firstIndex { $0.contains(form.focus) } ?? 0
    let side = rows[place].firstIndex(of: form.focus) ?? 0
    let next = rows[max(0, min(rows.count - 1, place + step))]
    return focus(on: next[min(side, next.count - 1)])
  }

  mutating func focus(on field: FormField) -> [DashboardEffect] {
    let left = form.focus
    let wasEmpty = form.isFocusedRowEmpty
    form.focus = field
    form.typed = ""
    form.candidates = []
    if case .media(let role, let index) = left, left != field {
      form.tidyMedia(form.model(in: profiles))
      let last = (form.media[role] ?? []).count - 1
      // A row that was left empty is gone, and those below it have moved up.
      if case .media(role, let place) = field {
        form.focus = .media(role, max(0, min(last, wasEmpty && place > index ? place - 1 : place)))
      }
    }
    let effects = leaveField()
    scrollForm()
    return effects
  }

  /// Saves the form and looks at its files: a field was left, or the writing paused.
  mutating func leaveField() -> [DashboardEffect] {
    form.changedAt = nil
    return probeMedia() + saveForm()
  }

  /// Saves the form when it has changed.
  mutating func saveForm() -> [DashboardEffect] {
    guard form.unsavedSince != nil else { return [] }
    form.unsavedSince = nil
    return [
      .saveForm(
        FormDraft(
          profile: form.profile, request: form.draft, count: form.count,
          seeds: form.writtenSeeds))
    ]
  }

  /// Looks at the local files that were not looked at yet.
  mutating func probeMedia() -> [DashboardEffect] {
    let written = Set(form.draft.media.map(\.reference))
    form.facts = form.facts.filter { written.contains($0.key) }
    form.remarks = form.remarks.filter { written.contains($0.key) }
    var effects: [DashboardEffect] = []
    for (_, _, reference) in form.draft.media where reference.path != nil {
      guard form.facts[reference] == nil, form.probing.insert(reference).inserted else { continue }
      effects.append(.probe(reference))
    }
    return effects
  }

  /// Looks at what the focused row's address gives, because a key has asked for it.
  mutating func probeAddress() -> [DashboardEffect] {
    guard case .url? = form.focusedReference, let reference = form.focusedReference else {
      let isFile = form.focusedReference?.path != nil
      message = Message(
        text: isFile
          ? Phrase("Files are looked at by themselves; this key looks at addresses.")
          : Phrase("This key looks at what an http or https address gives."), tone: .plain)
      return []
    }
    guard form.probing.insert(reference).inserted else { return [] }
    form.remarks[reference] = nil
    form.recheck(profiles)
    scrollForm()
    return [.probeAddress(reference)]
  }

  /// Takes in what was found in a file.
  mutating func probed(
    _ reference: MediaReference, _ result: Result<MediaFacts, MediaProblem>
  ) -> [DashboardEffect] {
    guard form.probing.remove(reference) != nil else { return [] }
    guard form.draft.media.contains(where: { $0.reference == reference }) else { return [] }
    form.facts[reference] = result
    form.isTouched = true
    form.recheck(profiles)
    scrollForm()
    return []
  }

  /// Takes in what was found behind an address: facts count as those of a file do, and to have found
  /// nothing is only worth a remark, because the server may still find it.
  mutating func addressProbed(
    _ reference: MediaReference, _ result: Result<MediaFacts, ActionFailure>
  ) -> [DashboardEffect] {
    switch result {
    case .success(let facts): return probed(reference, .success(facts))
    case .failure(let failure):
      guard form.probing.remove(reference) != nil else { return [] }
      guard form.draft.media.contains(where: { $0.reference == reference }) else { return [] }
      form.facts[reference] = nil
      form.remarks[reference] = failure.message
      form.recheck(profiles)
      scrollForm()
      return []
    }
  }

  /// Left and right in a field of choice.
  mutating func changeChoice(by step: Int) -> [DashboardEffect] {
    form.typed = ""
    let unused = form.choose(form.focus, step: step, profiles)
    if !unused.isEmpty {
      let model = form.model(in: profiles)
      message = Message(
        text: Phrase(
          "Not taken by {model}: {list}. Kept for a model that takes it.",
          [
            "model": model.map { Phrase.verbatim($0.title) } ?? Phrase("this profile"),
            "list": Phrase.list(unused),
          ]), tone: .plain)
    }
    return formChanged(at: now)
  }

  /// Keeps the focused field, and the caret in it, on the screen.
  mutating func scrollForm() {
    guard let body = layout.formBody else { return }
    let page = FormLayout(
      form, profiles, language: language, columns: body.columns, height: body.rows)
    let place = Size(columns: body.columns, rows: page.promptRows)
    if form.prompt.size != place { form.prompt.size = place }
    let field = FormFieldView(state: self, field: form.focus)
    if form.focus != .prompt, let text = form.editor {
      let room = Size(columns: field.textColumns(page.width(of: form.focus)), rows: 1)
      if text.size != room { form.editor?.size = room }
    }
    guard let row = page.row(of: form.focus) else { return }
    let last =
      form.focus == .prompt ? min(page.promptRows, max(1, body.rows - 1)) : page.notes(at: row)
    form.top = min(form.top, row)
    form.top = max(form.top, row + last - body.rows + 1)
    form.top = max(0, min(form.top, page.rows.count - body.rows))
  }
}

extension FormLayout {
  /// How many rows of notes stand under a row.
  func notes(at row: Int) -> Int {
    rows.dropFirst(row + 1).prefix { if case .note = $0 { true } else { false } }.count
  }
}

extension FormState {
  /// All that is written, to tell whether a key has changed it.
  var draftText: [String] {
    [prompt.text, seed.text, expiresAfter.text]
      + MediaRole.allCases.flatMap { (media[$0] ?? []).map(\.text) }
  }

  /// Gives a key to the focused field's editor; false when it is none of its keys.
  mutating func apply(_ key: Key) -> Bool {
    switch focus {
    case .prompt: return prompt.apply(key)
    case .seed: return seed.apply(key)
    case .expiresAfter: return expiresAfter.apply(key)
    case .media(let role, let index):
      guard media[role]?.indices.contains(index) == true else { return false }
      return media[role]?[index].apply(key) ?? false
    default: return false
    }
  }

  /// Whether Down leaves the prompt.
  var isCaretInLastRow: Bool {
    let layout = prompt.layout(columns: prompt.size.columns)
    return layout.caret.row == layout.rows.count - 1
  }

  /// Bytes that the focused editor has just refused, because the text would be too long.
  var refusedBytes: Int {
    switch focus {
    case .prompt: prompt.refusedBytes
    case .seed: seed.refusedBytes
    case .expiresAfter: expiresAfter.refusedBytes
    case .media(let role, let index):
      media[role].flatMap { $0.indices.contains(index) ? $0[index].refusedBytes : nil } ?? 0
    default: 0
    }
  }

  /// Pastes into the focused field; several lines become several rows where a role takes several.
  mutating func paste(_ text: String, limit model: ModelSpec?) -> Bool {
    switch focus {
    case .prompt: prompt.paste(text)
    case .seed: seed.paste(text)
    case .expiresAfter: expiresAfter.paste(text)
    case .media(let role, let index):
      guard media[role]?.indices.contains(index) == true else { return false }
      let lines = text.split(separator: "\n").map { Self.trimmed(String($0)) }
        .filter { !$0.isEmpty }
      let room = (model?.limit(of: role) ?? 1) - references(role).count
      guard lines.count > 1, room >= lines.count else {
        media[role]?[index].paste(Self.trimmed(text))
        return true
      }
      media[role]?[index].paste(lines[0])
      media[role]?.insert(contentsOf: lines.dropFirst().map(Self.mediaText), at: index + 1)
    default: return false
    }
    return true
  }
}
