public import Wording

/// Something that the user can set about the screen, on the screen.
public enum ScreenSetting: String, Hashable, CaseIterable, Sendable {
  case language, theme, notifications, mouse, motion, slowLine, plain, selection, colors, sidecar

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
    case .colors: Colors.allCases.map(\.rawValue)
    case .sidecar: [Switch.on, .off].map(\.rawValue)
    }
  }

  enum Motion: String, CaseIterable { case full, reduced }
  enum Colors: String, CaseIterable {
    case auto, none
    case eight = "8"
    case sixteen = "16"
    case palette = "256"
    case truecolor
  }
  enum Switch: String, CaseIterable { case auto, on, off }

  /// Whether another value holds at once, and not from the next start on.
  var isLive: Bool {
    switch self {
    case .theme, .mouse, .notifications, .motion, .selection, .sidecar: true
    case .language, .slowLine, .plain, .colors: false
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
    case .colors: Phrase("Colours")
    case .sidecar: Phrase("Sidecar files")
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
    case .colors: Phrase("how many there are; automatic: what the terminal says")
    case .sidecar: Phrase("NAME.json with the request beside each video, whoever fetches it")
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
