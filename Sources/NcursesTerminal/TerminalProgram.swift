internal import TerminalUI

/// Which program shows the terminal, and what stands between it and this one.
///
/// The environment says it first; over SSH it mostly cannot, and the terminal's own answer does.
struct TerminalProgram: Hashable, Sendable {
  /// What a sequence must be wrapped in to reach the terminal outside.
  enum Wrapping: Hashable, Sendable {
    case none, tmux, screen
  }

  /// Small letters, as `kitty` or `iterm2`; empty when it is not known.
  private(set) var name: String
  private(set) var wrapping: Wrapping

  /// Programs that are known to show a form of notification; the first that fits counts.
  private static let forms: [(prefix: String, form: NotificationForm)] = [
    ("kitty", .osc99), ("ghostty", .osc777), ("wezterm", .osc777), ("foot", .osc777),
    ("rxvt", .osc777), ("urxvt", .osc777), ("iterm", .osc9),
  ]

  /// - Parameter type: TERM as it was given, even if no description of it is here.
  init(environment: [String: String], type: String) {
    func has(_ variable: String) -> Bool { environment[variable]?.isEmpty == false }
    if has("TMUX") || type.hasPrefix("tmux") {
      wrapping = .tmux
    } else if has("STY") || type.hasPrefix("screen") {
      wrapping = .screen
    } else {
      wrapping = .none
    }
    // SSH hands LC_* on in most set-ups, and TERM always; the others are of this machine.
    var found = environment["LC_TERMINAL"] ?? ""
    if found.isEmpty, wrapping == .none { found = environment["TERM_PROGRAM"] ?? "" }
    if found.isEmpty, wrapping == .none {
      found = type.hasPrefix("xterm-") ? String(type.dropFirst(6)) : type
    }
    name = found.lowercased()
  }

  /// Takes what the terminal calls itself. A screen inside which we run answers for itself.
  mutating func take(name answer: String) {
    let answer = answer.lowercased()
    if answer.hasPrefix("tmux") {
      wrapping = .tmux
    } else if wrapping == .none {
      name = answer
    }
  }

  /// The form of notification that this program shows; the bell where none is known.
  ///
  /// tmux and screen mark the window where a bell rang, and most drop what is wrapped.
  var notification: NotificationForm {
    guard wrapping == .none else { return .bell }
    return Self.forms.first { name.hasPrefix($0.prefix) }?.form ?? .bell
  }

  /// Whether unknown questions would be shown as text; Apple's terminal does that.
  var isShy: Bool { name.hasPrefix("apple") }
}

/// How the user is told that something has ended while he looks elsewhere.
public enum NotificationForm: String, CaseIterable, Sendable {
  case none, bell, osc9, osc777, osc99
  /// What the terminal is known to show, else the bell.
  case auto
}
