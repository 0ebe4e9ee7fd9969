internal import TextLayout

/// A frame that is being painted.
///
/// Everything is clipped at the edges. Nothing written here can move a terminal's cursor: control
/// characters are not drawn, and every cell holds a grapheme of known width.
public struct Canvas: Sendable {
  /// What has been painted so far.
  public internal(set) var frame: Frame

  /// A canvas of blanks.
  public init(size: Size, style: Style = Style()) {
    frame = Frame(size: size, style: style)
  }

  /// A canvas that begins with a frame that was painted before, without its cursor.
  public init(over frame: Frame) {
    self.frame = frame
    self.frame.cursor = nil
  }

  /// The size in cells.
  public var size: Size { frame.size }

  /// The whole canvas.
  public var bounds: Rect {
    Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  /// Puts the terminal's cursor at a place; nil, or a place outside, hides it.
  public mutating func setCursor(_ point: Point?) {
    frame.cursor = point.flatMap { bounds.contains($0) ? $0 : nil }
  }

  /// Writes one line of text and returns the columns it took, counted from `point`.
  ///
  /// Cut at the edges and after `columns` columns, never in the middle of a wide grapheme. What
  /// cannot stand in one cell is replaced as `DrawnGrapheme` says. Columns left of the canvas count
  /// as taken, though they are not drawn. A few nanoseconds a cell for ASCII.
  @discardableResult
  public mutating func write(
    _ text: String, at point: Point, style: Style, columns: Int? = nil
  ) -> Int {
    guard point.row >= 0, point.row < size.rows, point.column < size.columns else { return 0 }
    let room = min(max(0, columns ?? Int.max), size.columns - point.column)
    if point.column >= 0, let used = writeASCII(text, at: point, style: style, room: room) {
      return used
    }
    return writeGraphemes(text, at: point, style: style, room: room)
  }

  /// Makes a rectangle blank, and takes away the graphics that it touches.
  public mutating func fill(_ rect: Rect, style: Style) {
    let blank = Cell(style: style)
    removeGraphics(in: rect)
    forEachRow(of: clipped(rect)) { canvas, row, columns in
      canvas.repairEdges(of: columns, row)
      canvas.change(row) { cells in for column in columns { cells[column] = blank } }
    }
  }

  /// Changes how a rectangle looks and leaves its text; nil leaves that part of the style.
  public mutating func restyle(
    _ rect: Rect, foreground: ColorRole? = nil, background: ColorRole? = nil,
    adding added: Style.Attributes = [], removing removed: Style.Attributes = []
  ) {
    forEachRow(of: clipped(rect)) { canvas, row, columns in
      canvas.change(row) { cells in
        for column in columns {
          var style = cells[column].style
          if let foreground {
            style.foreground = foreground
            style.pictureForeground = nil
          }
          if let background {
            style.background = background
            style.pictureBackground = nil
          }
          style.attributes.subtract(removed)
          style.attributes.formUnion(added)
          cells[column].style = style
        }
      }
    }
  }

  /// Takes cells, and the graphics that stand whole on them, over from a frame that was painted
  /// before: `rect` of it comes to stand at `point`.
  ///
  /// Both must lie inside; otherwise nothing is done. A few instructions a cell.
  public mutating func copy(_ rect: Rect, of other: Frame, to point: Point) {
    let target = Rect(
      column: point.column, row: point.row, columns: rect.columns, rows: rect.rows)
    guard rect.columns > 0, rect.isInside(other.size), target.isInside(size) else { return }
    let columns = point.column..<point.column + rect.columns
    copyGraphics(of: other, in: rect, to: point)
    for line in 0..<rect.rows {
      let row = point.row + line
      let source = other.rows[rect.row + line]
      let end = rect.column + rect.columns
      let cutsLast = end < other.size.columns && source[end].isSecondHalf
      repairEdges(of: columns, row)
      change(row) { cells in
        _ = cells[columns].update(fromContentsOf: source[rect.column..<end])
        // Wide graphemes that the edges of `rect` cut in two.
        if cells[columns.lowerBound].isSecondHalf { cells[columns.lowerBound].text = " " }
        if cutsLast { cells[columns.upperBound - 1].text = " " }
      }
    }
  }

  // MARK: Writing

  /// Writes a text of printable ASCII; nil, with nothing written, if it holds anything else.
  private mutating func writeASCII(
    _ text: String, at point: Point, style: Style, room: Int
  ) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      for byte in bytes where byte < 0x20 || byte > 0x7E { return nil }
      let count = min(bytes.count, room)
      guard count > 0 else { return 0 }
      let start = point.column
      repairEdges(of: start..<start + count, point.row)
      change(point.row) { cells in
        for offset in 0..<count {
          cells[start + offset] = Cell(ascii: bytes[offset], style: style)
        }
      }
      return count
    }
  }

  private mutating func writeGraphemes(
    _ text: String, at point: Point, style: Style, room: Int
  ) -> Int {
    var used = 0
    for grapheme in Graphemes(text) where grapheme.columns > 0 {
      if used + grapheme.columns > room { break }
      let column = point.column + used
      if column >= 0, let scalar = grapheme.onlyScalar {
        put(
          scalar, columns: grapheme.columns, column: column, row: point.row, isFirst: used == 0,
          style: style)
      } else {
        put(grapheme.drawn(in: text), column: column, row: point.row, style: style)
      }
      used += grapheme.columns
      if used == room { break }
    }
    return used
  }

  /// Puts one scalar into each cell of a part of a row that lies on the canvas; nothing is changed
  /// where it stands already.
  mutating func put(_ scalar: Unicode.Scalar, in columns: Range<Int>, row: Int, style: Style) {
    let cell = Cell(scalar, style: style)
    guard frame.rows[row][columns].contains(where: { $0 != cell }) else { return }
    repairEdges(of: columns, row)
    change(row) { cells in for column in columns { cells[column] = cell } }
  }

  /// Puts one grapheme of one scalar that lies on the canvas; all but the first of a text stand
  /// beside a grapheme that is whole.
  private mutating func put(
    _ scalar: Unicode.Scalar, columns: Int, column: Int, row: Int, isFirst: Bool, style: Style
  ) {
    let next = column + columns
    change(row) { cells in
      if isFirst, column > 0, cells[column].isSecondHalf { cells[column - 1].text = " " }
      cells[column] = Cell(scalar, style: style)
      if columns == 2 { cells[column + 1] = Cell(secondHalfIn: style) }
      if next < cells.count, cells[next].isSecondHalf { cells[next].text = " " }
    }
  }

  /// Puts one grapheme, whose right edge lies on the canvas; what lies left of it is left out.
  private mutating func put(_ drawn: DrawnGrapheme, column: Int, row: Int, style: Style) {
    let end = column + drawn.columns
    guard end > 0 else { return }
    repairEdges(of: max(0, column)..<end, row)
    let second = drawn.second ?? ""
    change(row) { cells in
      if column >= 0 {
        cells[column] = Cell(drawn.first, style: style)
        if drawn.columns == 2 { cells[column + 1] = Cell(second, style: style) }
      } else {
        // The left half of a wide grapheme is outside: its right half cannot be drawn alone.
        cells[0] = Cell(second.isEmpty ? " " : second, style: style)
      }
    }
  }

  /// Blanks the other half of wide graphemes that a change of these columns cuts in two.
  private mutating func repairEdges(of columns: Range<Int>, _ row: Int) {
    guard let first = columns.first else { return }
    if first > 0, frame.rows[row][first].isSecondHalf { frame.rows[row][first - 1].text = " " }
    let next = columns.upperBound
    if next < size.columns, frame.rows[row][next].isSecondHalf {
      frame.rows[row][next].text = " "
    }
  }

  /// Changes cells of one row, which is copied first if another frame has it as well.
  private mutating func change(_ row: Int, _ body: (UnsafeMutableBufferPointer<Cell>) -> Void) {
    frame.rows[row].withUnsafeMutableBufferPointer { body($0) }
  }

  private func clipped(_ rect: Rect) -> Rect {
    let left = min(max(0, rect.column), size.columns)
    let top = min(max(0, rect.row), size.rows)
    let right = min(max(left, rect.column + rect.columns), size.columns)
    let bottom = min(max(top, rect.row + rect.rows), size.rows)
    return Rect(column: left, row: top, columns: right - left, rows: bottom - top)
  }

  private mutating func forEachRow(
    of rect: Rect, _ body: (inout Canvas, _ row: Int, _ columns: Range<Int>) -> Void
  ) {
    guard rect.columns > 0 else { return }
    for row in rect.row..<rect.row + rect.rows {
      body(&self, row, rect.column..<rect.column + rect.columns)
    }
  }
}
