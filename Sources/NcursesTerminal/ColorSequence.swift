/// The parameters that choose a colour, as ncurses sent them: `38;5;110` or `38:2::94:129:172`.
///
/// Kept in the value itself, so that colours are compared and copied without allocating.
struct ColorSequence: Equatable {
  private var bytes0to7: UInt64 = 0
  private var bytes8to15: UInt64 = 0
  private var bytes16to23: UInt64 = 0
  private var length = 0

  /// The terminal's own colour, which has no parameters.
  static let own = ColorSequence()

  private init() {}

  /// Takes parameters over; nil when they are longer than any colour is.
  init?(_ parameters: Slice<UnsafeBufferPointer<UInt8>>) {
    guard parameters.count <= 24 else { return nil }
    for byte in parameters { append(byte) }
  }

  private mutating func append(_ byte: UInt8) {
    let shifted = UInt64(byte) << (8 * UInt64(length % 8))
    switch length {
    case 0..<8: bytes0to7 |= shifted
    case 8..<16: bytes8to15 |= shifted
    default: bytes16to23 |= shifted
    }
    length += 1
  }

  /// Writes the parameters, or others where the colour is the terminal's own.
  func append(to output: inout [UInt8], own: StaticString) {
    guard length > 0 else {
      own.withUTF8Buffer { output.append(contentsOf: $0) }
      return
    }
    for place in 0..<length {
      let word = place < 8 ? bytes0to7 : place < 16 ? bytes8to15 : bytes16to23
      output.append(UInt8(truncatingIfNeeded: word >> (8 * UInt64(place % 8))))
    }
  }
}
