internal import Configuration
internal import Dashboard
internal import TaskStore
internal import Wording

/// What the user has set on the screen in earlier runs, beside what the configuration states.
enum ScreenChoices {
  /// The settings with what was chosen on the screen, wherever the configuration says nothing.
  static func applied(_ preferences: [Preference], to settings: Settings) -> Settings {
    let fixed = configured(settings)
    var settings = settings
    for case .setting(let setting, let word) in preferences where !fixed.contains(setting) {
      // A word of another version is left out.
      switch setting {
      case .language: settings.language = Language.codes.first { $0 == word }
      case .notifications:
        settings.screen.notifications =
          ScreenSettings.Notifications(rawValue: word) ?? settings.screen.notifications
      case .motion:
        settings.screen.motion = ScreenSettings.Motion(rawValue: word) ?? settings.screen.motion
      case .slowLine:
        settings.screen.slowLine =
          ScreenSettings.SlowLine(rawValue: word) ?? settings.screen.slowLine
      case .plain: settings.screen.plain = word == "on"
      case .selection:
        settings.screen.selection =
          ScreenSettings.Selection(rawValue: word) ?? settings.screen.selection
      case .colors:
        settings.screen.colors = ScreenSettings.Colors(rawValue: word) ?? settings.screen.colors
      case .sidecar: settings.writesSidecars = word == "on"
      case .theme, .mouse: break
      }
    }
    return settings
  }

  /// What the configuration states, and will again at the next start.
  static func configured(_ settings: Settings) -> Set<ScreenSetting> {
    Set(ScreenSetting.allCases.filter { settings.stated.contains(name($0)) })
  }

  /// What holds now, in the configuration's words.
  static func values(_ settings: Settings) -> [ScreenSetting: String] {
    let screen = settings.screen
    return [
      .language: settings.language ?? "auto", .notifications: screen.notifications.rawValue,
      .motion: screen.motion.rawValue, .slowLine: screen.slowLine.rawValue,
      .plain: screen.plain ? "on" : "off", .selection: screen.selection.rawValue,
      .colors: screen.colors.rawValue, .sidecar: settings.writesSidecars ? "on" : "off",
    ]
  }

  /// Whether a file with the request stands beside each video: what the configuration says, else what
  /// was chosen on a screen that uses the store, also by another program and a moment ago.
  static func writesSidecars(_ settings: Settings, _ store: TaskStore) -> Bool {
    let key = Preference.setting(.sidecar, "").key
    guard !configured(settings).contains(.sidecar),
      // What cannot be read now counts as not chosen: the video is what matters.
      let text = try? store.setting(key),
      case .setting(_, let word)? = Preference(key: key, text: text)
    else { return settings.writesSidecars }
    return word == "on"
  }

  /// The name of a setting in the configuration.
  private static func name(_ setting: ScreenSetting) -> String {
    switch setting {
    case .slowLine: "slow_line"
    case .sidecar: "download.sidecar"
    default: setting.rawValue
    }
  }
}
