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
}
