internal import Configuration
internal import NcursesTerminal
internal import TerminalUI

/// The theme to begin with, and the one to take when the terminal says that its background is other
/// than was thought.
struct BackgroundThemes {
  /// What the first frame is drawn with.
  let first: Theme
  /// Whether that suits a light background.
  private let isFirstLight: Bool
  /// What suits the other kind of background; nil where the user has named a theme.
  private let other: Theme?

  init(_ workspace: Workspace) throws(CommandFailure) {
    guard workspace.settings.theme == nil else {
      first = try workspace.theme()
      isFirstLight = false
      other = nil
      return
    }
    isFirstLight =
      NcursesTerminal.hasLightBackground(environment: workspace.environment) ?? false
    first = try workspace.theme(onLight: isFirstLight)
    other = try workspace.theme(onLight: !isFirstLight)
  }

  /// What to draw with on a background; nil when that is what the first frame was drawn with.
  func change(onLight isLight: Bool?) -> Theme? {
    isLight == nil || isLight == isFirstLight ? nil : other
  }
}
