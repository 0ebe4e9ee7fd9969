internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// A list of what the form keeps, to search, use and save in.
struct KeptSheet: Equatable, Sendable {
  var kind: KeptText.Kind
  /// All there is; nil while it is read.
  var all: [KeptText]?
  /// Those that match what is searched for.
  private(set) var shown: [KeptText] = []
  var list = RowList()
  var search = TextEditor(isMultiline: false, maximumBytes: 200)
  /// What is to be saved, while its name is written.
  var saving: Saving?

  /// Something that waits for its name.
  struct Saving: Equatable, Sendable {
    var name = TextEditor(isMultiline: false, maximumBytes: 120)
    var kept: KeptText
    /// Whether a template keeps the prompt too.
    var withPrompt = true
  }

  init(_ kind: KeptText.Kind) { self.kind = kind }

  var selected: KeptText? {
    list.selected.flatMap { shown.indices.contains($0) ? shown[$0] : nil }
  }

  /// Takes in what there is; the selection stays on its name or text.
  mutating func take(_ kept: [KeptText]) {
    let before = selected
    all = kept
    find()
    if let before, let place = shown.firstIndex(of: before) { list.select(place) }
  }

  /// Looks for the words that are written; each must be in the name or the text.
  mutating func find() {
    let words = search.text.lowercased().split(separator: " ")
    shown = (all ?? []).filter { kept in
      guard !words.isEmpty else { return true }
      let text = (kept.name + " " + kept.text).lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    list.setCount(shown.count)
    list.select(0)
  }
}

extension KeptText.Kind {
  /// The heading of the list.
  var title: Phrase {
    switch self {
    case .prompts: Phrase("Prompts used before")
    case .snippets: Phrase("Snippets")
    case .templates: Phrase("Templates")
    }
  }

  /// What is said while there are none.
  ///
  /// - Parameter key: what saves one, where a key does.
  func emptyWords(_ key: String?) -> Phrase {
    switch (self, key) {
    case (.prompts, _): Phrase("No prompt was sent from here yet.")
    case (.snippets, nil): Phrase("No snippet yet.")
    case (.snippets, let key?):
      Phrase(
        "No snippet yet: {key} saves what is selected in the prompt, or all of it.", ["key": key])
    case (.templates, nil): Phrase("No template yet.")
    case (.templates, let key?):
      Phrase("No template yet: {key} saves the form as it stands.", ["key": key])
    }
  }
}

extension DashboardState {
  /// Does what a key of the lists asks for.
  mutating func actOnKept(_ command: Command) -> [DashboardEffect] {
    switch command {
    case .showPrompts: return openKept(.prompts)
    case .showSnippets: return openKept(.snippets)
    case .showTemplates: return openKept(.templates)
    case .useKept: return useKept()
    case .removeKept:
      if case .kept(let page) = sheet, let kept = page.selected {
        question = .forget(page.kind, kept)
      }
    case .nameKept: beginSaving()
    case .saveKept: return saveKept()
    case .withPrompt: changeKept { $0.saving?.withPrompt.toggle() }
    case .leaveName: changeKept { $0.saving = nil }
    default: break
    }
    return []
  }

  mutating func changeKept(_ change: (inout KeptSheet) -> Void) {
    guard case .kept(var page) = sheet else { return }
    change(&page)
    page.list.setHeight(KeptView.rows(of: sheetBody))
    sheet = .kept(page)
  }

  private mutating func openKept(_ kind: KeptText.Kind) -> [DashboardEffect] {
    sheet = .kept(KeptSheet(kind))
    return leaveField() + [.loadKept(kind)]
  }

  mutating func keptLoaded(_ kind: KeptText.Kind, _ kept: [KeptText]) {
    changeKept { if $0.kind == kind { $0.take(kept) } }
  }

  /// A text key: it searches, or writes the name of what is saved.
  mutating func typeInKept(_ key: Key) -> [DashboardEffect] {
    changeKept { page in
      if page.saving != nil {
        page.saving?.name.apply(key)
      } else {
        let before = page.search.text
        if page.search.apply(key), page.search.text != before { page.find() }
      }
    }
    return []
  }

  mutating func pasteInKept(_ text: String) -> [DashboardEffect] {
    changeKept { page in
      if page.saving != nil {
        page.saving?.name.paste(text)
      } else {
        page.search.paste(text)
        page.find()
      }
    }
    return []
  }

  private mutating func useKept() -> [DashboardEffect] {
    guard case .kept(let page) = sheet, let kept = page.selected else { return [] }
    sheet = nil
    switch page.kind {
    case .prompts:
      // One undo brings back what was written before.
      form.prompt.replaceAll(with: kept.text)
    case .snippets: form.prompt.paste(kept.text)
    case .templates: return useTemplate(kept)
    }
    form.isTouched = true
    return show(.form) + focus(on: .prompt) + formChanged(at: now)
  }

  private mutating func useTemplate(_ kept: KeptText) -> [DashboardEffect] {
    guard var request = kept.request else { return [] }
    let prompt = form.prompt
    let keepsPrompt = request.prompt.isEmpty
    // A template's braces are alternatives, as they were when it was saved.
    request.prompt = ""
    let model = request.model ?? form.choices.model ?? ""
    let dropped = form.take(request, model: model, profile: form.profile, profiles)
    if let seeds = kept.seeds { form.seed = FormState.seedText(seeds) }
    if let count = kept.count { form.count = FormState.fitting(count) }
    form.prompt = prompt
    if !keepsPrompt { form.prompt.replaceAll(with: kept.text) }
    form.isTouched = true
    if !dropped.isEmpty {
      message = Message(
        text: Phrase("Not taken over: {list}.", ["list": Phrase.list(dropped)]), tone: .plain)
    }
    return show(.form) + formChanged(at: now) + probeMedia()
  }

  private mutating func beginSaving() {
    let kept: KeptText
    guard case .kept(let page) = sheet else { return }
    switch page.kind {
    case .prompts: return
    case .snippets:
      let text = form.prompt.selectedText ?? form.prompt.text
      guard !text.isEmpty else {
        message = Message(text: Phrase("The prompt is empty: nothing to save."), tone: .plain)
        return
      }
      kept = KeptText(text: text)
    case .templates:
      kept = KeptText(
        text: form.prompt.text, request: form.draft, seeds: form.writtenSeeds, count: form.count)
    }
    changeKept {
      $0.saving = KeptSheet.Saving(kept: kept)
      // Saving over the selected one is the way to change it.
      if let name = $0.selected?.name { $0.saving?.name.paste(name) }
      $0.saving?.name.selectAll()
    }
  }

  private mutating func saveKept() -> [DashboardEffect] {
    guard case .kept(let page) = sheet, let saving = page.saving else { return [] }
    var kept = saving.kept
    kept.name = FormState.trimmed(saving.name.text)
    guard !kept.name.isEmpty else { return [] }
    if !saving.withPrompt {
      kept.text = ""
      kept.request?.prompt = ""
    }
    if page.all?.contains(where: { $0.name == kept.name }) == true {
      question = .replaceKept(page.kind, kept)
      return []
    }
    return keep(page.kind, kept)
  }

  /// Keeps something under its name.
  mutating func keep(_ kind: KeptText.Kind, _ kept: KeptText) -> [DashboardEffect] {
    changeKept { $0.saving = nil }
    return [.keep(kind, kept)]
  }
}
