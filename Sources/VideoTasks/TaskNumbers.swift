public import FoundationEssentials

/// What the tasks that ended on one local day have cost.
public struct DayCost: Hashable, Sendable {
  /// The beginning of the day.
  public var day: Timestamp
  /// Money by currency, to a millionth; only what is known.
  public var amounts: [String: Decimal]
  /// Videos whose price is not known.
  public var unknown: Int

  /// Makes the cost of a day.
  public init(day: Timestamp, amounts: [String: Decimal] = [:], unknown: Int = 0) {
    self.day = day
    self.amounts = amounts
    self.unknown = unknown
  }
}

/// How the tasks that ended on one local day have ended.
public struct DayOutcomes: Hashable, Sendable {
  /// The beginning of the day.
  public var day: Timestamp
  /// How many ended in each state; a state without any is absent.
  public var tasks: [TaskStatus: Int]

  /// Makes the outcomes of a day.
  public init(day: Timestamp, tasks: [TaskStatus: Int] = [:]) {
    self.day = day
    self.tasks = tasks
  }
}

/// How often tasks ended with one error.
public struct RefusalCount: Hashable, Sendable {
  /// The error's code.
  public var code: String
  /// How many tasks have it.
  public var tasks: Int

  /// Makes a count.
  public init(code: String, tasks: Int) {
    self.code = code
    self.tasks = tasks
  }
}

/// How long finished videos of one model took from sending to end, in whole seconds.
///
/// Times of tasks that ended while nobody looked count until somebody did.
public struct TimeDistribution: Hashable, Sendable {
  /// The model's id.
  public var model: String
  /// How many tasks took so many seconds, by ascending seconds; never empty.
  public var counts: [Count]

  /// Tasks that took the same time.
  public struct Count: Hashable, Sendable {
    /// Whole seconds, rounded down.
    public var seconds: Int
    /// How many tasks.
    public var tasks: Int

    /// Makes a count.
    public init(seconds: Int, tasks: Int) {
      self.seconds = seconds
      self.tasks = tasks
    }
  }

  /// Makes a distribution from counts by ascending seconds.
  public init(model: String, counts: [Count]) {
    self.model = model
    self.counts = counts
  }

  /// How many tasks there are.
  public var tasks: Int { counts.reduce(0) { $0 + $1.tasks } }

  /// The least time within which such a share of the tasks was done; nil when there are none.
  ///
  /// - Parameter share: from 0 for the fastest to 1 for the slowest; 0.5 is the median.
  public func quantile(_ share: Double) -> Duration? {
    let rank = max(1, Int((Double(tasks) * min(max(share, 0), 1)).rounded(.up)))
    var passed = 0
    for count in counts {
      passed += count.tasks
      if passed >= rank { return .seconds(count.seconds) }
    }
    return nil
  }

  /// How many tasks fall into each of equally wide steps, for a plot.
  ///
  /// - Parameters:
  ///   - buckets: how many steps, 1 or more.
  ///   - longest: where the last step ends; what took longer counts in it. Nil takes the time within
  ///     which 99 of 100 were done.
  /// - Returns: the width of a step, 1 s or more, and as many counts as `buckets`.
  public func histogram(
    buckets: Int, longest: Duration? = nil
  ) -> (width: Duration, tasks: [Int]) {
    let buckets = max(1, buckets)
    let end = max(1, Int((longest ?? quantile(0.99) ?? .zero).components.seconds) + 1)
    let width = (end + buckets - 1) / buckets
    var tasks = Array(repeating: 0, count: buckets)
    for count in counts { tasks[min(max(0, count.seconds / width), buckets - 1)] += count.tasks }
    return (.seconds(width), tasks)
  }
}
