/// One grapheme of a text, with its place and width.
public struct Grapheme: Sendable {
  /// Where it stands in the text.
  public let range: Range<String.Index>
  /// Columns it takes when drawn: 0, 1 or 2.
  public let columns: Int
  /// Its first scalar.
  let scalar: Unicode.Scalar
  /// Whether the first scalar is all of it, and is drawn as it is.
  let isSimple: Bool

  /// What a terminal draws for it; `text` is the text it was found in.
  public func drawn(in text: String) -> DrawnGrapheme {
    isSimple
      ? DrawnGrapheme(scalar: scalar, columns: columns)
      : DrawnGrapheme(scalars: text.unicodeScalars[range])
  }
}

/// The graphemes of a text, from the first to the last.
///
/// Follows the same boundaries as `Character`, but several times faster where a text is of scripts
/// without marks.
public struct Graphemes: Sequence, IteratorProtocol, Sendable {
  private let text: String
  private var index: String.Index

  /// Starts at the beginning of a text.
  public init(_ text: String) {
    self.text = text
    index = text.startIndex
  }

  /// The next grapheme; nil at the end.
  public mutating func next() -> Grapheme? {
    let scalars = text.unicodeScalars
    guard index < scalars.endIndex else { return nil }
    let start = index
    let scalar = scalars[start]
    if scalar.isSimple {
      let after = scalars.index(after: start)
      if after == scalars.endIndex || scalars[after].isSimple {
        index = after
        let columns = ScalarKind(scalar) == .wide ? 2 : 1
        return Grapheme(range: start..<after, columns: columns, scalar: scalar, isSimple: true)
      }
    }
    index = text.index(after: start)
    var splitter = CellSplitter()
    for part in scalars[start..<index] { _ = splitter.place(part) }
    return Grapheme(
      range: start..<index, columns: splitter.columns, scalar: scalar, isSimple: false)
  }
}
