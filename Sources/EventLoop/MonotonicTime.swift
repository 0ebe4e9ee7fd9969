internal import CLinux

/// A moment on a clock that is never set: it counts from the machine's start, time asleep
/// included (CLOCK_BOOTTIME), so that a deadline that passed while a laptop slept has passed.
///
/// Its values mean nothing to another process or after a restart; `Timestamp` is for those.
public struct MonotonicTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since the machine started.
  public let nanoseconds: Int64

  /// Makes a moment from nanoseconds since the machine started.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The present moment. About 30 ns.
  public static func now() -> MonotonicTime {
    MonotonicTime(nanoseconds: rushes_clock_boottime())
  }

  /// Whether the first moment is earlier.
  public static func < (earlier: MonotonicTime, later: MonotonicTime) -> Bool {
    earlier.nanoseconds < later.nanoseconds
  }

  /// The moment a while later; it stays at the latest or earliest moment rather than overflow.
  public static func + (time: MonotonicTime, duration: Duration) -> MonotonicTime {
    let (sum, isTooFar) = time.nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
    guard isTooFar else { return MonotonicTime(nanoseconds: sum) }
    return MonotonicTime(nanoseconds: duration < .zero ? .min : .max)
  }

  /// The time from the second moment to the first; negative if the first is earlier.
  public static func - (later: MonotonicTime, earlier: MonotonicTime) -> Duration {
    .nanoseconds(later.nanoseconds) - .nanoseconds(earlier.nanoseconds)
  }
}

extension Duration {
  /// Rounded up, so that a wait of this length never ends early; limited to what 64 bits hold.
  fileprivate var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, isTooFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !isTooFar else { return seconds < 0 ? .min : .max }
    let part = attoseconds / 1_000_000_000 + (attoseconds % 1_000_000_000 > 0 ? 1 : 0)
    let (sum, isOver) = whole.addingReportingOverflow(part)
    guard !isOver else { return seconds < 0 ? .min : .max }
    return sum
  }
}
