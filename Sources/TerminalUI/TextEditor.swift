internal import TextLayout

/// A text that is being edited, with caret, selection, history and scroll position.
///
/// A value without terminal: keys go in by `apply(_:)`, rows come out by `layout(columns:)`. The
/// unit is the grapheme; offsets count graphemes. Keys: see `EditorCommand`.
public struct TextEditor: Hashable, Sendable {
  var characters: [Character] = []
  /// Widths and line-break classes, one for each character.
  var units: [WrapUnit] = []
  var history = EditHistory()
  /// The column that moving up and down aims at.
  var goalColumn: Int?
  /// The other end of the selection.
  var anchor: Int?
  /// The first row (several lines) or grapheme (one line) that is shown.
  var scroll = 0

  /// Bytes of the text in UTF-8.
  public private(set) var byteCount = 0
  /// The place of the caret, 0 to the number of graphemes.
  public internal(set) var caret = 0
  /// Whether the text may hold newlines; else they become blanks and Enter is no editor key.
  public let isMultiline: Bool
  /// The most bytes that typing and pasting may lead to; a text given from outside may be longer.
  public let maximumBytes: Int
  /// Bytes of the last typed or pasted text that was refused because of `maximumBytes`; 0 once
  /// something else was done. To be shown: nothing is ever cut in silence.
  public private(set) var refusedBytes = 0
  /// Size in cells of the place where the text is shown; moving by rows and pages depends on it.
  public var size: Size {
    didSet { reveal() }
  }

  /// An editor with the caret at the end of a text.
  public init(
    _ text: String = "", isMultiline: Bool = true, maximumBytes: Int = 65_536,
    size: Size = Size(columns: 80, rows: 10)
  ) {
    self.isMultiline = isMultiline
    self.maximumBytes = maximumBytes
    self.size = size
    characters = Array(Self.cleaned(text, isMultiline: isMultiline))
    units = characters.map(WrapUnit.init)
    byteCount = characters.reduce(0) { $0 + $1.utf8.count }
    caret = characters.count
    reveal()
  }

  /// The whole text.
  public var text: String { String(characters) }

  /// Whether there is no text.
  public var isEmpty: Bool { characters.isEmpty }

  /// The selected graphemes; nil when none are.
  public var selection: Range<Int>? {
    guard let anchor, anchor != caret else { return nil }
    return min(anchor, caret)..<max(anchor, caret)
  }

  /// The selected text; nil when none is.
  public var selectedText: String? { selection.map { String(characters[$0]) } }

  /// Whether `undo()` would change something.
  public var canUndo: Bool { history.canUndo }
  /// Whether `redo()` would change something.
  public var canRedo: Bool { history.canRedo }

  // MARK: Editing

  /// Puts in a text from outside in place of the selection, as one undo step.
  ///
  /// Line ends become `\n` (blanks in a single line), tabs blanks; control characters are left out.
  /// Refused as a whole when it does not fit: see `refusedBytes`.
  public mutating func paste(_ text: String) {
    let cleaned = Self.cleaned(text, isMultiline: isMultiline)
    guard !cleaned.isEmpty else { return }
    insert(cleaned, kind: .other)
  }

  /// Replaces the whole text as one undo step, with the caret at its end; not bound by
  /// `maximumBytes`.
  public mutating func replaceAll(with text: String) {
    let cleaned = Self.cleaned(text, isMultiline: isMultiline)
    anchor = nil
    edit(0..<characters.count, with: cleaned, kind: .other)
  }

  /// Selects everything.
  public mutating func selectAll() {
    anchor = 0
    setCaret(characters.count, selecting: true)
  }

  /// Puts the caret at an offset, or the nearest there is; `selecting` extends the selection.
  public mutating func setCaret(_ offset: Int, selecting: Bool = false) {
    moveCaret(to: offset, selecting: selecting)
    goalColumn = nil
  }

  /// Takes back the last step; false if there is none.
  @discardableResult
  public mutating func undo() -> Bool {
    guard let step = history.takeUndo() else { return false }
    for edit in step.edits.reversed() {
      splice(edit.offset..<edit.offset + edit.inserted.count, with: edit.removed)
    }
    caret = step.caretBefore
    anchor = step.anchorBefore
    settle()
    return true
  }

