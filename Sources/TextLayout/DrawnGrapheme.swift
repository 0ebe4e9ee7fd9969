/// A grapheme as a terminal can hold it: one cell of one or two columns, or two narrow cells.
///
/// What terminals draw in different widths is replaced: a flag by its two letters, a family by its
/// first member, an emoji with a skin tone by the plain one, a heart with a variation selector
/// by the text heart, a lone mark by the mark on a dotted circle. The width is that of what is
/// drawn.
public struct DrawnGrapheme: Hashable, Sendable {
  /// What stands in the first cell; empty when nothing is drawn.
  public private(set) var first = ""
  /// What stands in a second narrow cell; nil for one cell.
  public private(set) var second: String?
  /// Columns taken: 0, 1 or 2.
  public private(set) var columns = 0

  /// What is drawn for a grapheme.
  public init(_ character: Character) {
    self.init(scalars: character.unicodeScalars)
  }

  /// What is drawn for one scalar that stands alone.
  init(scalar: Unicode.Scalar, columns: Int) {
    first = String(scalar)
    self.columns = columns
  }

  init(scalars: some Sequence<Unicode.Scalar>) {
    var splitter = CellSplitter()
    var last: Unicode.Scalar?
    for scalar in scalars {
      switch splitter.place(scalar) {
      case .nowhere: break
      case .first:
        if let syllable = Hangul.syllable(last, scalar) {
          first = String(syllable)
          last = syllable
        } else {
          first.unicodeScalars.append(Self.letter(of: scalar))
          last = scalar
        }
      case .firstOnDottedCircle:
        first = "\u{25CC}"
        first.unicodeScalars.append(scalar)
      case .second:
        second = (second ?? "") + String(Self.letter(of: scalar))
      }
    }
    columns = splitter.columns
  }

  /// The ASCII letter of half a flag; any other scalar as it is.
  private static func letter(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.isRegionalIndicator else { return scalar }
    return Unicode.Scalar(UInt8(scalar.value - 0x1F1E6 + 0x41))
  }
}

/// Joins conjoining jamo, which few terminals join themselves (Unicode 3.12).
enum Hangul {
  /// The syllable of a consonant and a vowel, or of an open syllable and a final consonant.
  static func syllable(_ first: Unicode.Scalar?, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    guard let first else { return nil }
    switch (first.value, second.value) {
    case (0x1100...0x1112, 0x1161...0x1175):
      let vowel = (first.value - 0x1100) * 21 + (second.value - 0x1161)
      return Unicode.Scalar(0xAC00 + vowel * 28)
    case (0xAC00...0xD7A3, 0x11A8...0x11C2) where (first.value - 0xAC00) % 28 == 0:
      return Unicode.Scalar(first.value + second.value - 0x11A7)
    default: return nil
    }
  }
}
