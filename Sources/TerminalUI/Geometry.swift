/// A number of columns and rows on a terminal.
public struct Size: Hashable, Sendable {
  /// Cells side by side.
  public var columns: Int
  /// Cells one above the other.
  public var rows: Int

  /// Makes a size; both are 0 or more.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A place on a terminal, counted from 0 at the top left.
public struct Point: Hashable, Sendable {
  /// Cells to the left of it.
  public var column: Int
  /// Cells above it.
  public var row: Int

  /// Makes a place.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle of cells; it may be empty.
public struct Rect: Hashable, Sendable {
  /// The left column.
  public var column: Int
  /// The top row.
  public var row: Int
  /// The width in cells.
  public var columns: Int
  /// The height in cells.
  public var rows: Int

  /// Makes a rectangle; negative sides become 0.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// The rectangle without a border of `cells` cells on each side.
  public func inset(by cells: Int) -> Rect {
    Rect(
      column: column + cells, row: row + cells, columns: columns - 2 * cells,
      rows: rows - 2 * cells)
  }

  /// Whether the place lies inside.
  public func contains(_ point: Point) -> Bool {
    point.column >= column && point.column < column + columns && point.row >= row
      && point.row < row + rows
  }

  /// Whether all of another rectangle lies inside.
  public func contains(_ other: Rect) -> Bool {
    other.column >= column && other.column + other.columns <= column + columns
      && other.row >= row && other.row + other.rows <= row + rows
  }

  /// Whether both have a cell in common.
  public func touches(_ other: Rect) -> Bool {
    column < other.column + other.columns && other.column < column + columns
      && row < other.row + other.rows && other.row < row + rows
  }

  /// Whether all of it lies on a screen of this size.
  func isInside(_ size: Size) -> Bool {
    column >= 0 && row >= 0 && column + columns <= size.columns && row + rows <= size.rows
  }
}
