import FoundationEssentials
import TestSupport
import Testing
import VideoTasks

@testable import TaskStore

struct BinTests {
  let folder: TemporaryFolder
  let store: TaskStore

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  /// A task with something in every column.
  private func full(_ status: TaskStatus = .succeeded) throws -> TaskID {
    let id = try store.insertOnce(
      newTask("一只\u{0}橘猫 \"x\"\\", onceName: "heron"), now: seconds(1)
    ).id
    _ = try store.change(id, now: seconds(2)) { task, plan in
      task.request.seed = 4_294_967_295
      task.request.images = [.url("https://media.test/a.png")]
      task.status = status
      task.remoteID = "cgt-7"
      task.submittedAt = seconds(1)
      task.endedAt = seconds(2)
      task.cost = Cost(
        tokens: 108_900, seconds: 5.041666666666667, amount: 5, currency: "CNY", exact: true)
      task.error = TaskFailure(code: "A", message: "b", advice: "c")
      task.file = "/videos/cat.mp4"
      task.videoLink = "https://cdn.test/7?sign=x"
      task.actual = ActualClip(ratio: "16:9", duration: 0.1 + 0.2, seed: .max)
      plan.partialFile = "/videos/cat.part"
      plan.downloadFailures = 3
      plan.wantsDownload = true
      return nil
    }
    return id
  }

  private func everything(_ id: TaskID) throws -> (TaskRecord?, TaskSchedule, [TaskEvent]) {
    (try store.task(id), try store.schedule(id), try store.events(of: id))
  }

  @Test(arguments: [TaskStatus.succeeded, .failed, .waiting, .cancelled, .queued, .unconfirmed])
  func `a removed task comes back as it was, and once`(status: TaskStatus) throws {
    let id = try full(status)
    let before = try everything(id)
    #expect(try store.remove(id, abandon: true, now: seconds(10)) == .removed)
    #expect(try store.task(id) == nil)
    #expect(try store.bin() == [BinnedTask(id: id, removedAt: seconds(10))])
    let another = try store.add()
    #expect(another > id)
    #expect(try store.restore([id], now: seconds(20)) == [.restored])
    let after = try everything(id)
    #expect(after.0 == before.0)
    #expect(after.1 == before.1)
    #expect(after.2.dropLast() == before.2[...])
    #expect(after.2.last?.kind == "restored")
    #expect(try store.tallies().filter { $0.value > 0 } == store.fullCount())
    #expect(try store.bin().isEmpty)
    #expect(try store.restore([id], now: seconds(21)) == [.unknown])
  }

