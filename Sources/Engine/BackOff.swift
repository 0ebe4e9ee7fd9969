internal import VideoTasks

/// How long to wait after failures in a row: doubles from a first wait up to a ceiling.
public struct BackOff: Hashable, Sendable {
  /// The wait after one failure.
  public var first: Duration
  /// The longest wait there is.
  public var ceiling: Duration

  /// Makes a back-off; `first` and `ceiling` are above zero.
  public init(first: Duration, ceiling: Duration) {
    self.first = first
    self.ceiling = ceiling
  }

  /// The wait after `failures` failures in a row (1 or more), spread by up to a fifth either way.
  ///
  /// `jitter` is any random number; the same number gives the same wait. The spread keeps many
  /// tasks that failed together from coming back together.
  public func wait(failures: Int, jitter: UInt64) -> Duration {
    let doubled = first * (1 << min(max(failures, 1) - 1, 20))
    return BackOff.spread(min(ceiling, doubled), jitter: jitter)
  }

  /// `wait` made longer or shorter by up to a fifth.
  public static func spread(_ wait: Duration, jitter: UInt64) -> Duration {
    let permille = Int64(jitter % 401) - 200
    return wait + .milliseconds(wait.wholeMilliseconds * permille / 1000)
  }

  /// For creates that certainly were not sent.
  public static let submit = BackOff(first: .seconds(2), ceiling: .seconds(300))
  /// For polls that brought no answer; the first wait is the profile's own interval.
  public static func poll(interval: Duration) -> BackOff {
    BackOff(first: max(interval, .seconds(1)), ceiling: max(interval, .seconds(300)))
  }
  /// For transfers that broke off.
  public static let download = BackOff(first: .seconds(1), ceiling: .seconds(120))
  /// For transfers that brought something else than a video.
  public static let notAVideo = BackOff(first: .seconds(4), ceiling: .seconds(300))
}
