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

  /// From the first to the last column of a row that differs from an earlier frame of this size,
  /// widened to whole graphemes; nil if none of the first `columns` does. A few instructions a cell,
  /// and none for rows that both frames share.
  public func changedColumns(_ row: Int, since before: Frame, upTo columns: Int) -> Range<Int>? {
    before.rows[row].withUnsafeBufferPointer { old in
      rows[row].withUnsafeBufferPointer { new in
        guard old.baseAddress != new.baseAddress else { return nil }
        guard let first = (0..<columns).first(where: { old[$0] != new[$0] }) else { return nil }
        var start = first
        var end = columns
        while old[end - 1] == new[end - 1] { end -= 1 }
        while start > 0 && new[start].isSecondHalf { start -= 1 }
        while end < columns && new[end].isSecondHalf { end += 1 }
        return start..<end
      }
    }
  }
}
