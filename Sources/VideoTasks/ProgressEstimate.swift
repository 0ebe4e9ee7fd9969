/// How far a running task probably is: no API tells, so it is worked out from past tasks.
public struct ProgressEstimate: Hashable, Sendable {
  /// From 0 to 0.99: 0.8 when half of the past tasks were done, and never 1 by itself.
  public var fraction: Double
  /// The time within which half of the past tasks were done, or the typical time without a past.
  public var median: Duration
  /// How much longer it probably takes; nil when it takes longer than anything known.
  public var remaining: Duration?
  /// Whether it takes more than twice the median and longer than every past task.
  public var isOverdue: Bool

  /// Works out where a task stands. O(n log n) in the number of past tasks.
  ///
  /// - Parameters:
  ///   - past: how long tasks of the same kind took, in any order.
  ///   - typical: what to go by when there is no past.
  ///   - elapsed: the time since the task was sent.
  public init(past: [Duration], typical: Duration, elapsed: Duration) {
    let known = past.filter { $0 > .zero }.sorted()
    let elapsed = max(elapsed, .zero)
    median = Self.middle(known) ?? max(typical, .seconds(1))
    // Those that were done by now say nothing about this one any more.
    let slower = known.filter { $0 > elapsed }
    if known.isEmpty {
      remaining = elapsed < median ? median - elapsed : nil
    } else {
      remaining = Self.middle(slower).map { $0 - elapsed }
    }
    isOverdue = elapsed > median * 2 && slower.isEmpty
    fraction = Self.fraction(elapsed / median)
  }

  /// Straight to 0.8 at the median, then ever slower, without a bend where the two meet.
  private static func fraction(_ share: Double) -> Double {
    guard share > 1 else { return 0.8 * share }
    // 0.8 + 0.2 × x ÷ (x + ¼) has the slope 0.8 at x = 0.
    let beyond = share - 1
    return min(0.99, 0.8 + 0.2 * beyond / (beyond + 0.25))
  }

  private static func middle(_ sorted: [Duration]) -> Duration? {
    guard !sorted.isEmpty else { return nil }
    let upper = sorted[sorted.count / 2]
    return sorted.count.isMultiple(of: 2) ? (sorted[sorted.count / 2 - 1] + upper) / 2 : upper
  }

  /// How long a task of this kind takes, where there is no history of one's own.
  ///
  /// Source: times that public clients have measured; between and beyond the measured lengths a
  /// line is drawn.
  public static func typical(api: API, model: String, resolution: Resolution, seconds: Int)
    -> Duration
  {
    let extra = Double(max(4, min(30, seconds)))
    let estimate: Double =
      switch api {
      case .ark:
        switch resolution {
        case .p480: 32 + (extra - 5) * 4
        case .p720: (model.contains("fast") ? 134 : 115) + (extra - 5) * 5.5
        case .p1080: 150 + (extra - 5) * 7
        }
      case .kyyaipower where model.contains("1_5"):
        switch resolution {
        case .p480: 80 + (extra - 10) * 5
        case .p720: 100 + (extra - 10) * 6
        case .p1080: 150 + (extra - 10) * 8
        }
      case .kyyvideo2, .kyyaipower, .x1: resolution == .p1080 ? 330 : 210
      }
    return .seconds(max(20, estimate))
  }
}
