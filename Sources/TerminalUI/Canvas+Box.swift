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
    let inner = rect.columns - 2
    let right = rect.column + rect.columns - 1
    let bottom = rect.row + rect.rows - 1
    let bar = String(repeating: pieces.horizontal, count: inner)
    write(
      pieces.topLeft + bar + pieces.topRight, at: Point(column: rect.column, row: rect.row),
      style: line)
    write(
      pieces.bottomLeft + bar + pieces.bottomRight, at: Point(column: rect.column, row: bottom),
      style: line)
    for row in rect.row + 1..<bottom {
      write(pieces.vertical, at: Point(column: rect.column, row: row), style: line)
      write(pieces.vertical, at: Point(column: right, row: row), style: line)
    }
    let titleStyle = Style(focused ? .accent : .muted, on: background, focused ? .bold : [])
    if let text = label(title, inner: inner) {
      write(text, at: Point(column: rect.column + 2, row: rect.row), style: titleStyle)
    }
    if let text = label(hint ?? "", inner: inner) {
      let column = right - 1 - Columns.of(text)
      write(text, at: Point(column: column, row: bottom), style: Style(.muted, on: background))
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
  let topLeft, topRight, bottomLeft, bottomRight, horizontal, vertical: String

  static let rounded = BoxPieces(
    topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯", horizontal: "─", vertical: "│")
  static let ascii = BoxPieces(
    topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", horizontal: "-", vertical: "|")
}
