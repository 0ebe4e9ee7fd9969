import TextLayout

/// Columns of a cell's text.
enum WidthOf {
  static func text(_ text: String) -> Int { Columns.of(text) }
}
