import EventLoop
import Testing

@testable import rushes

@Suite struct `The pace of frames` {
  private static let start = MonotonicTime(nanoseconds: 1_000_000_000)

  private static func at(_ milliseconds: Int) -> MonotonicTime {
    start + .milliseconds(milliseconds)
  }

  /// When frames went out, in milliseconds; what is asked; the earliest moment, nil for at once.
  private struct Decision: CustomTestStringConvertible {
    var drawn: [Int]
    var byKey: Bool
    var isSlow: Bool
    var earliest: Int?

    var testDescription: String {
      "\(drawn) \(byKey ? "by a key" : "by itself")\(isSlow ? ", slow" : "")"
    }
  }

  private static let decisions = [
    // The first frame waits for nothing.
    Decision(drawn: [], byKey: true, isSlow: false, earliest: nil),
    Decision(drawn: [], byKey: false, isSlow: false, earliest: nil),
    Decision(drawn: [], byKey: true, isSlow: true, earliest: nil),
    Decision(drawn: [], byKey: false, isSlow: true, earliest: nil),
    // What follows from a key comes at once, beside the frame of the key itself.
    Decision(drawn: [0], byKey: true, isSlow: false, earliest: nil),
    Decision(drawn: [0], byKey: false, isSlow: false, earliest: nil),
    // So does the next key, however soon after both.
    Decision(drawn: [0, 5], byKey: true, isSlow: false, earliest: nil),
    Decision(drawn: [0, 5], byKey: false, isSlow: false, earliest: nil),
    // Three in 48 ms for keys, three in 99 ms for all else.
    Decision(drawn: [0, 5, 26], byKey: true, isSlow: false, earliest: 48),
    Decision(drawn: [0, 5, 26], byKey: false, isSlow: false, earliest: 99),
    // The latest three count.
    Decision(drawn: [0, 5, 40, 60], byKey: true, isSlow: false, earliest: 53),
    Decision(drawn: [0, 100, 200, 4_000], byKey: false, isSlow: false, earliest: 199),
    // On a slow line each frame waits for the one before it.
    Decision(drawn: [0], byKey: true, isSlow: true, earliest: 100),
    Decision(drawn: [0], byKey: false, isSlow: true, earliest: 1_000),
    Decision(drawn: [0, 70], byKey: true, isSlow: true, earliest: 170),
    Decision(drawn: [0, 70], byKey: false, isSlow: true, earliest: 1_070),
  ]

  @Test(arguments: decisions)
  private func `tells the earliest moment for the next`(_ decision: Decision) {
    var pace = FramePace()
    for moment in decision.drawn { pace.drew(at: Self.at(moment)) }
    let earliest = pace.earliest(byKey: decision.byKey, isSlow: decision.isSlow)
    #expect(earliest == decision.earliest.map(Self.at))
  }

  /// Draws whenever something is wanted and may be drawn, and counts the frames of each second.
  private static func frames(byKey: Bool, isSlow: Bool) -> [Int] {
    var pace = FramePace()
    var counts: [Int: Int] = [:]
    for millisecond in 0..<10_000 {
      let now = at(millisecond)
      let earliest = pace.earliest(byKey: byKey, isSlow: isSlow) ?? now
      guard earliest <= now else { continue }
      pace.drew(at: now)
      counts[millisecond / 1_000, default: 0] += 1
    }
    return (0..<10).map { counts[$0] ?? 0 }
  }

  @Test func `keeps to thirty a second, sixty for keys, and on a slow line to one and to ten`() {
    for (byKey, isSlow, most) in [
      (true, false, 63), (false, false, 33), (true, true, 10), (false, true, 1),
    ] {
      let frames = Self.frames(byKey: byKey, isSlow: isSlow)
      #expect(frames.allSatisfy { $0 <= most && $0 >= most - 3 && $0 > 0 }, "\(frames)")
    }
  }
}
