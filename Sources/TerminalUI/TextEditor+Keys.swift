internal import TextLayout

extension TextEditor {
  /// Does what a key means; false, with nothing changed, if it is not an editor's key.
  ///
  /// The keys are listed at `EditorCommand`. In a single line Enter, Up, Down, PageUp and PageDown
  /// are not the editor's either.
  @discardableResult
  public mutating func apply(_ key: Key) -> Bool {
    guard let command = EditorCommand(key) else { return false }
    return apply(command)
  }

  /// Does a command; false, with nothing changed, if this editor has no use for it.
  @discardableResult
  public mutating func apply(_ command: EditorCommand) -> Bool {
    switch command {
    case .type(let character): type(String(character))
    case .newline:
      guard isMultiline else { return false }
      type("\n")
    case .move(let motion, let selecting): return move(motion, selecting: selecting)
    case .erase(let motion): erase(motion)
    case .undo: undo()
    case .redo: redo()
    case .selectAll: selectAll()
    }
    return true
  }

  private mutating func erase(_ motion: EditorCommand.Motion) {
    if let selection {
      erase(selection, kind: .other)
      return
    }
    var target = destination(motion)
    if motion == .lineEnd, target == caret { target += 1 }
    target = min(target, characters.count)
    let range = min(caret, target)..<max(caret, target)
    let kind: EditHistory.Kind =
      switch motion {
      case .left: .erasingBackward
      case .right: .erasingForward
      default: .other
      }
    erase(range, kind: kind)
  }

  private mutating func move(_ motion: EditorCommand.Motion, selecting: Bool) -> Bool {
    switch motion {
    case .up, .down, .pageUp, .pageDown:
      guard isMultiline else { return false }
      moveRows(rowCount(motion), selecting: selecting)
    case .left where !selecting && selection != nil:
      setCaret(selection?.lowerBound ?? caret)
    case .right where !selecting && selection != nil:
      setCaret(selection?.upperBound ?? caret)
    default:
      setCaret(destination(motion), selecting: selecting)
    }
    return true
  }

  private func rowCount(_ motion: EditorCommand.Motion) -> Int {
    let page = max(1, size.rows - 1)
    return switch motion {
    case .up: -1
    case .down: 1
    case .pageUp: -page
    default: page
    }
  }

  private mutating func moveRows(_ count: Int, selecting: Bool) {
    let layout = layout(columns: size.columns)
    let goal = goalColumn ?? layout.caret.column
    let row = layout.caret.row + count
    let target: Int =
      if row < 0 {
        0
      } else if row >= layout.rows.count {
        characters.count
      } else {
        layout.offset(at: Point(column: goal, row: row))
      }
    moveCaret(to: target, selecting: selecting)
    goalColumn = goal
  }

  /// Where a motion along the text leads.
  private func destination(_ motion: EditorCommand.Motion) -> Int {
    switch motion {
    case .left: max(0, caret - 1)
    case .right: min(characters.count, caret + 1)
    case .wordLeft: wordStart
    case .wordRight: wordEnd
    case .lineStart: (units[..<caret].lastIndex { $0.isNewline } ?? -1) + 1
    case .lineEnd: units[caret...].firstIndex { $0.isNewline } ?? units.count
    case .textStart: 0
    case .textEnd: characters.count
    case .up, .down, .pageUp, .pageDown: caret
    }
  }

  private var wordStart: Int {
    var offset = caret
    while offset > 0, WordClass(characters[offset - 1]) == .blank { offset -= 1 }
    guard offset > 0 else { return 0 }
    let kind = WordClass(characters[offset - 1])
    while offset > 0, WordClass(characters[offset - 1]) == kind { offset -= 1 }
    return offset
  }

  private var wordEnd: Int {
    var offset = caret
    let count = characters.count
    while offset < count, WordClass(characters[offset]) == .blank { offset += 1 }
    guard offset < count else { return count }
    let kind = WordClass(characters[offset])
    while offset < count, WordClass(characters[offset]) == kind { offset += 1 }
    return offset
  }
}

/// Classes of graphemes; a word is a run of one class, so that words end in scripts without blanks
/// too.
private enum WordClass {
  case blank, letter, han, hiragana, katakana, sign

  init(_ character: Character) {
    guard let scalar = character.unicodeScalars.first else {
      self = .blank
      return
    }
    switch scalar.value {
    case 0x3041...0x309F: self = .hiragana
    case 0x30A0...0x30FF, 0xFF66...0xFF9F: self = .katakana
    case 0x3005, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .han
    default:
      if character.isWhitespace {
        self = .blank
      } else {
        self = character.isLetter || character.isNumber || character == "_" ? .letter : .sign
      }
    }
  }
}
