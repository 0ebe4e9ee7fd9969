internal import TerminalUI
internal import VideoTasks
internal import Wording

/// The themes in a list; the screen is drawn in the selected one while they are chosen from.
struct ThemePicker: Hashable, Sendable {
  var names: [String]
  var list: RowList
  /// The theme that was drawn with when the list was opened, and comes back without a choice.
  let before: String

  init(names: [String], current: String) {
    self.names = names
    before = current
    list = RowList(count: names.count)
    list.select(names.firstIndex(of: current) ?? 0)
  }

  /// The theme under the selection.
  var selected: String? { list.selected.map { names[$0] } }
}

extension DashboardState {
  mutating func openThemes() {
    guard !themes.isEmpty else { return }
    var picker = ThemePicker(names: themes, current: theme)
    picker.list.setHeight(ThemePickerView.listRows(size, count: themes.count))
    overlay = .themes(picker)
  }

  /// Keeps the theme that is shown, also for the next start.
  mutating func keepShownTheme() -> [DashboardEffect] {
    guard case .themes(let picker) = overlay, let name = picker.selected else { return [] }
    overlay = nil
    return keepTheme(name)
  }

  /// Draws in a theme from now on.
  mutating func keepTheme(_ name: String) -> [DashboardEffect] {
    theme = name
    unsaved.add(.theme(name), at: now)
    if themeIsConfigured {
      message = Message(
        text: Phrase(
          "{name} until rushes ends: the configuration names a theme, which comes back then.",
          ["name": name]), tone: .plain)
    }
    return [.useTheme(name)]
  }
}
