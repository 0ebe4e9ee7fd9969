internal import TextLayout

extension Canvas {
  /// Draws a border with rounded corners, a title in its top line and a hint at the right of its
  /// bottom line.
  ///
  /// The inside is left as it is. Nothing is drawn when the rectangle is smaller than 2 x 2.
  /// `ascii` draws with `+`, `-` and `|`, for terminals whose font lacks lines.
  public mutating func box(
    _ rect: Rect, title: String, hint: String? = nil, focused: Bool, ascii: Bool = false,
    background: ColorRole = .background
  ) {
    guard rect.columns >= 2, rect.rows >= 2 else { return }
    let line = Style(focused ? .accent : .faint, on: background)
    let pieces = ascii ? BoxPieces.ascii : BoxPieces.rounded
    let right = rect.column + rect.columns - 1
    let bottom = rect.row + rect.rows - 1
    fill(line, pieces.horizontal, columns: rect.column + 1..<right, rows: rect.row..<rect.row + 1)
    for (column, corner) in [(rect.column, pieces.topLeft), (right, pieces.topRight)] {
      let here = column..<column + 1
      fill(line, corner, columns: here, rows: rect.row..<rect.row + 1)
      fill(line, pieces.vertical, columns: here, rows: rect.row + 1..<bottom)
    }
    let titleStyle = Style(focused ? .accent : .muted, on: background, focused ? .bold : [])
    if let text = label(title, inner: rect.columns - 2) {
      write(text, at: Point(column: rect.column + 2, row: rect.row), style: titleStyle)
    }
    boxBottom(rect, hint: hint, focused: focused, ascii: ascii, background: background)
  }

  /// Draws the bottom line of a border alone, where only the hint has changed.
  public mutating func boxBottom(
    _ rect: Rect, hint: String? = nil, focused: Bool, ascii: Bool = false,
    background: ColorRole = .background
  ) {
    guard rect.columns >= 2, rect.rows >= 2 else { return }
    let line = Style(focused ? .accent : .faint, on: background)
    let pieces = ascii ? BoxPieces.ascii : BoxPieces.rounded
    let right = rect.column + rect.columns - 1
    let bottom = rect.row + rect.rows - 1
    let rows = bottom..<bottom + 1
    fill(line, pieces.bottomLeft, columns: rect.column..<rect.column + 1, rows: rows)
    fill(line, pieces.horizontal, columns: rect.column + 1..<right, rows: rows)
    fill(line, pieces.bottomRight, columns: right..<right + 1, rows: rows)
    if let text = label(hint ?? "", inner: rect.columns - 2) {
      let column = right - 1 - Columns.of(text)
      write(text, at: Point(column: column, row: bottom), style: Style(.muted, on: background))
    }
  }

  /// Draws one piece over a range of columns and rows, as far as they lie on the canvas.
  private mutating func fill(
    _ style: Style, _ piece: Unicode.Scalar, columns: Range<Int>, rows: Range<Int>
  ) {
    let columns = columns.clamped(to: 0..<size.columns)
    for row in rows.clamped(to: 0..<size.rows) {
      put(piece, in: columns, row: row, style: style)
    }
  }

  /// The text between two blanks, cut so that a piece of line stays on both sides; nil for none.
  private func label(_ text: String, inner: Int) -> String? {
    guard !text.isEmpty, inner >= 5 else { return nil }
    return " " + Truncation.tail(text, columns: inner - 4) + " "
  }
}

/// The characters of a border.
private struct BoxPieces {
  let topLeft, topRight, bottomLeft, bottomRight, horizontal, vertical: Unicode.Scalar

  static let rounded = BoxPieces(
    topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯", horizontal: "─", vertical: "│")
  static let ascii = BoxPieces(
    topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", horizontal: "-", vertical: "|")
}
