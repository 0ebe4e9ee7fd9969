import FoundationEssentials
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `Words and numbers` {
  @Test(
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (3_249_000, "3.2 MB"), (999_600, "1.0 MB"),
      (128_000_000, "128 MB"),
    ] as [(Int64, String)]) func `bytes are written short`(count: Int64, words: String)
  {
    #expect(Words.bytes(count) == words)
  }

  @Test(arguments: [(5, "0:05"), (75, "1:15"), (3605, "1:00:05"), (-3, "0:00")])
  func `a clock shows minutes and seconds`(seconds: Int, words: String) {
    #expect(Words.clock(.seconds(seconds)) == words)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, "1970-01-01 00:00:00"),
    ("2024-02-29T23:30:00Z", 3600, "2024-03-01 00:30:00"),
    ("2026-03-01T00:10:00Z", -3600, "2026-02-28 23:10:00"),
    ("1969-12-31T23:59:59Z", 0, "1969-12-31 23:59:59"),
  ]) func `moments are written in local time`(text: String, offset: Int, words: String) throws {
    let moment = try #require(Timestamp(rfc3339: text))
    #expect(Words.full(moment, offset: offset) == words)
  }

  @Test func `today is a time, this year a day, another year a date`() throws {
    let now = try #require(Timestamp(rfc3339: "2026-11-20T14:00:00Z"))
    #expect(Words(language: .english).when(now - .seconds(3600), now: now, offset: 0) == "13:00")
    #expect(Words(language: .english).when(now - .seconds(86_400), now: now, offset: 0) == "Nov 19")
    #expect(
      Words(language: .english).when(now - .seconds(400 * 86_400), now: now, offset: 0)
        == "2025-10-16")
  }

  @Test(arguments: [
    (0, "0"), (5, "5"), (999, "999"), (-999, "-999"), (1000, "1,000"), (1234, "1,234"),
    (-100_000, "-100,000"),
    (-1_234_567, "-1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `long numbers are grouped`(number: Int, words: String) {
    #expect(Words.grouped(number) == words)
  }
}
