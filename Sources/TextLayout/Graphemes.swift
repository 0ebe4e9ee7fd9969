/// One grapheme of a text, with its place and width.
public struct Grapheme: Sendable {
  /// Where it stands in the text.
  public let range: Range<String.Index>
  /// Columns it takes when drawn: 0, 1 or 2.
  public let columns: Int
  /// Its first scalar.
  let scalar: Unicode.Scalar
  /// Whether the first scalar is all of it, and merges with no other such scalar.
  let isSimple: Bool
  /// Whether the first scalar is all of it, and is drawn as it is.
  let isAlone: Bool

  /// Its scalar, when a terminal draws that alone and as it is; nil asks for `drawn(in:)`.
  public var onlyScalar: Unicode.Scalar? { isAlone ? scalar : nil }

  /// What a terminal draws for it; `text` is the text it was found in.
  public func drawn(in text: String) -> DrawnGrapheme {
    isAlone
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
  /// The scalar at `index`; nil at the end.
  private var scalar: Unicode.Scalar?

  /// Starts at the beginning of a text.
  public init(_ text: String) {
    self.text = text
    index = text.startIndex
    scalar = text.unicodeScalars.first
  }

  /// The next grapheme; nil at the end.
  public mutating func next() -> Grapheme? {
    guard let scalar else { return nil }
    let scalars = text.unicodeScalars
    let start = index
    let after = scalars.index(after: start)
    let following = after == scalars.endIndex ? nil : scalars[after]
    if scalar.isSimple, following?.isSimple ?? true {
      index = after
      self.scalar = following
      return Grapheme(
        range: start..<after, columns: ScalarKind(scalar) == .wide ? 2 : 1, scalar: scalar,
        isSimple: true, isAlone: true)
    }
    index = text.index(after: start)
    self.scalar = index == scalars.endIndex ? nil : scalars[index]
    let isSingle = index == after
    let kind = ScalarKind(scalar)
    if isSingle, kind == .narrow || kind == .wide, !scalar.isRegionalIndicator {
      return Grapheme(
        range: start..<after, columns: kind == .wide ? 2 : 1, scalar: scalar,
        isSimple: scalar.isSimple, isAlone: true)
    }
    var splitter = CellSplitter()
    for part in scalars[start..<index] { _ = splitter.place(part) }
    return Grapheme(
      range: start..<index, columns: splitter.columns, scalar: scalar, isSimple: false,
      isAlone: false)
  }
}
