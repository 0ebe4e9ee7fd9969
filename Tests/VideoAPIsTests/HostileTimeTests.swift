import TestSupport
import Testing
import VideoTasks

@testable import VideoAPIs

/// `Retry-After`, `Date` and the times in links, as anybody may write them.
@Suite struct HostileTimeTests {
  private static let samples = [
    "120", "0.5", "1e3", "-1", "1e400", "nan", "inf", "9223372036854775808", "0x10", "١٢",
    "Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 20 Nov 2026 14:03:05 GMT", "Sun, 06 Nov 1994 08:49:37",
    "Sun, 99 Nov 1994 99:99:99 GMT", "20260606T080057Z", "99999999T999999Z", "",
  ]

  private static func mutated(_ random: inout SeededRandom) -> String {
    var bytes = Array(samples[Int.random(in: 0..<samples.count, using: &random)].utf8)
    for _ in 0..<Int.random(in: 0..<4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      default: bytes.insert(contentsOf: Array("99999999999".utf8), at: place)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: 0..<100)
  func `a wait is between nothing and a day, or not told`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<30 {
      let headers = [
        APIHeader("Retry-After", Self.mutated(&random)), APIHeader("Date", Self.mutated(&random)),
      ]
      let answer = APIAnswer(status: 429, headers: headers, body: [])
      for now in [nil, Timestamp(seconds: 1_790_000_000)] {
        guard let wait = AnswerBody(answer).retryAfter(now: now) else { continue }
        #expect(wait >= .zero && wait <= .seconds(86_400), "\(headers)")
      }
    }
  }

  @Test(arguments: 0..<100)
  func `the end of a link is a moment, or not told`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<30 {
      let link =
        "https://h.example/v.mp4?X-Tos-Date=\(Self.mutated(&random))"
        + "&X-Tos-Expires=\(Self.mutated(&random))"
      guard let end = SignedLink.expiry(of: link, made: Timestamp(seconds: 1_790_000_000)) else {
        continue
      }
      // Times are written with four digits of a year.
      #expect(end.rfc3339.utf8.count >= 24, "\(link)")
    }
  }
}
