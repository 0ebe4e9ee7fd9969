/// What a key means to an editor.
///
/// | keys | |
/// |---|---|
/// | arrows, Home, End, PageUp, PageDown | move; with Shift, select |
/// | Ctrl- or Alt-Left and -Right, Alt-B, Alt-F | move by words |
/// | Ctrl-A, Ctrl-E | to the beginning and end of the line |
/// | Ctrl-Home, Ctrl-End, Alt-<, Alt-> | to the beginning and end of the text |
/// | Backspace, Delete, Ctrl-D | take out one grapheme, or the selection |
/// | Ctrl-W, Alt- or Ctrl-Backspace | take out the word before |
/// | Alt-D, Alt- or Ctrl-Delete | take out the word after |
/// | Ctrl-U, Ctrl-K | take out to the beginning or end of the line |
/// | Enter, Shift-Enter, Ctrl-J | a new line |
/// | Ctrl-_, Ctrl-/, Alt-U | undo (Ctrl-Z suspends a program) |
/// | Ctrl-Y, Alt-R | redo |
/// | Alt-A | select everything |
///
/// Everything else is left to the screen: Escape, Tab, Alt-Enter, Ctrl-Enter, other combinations.
public enum EditorCommand: Hashable, Sendable {
  /// Where the caret goes.
  public enum Motion: Hashable, Sendable {
    case left, right, up, down
    case wordLeft, wordRight
    case lineStart, lineEnd
    case pageUp, pageDown
    case textStart, textEnd
  }

  case type(Character)
  case newline
  case move(Motion, selecting: Bool)
  case erase(Motion)
  case undo, redo, selectAll

  /// The command of a key; nil for a key that is none of an editor's.
  public init?(_ key: Key) {
    switch key.code {
    case .character(let character): self.init(character, key.modifiers)
    case .enter:
      guard key.modifiers.isEmpty || key.modifiers == .shift else { return nil }
      self = .newline
    case .backspace:
      self = .erase(key.modifiers.isDisjoint(with: [.control, .alt]) ? .left : .wordLeft)
    case .delete:
      self = .erase(key.modifiers.isDisjoint(with: [.control, .alt]) ? .right : .wordRight)
    default:
      guard let motion = Self.motion(key) else { return nil }
      self = .move(motion, selecting: key.modifiers.contains(.shift))
    }
  }

  private init?(_ character: Character, _ modifiers: Key.Modifiers) {
    switch modifiers.subtracting(.shift) {
    case []: self = .type(character)
    case .control:
      guard let command = Self.controls[character] else { return nil }
      self = command
    case .alt:
      guard let command = Self.alts[character] else { return nil }
      self = command
    default: return nil
    }
  }

  private static let controls: [Character: EditorCommand] = [
    "a": .move(.lineStart, selecting: false), "e": .move(.lineEnd, selecting: false),
    "d": .erase(.right), "w": .erase(.wordLeft), "u": .erase(.lineStart), "k": .erase(.lineEnd),
    "j": .newline, "_": .undo, "/": .undo, "y": .redo,
  ]

  private static let alts: [Character: EditorCommand] = [
    "b": .move(.wordLeft, selecting: false), "f": .move(.wordRight, selecting: false),
    "<": .move(.textStart, selecting: false), ">": .move(.textEnd, selecting: false),
    "d": .erase(.wordRight), "u": .undo, "r": .redo, "a": .selectAll,
  ]

  private static func motion(_ key: Key) -> Motion? {
    let isFar = !key.modifiers.isDisjoint(with: [.control, .alt])
    return switch key.code {
    case .left: isFar ? .wordLeft : .left
    case .right: isFar ? .wordRight : .right
    case .home: isFar ? .textStart : .lineStart
    case .end: isFar ? .textEnd : .lineEnd
    case .up where !isFar: .up
    case .down where !isFar: .down
    case .pageUp where !isFar: .pageUp
    case .pageDown where !isFar: .pageDown
    default: nil
    }
  }
}
