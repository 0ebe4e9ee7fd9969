import Testing
import VideoTasks

@testable import TaskStore

/// The wish to cancel a task at the server, as it is kept.
struct CancelPlanTests {
  let folder: TemporaryFolder
  let store: TaskStore
  let now = seconds(1000)
  let one = OwnerID(rawValue: "1")
  let two = OwnerID(rawValue: "2")

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  private func wanted(at moment: Int64) throws -> TaskID {
    let id = try store.add()
    _ = try store.change(id, now: now) { task, plan in
      task.status = .queued
      plan.nextPollAt = seconds(5000)
      plan.nextCancelAt = seconds(moment)
      return nil
    }
    return id
  }

  @Test func `it is due by time, and outlives the program`() throws {
    let ids = [try wanted(at: 1005), try wanted(at: 1001)]
    let other = try folder.open()
    #expect(try other.due(at: seconds(1000), only: nil, limit: 9).isEmpty)
    #expect(try other.nextDueAt(only: nil) == seconds(1001))
    #expect(try other.due(at: seconds(1005), only: nil, limit: 9).cancels == [ids[1], ids[0]])
    #expect(try other.due(at: seconds(1005), only: [ids[0]], limit: 9).cancels == [ids[0]])
  }

  @Test func `it waits for another engine's question about the task, and is due with its end`()
    throws
  {
    let id = try wanted(at: 1000)
    #expect(try store.leasePoll(id, owner: one, until: seconds(1090), now: now))
    #expect(try store.due(at: now, only: nil, limit: 9).isEmpty)
    #expect(try store.nextDueAt(only: nil) == seconds(1090))
    #expect(try store.leasePoll(id, owner: two, until: seconds(1200), now: now) == false)
    try store.releasePoll(id, owner: one)
    #expect(try store.due(at: now, only: nil, limit: 9).cancels == [id])
  }

  @Test(arguments: TaskStatus.allCases)
  func `only what the server has can be wanted cancelled`(status: TaskStatus) throws {
    let id = try wanted(at: 1000)
    try store.set(id, status)
    #expect(try store.due(at: now, only: nil, limit: 9).cancels == (status.isPolled ? [id] : []))
    #expect((try store.schedule(id).nextCancelAt != nil) == status.isPolled)
  }

  @Test func `a clock that was set back does not put it out of reach`() throws {
    let id = try wanted(at: 900_000)
    try store.bringForward(
      furthest: .seconds(600), longestLease: .seconds(120), clock: { now })
    #expect(try store.due(at: now, only: nil, limit: 9).cancels == [id])
  }
}
