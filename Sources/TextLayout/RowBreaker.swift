/// Breaks one paragraph of units into rows; shared by shown and edited text.
public enum RowBreaker {
  /// What happens to blanks at the end of a row.
  public enum Blanks: Sendable {
    /// They are left out of the row: for text that is only shown.
    case dropped
    /// They stay, and one of them may stand one column beyond the edge: for text that is edited.
    case hanging
  }

  /// Rows of `units[paragraph]`, which holds no newline, in at most `columns` columns.
  ///
  /// There is always at least one row. Ranges are ascending; with `.hanging` they touch each other,
  /// and an empty row follows a blank that hangs at the very end. Linear.
  public static func rows(
    _ units: [WrapUnit], in paragraph: Range<Int>, columns: Int, blanks: Blanks
  ) -> [Range<Int>] {
    let limit = max(1, columns)
    var rows: [Range<Int>] = []
    var start = paragraph.lowerBound
    while true {
      let (end, next) = rowEnd(units, from: start, to: paragraph.upperBound, limit, blanks)
      rows.append(start..<end)
      guard let next else { return rows }
      start = next
    }
  }

  /// Where a row ends and where the next one begins; nil for the last row.
  private static func rowEnd(
    _ units: [WrapUnit], from start: Int, to end: Int, _ limit: Int, _ blanks: Blanks
  ) -> (end: Int, next: Int?) {
    var width = 0
    var chance: Int?
    for index in start..<end {
      let unit = units[index]
      if index > start, units[index - 1].canBreak(before: unit) { chance = index }
      width += Int(unit.columns)
      guard width > limit else { continue }
      switch blanks {
      case .hanging:
        if unit.isBlank, width == limit + 1, index > start { return (index + 1, index + 1) }
        let cut = chance ?? max(index, start + 1)
        return (cut, cut < end ? cut : nil)
      case .dropped:
        return shownEnd(units, start: start, overflow: index, chance: chance, end: end)
      }
    }
    return blanks == .dropped ? (trimmed(units, start, end), nil) : (end, nil)
  }

  private static func shownEnd(
    _ units: [WrapUnit], start: Int, overflow: Int, chance: Int?, end: Int
  ) -> (end: Int, next: Int?) {
    if units[overflow].isBlank {
      let shown = trimmed(units, start, overflow)
      let next = units[overflow..<end].firstIndex { !$0.isBlank }
      return (shown, next)
    }
    if let chance {
      let shown = trimmed(units, start, chance)
      if shown > start { return (shown, chance) }
    }
    let cut = max(overflow, start + 1)
    return (cut, cut < end ? cut : nil)
  }

  private static func trimmed(_ units: [WrapUnit], _ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, units[end - 1].isBlank { end -= 1 }
    return end
  }
}
