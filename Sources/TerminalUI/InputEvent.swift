/// A key with what was held down beside it.
public struct Key: Hashable, Sendable {
  /// Which key.
  public var code: Code
  /// What was held down.
  public var modifiers: Modifiers

  /// Which key.
  public enum Code: Hashable, Sendable {
    case character(Character)
    case enter, tab, backspace, escape, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
  }

  /// Keys that were held down.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    /// One bit for each key.
    public let rawValue: UInt8

    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Shift; a shifted character comes as that character without it.
    public static let shift = Modifiers(rawValue: 1)
    /// Alt, also called Meta or Option.
    public static let alt = Modifiers(rawValue: 2)
    /// Ctrl; the character beside it is a small letter.
    public static let control = Modifiers(rawValue: 4)
  }

  /// Makes a key. Ctrl-A is `Key(.character("a"), .control)`; Shift-Tab is `Key(.tab, .shift)`.
  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }
}

/// What came in from the terminal.
public enum InputEvent: Hashable, Sendable {
  case key(Key)
  /// A pasted text of any size, as one event, with newlines as `\n` and without control characters.
  case paste(String)
  /// The mouse did something; comes only where its reports were asked for.
  case mouse(MouseEvent)
  /// The terminal said something about itself; never before it was asked.
  case answer(TerminalAnswer)
}
