import FoundationEssentials
import TestSupport
import Testing
import VideoTasks

@testable import TaskStore

/// A filter in SQL against the same filter in Swift, and orders, pages and places against a list.
struct FilterTests {
  let folder: TemporaryFolder
  let store: TaskStore

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  private static let words = ["red Fox", "HERON", "橘猫", "雨夜", "100%", "über", "back\\slash", "x1"]
  private static let profiles = ["apiyi", "apiyi2", "x1", "kyyvideo2"]
  private static let models = [
    "doubao-seedance-2-0-260128", "doubao-seedance-2-0-fast-260128", "seedance_2_0_pro", "Nobody's",
  ]

  private func record(_ number: Int, _ random: inout SeededRandom) -> TaskRecord {
    func pick<T>(_ list: [T]) -> T { list[Int.random(in: list.indices, using: &random)] }
    var request = RequestDraft(prompt: pick(Self.words) + " " + pick(Self.words))
    request.ratio = pick(["16:9", "9:16", "Adaptive", nil])
    request.resolution = pick(["480p", "720p", "1080p", nil])
    request.duration = pick([-1, 4, 5, 10, nil])
    let made = Timestamp(seconds: 1_000_000 + Int64.random(in: 0...400_000, using: &random))
    var task = TaskRecord(
      id: TaskID(Int64(number)), profile: pick(Self.profiles), api: .ark, model: pick(Self.models),
      request: request, status: pick(TaskStatus.allCases), createdAt: made)
    task.updatedAt = made + .seconds(pick([1, 1, 60]))
    task.download = pick(DownloadState.allCases)
    let amount = Decimal(pick([0, 1, 25, 100, 333])) / 100
    let cost = Cost(
      amount: pick([amount, amount, nil]), currency: pick(["CNY", "USD"]), exact: false)
    task.estimate = pick([cost, nil])
    task.cost = pick([cost, nil])
    task.submittedAt = pick([made, nil])
    task.endedAt = task.status.isEnded ? made + .seconds(pick([30, 60, 90])) : nil
    task.retryOf = pick([TaskID(3), TaskID(12), nil])
    task.file = pick(["/videos/1.mp4", nil])
    task.lastFrameFile = pick(["/videos/1.png", nil])
    task.remoteID = pick(["cgt-77", nil])
    task.error = pick([TaskFailure(code: "TimeLimit", message: "", advice: ""), nil])
    return task
  }

  /// Stores tasks of all kinds, removes some, and returns what is left, oldest first.
  private func fill(_ count: Int, seed: UInt64) throws -> [TaskRecord] {
    var random = SeededRandom(seed: seed)
    try store.store(
      (1...count).map { number in (record(number, &random), TaskSchedule(), []) })
    for number in 1...count where Int.random(in: 0..<10, using: &random) == 0 {
      _ = try store.remove(TaskID(Int64(number)), abandon: true, now: seconds(1))
    }
    var all: [TaskRecord] = []
    try store.forEachTask(ascending: true) { all.append($0) }
    return all
  }

  private var context: FilterContext {
    FilterContext(
      now: Timestamp(seconds: 1_400_000), days: LocalDays(offset: 8 * 3600),
      titles: ["Nobody's": "Seedance Fast Pro"], profiles: ["apiyi", "x1"])
  }

  private static let terms = [
    "fox", "HERON", "橘猫", "雨", "%", "über", "\\", "\"fox heron\"", "7",
    "0012", "cgt-77", "timelimit",
    "status:failed", "status:waiting,running,queued", "status:succeeded", "profile:apiyi",
    "profile:API", "profile:kyy,x1", "model:fast", "model:\"seedance fast\"", "model:seedance",
    "after:1970-01-14", "before:1970-01-15", "after:2d", "after:12h", "cost:>0", "cost:0.25",
    "cost:<=1usd", "cost:1-5", "ratio:16:9", "ratio:adaptive,9:16", "resolution:720p",
    "duration:>4", "duration:<5", "duration:4-5", "id:12", "id:10-20,>50", "retry:12",
    "retry:yes", "has:file", "has:error,lastframe", "has:cost", "download:failed,done", "zzz",
  ]

