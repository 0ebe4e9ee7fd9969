import Glibc

/// A moment of the monotonic clock, in nanoseconds.
struct Instant: Comparable {
  var nanoseconds: Int64

  /// Now, by CLOCK_MONOTONIC.
  static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

  static func + (moment: Instant, duration: Duration) -> Instant {
    let sum = moment.nanoseconds.addingReportingOverflow(duration.clampedNanoseconds)
    return Instant(nanoseconds: sum.overflow ? .max : sum.partialValue)
  }

  /// Whole milliseconds from `moment` until this one, rounded up, at least 0.
  func milliseconds(since moment: Instant) -> Int32 {
    guard self > moment else { return 0 }
    return Int32(clamping: (nanoseconds - moment.nanoseconds - 1) / 1_000_000 + 1)
  }
}

extension Duration {
  /// Nanoseconds from 0 to about 146 years.
  var clampedNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    guard seconds < 1 << 32 else { return Int64.max / 2 }
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// Whole milliseconds, at least 1: libcurl takes 0 for "its own default".
  var curlMilliseconds: Int {
    max(1, Int(min(Int64(Int32.max), (clampedNanoseconds + 999_999) / 1_000_000)))
  }
}
