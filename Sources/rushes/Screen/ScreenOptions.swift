internal import Configuration
internal import Dashboard
internal import NcursesTerminal
internal import TerminalUI
internal import VideoTasks

/// The settings of the screen in the terminal's own words.
enum ScreenOptions {
  static func terminal(_ settings: ScreenSettings) -> TerminalOptions {
    TerminalOptions(
      colorDepth: depth(settings.colors), ascii: settings.ascii ? true : nil, mouse: settings.mouse,
      // Both have the same words.
      notifications: NotificationForm(rawValue: settings.notifications.rawValue) ?? .auto,
      plain: settings.plain)
  }

  /// How the user is told of each event; all of them have the same words.
  static func tellings(_ settings: ScreenSettings) -> [TaskStatus: TellingForm] {
    Dictionary(
      Telling.events.map { status in
        let form = settings.notificationsByEvent[status] ?? settings.notifications
        return (status, TellingForm(rawValue: form.rawValue) ?? .auto)
      }, uniquingKeysWith: { $1 })
  }

  static func line(_ settings: ScreenSettings) -> LineMeter {
    LineMeter(LineMeter.Setting(rawValue: settings.slowLine.rawValue) ?? .auto)
  }

  private static func depth(_ colors: ScreenSettings.Colors) -> ColorDepth? {
    switch colors {
    case .auto: nil
    case .none: ColorDepth.none
    case .eight: .ansi8
    case .sixteen: .ansi16
    case .palette: .palette256
    case .truecolor: .direct
    }
  }
}
