internal import VideoTasks

/// Counts a profile's requests against its limit a minute: a bucket that fills steadily.
///
/// Holds a tenth of a minute's requests at most (1 or more), so that a burst stays small.
struct RequestBudget: Hashable, Sendable {
  private let perMinute: Int
  private let capacity: Double
  private var tokens: Double
  private var filledAt: Timestamp

  init(perMinute: Int, now: Timestamp) {
    self.perMinute = max(1, perMinute)
    capacity = max(1, Double(perMinute) / 10)
    tokens = capacity
    filledAt = now
  }

  /// Takes one request out of the bucket; call it when `freeAt` says that there is one.
  mutating func take() { tokens -= 1 }

  /// When there will be a request again; nil when there is one.
  mutating func freeAt(now: Timestamp) -> Timestamp? {
    fill(now: now)
    if tokens >= 1 { return nil }
    let missing = (1 - tokens) * 60_000 / Double(perMinute)
    return now + .milliseconds(Int64(missing.rounded(.up)))
  }

  /// A clock that was set back only stops the filling until it has caught up.
  private mutating func fill(now: Timestamp) {
    let elapsed = (now - filledAt).wholeMilliseconds
    filledAt = now
    guard elapsed > 0 else { return }
    tokens = min(capacity, tokens + Double(elapsed) * Double(perMinute) / 60_000)
  }
}
