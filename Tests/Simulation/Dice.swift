import TestSupport
import VideoTasks

/// Every choice of a run: the same seed and the same program give the same choices.
final class Dice {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  func number() -> UInt64 { random.next() }

  /// A number from 0 to `count - 1`.
  func below(_ count: Int) -> Int { Int(random.next() % UInt64(max(1, count))) }

  func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// Whether something happens that happens `permille` times in a thousand.
  func chance(_ permille: Int) -> Bool { permille > 0 && below(1000) < permille }

  func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  func milliseconds(_ range: ClosedRange<Int>) -> Duration { .milliseconds(within(range)) }

  func seconds(_ range: ClosedRange<Int>) -> Duration {
    .milliseconds(within(range.lowerBound * 1000...range.upperBound * 1000))
  }
}
