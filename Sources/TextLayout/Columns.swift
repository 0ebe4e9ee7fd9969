/// How many columns of a terminal a text takes.
public enum Columns {
  /// Columns of a text of one line; control and invisible characters count 0.
  ///
  /// The sum over its graphemes; linear, and one pass over the bytes for printable ASCII.
  public static func of(_ text: String) -> Int {
    if let count = asciiCount(text) { return count }
    var columns = 0
    for grapheme in Graphemes(text) { columns += grapheme.columns }
    return columns
  }

  /// Columns of one grapheme: 0, 1 or 2, as `DrawnGrapheme` draws it.
  public static func of(_ character: Character) -> Int {
    var splitter = CellSplitter()
    for scalar in character.unicodeScalars { _ = splitter.place(scalar) }
    return splitter.columns
  }

  /// The number of bytes if all of them are printable ASCII, so that bytes, graphemes and columns
  /// agree.
  static func asciiCount(_ text: String) -> Int? {
    for byte in text.utf8 where byte < 0x20 || byte > 0x7E { return nil }
    return text.utf8.count
  }
}
