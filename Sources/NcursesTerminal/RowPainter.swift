internal import CLinux
internal import CNcurses
internal import TerminalUI

/// Turns the cells of a row into ncurses' cells.
struct RowPainter {
  let glyphs: GlyphSet
  var styles: StyleTable
  /// One row, kept between rows so that it is allocated once.
  private var row: [cchar_t] = []

  init(glyphs: GlyphSet, styles: StyleTable) {
    self.glyphs = glyphs
    self.styles = styles
  }

  /// Draws the columns of one row of a frame; they begin and end at whole graphemes.
  ///
  /// A grapheme whose width ncurses counts differently would shift the rest of the row: one
  /// stand-in is a smaller fault.
  mutating func paint(_ frame: Frame, row rowNumber: Int, columns: Range<Int>) {
    row.removeAll(keepingCapacity: true)
    let base = rowNumber * frame.size.columns
    var column = columns.lowerBound
    while column < columns.upperBound {
      let cell = frame.cells[base + column]
      let isWide = column + 1 < columns.upperBound && frame.cells[base + column + 1].text.isEmpty
      append(cell, columns: isWide ? 2 : 1)
      column += isWide ? 2 : 1
    }
    // The answer is ERR only for places outside the screen, where nothing is to be drawn.
    _ = cn_put_cells(Int32(rowNumber), Int32(columns.lowerBound), row, Int32(row.count))
  }

  private mutating func append(_ cell: Cell, columns: Int32) {
    let ink = styles.ink(cell.style)
    var made = cchar_t()
    if set(&made, to: cell.text, columns: columns, ink: ink) {
      row.append(made)
      return
    }
    append(glyphs.standIn, ink)
    for _ in 1..<columns { append(" ", ink) }
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ ink: Ink) {
    var made = cchar_t()
    // A character of one column that is no control character is never refused.
    _ = cn_set_plain_cell(&made, wchar_t(scalar.value), ink.attributes, ink.pair)
    row.append(made)
  }

  /// Makes one cell of a text; false if ncurses would draw another width than `columns`.
  private func set(
    _ made: inout cchar_t, to text: String, columns: Int32, ink: Ink
  ) -> Bool {
    var scalars = text.unicodeScalars.makeIterator()
    guard let first = scalars.next() else {
      // The second half of a wide grapheme that the columns cut in two.
      return columns == 1
        && cn_set_plain_cell(&made, wchar_t(0x20), ink.attributes, ink.pair) == cn_ok
    }
    let drawn = glyphs.drawn(first)
    let isPlain = (0x20..<0x7F).contains(drawn.value)
    guard (isPlain ? 1 : rushes_character_columns(drawn.value)) == columns else { return false }
    guard let mark = scalars.next(), glyphs != .ascii else {
      return cn_set_plain_cell(&made, wchar_t(drawn.value), ink.attributes, ink.pair) == cn_ok
    }
    var characters: [wchar_t] = [wchar_t(drawn.value)]
    var next: Unicode.Scalar? = mark
    // setcchar keeps four marks and stops at whatever has a width, and says OK to it all.
    while let scalar = next, characters.count < Int(CCHARW_MAX) {
      if rushes_character_columns(scalar.value) == 0 { characters.append(wchar_t(scalar.value)) }
      next = scalars.next()
    }
    characters.append(0)
    return cn_set_cell(&made, characters, ink.attributes, ink.pair) == cn_ok
  }
}