  @Test func `of several that belong together all are removed, or none`() throws {
    let (waiting, queued) = (try store.add(), try full(.queued))
    for other in [queued, TaskID(99)] {
      let refused = try store.remove([waiting, other], orNone: true, now: seconds(10))
      #expect(refused[0] == .removed && refused[1] != .removed)
      #expect(try store.task(waiting) != nil)
      #expect(try store.bin().isEmpty)
    }
    #expect(
      try store.remove([waiting, queued], abandon: true, orNone: true, now: seconds(11))
        == [.removed, .removed])
    #expect(try store.bin().map(\.id) == [queued, waiting])
  }

  @Test func `a task in the bin is not shown, counted, found or due, for any program`() throws {
    let id = try full(.queued)
    let waiting = try store.add()
    let owner = try store.registerOwner(now: seconds(1))
    #expect(
      try store.remove([id, waiting, TaskID(99)], now: seconds(10))
        == [.mayStillCost(.queued), .removed, .unknown])
    #expect(try store.remove(id, abandon: true, now: seconds(10)) == .removed)
    let other = try folder.open()
    for store in [store, other] {
      #expect(try store.due(at: seconds(9999), only: nil, limit: 9).isEmpty)
      #expect(try store.nextDueAt(only: nil, after: seconds(0)) == nil)
      #expect(try store.page(TaskQuery(), keeping: id) == TaskPage(rows: [], total: 0, place: nil))
      #expect(try store.task(remoteID: "cgt-7", profile: "apiyi") == nil)
      #expect(try store.task(onceName: "heron") == nil)
      #expect(try store.activeCount(profile: "apiyi") == 0)
      #expect(try store.events(of: id) == [])
    }
    #expect(
      try store.claimSubmit(waiting, owner: owner, maxActive: 9, now: seconds(11)) == .notWaiting)
    // A list that still names it must not make it somebody else's lost task.
    #expect(try store.knows(remoteID: "cgt-7"))
  }

  @Test func `a task that was being sent comes back unconfirmed, and nobody holds it`() throws {
    let id = try store.add()
    let owner = try store.registerOwner(now: seconds(1))
    #expect(try store.claimSubmit(id, owner: owner, maxActive: 9, now: seconds(1)) == .claimed)
    #expect(try store.markSubmitting(id, owner: owner, now: seconds(1)))
    #expect(try store.remove(id, abandon: true, now: seconds(2)) == .removed)
    #expect(try store.restore([id], now: seconds(3)) == [.restored])
    #expect(try store.status(of: id) == .unconfirmed)
    #expect(try !store.holdsClaim(id, owner: owner))
    #expect(try store.schedule(id).nextPollAt == seconds(3))
  }

  @Test func `a claimed task that comes back is sent by a new claim alone`() throws {
    let id = try store.add()
    let owner = try store.registerOwner(now: seconds(1))
    #expect(try store.claimSubmit(id, owner: owner, maxActive: 9, now: seconds(1)) == .claimed)
    _ = try store.remove(id, now: seconds(2))
    #expect(try !store.markSubmitting(id, owner: owner, now: seconds(2)))
    _ = try store.restore([id], now: seconds(3))
    #expect(try !store.markSubmitting(id, owner: owner, now: seconds(3)))
    #expect(try store.due(at: seconds(3), only: nil, limit: 9).submits == [id])
  }

  @Test func `a task that is followed under another number by now stays in the bin`() throws {
    let id = try full(.queued)
    _ = try store.remove(id, abandon: true, now: seconds(3))
    let adopted = try store.insertOnce(newTask(remoteID: "cgt-7"), now: seconds(4)).id
    #expect(try store.restore([id], now: seconds(5)) == [.followed(by: adopted)])
    #expect(try store.bin().map(\.id) == [id])
    #expect(try store.task(id) == nil)
  }

  @Test func `a name that another task has by now stays with that one`() throws {
    let id = try full()
    _ = try store.remove(id, now: seconds(3))
    let new = try store.insertOnce(newTask(onceName: "heron"), now: seconds(4)).id
    #expect(try store.restore([id], now: seconds(5)) == [.restored])
    #expect(try store.task(id)?.onceName == nil)
    #expect(try store.task(onceName: "heron") == new)
  }

  @Test func `what was removed too long ago, or is too much, is forgotten`() throws {
    let ids = try store.insert((0..<3).map { newTask("\($0)") }, now: seconds(1))
    _ = try store.remove(ids[0], now: seconds(1000))
    _ = try store.remove(ids[1], now: seconds(2000))
    let week = TaskStore.binTime
    try store.purgeBin(now: seconds(1000) + week)
    #expect(try store.bin().map(\.id) == [ids[1], ids[0]])
    _ = try store.remove(ids[2], now: seconds(1001) + week)
    #expect(try store.bin().map(\.id) == [ids[2], ids[1]])
    #expect(try store.restore(ids, now: seconds(1002) + week) == [.unknown, .restored, .restored])

    try store.database.write { () throws(StoreError) in
      for number in 1...(TaskStore.mostBinned + 50) {
        try store.database.run(
          "INSERT INTO bin VALUES (?, ?, '{}')",
          [SQLValue(1000 + number), SQLValue(5_000_000 + number)])
      }
    }
    try store.purgeBin(now: seconds(5000))
    #expect(try store.bin(limit: .max).count == TaskStore.mostBinned)
    #expect(try store.bin(limit: 1).first?.id == TaskID(Int64(1050 + TaskStore.mostBinned)))
    #expect(try store.restore([TaskID(1060)], now: seconds(5000)) == [.unknown])
  }

  @Test func `removing and restoring at random keeps every task once`() throws {
    var random = SeededRandom(seed: 6)
    let other = try folder.open()
    let ids = try store.insert((0..<20).map { newTask("\($0)") }, now: seconds(1))
    for step in 0..<300 {
      let user = Bool.random(using: &random) ? store : other
      let some = ids.filter { _ in Int.random(in: 0..<5, using: &random) == 0 }
      if Bool.random(using: &random) {
        _ = try user.remove(some, now: seconds(Int64(step)))
      } else {
        _ = try user.restore(some, now: seconds(Int64(step)))
      }
      let shown = try store.summaries(TaskQuery()).map(\.id)
      let binned = try store.bin().map(\.id)
      #expect((shown + binned).sorted() == ids)
      #expect(try other.count(TaskQuery()) == shown.count)
    }
  }

  @Test func `a rescued store keeps its bin, and gives no number again`() throws {
    let id = try full()
    _ = try store.remove(id, now: seconds(3))
    let copy = try TemporaryFolder()
    let database = try copy.open().database
    _ = try TaskRescuer(database: database, from: folder.database, now: seconds(4)).run()
    let rescued = try copy.open()
    #expect(try rescued.add() > id)
    #expect(try rescued.restore([id], now: seconds(5)) == [.restored])
  }
}
