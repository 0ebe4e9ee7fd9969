/// One cell of a frame: a grapheme of known width and its style.
///
/// A wide grapheme stands in its first cell; the cell after it has an empty `text`. The text is
/// kept as bytes in the cell itself, so that frames are filled, copied and compared like plain
/// memory.
public struct Cell: Hashable, Sendable {
  /// Bytes that a cell can hold: a base and four marks of four bytes each.
  private static let capacity = 20

  /// The text's first eight bytes, from the lowest on.
  private var first: UInt64 = 0
  /// The eight after them.
  private var second: UInt64 = 0
  /// Four more, how many there are in all (a byte), and what `Style.look` holds (three).
  private var third: UInt64 = 0
  /// What `Style.picture` holds.
  private var picture: UInt64 = 0

  /// How it looks.
  public var style: Style {
    get { Style(look: UInt32(truncatingIfNeeded: third >> 40), picture: picture) }
    set {
      third = third & 0xFF_FFFF_FFFF | UInt64(newValue.look) << 40
      picture = newValue.picture
    }
  }

  /// The bytes of the text.
  private var length: UInt8 { UInt8(truncatingIfNeeded: third >> 32) }

  /// A blank.
  public init(style: Style) {
    self.init(ascii: 0x20, style: style)
  }

  /// Makes a cell of one base character with at most four marks; empty for the second half of a
  /// wide grapheme. Scalars beyond 20 bytes are left out.
  public init(_ text: String = " ", style: Style = Style()) {
    self.style = style
    self.text = text
  }

  /// Makes a cell of one byte.
  init(ascii: UInt8, style: Style) {
    first = UInt64(ascii)
    third = 1 << 32 | UInt64(style.look) << 40
    picture = style.picture
  }

  /// Makes a cell of one scalar.
  init(_ scalar: Unicode.Scalar, style: Style) {
    self.style = style
    append(scalar)
  }

  /// Makes the second half of a wide grapheme.
  init(secondHalfIn style: Style) { self.style = style }

  /// The scalar of a cell that holds a single byte: most cells of most screens. Nil for others.
  public var ascii: UInt8? { length == 1 ? UInt8(truncatingIfNeeded: first) : nil }

  /// Whether nothing is drawn in it but what lies behind.
  public var isBlank: Bool { ascii == 0x20 }

  /// One base character with at most four marks; empty in the second half of a wide grapheme.
  public var text: String {
    get {
      if length == 1 { return String(Unicode.Scalar(UInt8(truncatingIfNeeded: first))) }
      let words = (first.littleEndian, second.littleEndian, third.littleEndian)
      return withUnsafeBytes(of: words) { bytes in
        String(decoding: bytes.prefix(Int(length)), as: UTF8.self)
      }
    }
    set {
      (first, second, third) = (0, 0, (third >> 40) << 40)
      for scalar in newValue.unicodeScalars { append(scalar) }
    }
  }

  /// Whether this is the second half of a wide grapheme.
  public var isSecondHalf: Bool { length == 0 }

  private mutating func append(_ scalar: Unicode.Scalar) {
    guard Int(length) + UTF8.width(scalar) <= Self.capacity else { return }
    UTF8.encode(scalar)?.forEach { appendByte($0) }
  }

  private mutating func appendByte(_ byte: UInt8) {
    let place = UInt64(length)
    switch place {
    case 0..<8: first |= UInt64(byte) << (8 * place)
    case 8..<16: second |= UInt64(byte) << (8 * (place - 8))
    default: third |= UInt64(byte) << (8 * (place - 16))
    }
    third += 1 << 32
  }
}
