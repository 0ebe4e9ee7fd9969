internal import EventLoop
internal import TerminalUI

/// Tells whether a key is held down, or pressed again and again.
struct KeyRepeat {
  private var last: Key?
  private var isRepeated = false
  /// Whether the last key came so soon after the same that it is held down.
  private(set) var isHeld = false
  private var time = MonotonicTime(nanoseconds: 0)

  /// As long as this after a key, the same may be expected: a held key comes 25 to 40 times a second.
  static let longest = Duration.milliseconds(100)

  /// A key came.
  mutating func note(_ key: Key, at time: MonotonicTime) {
    isRepeated = key == last
    isHeld = isRepeated && time - self.time < Self.longest
    (last, self.time) = (key, time)
  }

  /// The key that is likely to come next; nil if none is.
  func expected(at time: MonotonicTime) -> Key? {
    isRepeated && time - self.time < Self.longest ? last : nil
  }
}
