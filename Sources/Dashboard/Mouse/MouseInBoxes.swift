internal import TerminalUI
internal import VideoTasks
internal import Wording

/// A list in a box over the panes, as it stands on the screen.
struct BoxList {
  /// The box with its border.
  var box: Rect
  /// Where its rows stand.
  var rows: Rect
  var list: RowList

  /// The row of the list at a place, counted from 0.
  func index(at place: Point) -> Int? {
    guard rows.contains(place) else { return nil }
    let index = list.top + place.row - rows.row
    return list.visible.contains(index) ? index : nil
  }
}

/// The mouse where something lies over the panes: a click selects a row, one more on the same row
/// does what is chosen by a key, the wheel moves, and a click beside the box closes it.
///
/// What is being written there, such as a name or a key, is not lost by a click.
extension DashboardState {
  mutating func mouseInBox(_ event: MouseEvent) -> [DashboardEffect] {
    switch event.kind {
    case .wheel(.up): return wheelInBox(by: -1)
    case .wheel(.down): return wheelInBox(by: 1)
    case .press(.left):
      let wasClicked = clickedRow
      clickedRow = nil
      return clickedInBox(event.place, wasClicked)
    default: return []
    }
  }

  private mutating func wheelInBox(by step: Int) -> [DashboardEffect] {
    clickedRow = nil
    if boxList != nil { return changeBoxList { $0.move(by: step) } }
    if sheet != nil, overlay == nil { scrollSheet(by: step * Self.wheelRows) }
    return []
  }

  private mutating func clickedInBox(_ place: Point, _ wasClicked: Int?) -> [DashboardEffect] {
    guard let box = boxRect else { return [] }
    guard box.contains(place) else { return isWritingInBox ? [] : closeBox() }
    if let list = boxList {
      guard let index = list.index(at: place) else { return [] }
      if index == list.list.selected {
        if let step = settingStep(at: place) { return changeSetting(by: step) }
        if index == wasClicked { return chooseInBox() }
      }
      clickedRow = index
      return changeBoxList { $0.select(index) }
    }
    switch overlay {
    case .settle(let settle):
      let answer = EntryView(state: self, settle: settle).answer(at: place)
      if let answer, (answer == 0) != settle.wasMade { changeAnswer(by: 1) }
    case .adopt(let adopt):
      if EntryView(state: self, adopt: adopt).answer(at: place) != nil { changeAnswer(by: 1) }
    default: break
    }
    if overlay == nil, case .welcome(let page) = sheet {
      return clickedInWelcome(page, place, wasClicked)
    }
    return []
  }

  /// The first page and its entry of a key: a profile is chosen at once, an offer by a second click.
  private mutating func clickedInWelcome(
    _ page: WelcomeSheet, _ place: Point, _ wasClicked: Int?
  ) -> [DashboardEffect] {
    let view = WelcomeView(state: self, page: page)
    guard let row = view.row(at: place) else { return [] }
    if page.entry != nil { chooseProfileOfKey(row) }
    guard let command = view.offer(at: row), isAvailable(command) else { return [] }
    guard wasClicked == row else {
      clickedRow = row
      return []
    }
    return obey(command, in: keyContext)
  }

  /// Does to the selected row what a key would.
  private mutating func chooseInBox() -> [DashboardEffect] {
    let command: Command
    switch keyContext {
    case .palette: command = .runPaletteEntry
    case .themes: command = .keepTheme
    case .sorts: command = .takeSort
    case .filters: command = .useFilter
    case .columns:
      // It may be clicked again, to have it as before.
      clickedRow = boxList?.list.selected
      command = .toggleColumn
    case .kept: command = .useKept
    case .settings:
      clickedRow = boxList?.list.selected
      return nextSetting()
    default: return []
    }
    return isAvailable(command) ? obey(command, in: keyContext) : []
  }

  private mutating func closeBox() -> [DashboardEffect] {
    if overlay != nil { return closeOverlay() }
    sheet = nil
    return []
  }

  /// Whether text is being written that a click beside the box must not throw away.
  private var isWritingInBox: Bool {
    switch keyContext {
    case .filterName, .entry, .keptName, .keyEntry: true
    default: false
    }
  }

  // MARK: Where it stands

  /// The box that lies over the panes and has the keys.
  var boxRect: Rect? {
    if let list = boxList { return list.box }
    switch overlay {
    case .jump(let line): return JumpView(state: self, line: line).rect
    case .settle(let settle): return EntryView(state: self, settle: settle).rect
    case .adopt(let adopt): return EntryView(state: self, adopt: adopt).rect
    case .filters(let filters): return FiltersView(state: self, filters: filters).picker.rect
    default: return sheet == nil ? nil : sheetRect
    }
  }

  /// The list that lies over the panes; nil where there is none, or while a name is written in it.
  private var boxList: BoxList? {
    switch overlay {
    case .palette(let palette): return PaletteView(state: self, palette: palette).box
    case .themes(let picker): return ThemePickerView(state: self, picker: picker).box
    case .sorts(let list): return SortsView(state: self, list: list).picker.box
    case .filters(let filters):
      return filters.name == nil ? FiltersView(state: self, filters: filters).picker.box : nil
    case .columns(let chooser): return ColumnsView(state: self, chooser: chooser).picker.box
    case .jump, .settle, .adopt: return nil
    case nil: break
    }
    switch sheet {
    case .kept(let page) where page.saving == nil:
      return KeptView(state: self, page: page).box
    case .settings(let page): return SettingsView(state: self, page: page).box
    default: return nil
    }
  }

  private mutating func changeBoxList(_ change: (inout RowList) -> Void) -> [DashboardEffect] {
    if overlay != nil { return changeOverlayList(change) }
    changeKept { change(&$0.list) }
    changeSettingsList(change)
    return []
  }
}
