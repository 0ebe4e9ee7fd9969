/// One grapheme of a text, with its place and width.
public struct Grapheme: Sendable {
  /// Where it stands among the bytes of the text in UTF-8.
  let bytes: Range<Int>
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

  /// Where it stands in the text it was found in.
  public func range(in text: String) -> Range<String.Index> {
    text.index(atByte: bytes.lowerBound)..<text.index(atByte: bytes.upperBound)
  }

  /// What a terminal draws for it; `text` is the text it was found in.
  public func drawn(in text: String) -> DrawnGrapheme {
    isAlone
      ? DrawnGrapheme(scalar: scalar, columns: columns)
      : DrawnGrapheme(scalars: text.unicodeScalars[range(in: text)])
  }
}

/// The graphemes of a text, from the first to the last.
///
/// Follows the same boundaries as `Character`, but many times faster where a text is of scripts
/// without marks.
public struct Graphemes: Sequence, IteratorProtocol, Sendable {
  private let text: String
  /// The scalars after `scalar`.
  private var rest: String.UnicodeScalarView.Iterator
  /// The scalar at `offset`; nil at the end.
  private var scalar: Unicode.Scalar?
  private var isSimple: Bool
  /// Bytes before `scalar`.
  private var offset = 0
  /// A boundary at or before `offset`, kept because the text knows it for one.
  private var boundary: (offset: Int, index: String.Index)

  /// Starts at the beginning of a text.
  public init(_ text: String) {
    self.text = text
    rest = text.unicodeScalars.makeIterator()
    scalar = rest.next()
    isSimple = scalar?.isSimple ?? true
    boundary = (0, text.startIndex)
  }

  /// The next grapheme; nil at the end.
  public mutating func next() -> Grapheme? {
    guard let scalar else { return nil }
    let start = offset
    let following = rest.next()
    let isFollowedBySimple = following?.isSimple ?? true
    guard isSimple, isFollowedBySimple else {
      let grapheme = nextByRules(scalar, following)
      isSimple = self.scalar?.isSimple ?? true
      return grapheme
    }
    offset += UTF8.width(scalar)
    self.scalar = following
    return Grapheme(
      bytes: start..<offset, columns: ScalarKind(scalar) == .wide ? 2 : 1, scalar: scalar,
      isSimple: true, isAlone: true)
  }

  /// The grapheme that begins with a scalar, by the general boundary rules.
  private mutating func nextByRules(
    _ first: Unicode.Scalar, _ second: Unicode.Scalar?
  ) -> Grapheme {
    let start = text.utf8.index(boundary.index, offsetBy: offset - boundary.offset)
    let end = text.index(after: start)
    let bytes = offset..<offset + text.utf8.distance(from: start, to: end)
    boundary = (bytes.upperBound, end)
    offset += UTF8.width(first)
    scalar = second
    let isSingle = offset == bytes.upperBound
    while offset < bytes.upperBound, let part = scalar {
      offset += UTF8.width(part)
      scalar = rest.next()
    }
    let kind = ScalarKind(first)
    if isSingle, kind == .narrow || kind == .wide, !first.isRegionalIndicator {
      return Grapheme(
        bytes: bytes, columns: kind == .wide ? 2 : 1, scalar: first, isSimple: first.isSimple,
        isAlone: true)
    }
    var splitter = CellSplitter()
    for part in text.unicodeScalars[start..<end] { _ = splitter.place(part) }
    return Grapheme(
      bytes: bytes, columns: splitter.columns, scalar: first, isSimple: false, isAlone: false)
  }
}

extension String {
  /// The index of a byte of the text in UTF-8, which must begin a scalar. O(1).
  func index(atByte offset: Int) -> Index { utf8.index(startIndex, offsetBy: offset) }
}
