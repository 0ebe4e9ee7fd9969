import TestSupport
import Testing
import VideoTasks

@testable import TaskStore

struct QueryTests {
  let folder: TemporaryFolder
  let store: TaskStore

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  private static let words = ["fox", "Heron", "橘猫", "100%", "under_score", "back\\slash"]
  private static let profiles = ["apiyi", "x1", "kyyvideo2"]

  /// Stores tasks of all kinds; some of them are removed again when `gaps` is set.
  private func fill(_ count: Int, seed: UInt64, gaps: Bool) throws -> [TaskRecord] {
    var random = SeededRandom(seed: seed)
    for _ in 0..<count {
      let words = (0..<2).compactMap { _ in QueryTests.words.randomElement(using: &random) }
      let profile = QueryTests.profiles.randomElement(using: &random) ?? ""
      let id = try store.add(words.joined(separator: " "), profile: profile)
      try store.set(id, TaskStatus.allCases.randomElement(using: &random) ?? .waiting)
      if gaps && Int.random(in: 0..<10, using: &random) == 0 {
        _ = try store.remove(id, abandon: true, now: seconds(1))
      }
    }
    var all: [TaskRecord] = []
    try store.forEachTask(ascending: true) { all.append($0) }
    return all
  }

  /// What the query means, worked out the long way.
  private func expected(_ query: TaskQuery, _ all: [TaskRecord], paged: Bool = true) -> [TaskID] {
    let words = query.text.split(separator: " ").map { $0.lowercased() }
    var found = all.filter { task in
      guard query.profile == nil || task.profile == query.profile else { return false }
      if let statuses = query.statuses, !statuses.isEmpty, !statuses.contains(task.status) {
        return false
      }
      let texts = [task.request.prompt, task.model, task.profile, task.status.rawValue]
        .map { $0.lowercased() }
      return words.allSatisfy { word in
        String(task.id.rawValue) == word || texts.contains { $0.contains(word) }
      }
    }.map(\.id)
    guard paged else { return found }
    if query.order == .newestFirst { found.reverse() }
    if let before = query.before {
      found = found.filter { query.order == .newestFirst ? $0 < before : $0 > before }
    }
    return Array(found.dropFirst(query.offset).prefix(query.limit))
  }

