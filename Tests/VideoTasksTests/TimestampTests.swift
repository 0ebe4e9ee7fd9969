import FoundationEssentials
import TestSupport
import Testing
import VideoTasks

@Suite struct TimestampTests {
  @Test func `every millisecond of a second is written as it is and read back`() {
    for rest in 0..<1000 {
      let moment = Timestamp(milliseconds: 1_780_732_991_000 + Int64(rest))
      #expect(moment.rfc3339.hasSuffix(".\(String(rest + 1000).dropFirst())Z"))
      #expect(Timestamp(rfc3339: moment.rfc3339) == moment)
    }
  }

  @Test func `moments of eight thousand years agree with Foundation`() throws {
    var random = SeededRandom(seed: 3339)
    for _ in 0..<3000 {
      // Years 1600 to 9999: Foundation's calendar is another one before 1583.
      let seconds = Int64.random(in: -11_676_096_000...253_402_300_799, using: &random)
      let moment = Timestamp(seconds: seconds)
      let date = Date(timeIntervalSince1970: Double(seconds))
      #expect(moment.rfc3339.dropLast(5) + "Z" == date.formatted(Date.ISO8601FormatStyle()))
      #expect(Timestamp(rfc3339: moment.rfc3339) == moment)
      #expect(UTCTime(moment).timestamp == moment)
    }
  }

  @Test(
    "other forms of RFC 3339 are read",
    arguments: [
      ("2026-11-20T13:21:05Z", 1_795_180_865_000), ("2026-11-20t13:21:05.1z", 1_795_180_865_100),
      ("2026-11-20T21:21:05.123456+08:00", 1_795_180_865_123),
      ("2026-11-20T12:51:05-00:30", 1_795_180_865_000),
    ])
  func forms(text: String, milliseconds: Int64) {
    #expect(Timestamp(rfc3339: text) == Timestamp(milliseconds: milliseconds))
  }

  @Test(
    "what is no moment is refused",
    arguments: [
      "", "2026-11-20", "2026-11-20T13:21:05", "2026-13-20T13:21:05Z", "2026-02-29T13:21:05Z",
      "2026-11-20T24:21:05Z", "2026-11-20T13:21:05.Z", "2026-11-20T13:21:05+8:00",
      "2026-11-20 13:21:05Z ", "20a6-11-20T13:21:05Z", "2026-11-20T13:21:05Zx",
    ])
  func refused(text: String) { #expect(Timestamp(rfc3339: text) == nil) }
}
