import TestSupport
import Testing

@testable import VideoTasks

struct FilterTimeTests {
  private func moment(_ text: String) -> Timestamp {
    Timestamp(rfc3339: text) ?? Timestamp(seconds: 0)
  }

  /// Friday, 2026-11-20 at 01:30 in Shanghai, which is Thursday in London.
  private static let cases: [(String, String)] = [
    ("today", "2026-11-19T16:00:00Z"), ("yesterday", "2026-11-18T16:00:00Z"),
    ("friday", "2026-11-19T16:00:00Z"), ("thursday", "2026-11-18T16:00:00Z"),
    ("saturday", "2026-11-13T16:00:00Z"), ("monday", "2026-11-15T16:00:00Z"),
    ("3d", "2026-11-16T17:30:00Z"), ("2h", "2026-11-19T15:30:00Z"),
    ("90m", "2026-11-19T16:00:00Z"), ("1w", "2026-11-12T17:30:00Z"),
    ("2026-11-01", "2026-10-31T16:00:00Z"), ("2026-2-9", "2026-02-08T16:00:00Z"),
    ("2026-11", "2026-10-31T16:00:00Z"), ("00:15", "2026-11-19T16:15:00Z"),
    ("2026-11-01T12:00", "2026-11-01T04:00:00Z"),
  ]

  @Test(arguments: cases)
  func `a moment is counted in local days`(text: String, expected: String) throws {
    let time = try #require(FilterTime(text))
    let found = time.moment(now: moment("2026-11-19T17:30:00Z"), in: LocalDays(offset: 8 * 3600))
    #expect(found.rfc3339 == moment(expected).rfc3339)
    #expect(FilterTime(time.text) == time)
  }

  @Test(arguments: [
    "", "d", "3", "3x", "123456d", "2026-02-30", "2026-00-01", "26-11-01", "25:00", "9:5", "1:60",
    "2026-11-01T", "2026-11-01T9", "-3d", "+3d", "٣d", "mo", "mond", "2026-11T10:00", "tod",
  ])
  func `what names no moment is refused`(text: String) { #expect(FilterTime(text) == nil) }

  /// Berlin in 2026: one hour ahead, two from 2026-03-29 01:00 UTC to 2026-10-25 01:00 UTC.
  private var berlin: LocalDays {
    let (spring, autumn) = (moment("2026-03-29T01:00:00Z"), moment("2026-10-25T01:00:00Z"))
    return LocalDays { $0 >= spring && $0 < autumn ? 7200 : 3600 }
  }

  @Test func `days around a change of the clocks have 23 and 25 hours`() {
    let days = berlin.days(3, endingWith: moment("2026-03-30T10:00:00Z"))
    #expect(
      days.map(\.rfc3339) == [
        "2026-03-27T23:00:00.000Z", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z",
      ])
    let autumn = berlin.days(3, endingWith: moment("2026-10-26T00:30:00Z"))
    let lengths = zip(autumn.dropFirst(), autumn).map { $0 - $1 }
    #expect(lengths == [.seconds(86_400), .seconds(90_000)])
    #expect(berlin.days(0, endingWith: moment("2026-10-26T00:30:00Z")) == [])
  }

  @Test func `each of the last days begins when the calendar says so`() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<500 {
      let now = Timestamp(seconds: Int64.random(in: 1_700_000_000...1_900_000_000, using: &random))
      for days in [berlin, LocalDays(offset: -8 * 3600), LocalDays(offset: 20_700)] {
        let start = days.startOfDay(now)
        #expect(start <= now && now - start < .seconds(90_000))
        #expect(days.time(start).hour == 0 && days.time(start).minute == 0)
        #expect(days.time(start).day == days.time(now).day)
        #expect(days.startOfDay(start - .seconds(1)) == days.startOfDay(now, daysEarlier: 1))
      }
    }
  }
}
