internal import CLinux
internal import CNcurses
internal import TerminalUI

/// Turns the cells of a row into ncurses' cells.
struct RowPainter {
  let glyphs: GlyphSet
  var styles: StyleTable
  /// One row, kept between rows so that it is allocated once.
  private var row: [cchar_t] = []

  /// Whether lines, blocks and dots become blanks, which a screen reader does not read.
  private let hidesLines: Bool

  init(glyphs: GlyphSet, styles: StyleTable, hidesLines: Bool) {
    self.glyphs = glyphs
    self.styles = styles
    self.hidesLines = hidesLines
  }

  /// Draws the columns of one row of a frame; they begin and end at whole graphemes.
  ///
  /// A grapheme whose width ncurses counts differently would shift the rest of the row: one
  /// stand-in is a smaller fault.
  mutating func paint(_ frame: Frame, row rowNumber: Int, columns: Range<Int>) {
    row.removeAll(keepingCapacity: true)
    frame.rows[rowNumber].withUnsafeBufferPointer { cells in
      var column = columns.lowerBound
      var style = Self.style(before: column, in: cells)
      while column < columns.upperBound {
        let cell = cells[column]
        let look = cell.isBlank ? styles.styleOfBlank(cell.style, after: style) : cell.style
        style = look
        let ink = styles.ink(look)
        if let byte = cell.ascii, byte >= 0x20, byte < 0x7F {
          row.append(ink.cell(Unicode.Scalar(byte)))
          column += 1
          continue
        }
        let isWide = column + 1 < columns.upperBound && cells[column + 1].isSecondHalf
        append(cell.text, columns: isWide ? 2 : 1, ink)
        column += isWide ? 2 : 1
      }
    }
    // The answer is ERR only for places outside the screen, where nothing is to be drawn.
    _ = cn_put_cells(Int32(rowNumber), Int32(columns.lowerBound), row, Int32(row.count))
  }

  /// The style of the last cell before a place that is not blank; of the first if all are.
  private static func style(
    before place: Int, in cells: UnsafeBufferPointer<Cell>
  ) -> Style? {
    cells[..<place].last { !$0.isBlank }?.style
  }

  private mutating func append(_ text: String, columns: Int32, _ ink: Ink) {
    if let made = cell(of: text, columns: columns, ink: ink) {
      row.append(made)
      return
    }
    row.append(ink.cell(glyphs.standIn))
    for _ in 1..<columns { row.append(ink.blank) }
  }

  /// Makes one cell of a text; nil if ncurses would draw another width than `columns`.
  private func cell(of text: String, columns: Int32, ink: Ink) -> cchar_t? {
    var scalars = text.unicodeScalars.makeIterator()
    // Without a text it is the second half of a wide grapheme that the columns cut in two.
    guard let first = scalars.next() else { return columns == 1 ? ink.blank : nil }
    if hidesLines, GlyphSet.isLine(first) { return columns == 1 ? ink.blank : nil }
    let drawn = glyphs.drawn(first)
    let isPlain = (0x20..<0x7F).contains(drawn.value)
    guard (isPlain ? 1 : rushes_character_columns(drawn.value)) == columns else { return nil }
    guard let mark = scalars.next(), glyphs != .ascii else { return ink.cell(drawn) }
    var characters: [wchar_t] = [wchar_t(drawn.value)]
    var next: Unicode.Scalar? = mark
    // setcchar keeps four marks and stops at whatever has a width, and says OK to it all.
    while let scalar = next, characters.count < Int(CCHARW_MAX) {
      if rushes_character_columns(scalar.value) == 0 { characters.append(wchar_t(scalar.value)) }
      next = scalars.next()
    }
    characters.append(0)
    var made = cchar_t()
    guard cn_set_cell(&made, characters, ink.attributes, ink.pair) == cn_ok else { return nil }
    return made
  }
}
