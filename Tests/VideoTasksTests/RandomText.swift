import TestSupport

extension SeededRandom {
  var isHeads: Bool { mutating get { next() & 1 == 0 } }

  /// Up to `scalars` scalars, about every second one ASCII.
  mutating func text(scalars: Int) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...scalars, using: &self) {
      let limit: UInt32 = isHeads ? 0x7F : 0x1FFFF
      let value = UInt32.random(in: 0...limit, using: &self)
      text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(text)
  }

  /// Up to `count` bytes.
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in
      UInt8.random(in: 0...255, using: &self)
    }
  }
}
