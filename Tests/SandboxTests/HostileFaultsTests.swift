import TestSupport
import Testing

@testable import Sandbox

/// Any bytes in a faults file give rules, or the line that is wrong.
@Suite struct HostileFaultsTests {
  private static let sample = Array(
    """
    # faults
    {"fault":"lost-answer","api":"ark","call":"create","times":2,"after":1}
    {"fault":"hostile-text","prompt":"一只猫","seconds":0.5}

    {"fault":"slow","seconds":3}
    """.utf8)

  @Test(arguments: 0..<200)
  func `any change of a good one`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let signs = Array("{}[]:,\"\\n09-.eE \u{0}\u{1B}é".utf8) + [0x0A, 0x80, 0xFF]
    for _ in 0..<20 {
      var bytes = Self.sample
      for _ in 0...Int.random(in: 0..<5, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = signs[Int.random(in: 0..<signs.count, using: &random)]
        case 1: bytes.insert(contentsOf: Array("9999999999".utf8), at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 6))
        }
      }
      do {
        for rule in try SandboxFaultRule.parse(bytes) {
          #expect(rule.after >= 0 && rule.times ?? 0 >= 0)
          _ = rule.duration(or: 1)
        }
      } catch {
        let lines = bytes.count { $0 == 0x0A } + 1
        #expect((1...lines).contains(error.line))
        #expect(error.message.utf8.count < 2000)
      }
    }
  }
}
