/// Breaks text that is shown into lines.
public enum Wrap {
  /// One line of a wrapped text.
  public struct Line: Hashable, Sendable {
    /// Where it stands in the text, without the blanks at which it was broken.
    public let range: Range<String.Index>
    /// Columns it takes.
    public let columns: Int
  }

  /// The lines of a text in at most `columns` columns (at least 1).
  ///
  /// Lines end at `\n`, else after blanks, else beside wide characters except before closing and
  /// after opening punctuation, else inside a word that is longer than a line. Blanks at a break
  /// are left out, those at the start of a paragraph stay. An empty text has one empty line.
  /// Linear.
  public static func lines(_ text: String, columns: Int) -> [Line] {
    var units: [WrapUnit] = []
    var bounds: [Int] = []
    for grapheme in Graphemes(text) {
      units.append(WrapUnit(grapheme))
      bounds.append(grapheme.bytes.lowerBound)
    }
    bounds.append(text.utf8.count)
    var lines: [Line] = []
    var start = 0
    while true {
      let end = units[start...].firstIndex { $0.isNewline } ?? units.count
      for row in RowBreaker.rows(units, in: start..<end, columns: columns, blanks: .dropped) {
        let width = units[row].reduce(0) { $0 + Int($1.columns) }
        let start = text.index(atByte: bounds[row.lowerBound])
        let end = text.index(atByte: bounds[row.upperBound])
        lines.append(Line(range: start..<end, columns: width))
      }
      guard end < units.count else { return lines }
      start = end + 1
    }
  }

  /// The texts of the lines.
  public static func texts(_ text: String, columns: Int) -> [String] {
    lines(text, columns: columns).map { String(text[$0.range]) }
  }
}