  private func randomFilter(_ random: inout SeededRandom) -> TaskFilter {
    let texts = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      (Int.random(in: 0..<3, using: &random) == 0 ? "-" : "")
        + (Self.terms.randomElement(using: &random) ?? "")
    }
    return TaskFilter.read(texts.joined(separator: " ")).filter
  }

  @Test func `every term finds in SQL what it finds in Swift, and so does its opposite`() throws {
    let all = try fill(300, seed: 3)
    for term in Self.terms {
      for text in [term, "-" + term] {
        let reading = TaskFilter.read(text)
        #expect(reading.problems == [], "\(text)")
        let condition = reading.filter.condition(in: context)
        let expected = all.filter(condition.matches).map(\.id)
        let found = try store.summaries(TaskQuery(condition: condition, order: .oldestFirst))
        #expect(found.map(\.id) == expected, "\(text)")
        let mustFind = text == term && term != "zzz"
        #expect(!mustFind || !expected.isEmpty, "\(text) finds nothing")
      }
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `pages, counts and places of any filter in any order are those of a sorted list`(
    seed: UInt64
  ) throws {
    let all = try fill(200, seed: seed)
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let filter = randomFilter(&random)
      let condition = filter.condition(in: context)
      let sort = TaskSort(
        TaskSort.Column.allCases.randomElement(using: &random) ?? .id,
        isDescending: Bool.random(using: &random))
      let expected = sorted(all.filter(condition.matches), sort).map(\.id)
      let offset = Int.random(in: 0...210, using: &random)
      let limit = Int.random(in: 0...50, using: &random)
      let query = TaskQuery(condition: condition, sort: sort, offset: offset, limit: limit)
      let asked = TaskID(Int64.random(in: 0...205, using: &random))
      let page = try store.page(query, keeping: asked)
      let label = "seed \(seed), \(filter.canonical), \(sort)"
      #expect(page.rows.map(\.id) == Array(expected.dropFirst(offset).prefix(limit)), "\(label)")
      #expect(page.total == expected.count, "\(label)")
      #expect(page.place == expected.firstIndex(of: asked), "\(label), \(asked)")
      #expect(try store.count(query) == expected.count)
      let tallies = try store.tallies(query).filter { $0.value > 0 }
      let matching = all.filter(condition.matches)
      #expect(tallies == Dictionary(grouping: matching, by: \.status).mapValues(\.count))
      #expect(try store.place(of: asked, in: query) == page.place)
    }
  }

  @Test(arguments: TaskSort.Column.allCases)
  func `any page in the order of a column is right from either end`(
    column: TaskSort.Column
  ) throws {
    let all = try fill(2500, seed: 9)
    for isDescending in [false, true] {
      let sort = TaskSort(column, isDescending: isDescending)
      let expected = sorted(all, sort).map(\.id)
      for offset in [0, 1000, 1001, 1300, 2000, all.count - 5, all.count, 9999] {
        let query = TaskQuery(sort: sort, offset: offset, limit: 40)
        #expect(
          try store.summaries(query).map(\.id) == Array(expected.dropFirst(offset).prefix(40)),
          "\(sort), \(offset)")
      }
      for place in stride(from: 0, to: all.count, by: 97) {
        #expect(try store.place(of: expected[place], in: TaskQuery(sort: sort)) == place)
      }
    }
  }

  /// The order, worked out from what the records say.
  private func sorted(_ tasks: [TaskRecord], _ sort: TaskSort) -> [TaskRecord] {
    tasks.map { (key: key($0, sort.column), task: $0) }.sorted { left, right in
      if left.key == right.key {
        return sort.isDescending ? left.task.id > right.task.id : left.task.id < right.task.id
      }
      guard let a = left.key else { return false }
      guard let b = right.key else { return true }
      return sort.isDescending ? b.isBefore(a) : a.isBefore(b)
    }.map(\.task)
  }

  private enum Key: Equatable {
    case number(Double)
    case text(String)

    func isBefore(_ other: Key) -> Bool {
      switch (self, other) {
      case (.number(let a), .number(let b)): a < b
      case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
      default: false
      }
    }
  }

  private func key(_ task: TaskRecord, _ column: TaskSort.Column) -> Key? {
    func time(_ moment: Timestamp?) -> Key? { moment.map { .number(Double($0.milliseconds)) } }
    switch column {
    case .id: return .number(Double(task.id.rawValue))
    case .changed: return time(task.updatedAt)
    case .status:
      return TaskStatus.allCases.firstIndex(of: task.status).map { .number(Double($0)) }
    case .model: return .text(task.model)
    case .profile: return .text(task.profile)
    case .ratio: return task.request.ratio.map { .text($0) }
    case .resolution:
      return task.request.resolution.flatMap { Double($0.dropLast()) }.map { .number($0) }
    case .duration: return task.request.duration.map { .number(Double($0)) }
    case .cost: return task.shownCost?.amount.flatMap { Double("\($0)") }.map { .number($0) }
    case .prompt:
      let text = String(task.request.prompt.prefix(48)).utf8.map {
        (0x41...0x5A).contains($0) ? $0 + 32 : $0
      }
      return .text(String(decoding: text, as: UTF8.self))
    case .ended: return time(task.endedAt)
    case .took:
      guard let sent = task.submittedAt, let ended = task.endedAt else { return nil }
      return .number(Double((ended - sent).wholeMilliseconds))
    }
  }

  @Test func `what was found is found anew after any change, also by another program`() throws {
    let other = try folder.open()
    let ids = try (0..<5).map { _ in try store.add("a fox") }
    let query = TaskQuery(condition: TaskFilter.read("fox").filter.condition(in: context))
    #expect(try store.page(query).total == 5)
    _ = try other.add("one more fox")
    #expect(try store.page(query).total == 6)
    _ = try store.change(ids[0], now: seconds(2)) { task, _ in
      task.request.prompt = "a heron"
      return nil
    }
    let page = try store.page(query, keeping: ids[0])
    #expect(page.total == 5)
    #expect(page.rows.count == 5)
    #expect(page.place == nil)
    #expect(try store.place(of: ids[1], in: query) == 4)
  }

  @Test func `no order and no place looks at a task that is not on the page`() throws {
    _ = try fill(3000, seed: 1)
    for column in TaskSort.Column.allCases {
      for isDescending in [false, true] {
        for offset in [0, 2900] {
          let sort = TaskSort(column, isDescending: isDescending)
          _ = try store.page(
            TaskQuery(sort: sort, offset: offset, limit: 10), keeping: TaskID(1500))
        }
      }
    }
    for sql in store.database.preparedSQL where sql.contains("INDEXED BY tasks_by_") {
      try store.database.forEachRow("EXPLAIN QUERY PLAN " + sql) { row in
        row.skip(3)
        let step = row.text()
        #expect(!step.contains("TEMP B-TREE"), "\(step): \(sql)")
        #expect(step.contains("INDEX tasks_by_"), "\(step): \(sql)")
        return true
      }
    }
  }
}
