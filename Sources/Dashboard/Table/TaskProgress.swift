internal import VideoTasks

/// How far a task is: measured for a transfer, estimated from earlier tasks while it is made.
enum TaskProgress: Hashable, Sendable {
  /// Nothing can be said beyond the status.
  case none
  /// It runs, and no earlier task of its kind tells how long that takes.
  case elapsed(Duration)
  /// It runs; percent (0 to 99) and time left by the median of earlier tasks: an estimate. Nine of
  /// ten earlier tasks had ended after `latest` more; nil where fewer than `leastForRange` are known.
  case estimated(percent: Int, left: Duration, latest: Duration? = nil)
  /// It takes longer than nearly all earlier tasks of its kind did.
  case overdue(Duration)
  /// Bytes come in; percent is nil while the whole size is not known. Measured.
  case fetching(percent: Int?, bytes: Int64)

  /// Says how far a row is.
  ///
  /// Estimates come from the median of `typical`, the lengths of earlier tasks of the same kind. The
  /// task is overdue when it passes the longest of them, and a quarter more than the median.
  init(_ row: TaskSummary, typical: [Duration], now: Timestamp) {
    if row.status == .succeeded, row.download == .running {
      let done = row.downloadBytes ?? 0
      let percent = row.bytes.flatMap { whole in
        whole > 0 ? Int(min(100, max(0, Double(done) / Double(whole) * 100))) : nil
      }
      self = .fetching(percent: percent, bytes: done)
      return
    }
    guard row.status.isPolled else {
      self = .none
      return
    }
    let elapsed = max(.zero, now - (row.submittedAt ?? row.createdAt))
    let sorted = typical.filter { $0 > .zero }.sorted()
    guard let longest = sorted.last else {
      self = .elapsed(elapsed)
      return
    }
    let median = sorted[sorted.count / 2]
    if elapsed > max(longest, median * 1.25) {
      self = .overdue(elapsed - median)
    } else {
      let part = Double(elapsed.wholeMilliseconds) / Double(max(1, median.wholeMilliseconds))
      let late = sorted[(sorted.count * 9 + 9) / 10 - 1]
      self = .estimated(
        percent: min(99, Int(part * 100)), left: max(.zero, median - elapsed),
        latest: sorted.count >= Self.leastForRange ? max(.zero, late - elapsed) : nil)
    }
  }

  /// How many earlier tasks it takes to say what nine of ten of them needed.
  static let leastForRange = 5

  /// Whether the passing of time changes it.
  var moves: Bool {
    switch self {
    case .elapsed, .estimated, .overdue: true
    case .none, .fetching: false
    }
  }
}
