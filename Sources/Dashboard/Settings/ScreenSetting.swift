public import Wording

/// Something that the user can set about the screen, on the screen.
public enum ScreenSetting: String, Hashable, CaseIterable, Sendable {
  case language, theme, notifications, mouse, motion, slowLine, plain, selection

  /// The words that it takes, as the configuration spells them; empty for what is kept otherwise.
  public var values: [String] {
    switch self {
    case .language: [TellingForm.auto.rawValue] + Language.codes
    case .theme, .mouse: []
    case .notifications: TellingForm.allCases.map(\.rawValue)
    case .motion: Motion.allCases.map(\.rawValue)
    case .slowLine: Switch.allCases.map(\.rawValue)
    case .plain: [Switch.off, .on].map(\.rawValue)
    case .selection: SelectionStyle.allCases.map(\.rawValue)
    }
  }

  enum Motion: String, CaseIterable { case full, reduced }
  enum Switch: String, CaseIterable { case auto, on, off }

  /// Whether another value holds at once, and not from the next start on.
  var isLive: Bool {
    switch self {
    case .theme, .mouse, .notifications, .motion, .selection: true
    case .language, .slowLine, .plain: false
    }
  }

  /// The words before it.
  var label: Phrase {
    switch self {
    case .language: Phrase("Language")
    case .theme: Phrase("Theme")
    case .notifications: Phrase("Notifications")
    case .mouse: Phrase("Mouse")
    case .motion: Phrase("Motion")
    case .slowLine: Phrase("Slow line")
    case .plain: Phrase("For a screen reader")
    case .selection: Phrase("Selected row")
    }
  }

  /// What it is about.
  var hint: Phrase {
    switch self {
    case .language: Phrase("the language of the screen; commands stay English")
    case .theme: Phrase("the colours")
    case .notifications: Phrase("how you are told that a task has ended")
    case .mouse: Phrase("hold Shift to select text all the same")
    case .motion: Phrase("reduced: nothing moves by itself")
    case .slowLine: Phrase("on: as little as possible is sent")
    case .plain: Phrase("a list of sentences, without lines and boxes")
    case .selection: Phrase("a bar, or a marker: fewer bytes for a key")
    }
  }

  /// A value in words.
  static func words(_ value: String) -> Phrase {
    switch value {
    case TellingForm.auto.rawValue: Phrase("automatic")
    case TellingForm.none.rawValue: Phrase("none")
    case TellingForm.bell.rawValue: Phrase("bell")
    case Motion.full.rawValue: Phrase("full")
    case Motion.reduced.rawValue: Phrase("reduced")
    case Switch.on.rawValue: Phrase("on")
    case Switch.off.rawValue: Phrase("off")
    case SelectionStyle.bar.rawValue: Phrase("bar")
    case SelectionStyle.marker.rawValue: Phrase("marker")
    default: Phrase.verbatim(value)
    }
  }
}
