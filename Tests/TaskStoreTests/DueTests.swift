import Testing
import VideoTasks

@testable import TaskStore

struct DueTests {
  let folder: TemporaryFolder
  let store: TaskStore
  let now = seconds(1000)
  let one = OwnerID(rawValue: "1")
  let two = OwnerID(rawValue: "2")

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  /// Tasks at the server, to be asked about at the given seconds.
  private func polled(_ moments: [Int64]) throws -> [TaskID] {
    try moments.map { moment in
      let id = try store.add()
      _ = try store.change(id, now: now) { task, plan in
        task.status = .running
        plan.nextPollAt = seconds(moment)
        return nil
      }
      return id
    }
  }

  @Test func `polls are due by time, the longest due first`() throws {
    let ids = try polled([1005, 1001, 1003])
    let due = { (at: Int64, limit: Int) throws(StoreError) in
      try store.due(at: seconds(at), only: nil, limit: limit).polls
    }
    #expect(try due(1000, 9) == [])
    #expect(try store.nextDueAt(only: nil) == seconds(1001))
    #expect(try due(1003, 9) == [ids[1], ids[2]])
    #expect(try store.nextDueAt(only: nil) == seconds(1005))
    #expect(try due(9999, 2) == [ids[1], ids[2]])
    #expect(try store.nextDueAt(only: nil) == nil)
    #expect(try store.nextDueAt(only: nil, after: seconds(1001)) == seconds(1003))
    #expect(try store.due(at: seconds(9999), only: [ids[0]], limit: 2).polls == [ids[0]])
    #expect(try store.nextDueAt(only: [ids[0]], after: seconds(0)) == seconds(1005))
    #expect(try store.nextDueAt(only: [], after: seconds(0)) == nil)
  }

  @Test func `what the server has is asked about even when nobody planned it`() throws {
    let id = try store.add()
    try store.set(id, .queued, at: seconds(1234))
    #expect(try store.schedule(id).nextPollAt == seconds(1234))
  }

  @Test(arguments: [TaskStatus.succeeded, .failed, .expired, .cancelled])
  func `a task that has ended is neither sent nor asked about`(status: TaskStatus) throws {
    let id = try store.add()
    _ = try store.change(id, now: now) { task, plan in
      task.status = status
      plan.nextSubmitAt = seconds(1)
      plan.nextPollAt = seconds(1)
      return nil
    }
    #expect(try store.due(at: seconds(9999), only: nil, limit: 9).isEmpty)
    #expect(try store.nextDueAt(only: nil, after: seconds(0)) == nil)
  }

  @Test func `an unconfirmed task is asked about only when that was planned`() throws {
    let id = try store.add()
    try store.set(id, .unconfirmed)
    #expect(try store.due(at: now, only: nil, limit: 9).isEmpty)
    _ = try store.change(id, now: now) { _, plan in
      plan.nextPollAt = now
      return nil
    }
    #expect(try store.due(at: now, only: nil, limit: 9).polls == [id])
  }

  @Test func `a lease keeps others away until it ends`() throws {
    let id = try polled([1000])[0]
    #expect(try store.leasePoll(id, owner: one, until: seconds(1090), now: now))
    #expect(try store.leasePoll(id, owner: two, until: seconds(1090), now: seconds(1089)) == false)
    #expect(try store.due(at: seconds(1089), only: nil, limit: 9).polls == [])
    #expect(try store.nextDueAt(only: nil) == seconds(1090))
    #expect(try store.leasePoll(id, owner: one, until: seconds(1100), now: now))
    #expect(try store.due(at: seconds(1099), only: nil, limit: 9).polls == [])
    #expect(try store.due(at: seconds(1100), only: nil, limit: 9).polls == [id])
    #expect(try store.leasePoll(id, owner: two, until: seconds(1200), now: seconds(1100)))
    #expect(try store.leasePoll(id, owner: one, until: seconds(1200), now: seconds(1101)) == false)
  }

  @Test func `releasing a lease ends the owner's own and no other`() throws {
    let id = try polled([1000])[0]
    #expect(try store.leasePoll(id, owner: one, until: seconds(1090), now: now))
    try store.releasePoll(id, owner: two)
    #expect(try store.due(at: now, only: nil, limit: 9).polls == [])
    try store.releasePoll(id, owner: one)
    #expect(try store.due(at: now, only: nil, limit: 9).polls == [id])
  }

  @Test func `recording an answer ends the lease it was asked under`() throws {
    let id = try polled([1000])[0]
    #expect(try store.leasePoll(id, owner: one, until: seconds(1090), now: now))
    _ = try store.change(id, now: now) { _, plan in
      plan.nextPollAt = seconds(1010)
      return nil
    }
    #expect(try store.due(at: seconds(1010), only: nil, limit: 9).polls == [id])
    try store.releasePoll(id, owner: one)
    #expect(try store.leasePoll(id, owner: two, until: seconds(1090), now: seconds(1010)))
  }

  @Test func `an engine that ends gives back all its leases`() throws {
    let ids = try polled([1000, 1000, 1000])
    let video = try store.add()
    _ = try store.change(video, now: now) { task, plan in
      task.status = .succeeded
      plan.nextDownloadAt = now
      return nil
    }
    for id in ids.prefix(2) {
      #expect(try store.leasePoll(id, owner: one, until: seconds(1090), now: now))
    }
    #expect(try store.leasePoll(ids[2], owner: two, until: seconds(1090), now: now))
    #expect(try store.leaseDownload(video, owner: one, until: seconds(1090), now: now))
    #expect(try store.leaseDownload(video, owner: two, until: seconds(1090), now: now) == false)
    #expect(try store.due(at: now, only: nil, limit: 9).isEmpty)
    try store.releaseLeases(owner: one)
    #expect(
      try store.due(at: now, only: nil, limit: 9)
        == DueWork(polls: Array(ids.prefix(2)), downloads: [video]))
  }

  @Test func `only the leases of engines that died are ended before their time`() throws {
    let ids = try polled([1000, 1000])
    let living = try store.registerOwner(now: now)
    let dead = OwnerID(rawValue: String(repeating: "d", count: living.rawValue.utf8.count))
    #expect(try store.leasePoll(ids[0], owner: living, until: seconds(1090), now: now))
    #expect(try store.leasePoll(ids[1], owner: dead, until: seconds(1090), now: now))
    try store.releaseDeadLeases()
    #expect(try store.due(at: now, only: nil, limit: 9).polls == [ids[1]])
  }

  @Test func `nothing is leased where nothing is planned`() throws {
    let id = try store.add()
    #expect(try store.leasePoll(id, owner: one, until: seconds(2000), now: now) == false)
    #expect(try store.leaseDownload(id, owner: one, until: seconds(2000), now: now) == false)
  }

  @Test func `a task is looked at when the one before it has ended`() throws {
    let first = try store.add()
    let second = try store.add(after: first)
    let submits = { () throws(StoreError) in
      try store.due(at: now, only: nil, limit: 9).submits
    }
    #expect(try submits() == [first])
    for status in [TaskStatus.submitting, .unconfirmed, .queued, .running] {
      try store.set(first, status)
      #expect(try submits() == [])
    }
    try store.set(first, .failed)
    #expect(try submits() == [second])
    #expect(try store.remove(first, now: seconds(1)) == .removed)
    #expect(try submits() == [second])
  }

  @Test func `a full profile does not hide what another may send`() throws {
    for _ in 0..<5 { _ = try store.add(profile: "apiyi") }
    let other = try store.add(profile: "x1")
    #expect(
      try store.due(at: now, only: nil, limit: 2).submits == [TaskID(1), TaskID(2), other])
  }
}
