import Testing

/// What TERM calls the terminal: the four kinds at which every story is gone through.
///
/// tmux shows the same text and colours for all of them; what differs is what the program sends.
enum TerminalKind: String, CaseIterable, CustomTestStringConvertible, Sendable {
  case xterm = "xterm-256color"
  case tmux = "tmux-256color"
  case linux, vt100

  var testDescription: String { rawValue }

  /// What a program at such a terminal finds in its environment.
  var environment: [String: String?] { ["TERM": rawValue, "COLORTERM": nil] }

  /// Whether it has a mouse, a clipboard, and a window with a title.
  var isXterm: Bool { self == .xterm || self == .tmux }

  // The font of the Linux console lacks some signs.

  /// The sign of what is right.
  var tick: String { self == .linux ? "√" : "✓" }
  /// The sign of what is wrong.
  var cross: String { self == .linux ? "x" : "✗" }
  /// The sign before what is chosen and can be changed.
  var less: String { self == .linux ? "<" : "◂" }
  /// The upper left corner of a pane.
  var corner: Character { self == .linux ? "┌" : "╭" }
}

extension Terminal {
  /// A terminal of a kind.
  convenience init(
    _ studio: Studio, _ kind: TerminalKind, columns: Int = 80, rows: Int = 24,
    environment changes: [String: String?] = [:]
  ) throws {
    try self.init(
      studio, columns: columns, rows: rows, environment: kind.environment.merging(changes) { $1 })
  }

  /// Ends the program from a list, and waits for the shell.
  func quit(_ key: String = "q") throws {
    try press(key)
    try waitFor("the shell") { $0.isAtPrompt }
  }
}
