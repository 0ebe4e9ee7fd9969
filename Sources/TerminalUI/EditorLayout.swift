internal import TextLayout

/// The text of an editor broken into rows for one width.
public struct EditorLayout: Hashable, Sendable {
  /// One row of an edited text.
  public struct Row: Hashable, Sendable {
    /// The graphemes of the row, without the newline that ends it.
    public let range: Range<Int>
    /// Columns they take.
    public let columns: Int
  }

  /// All rows, at least one. For a single line: one row with the part that is shown.
  public let rows: [Row]
  /// The caret's column, and its row in `rows`. The column is always less than the width.
  public let caret: Point
  /// Whether a single line goes on to the left of what is shown.
  public let isCutBefore: Bool
  /// Whether a single line goes on to the right of what is shown.
  public let isCutAfter: Bool

  private let characters: [Character]
  private let units: [WrapUnit]
  private let selection: Range<Int>?
  private let firstRow: Int

  init(_ editor: TextEditor, columns: Int) {
    characters = editor.characters
    units = editor.units
    selection = editor.selection
    let columns = max(1, columns)
    if editor.isMultiline {
      rows = Self.wrapped(editor.units, columns: columns)
      (isCutBefore, isCutAfter) = (false, false)
      firstRow = editor.scroll
    } else {
      let shown = Self.window(editor, columns: columns)
      rows = [Row(range: shown, columns: Self.width(editor.units[shown]))]
      (isCutBefore, isCutAfter) = (shown.lowerBound > 0, shown.upperBound < editor.units.count)
      firstRow = 0
    }
    let row = Self.row(of: editor.caret, in: rows)
    let column = Self.width(editor.units[rows[row].range.lowerBound..<editor.caret])
    caret = Point(column: min(column, columns - 1), row: row)
  }

  /// The rows to show in a window of so many rows: from where the editor is scrolled to, moved as
  /// little as needed so that the caret is among them.
  public func visibleRows(height: Int) -> Range<Int> {
    let height = max(1, height)
    var top = min(firstRow, caret.row)
    top = max(top, caret.row - height + 1)
    top = max(0, min(top, rows.count - height))
    return top..<min(rows.count, top + height)
  }

  /// The text of a row.
  public func text(ofRow row: Int) -> String { String(characters[rows[row].range]) }

  /// The columns of a row that are selected; nil when none are.
  ///
  /// A selected newline shows as one column after the row.
  public func selectedColumns(inRow row: Int) -> Range<Int>? {
    guard let selection else { return nil }
    let range = rows[row].range
    let low = max(selection.lowerBound, range.lowerBound)
    let high = min(selection.upperBound, range.upperBound)
    guard low <= high else { return nil }
    let start = Self.width(units[range.lowerBound..<low])
    var end = start + Self.width(units[low..<high])
    let endsLine = range.upperBound < units.count && units[range.upperBound].isNewline
    if endsLine, selection.contains(range.upperBound) { end += 1 }
    return start < end ? start..<end : nil
  }

  /// The offset of the grapheme at a place; right of a row, the last place of the caret in it.
  public func offset(at point: Point) -> Int {
    let index = min(max(0, point.row), rows.count - 1)
    let range = rows[index].range
    var last = range.upperBound
    // The end of a row that goes on is the beginning of the next one.
    if index + 1 < rows.count, rows[index + 1].range.lowerBound == last, !range.isEmpty {
      last -= 1
    }
    var column = 0
    for offset in range.lowerBound..<max(range.lowerBound, last) {
      column += Int(units[offset].columns)
      if column > point.column { return offset }
    }
    return last
  }

  // MARK: Rows

  /// One column is kept free at the right, for a caret at the end of a full row and a hanging
  /// blank.
  private static func wrapped(_ units: [WrapUnit], columns: Int) -> [Row] {
    var rows: [Row] = []
    var start = 0
    while true {
      let end = units[start...].firstIndex { $0.isNewline } ?? units.count
      let ranges = RowBreaker.rows(
        units, in: start..<end, columns: columns - 1, blanks: .hanging)
      for range in ranges { rows.append(Row(range: range, columns: width(units[range]))) }
      guard end < units.count else { return rows }
      start = end + 1
    }
  }

  /// The part of a single line that is shown.
  private static func window(_ editor: TextEditor, columns: Int) -> Range<Int> {
    let start = firstShown(editor, columns: columns)
    var end = start
    var used = 0
    while end < editor.units.count {
      used += Int(editor.units[end].columns)
      if used > columns { break }
      end += 1
    }
    return start..<max(end, editor.caret)
  }

  /// The first grapheme of a single line to show, so that the caret and much of the text are.
  static func firstShown(_ editor: TextEditor, columns: Int) -> Int {
    var start = min(editor.scroll, editor.caret)
    var used = width(editor.units[start..<editor.caret])
    while used > max(0, columns - 1), start < editor.caret {
      used -= Int(editor.units[start].columns)
      start += 1
    }
    // After a deletion the text fills the field again from the left.
    var rest = used
    for unit in editor.units[editor.caret...] {
      rest += Int(unit.columns)
      if rest >= columns { break }
    }
    while start > 0, rest + Int(editor.units[start - 1].columns) < columns {
      start -= 1
      rest += Int(editor.units[start].columns)
    }
    return start
  }

  private static func row(of caret: Int, in rows: [Row]) -> Int {
    var low = 0
    var high = rows.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if rows[middle].range.lowerBound <= caret { low = middle } else { high = middle }
    }
    return low
  }

  private static func width(_ units: ArraySlice<WrapUnit>) -> Int {
    units.reduce(0) { $0 + Int($1.columns) }
  }
}

extension TextEditor {
  /// The rows of the text in `columns` columns, of which the last is kept for the caret. Linear.
  public func layout(columns: Int) -> EditorLayout { EditorLayout(self, columns: columns) }

  /// Scrolls as little as needed so that the caret is shown.
  mutating func reveal() {
    if isMultiline {
      scroll = layout(columns: size.columns).visibleRows(height: size.rows).lowerBound
    } else {
      scroll = EditorLayout.firstShown(self, columns: size.columns)
    }
  }
}

extension Canvas {
  /// Draws an edited text in a rectangle, and puts the cursor at its caret if `showsCursor`.
  ///
  /// The rectangle is made blank first. In a single line `…` marks a side where it goes on.
  public mutating func write(
    _ layout: EditorLayout, in rect: Rect, style: Style, selection: ColorRole = .selection,
    showsCursor: Bool
  ) {
    fill(rect, style: style)
    guard rect.columns > 0, rect.rows > 0 else { return }
    let visible = layout.visibleRows(height: rect.rows)
    for row in visible {
      let line = rect.row + row - visible.lowerBound
      write(
        layout.text(ofRow: row), at: Point(column: rect.column, row: line), style: style,
        columns: rect.columns)
      if let columns = layout.selectedColumns(inRow: row) {
        let end = min(columns.upperBound, rect.columns)
        restyle(
          Rect(
            column: rect.column + columns.lowerBound, row: line, columns: end - columns.lowerBound,
            rows: 1), background: selection)
      }
    }
    let caret = Point(
      column: rect.column + layout.caret.column,
      row: rect.row + layout.caret.row - visible.lowerBound)
    let faint = Style(.faint, on: style.background)
    let last = rect.column + rect.columns - 1
    if layout.isCutBefore, caret.column > rect.column {
      write("…", at: Point(column: rect.column, row: rect.row), style: faint)
    }
    if layout.isCutAfter, caret.column < last {
      write("…", at: Point(column: last, row: rect.row), style: faint)
    }
    if showsCursor { setCursor(caret) }
  }
}
