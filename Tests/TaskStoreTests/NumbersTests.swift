import FoundationEssentials
import TestSupport
import Testing
import VideoTasks

@testable import TaskStore

struct NumbersTests {
  let folder: TemporaryFolder
  let store: TaskStore
  private let calendar = LocalDays(offset: 8 * 3600)
  private let now = Timestamp(seconds: 30 * 86_400 + 3600)

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  private func fill(_ count: Int, seed: UInt64) throws -> [TaskRecord] {
    var random = SeededRandom(seed: seed)
    func pick<T>(_ list: [T]) -> T { list[Int.random(in: list.indices, using: &random)] }
    let records = (1...count).map { number in
      var task = TaskRecord(
        id: TaskID(Int64(number)), profile: pick(["apiyi", "x1", "sandbox"]), api: .ark,
        model: pick(["m1", "m2"]), request: RequestDraft(prompt: "fox"),
        status: pick(TaskStatus.allCases), createdAt: seconds(1))
      if task.status.isEnded {
        let ended = now - .milliseconds(Int64.random(in: 0...864_000_000, using: &random))
        task.endedAt = ended
        task.submittedAt = pick([ended - .milliseconds(pick([40_999, 41_000, 90_500])), nil])
        if task.status != .succeeded { task.error = pick([failure("A"), failure("B"), nil]) }
      }
      if task.status == .succeeded {
        task.cost = pick([
          nil, Cost(seconds: 5, exact: true),
          Cost(
            amount: Decimal(pick([1, 333_333, 5_009_400])) / 1_000_000,
            currency: pick(["CNY", "USD"]), exact: true),
        ])
      }
      return task
    }
    try store.store(records.map { ($0, TaskSchedule(), []) })
    return records
  }

  private func failure(_ code: String) -> TaskFailure {
    TaskFailure(code: code, message: "", advice: "")
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `costs and outcomes of each local day are those of its tasks`(seed: UInt64) throws {
    let all = try fill(400, seed: seed)
    let costs = try store.costs(
      lastDays: 5, now: now, in: calendar, leavingOut: ["sandbox"])
    let outcomes = try store.outcomes(lastDays: 5, now: now, in: calendar)
    try #require(costs.count == 5 && outcomes.count == 5)
    // 1970-01-31 01:00 UTC is nine o'clock there.
    #expect(costs.last?.day.rfc3339 == "1970-01-30T16:00:00.000Z")
    #expect(costs.first?.day.rfc3339 == "1970-01-26T16:00:00.000Z")
    for (index, day) in costs.enumerated() {
      let ended = all.filter { $0.endedAt.map { calendar.startOfDay($0) == day.day } ?? false }
      let videos = ended.filter { $0.status == .succeeded && $0.profile != "sandbox" }
      var amounts: [String: Decimal] = [:]
      for cost in videos.compactMap(\.cost) {
        if let amount = cost.amount, let currency = cost.currency {
          amounts[currency, default: 0] += amount
        }
      }
      #expect(day.amounts == amounts)
      #expect(day.unknown == videos.count { $0.cost?.amount == nil })
      #expect(
        outcomes[index].tasks
          == Dictionary(grouping: ended, by: \.status).mapValues(\.count))
      #expect(outcomes[index].day == day.day)
    }
    #expect(try store.costs(lastDays: 1, now: now, in: calendar).count == 1)
    #expect(try store.costs(lastDays: 9999, now: now, in: calendar).count == TaskStore.mostDays)
  }

  @Test func `refusals are counted by code, the most frequent first`() throws {
    let all = try fill(400, seed: 8)
    let since = now - .seconds(5 * 86_400)
    let codes = all.filter { ($0.endedAt ?? seconds(0)) >= since }.compactMap(\.error?.code)
    let expected = Dictionary(grouping: codes) { $0 }.mapValues(\.count)
    let found = try store.refusals(endedSince: since)
    #expect(Dictionary(uniqueKeysWithValues: found.map { ($0.code, $0.tasks) }) == expected)
    #expect(found.map(\.tasks) == found.map(\.tasks).sorted(by: >))
    #expect(try store.refusals(endedSince: since, limit: 1) == Array(found.prefix(1)))
  }

  @Test func `generation times are those of finished videos whose sending is known`() throws {
    let all = try fill(400, seed: 9)
    let found = try store.generationTimes()
    #expect(found.map(\.model) == ["m1", "m2"])
    for times in found {
      let own = all.filter { $0.status == .succeeded && $0.model == times.model }.compactMap {
        task -> Int? in
        guard let sent = task.submittedAt, let ended = task.endedAt else { return nil }
        return Int((ended - sent).components.seconds)
      }
      #expect(times.tasks == own.count)
      #expect(times.counts.map(\.seconds) == Set(own).sorted())
      #expect(times.quantile(0.5) == .seconds(own.sorted()[(own.count + 1) / 2 - 1]))
    }
  }
}
