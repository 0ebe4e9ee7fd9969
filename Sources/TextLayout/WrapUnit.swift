/// What wrapping needs to know of one grapheme: two bytes.
public struct WrapUnit: Hashable, Sendable {
  /// Columns of the grapheme: 0, 1 or 2.
  public let columns: UInt8
  private let traits: Traits

  private struct Traits: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let blank = Traits(rawValue: 1)
    static let newline = Traits(rawValue: 2)
    /// A line may be broken on either side without a blank.
    static let ideographic = Traits(rawValue: 4)
    /// Nothing is broken after it.
    static let opening = Traits(rawValue: 8)
    /// Nothing is broken before it.
    static let closing = Traits(rawValue: 16)
    static let simple = Traits(rawValue: 32)
  }

  /// The unit of one grapheme.
  public init(_ character: Character) {
    let scalars = character.unicodeScalars
    let first = scalars[scalars.startIndex]
    let isAlone = scalars.index(after: scalars.startIndex) == scalars.endIndex
    self.init(first, columns: Columns.of(character), isSimple: isAlone && first.isSimple)
  }

  init(_ grapheme: Grapheme) {
    self.init(grapheme.scalar, columns: grapheme.columns, isSimple: grapheme.isSimple)
  }

  private init(_ scalar: Unicode.Scalar, columns: Int, isSimple: Bool) {
    self.columns = UInt8(columns)
    var traits: Traits = isSimple ? .simple : []
    switch scalar.value {
    case 0x0A, 0x0D: traits.insert(.newline)
    case 0x20, 0x3000, 0x1680, 0x2000...0x200A, 0x205F: traits.insert(.blank)
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: break
    default:
      let isHalfKana = (0xFF61...0xFF9F).contains(scalar.value)
      let isWide = ScalarKind(scalar) == .wide || scalar.isRegionalIndicator
      if isWide || isHalfKana { traits.insert(.ideographic) }
      if Kinsoku.opens(scalar) { traits.insert(.opening) }
      if Kinsoku.closes(scalar) { traits.insert(.closing) }
    }
    self.traits = traits
  }

  /// Whether this is a blank, at which lines are broken.
  public var isBlank: Bool { traits.contains(.blank) }
  /// Whether this ends a line.
  public var isNewline: Bool { traits.contains(.newline) }
  /// Whether this is one scalar of a script without marks, so that it never merges with another
  /// such.
  public var isSimple: Bool { traits.contains(.simple) }

  /// Whether a line may be broken between this unit and the next.
  func canBreak(before next: WrapUnit) -> Bool {
    if next.isBlank { return false }
    if isBlank { return true }
    let isIdeographic = traits.contains(.ideographic) || next.traits.contains(.ideographic)
    return isIdeographic && !traits.contains(.opening) && !next.traits.contains(.closing)
  }
}

/// The common part of the rules for line ends in Chinese, Japanese and Korean (JIS X 4051).
private enum Kinsoku {
  private static let openers: Set<Unicode.Scalar> = scalars("([{（［｛「『【〔〈《〖〘〚｢“‘｟")
  private static let closers: Set<Unicode.Scalar> = scalars(
    ")]},.!?;:%…‥）］｝」』】〕〉》〗〙〛｣”’｠、。，．：；！？％・ー～〜ゝゞヽヾ々〻"
      + "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡､･ｰﾞﾟｧｨｩｪｫｯｬｭｮ")

  private static func scalars(_ text: String) -> Set<Unicode.Scalar> {
    Set(text.unicodeScalars)
  }

  static func opens(_ scalar: Unicode.Scalar) -> Bool {
    isCandidate(scalar) && openers.contains(scalar)
  }

  static func closes(_ scalar: Unicode.Scalar) -> Bool {
    isCandidate(scalar) && closers.contains(scalar)
  }

  /// Spares ideographs, syllables and letters the look-up.
  private static func isCandidate(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x7F, 0x2000...0x206F, 0x3000...0x30FF, 0xFF00...0xFFEF: true
    default: false
    }
  }
}
