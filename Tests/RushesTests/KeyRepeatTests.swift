import EventLoop
import TerminalUI
import Testing

@testable import rushes

@Suite struct `A key that comes again` {
  private static let start = MonotonicTime(nanoseconds: 1_000_000_000)

  private static func at(_ milliseconds: Int) -> MonotonicTime {
    start + .milliseconds(milliseconds)
  }

  @Test func `is expected after its second time, for a moment`() {
    var repeats = KeyRepeat()
    #expect(repeats.expected(at: Self.at(0)) == nil)
    repeats.note(Key(.down), at: Self.at(0))
    #expect(repeats.expected(at: Self.at(1)) == nil)
    repeats.note(Key(.down), at: Self.at(500))
    #expect(repeats.expected(at: Self.at(501)) == Key(.down))
    #expect(repeats.expected(at: Self.at(599)) == Key(.down))
    #expect(repeats.expected(at: Self.at(600)) == nil)
    repeats.note(Key(.up), at: Self.at(610))
    #expect(repeats.expected(at: Self.at(611)) == nil)
  }

  @Test func `is held when it comes soon after the same`() {
    var repeats = KeyRepeat()
    for (key, time, isHeld) in [
      (Key(.down), 0, false), (Key(.down), 99, true), (Key(.down), 199, false),
      (Key(.down), 230, true), (Key(.up), 240, false), (Key(.down), 250, false),
    ] {
      repeats.note(key, at: Self.at(time))
      #expect(repeats.isHeld == isHeld, "\(time)")
    }
  }
}
