internal import VideoTasks

/// Counts a profile's requests against its limit a minute: a bucket that fills steadily.
///
/// Holds a tenth of a minute's requests at most (1 or more), so that a burst stays small. Below zero
/// it is in debt: what was taken too much is waited for.
struct RequestBudget: Hashable, Sendable {
  private(set) var requests: Double
  private(set) var filledAt: Timestamp
  private let perMinute: Double
  private let capacity: Double

  /// A full bucket.
  init(perMinute: Int, now: Timestamp) {
    let capacity = max(1, Double(perMinute) / 10)
    self.init(perMinute: perMinute, requests: capacity, filledAt: now)
  }

  /// The bucket as it was left.
  init(perMinute: Int, requests: Double, filledAt: Timestamp) {
    self.perMinute = Double(max(1, perMinute))
    capacity = max(1, Double(perMinute) / 10)
    self.requests = requests
    self.filledAt = filledAt
  }

  /// Takes one request out of the bucket.
  mutating func take(now: Timestamp) {
    fill(now: now)
    requests -= 1
  }

  /// When there will be a request again; nil when there is one.
  func freeAt(now: Timestamp) -> Timestamp? {
    var filled = self
    filled.fill(now: now)
    if filled.requests >= 1 { return nil }
    let missing = (1 - filled.requests) * 60_000 / perMinute
    return now + .milliseconds(Int64(missing.rounded(.up)))
  }

  /// A clock that was set back only stops the filling until it has caught up.
  private mutating func fill(now: Timestamp) {
    let elapsed = (now - filledAt).wholeMilliseconds
    filledAt = now
    guard elapsed > 0 else { return }
    requests = min(capacity, requests + Double(elapsed) * perMinute / 60_000)
  }
}
