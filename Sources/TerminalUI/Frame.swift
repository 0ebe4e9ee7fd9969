/// A picture of the whole screen, made by views and drawn by a terminal.
public struct Frame: Hashable, Sendable {
  /// Columns and rows; both 0 or more.
  public let size: Size
  /// `size.rows` rows of `size.columns` cells. Frames that were made from each other share the rows
  /// that are equal, so that these are neither copied nor compared cell by cell.
  public internal(set) var rows: [[Cell]]
  /// Where the terminal's own cursor stands (input methods follow it); nil hides it.
  public var cursor: Point?
  /// Pictures in pixels, for terminals that show them; most frames have none.
  public internal(set) var graphics: [FrameGraphic] = []

  /// Makes a frame of blanks.
  public init(size: Size, style: Style = Style()) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    let blank = Array(repeating: Cell(style: style), count: self.size.columns)
    rows = Array(repeating: blank, count: self.size.rows)
  }

  /// Row after row, `size.columns * size.rows` cells. O(cells).
  public var cells: [Cell] { Array(rows.joined()) }

  /// The cell at a place inside the frame.
  public subscript(column: Int, row: Int) -> Cell { rows[row][column] }
}
