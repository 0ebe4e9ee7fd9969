/// A picture made ready for one terminal: cells, and with them a graphic where it shows pixels.
public struct TerminalPicture: Hashable, Sendable {
  /// The cells it takes.
  public let size: Size
  /// Row after row, `size.columns * size.rows` cells; blank or naming the graphic where there is one.
  public let cells: [PictureCell]
  /// The graphic over the cells, at 0, 0; nil for a picture of cells.
  public let graphic: FrameGraphic?
  /// Bytes that showing it costs on the line.
  public let bytes: Int

  /// Makes a picture; missing cells are blank, and those too many are left out.
  public init(size: Size, cells: [PictureCell], graphic: FrameGraphic? = nil, bytes: Int) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    let count = self.size.columns * self.size.rows
    let missing = max(0, count - cells.count)
    self.cells = cells.prefix(count) + Array(repeating: PictureCell(" "), count: missing)
    self.graphic = graphic
    self.bytes = bytes
  }
}

/// One cell of a picture.
public struct PictureCell: Hashable, Sendable {
  /// One character of one column, with at most four marks.
  public var text: String
  /// Its colour; nil is the screen's own.
  public var foreground: RGB?
  /// The colour behind it; nil is the screen's own.
  public var background: RGB?

  /// Makes a cell.
  public init(_ text: String, foreground: RGB? = nil, background: RGB? = nil) {
    self.text = text
    self.foreground = foreground
    self.background = background
  }
}

extension Canvas {
  /// Draws a picture with its top left cell at a place; cut at the edges, where a graphic is left
  /// out and its place stays blank.
  public mutating func draw(_ picture: TerminalPicture, at point: Point) {
    let rect = Rect(
      column: point.column, row: point.row, columns: picture.size.columns, rows: picture.size.rows)
    fill(rect, style: Style())
    let isWhole = rect.isInside(size)
    if let graphic = picture.graphic {
      guard isWhole, rect.columns > 0, rect.rows > 0 else { return }
      var placed = graphic
      placed.rect = rect
      frame.graphics.append(placed)
    }
    for row in 0..<picture.size.rows where (0..<size.rows).contains(point.row + row) {
      let cells = picture.cells[row * picture.size.columns..<(row + 1) * picture.size.columns]
      put(cells, at: Point(column: point.column, row: point.row + row))
    }
  }

  private mutating func put(_ cells: ArraySlice<PictureCell>, at point: Point) {
    let width = size.columns
    frame.rows[point.row].withUnsafeMutableBufferPointer { row in
      for (offset, cell) in cells.enumerated() {
        let column = point.column + offset
        guard (0..<width).contains(column) else { continue }
        row[column] = Cell(
          cell.text.isEmpty ? " " : cell.text,
          style: Style(picture: cell.foreground, on: cell.background))
      }
    }
  }

  /// Takes away the graphics that a rectangle touches: what is painted over them is to be seen.
  mutating func removeGraphics(in rect: Rect) {
    guard !frame.graphics.isEmpty else { return }
    frame.graphics.removeAll { $0.rect.touches(rect) }
  }

  /// Takes the graphics over that stand whole in a rectangle of another frame.
  mutating func copyGraphics(of other: Frame, in rect: Rect, to point: Point) {
    removeGraphics(
      in: Rect(column: point.column, row: point.row, columns: rect.columns, rows: rect.rows))
    for graphic in other.graphics where rect.contains(graphic.rect) {
      var moved = graphic
      moved.rect.column += point.column - rect.column
      moved.rect.row += point.row - rect.row
      frame.graphics.append(moved)
    }
  }
}
