/// Which row of a list is selected and which rows a window shows. Every operation is O(1).
public struct RowList: Hashable, Sendable {
  /// Number of rows in the list.
  public private(set) var count: Int
  /// Number of rows that the window shows.
  public private(set) var height: Int
  /// The selected row; nil exactly when the list is empty.
  public private(set) var selected: Int?
  /// The first row that the window shows.
  public private(set) var top = 0

  /// A list with its first row selected.
  public init(count: Int = 0, height: Int = 0) {
    self.count = max(0, count)
    self.height = max(0, height)
    selected = count > 0 ? 0 : nil
  }

  /// The rows that the window shows.
  public var visible: Range<Int> { top..<min(count, top + height) }

  /// The line of the window on which the selection stands.
  public var selectedLine: Int? { selected.map { $0 - top } }

  /// Takes a new number of rows; the selection stays on its number, or on the last row.
  public mutating func setCount(_ count: Int) {
    self.count = max(0, count)
    selected = self.count == 0 ? nil : min(selected ?? 0, self.count - 1)
    settle()
  }

  /// Takes a new height of the window.
  public mutating func setHeight(_ height: Int) {
    self.height = max(0, height)
    settle()
  }

  /// Selects a row, or the nearest there is, and scrolls no further than needed.
  public mutating func select(_ row: Int) {
    guard count > 0 else { return }
    selected = min(max(0, row), count - 1)
    settle()
  }

  /// Selects a row so that it keeps its line in the window: for rows that were added or removed
  /// above.
  public mutating func select(_ row: Int, keepingLine line: Int) {
    guard count > 0 else { return }
    selected = min(max(0, row), count - 1)
    top = (selected ?? 0) - line
    settle()
  }

  /// Moves the selection down, or up when negative; it stops at the ends.
  public mutating func move(by rows: Int) {
    let (target, overflow) = (selected ?? 0).addingReportingOverflow(rows)
    select(overflow ? (rows > 0 ? count - 1 : 0) : target)
  }

  /// Moves by whole windows less one row, and scrolls with the selection.
  public mutating func movePage(by pages: Int) {
    let (rows, overflow) = pages.multipliedReportingOverflow(by: max(1, height - 1))
    let line = selectedLine ?? 0
    move(by: overflow ? (pages > 0 ? Int.max : Int.min) : rows)
    if let selected { select(selected, keepingLine: line) }
  }

  /// Selects the first row.
  public mutating func moveToFirst() { select(0) }

  /// Selects the last row.
  public mutating func moveToLast() { select(count - 1) }

  /// The lines of a scroll bar of the window's height that its thumb covers; nil when all rows are
  /// shown.
  public var thumb: Range<Int>? {
    guard height > 0, count > height else { return nil }
    let (count, height) = (Double(count), Double(height))
    let length = max(1, (height * height / count).rounded())
    let start = (Double(top) / (count - height) * (height - length)).rounded()
    return Int(start)..<Int(start + length)
  }

  private mutating func settle() {
    if let selected {
      top = max(top, selected - max(1, height) + 1)
      top = min(top, selected)
    }
    top = max(0, min(top, count - height))
  }
}
