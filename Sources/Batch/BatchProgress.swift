public import FoundationEssentials
public import VideoTasks

/// Where the videos of a batch stand, counted.
public struct BatchProgress: Hashable, Sendable {
  /// All videos.
  public var all: Int
  /// Those that are made; on disk where they are fetched.
  public var done = 0
  /// Those that are at the server, on their way there, or being fetched.
  public var running = 0
  /// Those that failed, expired, were cancelled, or could not be fetched.
  public var failed = 0
  /// Those of which nobody knows whether they were made.
  public var unconfirmed = 0
  /// Those that wait for their turn.
  public var waiting = 0
  /// What the finished ones have cost, by currency; nil stands for tasks whose price is not known.
  public var cost: [String: Decimal] = [:]

  /// Counts tasks.
  public init(_ records: [TaskRecord]) {
    all = records.count
    for record in records {
      count(record)
      if let cost = record.cost, let amount = cost.amount, let currency = cost.currency {
        self.cost[currency, default: 0] += amount
      }
    }
  }

  private mutating func count(_ record: TaskRecord) {
    switch record.status {
    case .waiting: waiting += 1
    case .submitting, .queued, .running: running += 1
    case .unconfirmed: unconfirmed += 1
    case .failed, .expired, .cancelled: failed += 1
    case .succeeded:
      switch record.download {
      case .waiting, .running: running += 1
      case .failed, .expired: failed += 1
      case .none, .done: done += 1
      }
    }
  }

  /// Those that nothing more happens to by itself.
  public var settled: Int { done + failed + unconfirmed }

  /// How much longer it probably takes: as fast as it went so far; nil as long as nothing has ended.
  ///
  /// - Parameters:
  ///   - before: how many were settled when it began.
  ///   - elapsed: the time since then.
  public func timeLeft(since before: Int, elapsed: Duration) -> Duration? {
    let ended = settled - before
    guard ended > 0, all > settled else { return nil }
    return elapsed / ended * (all - settled)
  }

  /// Everything in one line.
  public func line(timeLeft: Duration?) -> String {
    var parts = ["\(done) of \(all) done"]
    for (count, word) in [
      (running, "running"), (waiting, "waiting"), (failed, "failed"), (unconfirmed, "unconfirmed"),
    ] where count > 0 { parts.append("\(count) \(word)") }
    parts += costs
    if let timeLeft { parts.append("about \(Self.words(timeLeft)) left") }
    return parts.joined(separator: ", ")
  }

  /// The same in as few columns as can be, for a narrow terminal.
  public func brief(timeLeft: Duration?) -> String {
    var parts = ["\(done)/\(all)"]
    for (count, word) in [
      (running, "run"), (waiting, "wait"), (failed, "fail"), (unconfirmed, "lost"),
    ] where count > 0 { parts.append("\(count) \(word)") }
    parts += costs
    if let timeLeft { parts.append(Self.words(timeLeft)) }
    return parts.joined(separator: ", ")
  }

  /// The cost so far, a text a currency.
  public var costs: [String] {
    cost.sorted { $0.key < $1.key }.map { Money.text($0.value, $0.key) }
  }

  private static func words(_ time: Duration) -> String {
    let seconds = max(1, time.components.seconds)
    if seconds < 90 { return "\(seconds) s" }
    let minutes = (seconds + 30) / 60
    return minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }

  /// The counts as members of an object.
  public var json: [String: JSONValue] {
    [
      "done": .integer(Int64(done)),
      "running": .integer(Int64(running)), "waiting": .integer(Int64(waiting)),
      "failed": .integer(Int64(failed)), "unconfirmed": .integer(Int64(unconfirmed)),
      "cost": .array(
        cost.sorted { $0.key < $1.key }.map {
          .object([
            "currency": .string($0.key),
            "amount": Double($0.value.description).map(JSONValue.number) ?? .null,
          ])
        }),
    ]
  }
}
