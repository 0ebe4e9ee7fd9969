internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Finding an action by its words, and doing it.
extension DashboardState {
  /// How many entries are kept as used last.
  private static let mostRecent = 8

  mutating func openPalette() {
    var palette = PaletteState(
      entries: paletteEntries, recent: recentDeeds, language: language)
    palette.list.setHeight(PaletteView.listRows(size, found: palette.found.count))
    overlay = .palette(palette)
  }

  /// A key that is no command of the palette: text for its query.
  mutating func typeInPalette(_ key: Key) {
    changeQuery { $0.apply(key) }
  }

  mutating func pasteInPalette(_ text: String) {
    changeQuery {
      $0.paste(text)
      return true
    }
  }

  private mutating func changeQuery(_ change: (inout TextEditor) -> Bool) {
    guard case .palette(var palette) = overlay else { return }
    let before = palette.query.text
    guard change(&palette.query) else { return }
    if palette.query.text != before { palette.search(language) }
    palette.list.setHeight(PaletteView.listRows(size, found: palette.found.count))
    overlay = .palette(palette)
  }

  /// Fits what lies over the panes to another size of the screen.
  mutating func fitOverlay() {
    switch overlay {
    case .palette(var palette):
      palette.list.setHeight(PaletteView.listRows(size, found: palette.found.count))
      overlay = .palette(palette)
    case .themes(var picker):
      picker.list.setHeight(ThemePickerView.listRows(size, count: picker.names.count))
      overlay = .themes(picker)
    case .sorts(var list):
      list.setHeight(PickList.listRows(size, count: list.count))
      overlay = .sorts(list)
    case .filters(var filters):
      filters.list.setHeight(PickList.listRows(size, count: filters.list.count))
      overlay = .filters(filters)
    case .columns(var chooser):
      chooser.list.setHeight(PickList.listRows(size, count: chooser.list.count))
      overlay = .columns(chooser)
    case .jump, .settle, .adopt: break
    case nil: break
    }
  }

  /// Moves about in whatever lies over the panes.
  mutating func scrollOverlay(_ command: Command) -> [DashboardEffect] {
    changeOverlayList { $0.obey(command) }
  }

  /// Selects another row of the list over the panes; a theme is shown as soon as it is selected.
  mutating func changeOverlayList(_ change: (inout RowList) -> Void) -> [DashboardEffect] {
    switch overlay {
    case .palette(var palette):
      change(&palette.list)
      overlay = .palette(palette)
    case .themes(var picker):
      let before = picker.selected
      change(&picker.list)
      overlay = .themes(picker)
      return picker.selected == before ? [] : picker.selected.map { [.useTheme($0)] } ?? []
    case .sorts(var list):
      change(&list)
      overlay = .sorts(list)
    case .filters(var filters):
      change(&filters.list)
      overlay = .filters(filters)
    case .columns(var chooser):
      change(&chooser.list)
      overlay = .columns(chooser)
    case .jump, .settle, .adopt, nil: break
    }
    return []
  }

  /// Closes what lies over the panes, and leaves everything as it was.
  mutating func closeOverlay() -> [DashboardEffect] {
    defer { overlay = nil }
    guard case .themes(let picker) = overlay, picker.selected != picker.before else { return [] }
    return [.useTheme(picker.before)]
  }

  /// Does what is selected in the palette.
  mutating func runPaletteEntry() -> [DashboardEffect] {
    guard case .palette(let palette) = overlay, let entry = palette.selected else { return [] }
    guard entry.isAvailable else {
      message = Message(
        text: Phrase("Not possible now: {action}.", ["action": entry.words]), tone: .plain)
      return []
    }
    overlay = nil
    recentDeeds.removeAll { $0 == entry.deed }
    recentDeeds = Array(([entry.deed] + recentDeeds).prefix(Self.mostRecent))
    switch entry.deed {
    case .command(let command, let home): return run(command, home: home)
    case .profile(let name): return chooseProfile(name)
    case .theme(let name): return keepTheme(name)
    case .task(let id): return show(.table) + goToRow(id)
    }
  }

  private mutating func run(_ command: Command, home: Pane?) -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    if let home, home != pane { effects = show(home) }
    guard isAvailable(command) else { return effects }
    return effects + obey(command, in: keyContext)
  }

  /// Chooses the profile of the form by its name, through the same steps as its field does.
  private mutating func chooseProfile(_ name: String) -> [DashboardEffect] {
    let names = profiles.map(\.profile.name)
    guard let from = names.firstIndex(of: form.profile), let to = names.firstIndex(of: name) else {
      return []
    }
    let effects = show(.form) + focus(on: .profile)
    return effects + changeChoice(by: to - from)
  }
}

extension RowList {
  /// Moves the selection as a key of a list asks for.
  mutating func obey(_ command: Command) {
    switch command {
    case .rowDown: move(by: 1)
    case .rowUp: move(by: -1)
    case .pageDown: movePage(by: 1)
    case .pageUp: movePage(by: -1)
    case .firstRow: moveToFirst()
    case .lastRow: moveToLast()
    default: break
    }
  }
}