  private func randomQuery(_ random: inout SeededRandom, _ count: Int) -> TaskQuery {
    var query = TaskQuery(limit: Int.random(in: 0...30, using: &random))
    query.order = Bool.random(using: &random) ? .newestFirst : .oldestFirst
    if Bool.random(using: &random) {
      query.statuses = Set(TaskStatus.allCases.filter { _ in Bool.random(using: &random) })
    }
    if Bool.random(using: &random) { query.profile = QueryTests.profiles[0] }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: query.text = QueryTests.words.randomElement(using: &random) ?? ""
    case 1: query.text = "HERON fox"
    case 2: query.text = ["17", "apiyi", "zzz", "runn", "%"].randomElement(using: &random) ?? ""
    default: break
    }
    if Bool.random(using: &random) { query.offset = Int.random(in: 0...count + 5, using: &random) }
    if Bool.random(using: &random) {
      query.before = TaskID(Int64.random(in: 0...Int64(count + 5), using: &random))
    }
    return query
  }

  @Test(arguments: [(1 as UInt64, false), (2, true)])
  func `any page of any query is what looking at every task gives`(
    seed: UInt64, gaps: Bool
  ) throws {
    let all = try fill(300, seed: seed, gaps: gaps)
    var random = SeededRandom(seed: seed)
    for _ in 0..<600 {
      let query = randomQuery(&random, 300)
      let found = try store.summaries(query).map(\.id)
      #expect(found == expected(query, all), "seed \(seed), \(query)")
      #expect(try store.count(query) == expected(query, all, paged: false).count, "\(query)")
      var streamed: [TaskID] = []
      try store.forEachTask(query, ascending: query.order == .oldestFirst) {
        streamed.append($0.id)
      }
      #expect(streamed == found, "seed \(seed), \(query)")
    }
  }

  @Test(arguments: [false, true])
  func `deep pages are right from either end`(gaps: Bool) throws {
    try store.store((1...2600).map { made($0) })
    if gaps { _ = try store.remove(TaskID(1300), now: seconds(1)) }
    var all: [TaskRecord] = []
    try store.forEachTask(ascending: true) { all.append($0) }
    for offset in [0, 1001, 1299, 1301, 2000, 2590, 2599, 2600, 2700] {
      for order in [TaskQuery.Order.newestFirst, .oldestFirst] {
        for statuses in [nil, [.succeeded], [.succeeded, .failed]] as [Set<TaskStatus>?] {
          let query = TaskQuery(statuses: statuses, order: order, offset: offset, limit: 40)
          #expect(try store.summaries(query).map(\.id) == expected(query, all), "\(query)")
        }
      }
    }
  }

  /// A finished task, as the store keeps it.
  private func made(
    _ number: Int
  ) -> (record: TaskRecord, plan: TaskSchedule, events: [TaskEvent]) {
    let record = TaskRecord(
      id: TaskID(Int64(number)), profile: "apiyi", api: .ark, model: "m",
      request: RequestDraft(prompt: "fox"), status: number % 3 == 0 ? .failed : .succeeded,
      createdAt: seconds(1))
    return (record, TaskSchedule(), [])
  }

  @Test func `no hot statement looks at every task`() throws {
    try store.store((1...10_000).map { made($0) })
    let owner = try store.registerOwner(now: seconds(1))
    let id = try store.add()
    try runEverythingHot(id, owner)
    var scans: [String] = []
    for sql in store.database.preparedSQL
    where sql.hasPrefix("SELECT") || sql.hasPrefix("UPDATE") || sql.hasPrefix("DELETE") {
      try store.database.forEachRow("EXPLAIN QUERY PLAN " + sql) { row in
        row.skip(3)
        let step = row.text()
        let isScan = step.hasPrefix("SCAN") || step.contains("TEMP B-TREE FOR ORDER BY")
        let isOverFew =
          step.contains("schedules USING INDEX schedules_by_") || step.contains("tallies")
          || step.contains("CONSTANT ROW") || step.contains("pragma_table_info")
          || step.contains("SCAN bin ")
        if isScan && !isOverFew { scans.append("\(step): \(sql)") }
        return true
      }
    }
    #expect(scans == [])
    #expect(store.database.preparedSQL.count > 30)
  }

  private func runEverythingHot(_ id: TaskID, _ owner: OwnerID) throws {
    let now = seconds(1)
    for statuses in [nil, [.failed], [.failed, .running]] as [Set<TaskStatus>?] {
      for profile in [nil, "apiyi"] {
        for order in [TaskQuery.Order.newestFirst, .oldestFirst] {
          let query = TaskQuery(
            statuses: statuses, profile: profile, order: order, before: TaskID(50), offset: 3,
            limit: 5)
          _ = try store.summaries(query)
          _ = try store.count(query)
        }
      }
    }
    _ = try store.tallies()
    _ = try store.claimSubmit(id, owner: owner, maxActive: 3, now: now)
    _ = try store.markSubmitting(id, owner: owner, now: now)
    _ = try store.recoverDeadSubmits(now: now)
    try store.set(id, .running)
    _ = try store.due(at: now, only: nil, limit: 5)
    _ = try store.nextDueAt(only: nil)
    _ = try store.leasePoll(id, owner: owner, until: now, now: now)
    try store.releaseLeases(owner: owner)
    _ = try store.typicalDurations(model: "m", resolution: nil, duration: nil, limit: 20)
    _ = try store.costs(endedSince: now)
    _ = try store.events(of: id)
    _ = try store.task(remoteID: "x", profile: "apiyi")
    _ = try store.task(onceName: "x")
    _ = try store.remove(id, abandon: true, now: seconds(1))
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `totals equal a full count after any changes`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let other = try folder.open()
    let owner = try store.registerOwner(now: seconds(1))
    var newest: Int64 = 0
    for _ in 0..<400 {
      let user = Bool.random(using: &random) ? store : other
      let id = TaskID(Int64.random(in: 1...max(1, newest), using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1:
        newest = try user.add(profile: QueryTests.profiles.randomElement(using: &random) ?? "")
          .rawValue
      case 2: _ = try user.remove(id, abandon: Bool.random(using: &random), now: seconds(1))
      case 3:
        if try store.claimSubmit(id, owner: owner, maxActive: 5, now: seconds(1)) == .claimed {
          _ = try store.markSubmitting(id, owner: owner, now: seconds(1))
        }
      case 4:
        try store.releaseSubmit(id, owner: owner, now: seconds(1), retryAt: nil, reason: nil)
      default:
        try user.set(id, TaskStatus.allCases.randomElement(using: &random) ?? .failed)
      }
    }
    let tallies = try store.tallies().filter { $0.value != 0 }
    #expect(try tallies == store.fullCount(), "seed \(seed)")
    for profile in QueryTests.profiles {
      var counted = 0
      try store.forEachTask(TaskQuery(profile: profile), ascending: false) { _ in counted += 1 }
      #expect(try store.count(TaskQuery(profile: profile)) == counted, "seed \(seed)")
    }
  }

  @Test func `tasks can be read while tasks are read`() throws {
    for _ in 0..<600 { _ = try store.add() }
    var seen = 0
    try store.forEachTask(ascending: true) { outer throws(StoreError) in
      seen += 1
      guard seen % 100 == 0 else { return }
      try store.forEachTask(TaskQuery(limit: 3), ascending: false) { inner throws(StoreError) in
        #expect(inner.id != outer.id || seen > 590)
      }
    }
    #expect(seen == 600)
  }
}
