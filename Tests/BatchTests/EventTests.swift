import FoundationEssentials
import Testing
import VideoTasks

@testable import Batch

/// What is told of a batch while it is made.
@Suite struct EventTests {
  private func record(
    _ status: TaskStatus, _ download: DownloadState = .none, remote: Bool = true,
    cost: Decimal? = nil
  ) -> TaskRecord {
    var record = TaskRecord(
      id: TaskID(7), profile: "p", api: .ark, model: "m", request: RequestDraft(prompt: "a"),
      status: status, createdAt: Timestamp(milliseconds: 0))
    record.download = download
    if remote { record.remoteID = "cgt-1" }
    record.cost = cost.map { Cost(amount: $0, currency: "CNY", exact: true) }
    return record
  }

  @Test func `what happened between two looks is told in order, each once`() {
    let new = record(.waiting, remote: false)
    func told(_ old: TaskRecord?, _ now: TaskRecord) -> [String] {
      BatchEvent.kinds(from: old, to: now).map(\.rawValue)
    }
    #expect(told(nil, new) == [])
    #expect(told(new, record(.submitting, remote: false)) == [])
    #expect(told(new, record(.queued)) == ["sent"])
    #expect(told(new, record(.running)) == ["sent", "running"])
    #expect(told(record(.queued), record(.running)) == ["running"])
    #expect(told(record(.running), record(.succeeded, .waiting)) == ["succeeded"])
    #expect(told(record(.succeeded, .running), record(.succeeded, .done)) == ["downloaded"])
    #expect(told(new, record(.succeeded, .done)) == ["sent", "succeeded", "downloaded"])
    #expect(told(record(.succeeded, .running), record(.succeeded, .expired)) == ["not-fetched"])
    #expect(told(new, record(.failed, remote: false)) == ["failed"])
    #expect(told(new, record(.unconfirmed, remote: false)) == ["unconfirmed"])
    #expect(told(record(.unconfirmed, remote: false), record(.queued)) == ["sent"])
    #expect(told(record(.running), record(.running)) == [])
  }

  @Test func `an event has every member, whatever happened`() {
    let line = ReaderTests.read(#"{"name":"a","prompt":"a"}"#).lines
    let item = BatchPlan(line).items[0]
    var broken = BatchEvent(.invalid, line: 3)
    broken.problems = [
      LineProblem(line: 3, column: 2, field: .seed, rule: .valueForm, message: "m", fix: "f")
    ]
    let events = [broken, BatchEvent(.made, item, record(.waiting)), BatchEvent(.checked, item)]
    let names = events.map { event -> Set<String> in
      guard case .object(let members) = event.json else { return [] }
      return Set(members.keys)
    }
    #expect(Set(names).count == 1 && names[0].isSuperset(of: ["event", "line", "id", "file"]))
    #expect(
      String(decoding: broken.json["violations"]?.bytes ?? [], as: UTF8.self)
        == #"[{"column":2,"field":"seed","fix":"f","message":"m","rule":"value-form"}]"#)
    #expect(events[1].json["id"] == .integer(7) && events[1].json["name"] == .string("a"))
  }

  @Test func `every state is counted once, and the cost is that of what was billed`() {
    let records =
      TaskStatus.allCases.map { record($0, cost: $0 == .succeeded ? 1.5 : nil) }
      + [record(.succeeded, .running), record(.succeeded, .failed, cost: 2)]
    let progress = BatchProgress(records)
    #expect(
      progress.done + progress.running + progress.failed + progress.waiting
        + progress.unconfirmed == records.count)
    #expect(progress.settled == 6)
    #expect(
      progress.line(timeLeft: .seconds(150))
        == "1 of 11 done, 4 running, 1 waiting, 4 failed, 1 unconfirmed, CNY 3.50, about 3 min left"
    )
  }

  @Test func `forty columns hold where a large batch stands, with its cost and the time left`() {
    let records =
      Array(repeating: record(.succeeded, .done, cost: 1.5), count: 88)
      + Array(repeating: record(.running), count: 15)
      + Array(repeating: record(.waiting, remote: false), count: 97)
    let text = BatchProgress(records).brief(timeLeft: .seconds(150))
    #expect(text == "88/200, 15 run, 97 wait, CNY 132.00, 3 min")
    let few = BatchProgress(Array(records.suffix(12)) + records.prefix(3)).brief(timeLeft: nil)
    #expect(few == "3/15, 12 wait, CNY 4.50" && few.count < 40)
  }

  @Test func `the time left follows from what has ended so far`() {
    let records = [record(.running)] + Array(repeating: record(.succeeded, .done), count: 3)
    let progress = BatchProgress(records + [record(.waiting, remote: false)])
    #expect(progress.timeLeft(since: 1, elapsed: .seconds(60)) == .seconds(60))
    #expect(progress.timeLeft(since: 3, elapsed: .seconds(60)) == nil)
    #expect(BatchProgress([record(.failed)]).timeLeft(since: 0, elapsed: .seconds(1)) == nil)
  }
}
