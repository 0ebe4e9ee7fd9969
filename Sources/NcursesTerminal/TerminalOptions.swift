public import TerminalUI

/// What the user may decide about the terminal; nil leaves it to the terminal.
public struct TerminalOptions: Hashable, Sendable {
  /// The depth to use, if the terminal can show it; else the deepest that it can.
  public var colorDepth: ColorDepth?
  /// Whether lines, blocks and signs are drawn with ASCII.
  public var ascii: Bool?
  /// Whether the theme's background is painted; false leaves the terminal's own, which may be
  /// transparent.
  public var opaque: Bool

  /// Whether the terminal is asked to report the mouse; those that have none are not.
  public var mouse: Bool
  /// How `notify` tells the user something.
  public var notifications: NotificationForm
  /// Whether a screen reader follows: lines and blocks become blanks, the cursor is always shown,
  /// on the selected row where the frame has none, and nothing scrolls by itself.
  public var plain: Bool

  /// Makes options; the defaults suit a modern terminal.
  public init(
    colorDepth: ColorDepth? = nil, ascii: Bool? = nil, opaque: Bool = true, mouse: Bool = true,
    notifications: NotificationForm = .auto, plain: Bool = false
  ) {
    self.colorDepth = colorDepth
    self.ascii = ascii
    self.opaque = opaque
    self.mouse = mouse
    self.notifications = notifications
    self.plain = plain
  }
}

/// Why a terminal cannot be used.
public enum TerminalError: Error, Hashable, Sendable {
  /// Standard input or output is a file, a pipe or nothing.
  case notATerminal
  /// The terminal cannot move its cursor.
  case unsuitable(type: String)
  /// Neither this type nor a common one is described on this machine.
  case unknownType(String)
  /// A call failed that has no reason to; `code` is its `errno`.
  case refused(operation: String, code: Int32)

  /// One sentence for the user: what is wrong, and what to do.
  public var message: String {
    switch self {
    case .notATerminal:
      "The dashboard needs a terminal on standard input and output;"
        + " in scripts use rushes list, submit and wait."
    case .unsuitable(let type):
      "The terminal type \(type) cannot place the cursor;"
        + " set TERM to what your terminal is, for example TERM=xterm-256color."
    case .unknownType(let type):
      "This machine has no description of the terminal \(type) nor of xterm;"
        + " install ncurses-base, or set TERMINFO to a folder that has one."
    case .refused(let operation, let code):
      "The terminal refused to \(operation) (error \(code)); open another one and try again."
    }
  }
}

/// What reading the terminal gave.
public enum ReadResult: Hashable, Sendable {
  /// Bytes that are read at a time; when there were fewer, no more wait.
  public static let most = 4096

  /// Bytes came in: at most `most`.
  case bytes([UInt8])
  /// The terminal is gone.
  case endOfFile
  /// Nothing waits.
  case nothing
}
