/// Brings texts to an exact number of columns.
public enum Padding {
  /// The text with blanks after it, or cut with `…`; exactly `columns` columns.
  public static func right(_ text: String, columns: Int) -> String {
    let fitting = Truncation.tail(text, columns: columns)
    return fitting + blanks(columns - Columns.of(fitting))
  }

  /// The text with blanks before it, or cut with `…`; exactly `columns` columns.
  public static func left(_ text: String, columns: Int) -> String {
    let fitting = Truncation.tail(text, columns: columns)
    return blanks(columns - Columns.of(fitting)) + fitting
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }
}
