/// Makes scalars of bytes that arrive one at a time.
///
/// Broken sequences become U+FFFD exactly where `String(decoding:as:)` puts it: one for each
/// longest beginning of a valid sequence (Unicode 3.9, table 3-8).
struct UTF8Assembler: Hashable, Sendable {
  private var value: UInt32 = 0
  private var missing = 0
  private var next: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether a sequence has begun and is not whole.
  var isUnfinished: Bool { missing > 0 }

  /// Takes a byte and gives the scalars that are now certain: none, one or two.
  mutating func take(_ byte: UInt8) -> [Unicode.Scalar] {
    guard missing > 0 else { return begin(byte) }
    guard next.contains(byte) else {
      missing = 0
      return ["\u{FFFD}"] + begin(byte)
    }
    value = value << 6 | UInt32(byte & 0x3F)
    missing -= 1
    next = 0x80...0xBF
    return missing == 0 ? [Unicode.Scalar(value) ?? "\u{FFFD}"] : []
  }

  /// Gives up on an unfinished sequence; true if there was one.
  mutating func abandon() -> Bool {
    defer { missing = 0 }
    return missing > 0
  }

  private mutating func begin(_ byte: UInt8) -> [Unicode.Scalar] {
    switch byte {
    case 0..<0x80: return [Unicode.Scalar(byte)]
    case 0xC2...0xDF: expect(1, byte & 0x1F)
    case 0xE0: expect(2, 0, next: 0xA0...0xBF)
    case 0xED: expect(2, 0x0D, next: 0x80...0x9F)
    case 0xE1...0xEF: expect(2, byte & 0x0F)
    case 0xF0: expect(3, 0, next: 0x90...0xBF)
    case 0xF1...0xF3: expect(3, byte & 0x07)
    case 0xF4: expect(3, 4, next: 0x80...0x8F)
    default: return ["\u{FFFD}"]
    }
    return []
  }

  private mutating func expect(
    _ count: Int, _ bits: UInt8, next: ClosedRange<UInt8> = 0x80...0xBF
  ) {
    missing = count
    value = UInt32(bits)
    self.next = next
  }
}