  /// Does again what was taken back last; false if there is nothing.
  @discardableResult
  public mutating func redo() -> Bool {
    guard let step = history.takeRedo() else { return false }
    for edit in step.edits {
      splice(edit.offset..<edit.offset + edit.removed.count, with: edit.inserted)
    }
    caret = step.caretAfter
    anchor = nil
    settle()
    return true
  }

  /// Types a text at the caret in place of the selection.
  mutating func type(_ text: String) {
    insert(text, kind: .typing)
  }

  /// Takes out graphemes.
  mutating func erase(_ range: Range<Int>, kind: EditHistory.Kind) {
    guard !range.isEmpty else { return }
    edit(range, with: "", kind: kind)
  }

  private mutating func insert(_ text: String, kind: EditHistory.Kind) {
    let range = selection ?? caret..<caret
    let freed = characters[range].reduce(0) { $0 + $1.utf8.count }
    let size = text.utf8.count
    guard byteCount - freed + size <= max(maximumBytes, byteCount) || size <= freed else {
      refusedBytes = size
      return
    }
    edit(range, with: text, kind: kind)
  }

  /// Replaces graphemes and remembers it; the caret goes to the end of the new text.
  private mutating func edit(_ range: Range<Int>, with text: String, kind: EditHistory.Kind) {
    let startsAnew = !range.isEmpty && !text.isEmpty || startsWord(text, at: range.lowerBound)
    let affected = affectedRange(range, text)
    let before = String(characters[affected.lowerBound..<range.lowerBound])
    let after = String(characters[range.upperBound..<affected.upperBound])
    let inserted = Array(before + text + after)
    let edit = EditHistory.Edit(
      offset: affected.lowerBound, removed: Array(characters[affected]), inserted: inserted)
    let (caretBefore, anchorBefore) = (caret, anchor)
    splice(affected, with: inserted)
    // Graphemes may have merged at both ends: the caret goes after the one that ends the new text.
    var bytes = before.utf8.count + text.utf8.count
    caret = affected.lowerBound
    for character in inserted where bytes > 0 {
      bytes -= character.utf8.count
      caret += 1
    }
    anchor = nil
    history.add(
      EditHistory.Step(
        kind: kind, edits: [edit], caretBefore: caretBefore, anchorBefore: anchorBefore,
        caretAfter: caret), startsAnew: startsAnew)
    settle()
  }

  /// The graphemes that must be looked at again, since scalars on either side may join.
  private func affectedRange(_ range: Range<Int>, _ text: String) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    let isSimple =
      text.allSatisfy { WrapUnit($0).isSimple }
      && (low == 0 || units[low - 1].isSimple || units[low - 1].isNewline)
      && (high == units.count || units[high].isSimple || units[high].isNewline)
    if isSimple { return range }
    low = max(0, low - 1)
    while high < units.count {
      high += 1
      if units[high - 1].isSimple || units[high - 1].isNewline { break }
    }
    return low..<high
  }

  private mutating func splice(_ range: Range<Int>, with new: [Character]) {
    for character in characters[range] { byteCount -= character.utf8.count }
    for character in new { byteCount += character.utf8.count }
    characters.replaceSubrange(range, with: new)
    units.replaceSubrange(range, with: new.map(WrapUnit.init))
  }

  private func startsWord(_ text: String, at offset: Int) -> Bool {
    guard let first = text.first, let last = offset > 0 ? units[offset - 1] : nil else {
      return false
    }
    let unit = WrapUnit(first)
    if unit.isNewline || last.isNewline { return true }
    // Wide punctuation ends a word where there are no blanks.
    let isWideSign = last.columns == 2 && !characters[offset - 1].isLetter
    return (last.isBlank || isWideSign) && !unit.isBlank
  }

  /// What every change of text ends with.
  private mutating func settle() {
    goalColumn = nil
    refusedBytes = 0
    reveal()
  }

  /// What every move of the caret ends with.
  mutating func moveCaret(to offset: Int, selecting: Bool) {
    anchor = selecting ? anchor ?? caret : nil
    caret = min(max(0, offset), characters.count)
    history.close()
    refusedBytes = 0
    reveal()
  }

  private static func cleaned(_ text: String, isMultiline: Bool) -> String {
    let cleaned = PastedText.clean(text)
    guard !isMultiline else { return cleaned }
    return String(cleaned.map { $0 == "\n" ? " " : $0 })
  }
}
