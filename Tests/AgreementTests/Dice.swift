import TestSupport

/// Choices that depend on a seed alone.
struct Dice {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A seed that depends on a name and a number, the same in every process.
  init(_ name: String, _ number: Int) {
    // FNV-1a: Swift's own hashes differ from process to process.
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    self.init(seed: hash ^ (UInt64(number) &* 0x9E37_79B9_7F4A_7C15))
  }

  /// Whether something happens that happens in so many of a hundred cases.
  mutating func percent(_ chance: Int) -> Bool { number(0...99) < chance }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[number(0...list.count - 1)]
  }
}
