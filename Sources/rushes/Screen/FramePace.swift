internal import EventLoop

/// Decides when the next frame may go out, so that no line gets more of them than it can use.
struct FramePace {
  /// The last three frames that were drawn, the latest first.
  private var last: MonotonicTime?
  private var secondLast: MonotonicTime?
  private var thirdLast: MonotonicTime?

  /// Between a frame and the next that a key asks for: a held key repeats 25 to 40 times a second, and
  /// a display shows 60.
  static let afterKey = Duration.milliseconds(16)
  /// Between frames that nobody has asked for: 30 a second.
  static let byItself = Duration.milliseconds(33)
  /// The same two on a slow line.
  static let afterKeySlowly = Duration.milliseconds(100)
  static let byItselfSlowly = Duration.seconds(1)
  /// When to look again whether a stopped line takes more.
  static let stopped = Duration.milliseconds(50)
  /// A line that takes nothing for so long is slow.
  static let longStop = Duration.milliseconds(500)

  /// The earliest moment for a frame; nil when it may go out at once.
  func earliest(byKey: Bool, isSlow: Bool) -> MonotonicTime? {
    guard let last else { return nil }
    if isSlow { return last + (byKey ? Self.afterKeySlowly : Self.byItselfSlowly) }
    // What follows from a key, such as the answer of the disk, comes at once, and so does the next
    // key after it; on the whole there are no more frames for it.
    guard let thirdLast else { return nil }
    let gap = byKey ? Self.afterKey : Self.byItself
    return thirdLast + gap + gap + gap
  }

  /// A frame was drawn.
  mutating func drew(at time: MonotonicTime) {
    (thirdLast, secondLast, last) = (secondLast, last, time)
  }
}
