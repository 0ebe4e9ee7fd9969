/// Cuts texts to a number of columns, with `…` where something is missing.
public enum Truncation {
  /// The text, or its beginning and `…`; at most `columns` columns, never half a wide grapheme.
  public static func tail(_ text: String, columns: Int) -> String {
    guard columns > 0 else { return "" }
    if let count = Columns.asciiCount(text), count <= columns { return text }
    var used = 0
    var fitting = 0
    for grapheme in Graphemes(text) {
      if used + grapheme.columns <= columns - 1 { fitting = grapheme.bytes.upperBound }
      used += grapheme.columns
      if used > columns { return String(text[..<text.index(atByte: fitting)]) + "…" }
    }
    return text
  }

  /// The text, or its beginning, `…` and its end; at most `columns` columns.
  ///
  /// For names whose end matters, such as file names; the beginning gets the odd column.
  public static func middle(_ text: String, columns: Int) -> String {
    guard columns > 0 else { return "" }
    let graphemes = Array(Graphemes(text))
    guard graphemes.reduce(0, { $0 + $1.columns }) > columns else { return text }
    let end = (columns - 1) / 2
    let head = fitting(graphemes, columns: columns - 1 - end)
    let tail = fitting(graphemes.reversed(), columns: end)
    let headEnd = head == 0 ? 0 : graphemes[head - 1].bytes.upperBound
    let tailStart =
      tail == 0 ? text.utf8.count : graphemes[graphemes.count - tail].bytes.lowerBound
    return text[..<text.index(atByte: headEnd)] + "…" + text[text.index(atByte: tailStart)...]
  }

  /// How many graphemes fit.
  private static func fitting(_ graphemes: some Sequence<Grapheme>, columns: Int) -> Int {
    var used = 0
    var count = 0
    for grapheme in graphemes {
      used += grapheme.columns
      if used > columns { break }
      count += 1
    }
    return count
  }
}
