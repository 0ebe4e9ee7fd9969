import FoundationEssentials
import Testing

@Suite struct `A monkey` {
  /// Things that are done in all: `RUSHES_MONKEY` says how many, 100,000 by hand.
  private static let events =
    ProcessInfo.processInfo.environment["RUSHES_MONKEY"].flatMap { Int($0) } ?? 4_000
  private static let seeds = 8

  @Test func `whatever is pressed, pasted or clicked, nothing breaks and nothing is bought`() throws
  {
    var deeds: [String: Int] = [:]
    for seed in 0..<Self.seeds {
      var monkey = Monkey(seed: UInt64(seed))
      for step in 0..<Self.events / Self.seeds { try monkey.act(compares: step % 8 == 0) }
      deeds.merge(monkey.deeds, uniquingKeysWith: +)
    }
    // A monkey that never gets so far as to buy or remove something would prove nothing.
    #expect(deeds["submit", default: 0] > 1 && deeds.count > 2, "\(deeds)")
  }
}
