/// A picture of the whole screen, made by views and drawn by a terminal.
public struct Frame: Hashable, Sendable {
  /// Columns and rows; both 0 or more.
  public let size: Size
  /// Row after row, `size.columns * size.rows` cells.
  public internal(set) var cells: [Cell]
  /// Where the terminal's own cursor stands (input methods follow it); nil hides it.
  public var cursor: Point?

  /// Makes a frame of blanks.
  public init(size: Size, style: Style = Style()) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: Cell(style: style), count: self.size.columns * self.size.rows)
  }

  /// The cell at a place inside the frame.
  public subscript(column: Int, row: Int) -> Cell { cells[row * size.columns + column] }
}
