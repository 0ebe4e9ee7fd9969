import TaskStore
import VideoTasks

/// Times the calls that a start of the dashboard, a key and a poll make.
enum StoreBench {
  static func run(folder: String) throws(StoreError) {
    let now = Timestamp(seconds: 0)
    let store = try TaskStore(folder: folder, access: .readWrite, now: now)
    let newest = try store.summaries(TaskQuery(limit: 1)).first?.id ?? TaskID(1)
    let total = try store.count(TaskQuery())
    print("\(total) tasks. Medians of 200 runs, each beside a bare open and SELECT 1.")

    let peer = try median { () throws(StoreError) in try TaskStore.openBare(folder: folder) }
    report("bare open and SELECT 1", peer, peer)
    try report("open, tallies, first page", peer) { () throws(StoreError) in
      let store = try TaskStore(folder: folder, access: .readWrite, now: now)
      _ = try store.tallies()
      _ = try store.summaries(TaskQuery(limit: 40))
    }
    try report("tallies", peer) { () throws(StoreError) in _ = try store.tallies() }
    try report("first page", peer) { () throws(StoreError) in
      _ = try store.summaries(TaskQuery(limit: 40))
    }
    try report("page in the middle", peer) { () throws(StoreError) in
      _ = try store.summaries(TaskQuery(offset: total / 2, limit: 40))
    }
    try report("first page of failed tasks", peer) { () throws(StoreError) in
      _ = try store.summaries(TaskQuery(statuses: [.failed], limit: 40))
    }
    try report("middle page of succeeded tasks", peer) { () throws(StoreError) in
      _ = try store.summaries(TaskQuery(statuses: [.succeeded], offset: total * 2 / 5, limit: 40))
    }
    try report("first page with a common word", peer) { () throws(StoreError) in
      _ = try store.summaries(TaskQuery(text: "fox", limit: 40))
    }
    try report("looking for a word that is nowhere", peer, runs: 5) { () throws(StoreError) in
      _ = try store.summaries(TaskQuery(text: "zzzz", limit: 40))
    }
    try report("one task", peer) { () throws(StoreError) in _ = try store.task(newest) }
    try report("what is due", peer) { () throws(StoreError) in
      _ = try store.due(at: Timestamp(milliseconds: .max), only: nil, limit: 200)
      _ = try store.nextDueAt(only: nil)
    }
    try report("typical durations", peer) { () throws(StoreError) in
      _ = try store.typicalDurations(
        model: "doubao-seedance-2-0-260128", resolution: "720p", duration: 5, limit: 20)
    }
    try orders(store, newest, peer)
    try filters(store, newest, peer)
    try numbers(store, peer)
    try report("remove and restore ten tasks", peer, runs: 20) { () throws(StoreError) in
      let ids = (0..<10).map { TaskID(newest.rawValue - $0) }
      _ = try store.remove(ids, now: now)
      _ = try store.restore(ids, now: now)
    }
  }

  private static func orders(
    _ store: TaskStore, _ newest: TaskID, _ peer: Duration
  ) throws(StoreError) {
    let middle = TaskID(newest.rawValue / 2)
    for column in TaskSort.Column.allCases {
      for isDescending in [false, true] {
        let query = TaskQuery(sort: TaskSort(column, isDescending: isDescending), limit: 40)
        let name = column.rawValue + (isDescending ? " down" : " up")
        try report("by \(name): page", peer, runs: 20) { () throws(StoreError) in
          _ = try store.summaries(query)
        }
        try report("by \(name): page and a place", peer, runs: 20) { () throws(StoreError) in
          _ = try store.page(query, keeping: middle)
        }
      }
    }
  }

  private static func filters(
    _ store: TaskStore, _ newest: TaskID, _ peer: Duration
  ) throws(StoreError) {
    let context = FilterContext(
      now: Timestamp(milliseconds: 0), days: LocalDays(offset: 0))
    for text in ["fox", "猫", "zzzz", "status:failed fox", "model:fast", "cost:>1", "has:file"] {
      for column in [TaskSort.Column.id, .cost] {
        let query = TaskQuery(
          condition: TaskFilter.read(text).filter.condition(in: context),
          sort: TaskSort(column, isDescending: true), limit: 40)
        try report("\(text) by \(column.rawValue), new", peer, runs: 5) {
          () throws(StoreError) in
          store.forgetMatches()
          _ = try store.page(query, keeping: newest)
        }
        try report("\(text) by \(column.rawValue), again", peer, runs: 20) {
          () throws(StoreError) in
          _ = try store.page(query, keeping: newest)
        }
      }
    }
  }

  private static func numbers(_ store: TaskStore, _ peer: Duration) throws(StoreError) {
    let last = try store.summaries(TaskQuery(sort: TaskSort(.ended, isDescending: true), limit: 1))
    let now = last.first?.endedAt ?? Timestamp(seconds: 0)
    let days = LocalDays(offset: 8 * 3600)
    for count in [30, 400] {
      try report("costs of \(count) days", peer, runs: 10) { () throws(StoreError) in
        _ = try store.costs(lastDays: count, now: now, in: days, leavingOut: ["sandbox"])
      }
      try report("outcomes of \(count) days", peer, runs: 10) { () throws(StoreError) in
        _ = try store.outcomes(lastDays: count, now: now, in: days)
      }
    }
    try report("refusals", peer, runs: 10) { () throws(StoreError) in
      _ = try store.refusals(endedSince: Timestamp(seconds: 0))
    }
    try report("generation times", peer, runs: 10) { () throws(StoreError) in
      _ = try store.generationTimes()
    }
  }

  private static func report(
    _ name: String, _ peer: Duration, runs: Int = 200, _ body: () throws(StoreError) -> Void
  ) throws(StoreError) {
    report(name, try median(runs: runs, body), peer)
  }

  private static func report(_ name: String, _ time: Duration, _ peer: Duration) {
    let padding = String(repeating: " ", count: max(1, 36 - name.count))
    let ratio = ((time / peer) * 100).rounded() / 100
    print("\(name)\(padding)\(microseconds(time)) µs   \(ratio) ×")
  }

  private static func microseconds(_ time: Duration) -> Int {
    Int(time / .microseconds(1))
  }

  private static func median(
    runs: Int = 200, _ body: () throws(StoreError) -> Void
  ) throws(StoreError) -> Duration {
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<runs {
      let start = clock.now
      try body()
      times.append(clock.now - start)
    }
    times.sort()
    return times[times.count / 2]
  }
}
