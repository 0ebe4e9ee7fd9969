internal import Configuration
internal import Dashboard
internal import NcursesTerminal
internal import TerminalUI

/// The theme to begin with, and the one to take when the terminal says that its background is other
/// than was thought.
struct BackgroundThemes {
  /// What the first frame is drawn with.
  let first: Theme
  /// Whether that suits a light background.
  private let isFirstLight: Bool
  /// What suits the other kind of background; nil where the user has chosen a theme.
  private let other: Theme?

  /// Takes the configuration's theme, else the one that was chosen on the screen, else one of two by
  /// the background.
  init(_ workspace: Workspace, _ preferences: [Preference]) throws(CommandFailure) {
    if let chosen = try Self.chosen(workspace, preferences) {
      first = chosen
      isFirstLight = false
      other = nil
      return
    }
    isFirstLight =
      NcursesTerminal.hasLightBackground(environment: workspace.environment) ?? false
    first = try workspace.theme(onLight: isFirstLight)
    other = try workspace.theme(onLight: !isFirstLight)
  }

  private static func chosen(
    _ workspace: Workspace, _ preferences: [Preference]
  ) throws(CommandFailure) -> Theme? {
    if workspace.settings.theme != nil { return try workspace.theme() }
    for case .theme(let name) in preferences {
      // Its file may be gone or broken by now: the usual theme then, and no failed start.
      return try? workspace.theme(named: name)
    }
    return nil
  }

  /// What to draw with on a background; nil when that is what the first frame was drawn with.
  func change(onLight isLight: Bool?) -> Theme? {
    isLight == nil || isLight == isFirstLight ? nil : other
  }
}
