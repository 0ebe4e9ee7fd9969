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
