import CLinux
import EventLoop
import Testing

struct MonotonicTimeTests {
  @Test(arguments: [
    (Duration.zero, 1_000), (.nanoseconds(1), 1_001), (.nanoseconds(-1), 999),
    (.seconds(2), 2_000_001_000), (Duration(secondsComponent: 0, attosecondsComponent: 1), 1_001),
  ])
  func `a duration is added in whole nanoseconds, never too few`(
    duration: Duration, expected: Int
  ) {
    let sum = MonotonicTime(nanoseconds: 1_000) + duration
    #expect(sum == MonotonicTime(nanoseconds: Int64(expected)))
  }

  @Test func `durations too long for the clock stop at its ends`() {
    let now = MonotonicTime.now()
    #expect(now + .seconds(Int64.max) == MonotonicTime(nanoseconds: .max))
    #expect(
      MonotonicTime(nanoseconds: -1) + .seconds(Int64.min) == MonotonicTime(nanoseconds: .min))
  }

  @Test func `the difference added to the earlier moment is the later one`() {
    let early = MonotonicTime(nanoseconds: 12)
    let late = MonotonicTime(nanoseconds: 5_000_000_012)
    #expect(late - early == .seconds(5))
    #expect(early - late == .seconds(-5))
    #expect(early + (late - early) == late)
    #expect(early < late)
  }

  @Test func `the clock does not run backwards`() {
    var last = MonotonicTime.now()
    for _ in 0..<1_000 {
      let now = MonotonicTime.now()
      #expect(now >= last)
      last = now
    }
  }

  @Test func `local time broken down and put together shows the same on the clock`() {
    for seconds in stride(from: Int64(0), to: 4_000_000_000, by: 86_400 * 37 + 12_345) {
      var parts = rushes_local_time()
      #expect(rushes_local_time_of(seconds, &parts) == 0)
      #expect((1...12).contains(parts.month) && (1...31).contains(parts.day))
      // In the hour that clocks repeat in autumn it may be the other one of the two.
      let again = rushes_seconds_of_local_time(&parts)
      var partsAgain = rushes_local_time()
      #expect(rushes_local_time_of(again, &partsAgain) == 0)
      #expect(abs(again - seconds) <= 7_200)
      #expect(partsAgain.day == parts.day && partsAgain.hour == parts.hour)
      #expect(partsAgain.minute == parts.minute && partsAgain.second == parts.second)
    }
  }
}
