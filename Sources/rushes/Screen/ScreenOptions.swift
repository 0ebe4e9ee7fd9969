internal import Configuration
internal import NcursesTerminal
internal import TerminalUI

/// The settings of the screen in the terminal's own words.
enum ScreenOptions {
  static func terminal(_ settings: ScreenSettings) -> TerminalOptions {
    TerminalOptions(
      colorDepth: depth(settings.colors), mouse: settings.mouse,
      // Both have the same words.
      notifications: NotificationForm(rawValue: settings.notifications.rawValue) ?? .auto,
      plain: settings.plain)
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
