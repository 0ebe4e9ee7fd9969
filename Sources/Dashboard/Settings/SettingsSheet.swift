internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What can be set about the screen, with its values.
struct SettingsSheet: Equatable, Sendable {
  var list = RowList(count: ScreenSetting.allCases.count)

  /// What is selected.
  var selected: ScreenSetting {
    ScreenSetting.allCases[list.selected ?? 0]
  }
}

extension DashboardState {
  mutating func openSettings() {
    sheet = .settings(SettingsSheet())
    scrollSheet(by: 0)
  }

  mutating func moveSettings(by step: Int) { changeSettingsList { $0.move(by: step) } }

  mutating func changeSettingsList(_ change: (inout RowList) -> Void) {
    guard case .settings(var page) = sheet else { return }
    page.list.setHeight(max(1, sheetBody.rows - 1))
    change(&page.list)
    sheet = .settings(page)
  }

  /// What a click on one of the signs beside the selected value does: see `changeSetting`.
  func settingStep(at place: Point) -> Int? {
    guard case .settings(let page) = sheet, overlay == nil else { return nil }
    return SettingsView(state: self, page: page).step(at: place)
  }

  /// Takes the next value, and after the last one the first again.
  mutating func nextSetting() -> [DashboardEffect] {
    guard case .settings(let page) = sheet else { return [] }
    let all = page.selected == .theme ? themes : page.selected.values
    let value = page.selected == .theme ? theme : settings[page.selected] ?? ""
    let isLast = all.count > 1 && value == all.last
    return changeSetting(by: isLast ? 1 - all.count : 1)
  }

  /// The value of a setting, in words.
  func settingWords(_ setting: ScreenSetting) -> Phrase {
    switch setting {
    case .theme: Phrase.verbatim(CleanText.line(theme, limit: 60))
    case .mouse: usesMouse ? Phrase("on") : Phrase("off")
    default: ScreenSetting.words(settings[setting] ?? "")
    }
  }

  /// Takes the value before or after the present one.
  mutating func changeSetting(by step: Int) -> [DashboardEffect] {
    guard case .settings(let page) = sheet else { return [] }
    let setting = page.selected
    switch setting {
    case .theme:
      guard let place = themes.firstIndex(of: theme), themes.indices.contains(place + step) else {
        return []
      }
      return keepTheme(themes[place + step])
    case .mouse: return toggleMouse()
    default: break
    }
    let values = setting.values
    let place = values.firstIndex(of: settings[setting] ?? "") ?? 0
    guard values.indices.contains(place + step) else { return [] }
    let value = values[place + step]
    settings[setting] = value
    unsaved.add(.setting(setting, value), at: now)
    hold(setting, value)
    if configured.contains(setting) {
      message = Message(
        text: Phrase("The configuration names another value, which comes back at the next start."),
        tone: .plain)
    } else if !setting.isLive {
      message = Message(text: Phrase("This holds from the next start on."), tone: .plain)
    }
    return []
  }

  private mutating func hold(_ setting: ScreenSetting, _ value: String) {
    switch setting {
    case .motion: reducesMotion = value == ScreenSetting.Motion.reduced.rawValue
    case .selection: selectionStyle = SelectionStyle(rawValue: value) ?? .bar
    case .notifications:
      let form = TellingForm(rawValue: value) ?? .auto
      for event in Telling.events { telling.forms[event] = form }
    default: break
    }
  }
}

/// The list of settings.
struct SettingsView: View {
  var state: DashboardState
  var page: SettingsSheet

  func draw(on canvas: inout Canvas) {
    let body = state.sheetBody
    canvas.box(
      state.sheetRect, title: say("Settings of the screen"), hint: nil, focused: true,
      ascii: state.ascii)
    let rows = max(1, body.rows - 1)
    for row in 0..<rows where page.list.top + row < ScreenSetting.allCases.count {
      let index = page.list.top + row
      canvas.draw(
        line(ScreenSetting.allCases[index], isSelected: index == page.list.selected), body, row)
    }
    let hint = glyphs.cut(say(page.selected.hint), body.columns)
    canvas.draw(Line(hint, .muted), body, body.rows - 1)
  }

  /// Where its rows stand.
  var box: BoxList {
    let body = state.sheetBody
    let rows = Rect(
      column: body.column, row: body.row, columns: body.columns, rows: max(1, body.rows - 1))
    return BoxList(box: state.sheetRect, rows: rows, list: page.list)
  }

  /// Columns for the name of a setting.
  private var width: Int { min(22, state.sheetTextColumns / 2) }

  /// The step that a click on one of the signs beside the selected value takes.
  func step(at place: Point) -> Int? {
    guard box.index(at: place) == page.list.selected else { return nil }
    let column = place.column - state.sheetBody.column - 1 - width
    let words = Columns.of(valueWords(page.selected))
    return switch column {
    case 0...1: -1
    case (words + 2)...(words + 3): 1
    default: nil
    }
  }

  private func valueWords(_ setting: ScreenSetting) -> String {
    glyphs.cut(say(state.settingWords(setting)), state.sheetTextColumns - width - 6)
  }

  private func line(_ setting: ScreenSetting, isSelected: Bool) -> Line {
    let columns = state.sheetTextColumns
    var line = Line(isSelected ? glyphs.marker : " ", .accent, .bold)
    let label = glyphs.cut(say(setting.label), width - 1)
    line.add(Padding.right(label, columns: width), isSelected ? .text : .muted)
    let words = valueWords(setting)
    if isSelected {
      line.add("\(glyphs.less) ", .accent)
      line.add(words, .text, .bold)
      line.add(" \(glyphs.more)", .accent)
    } else {
      line.add(words, .second)
    }
    let note = say("in the configuration")
    let used = width + 1 + Columns.of(words) + (isSelected ? 4 : 0)
    if state.configured.contains(setting), used + Columns.of(note) + 2 <= columns {
      line.add("  " + note, .muted)
    }
    return line
  }
}
