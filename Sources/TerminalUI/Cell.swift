/// One cell of a frame: a grapheme of known width and its style.
///
/// A wide grapheme stands in its first cell; the cell after it has an empty `text`. The text is
/// kept as bytes in the cell itself, so that frames are filled, copied and compared like plain
/// memory.
public struct Cell: Hashable, Sendable {
  /// Bytes that a cell can hold: a base and four marks of four bytes each.
  private static let capacity = 20

  private var bytes0to7: UInt64 = 0
  private var bytes8to15: UInt64 = 0
  private var bytes16to19: UInt32 = 0
  private var length: UInt8 = 0
  /// How it looks.
  public var style: Style

  /// A blank.
  public init(style: Style) {
    bytes0to7 = 0x20
    length = 1
    self.style = style
  }

  /// Makes a cell of one base character with at most four marks; empty for the second half of a
  /// wide grapheme. Scalars beyond 20 bytes are left out.
  public init(_ text: String = " ", style: Style = Style()) {
    self.style = style
    self.text = text
  }

  /// Makes a cell of one scalar.
  init(_ scalar: Unicode.Scalar, style: Style) {
    self.style = style
    append(scalar)
  }

  /// Makes the second half of a wide grapheme.
  init(secondHalfIn style: Style) { self.style = style }

  /// The scalar of a cell that holds a single byte: most cells of most screens. Nil for others.
  public var ascii: UInt8? { length == 1 ? UInt8(truncatingIfNeeded: bytes0to7) : nil }

  /// Whether nothing is drawn in it but what lies behind.
  public var isBlank: Bool { ascii == 0x20 }

  /// One base character with at most four marks; empty in the second half of a wide grapheme.
  public var text: String {
    get {
      if length == 1 { return String(Unicode.Scalar(UInt8(truncatingIfNeeded: bytes0to7))) }
      let words = (bytes0to7.littleEndian, bytes8to15.littleEndian, bytes16to19.littleEndian)
      return withUnsafeBytes(of: words) { bytes in
        String(decoding: bytes.prefix(Int(length)), as: UTF8.self)
      }
    }
    set {
      (bytes0to7, bytes8to15, bytes16to19, length) = (0, 0, 0, 0)
      for scalar in newValue.unicodeScalars { append(scalar) }
    }
  }

  /// Whether this is the second half of a wide grapheme.
  public var isSecondHalf: Bool { length == 0 }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if length == 0, scalar.value < 0x80 {
      bytes0to7 = UInt64(scalar.value)
      length = 1
      return
    }
    guard Int(length) + UTF8.width(scalar) <= Self.capacity else { return }
    UTF8.encode(scalar)?.forEach { appendByte($0) }
  }

  private mutating func appendByte(_ byte: UInt8) {
    switch length {
    case 0..<8: bytes0to7 |= UInt64(byte) << (8 * UInt64(length))
    case 8..<16: bytes8to15 |= UInt64(byte) << (8 * UInt64(length - 8))
    default: bytes16to19 |= UInt32(byte) << (8 * UInt32(length - 16))
    }
    length += 1
  }
}
