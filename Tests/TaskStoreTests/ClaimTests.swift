import FoundationEssentials
import Glibc
import Testing
import VideoTasks

@testable import TaskStore

/// Two stores on one folder stand for two engines.
struct ClaimTests {
  let folder: TemporaryFolder
  let now = seconds(1000)

  init() throws { folder = try TemporaryFolder() }

  private func engine() throws -> (store: TaskStore, owner: OwnerID) {
    let store = try folder.open()
    return (store, try store.registerOwner(now: now))
  }

  @Test func `one of two engines gets a task`() throws {
    let (first, one) = try engine()
    let (second, two) = try engine()
    let id = try first.add()
    #expect(try first.claimSubmit(id, owner: one, maxActive: 3, now: now) == .claimed)
    #expect(try second.claimSubmit(id, owner: two, maxActive: 3, now: now) == .taken)
    #expect(try first.claimSubmit(id, owner: one, maxActive: 3, now: now) == .taken)
    #expect(try second.due(at: now, only: nil, limit: 10).submits == [])
    #expect(try second.markSubmitting(id, owner: two, now: now) == false)
    #expect(try first.markSubmitting(id, owner: one, now: seconds(1001)))
    #expect(try second.claimSubmit(id, owner: two, maxActive: 3, now: now) == .notWaiting)
    let task = try #require(try second.task(id))
    #expect(task.status == .submitting)
    #expect(task.submittedAt == seconds(1001))
    #expect(task.updatedAt == seconds(1001))
    #expect(try second.kinds(of: id) == ["created", "claimed", "submitting"])
  }

  @Test func `nothing is sent twice under one claim`() throws {
    let (store, owner) = try engine()
    let id = try store.add()
    #expect(try store.claimSubmit(id, owner: owner, maxActive: 1, now: now) == .claimed)
    #expect(try store.markSubmitting(id, owner: owner, now: now))
    #expect(try store.markSubmitting(id, owner: owner, now: now) == false)
  }

  @Test func `a task that nobody has stored is not claimed`() throws {
    let (store, owner) = try engine()
    #expect(try store.claimSubmit(TaskID(7), owner: owner, maxActive: 1, now: now) == .notWaiting)
    #expect(try store.markSubmitting(TaskID(7), owner: owner, now: now) == false)
  }

  @Test func `a claim of an engine that died is taken over`() throws {
    let (second, two) = try engine()
    let id = try second.add()
    var dead: OwnerID
    do {
      let (first, one) = try engine()
      dead = one
      #expect(try first.claimSubmit(id, owner: one, maxActive: 1, now: now) == .claimed)
      #expect(second.isAlive(one))
    }
    #expect(!second.isAlive(dead))
    #expect(try second.due(at: now, only: nil, limit: 10).submits == [id])
    #expect(try second.claimSubmit(id, owner: two, maxActive: 1, now: now) == .claimed)
    #expect(try second.markSubmitting(id, owner: dead, now: now) == false)
    #expect(try second.markSubmitting(id, owner: two, now: now))
  }

  @Test func `a create of an engine that died becomes unconfirmed, and a mere claim is freed`()
    throws
  {
    let (second, two) = try engine()
    let ids = try second.insert([newTask("1"), newTask("2"), newTask("3")], now: now)
    do {
      let (first, one) = try engine()
      for id in ids.prefix(2) {
        #expect(try first.claimSubmit(id, owner: one, maxActive: 9, now: now) == .claimed)
      }
      #expect(try first.markSubmitting(ids[0], owner: one, now: now))
      #expect(try second.recoverDeadSubmits(now: now) == [])
    }
    #expect(try second.recoverDeadSubmits(now: seconds(1060)) == [ids[0]])
    #expect(try second.recoverDeadSubmits(now: seconds(1061)) == [])
    let task = try #require(try second.task(ids[0]))
    #expect(task.status == .unconfirmed)
    #expect(task.updatedAt == seconds(1060))
    #expect(task.submittedAt == now)
    #expect(try second.kinds(of: ids[0]).last == "unconfirmed")
    #expect(try second.status(of: ids[1]) == .waiting)
    #expect(try second.claimSubmit(ids[0], owner: two, maxActive: 9, now: now) == .notWaiting)
    #expect(try second.due(at: now, only: nil, limit: 10).submits == [ids[1], ids[2]])
  }

  @Test func `a living engine's create is never given up`() throws {
    let (first, one) = try engine()
    let (second, _) = try engine()
    let id = try first.add()
    #expect(try first.claimSubmit(id, owner: one, maxActive: 1, now: now) == .claimed)
    #expect(try first.markSubmitting(id, owner: one, now: now))
    #expect(try second.recoverDeadSubmits(now: seconds(1_000_000_000)) == [])
    #expect(try second.status(of: id) == .submitting)
  }

  @Test func `all engines together keep the limit of a profile`() throws {
    let (first, one) = try engine()
    let (second, two) = try engine()
    let ids = try first.insert((0..<4).map { newTask("\($0)") }, now: now)
    let other = try first.add(profile: "x1")
    #expect(try first.claimSubmit(ids[0], owner: one, maxActive: 2, now: now) == .claimed)
    #expect(try second.claimSubmit(ids[1], owner: two, maxActive: 2, now: now) == .claimed)
    #expect(try second.claimSubmit(ids[2], owner: two, maxActive: 2, now: now) == .limit(active: 2))
    #expect(try second.claimSubmit(other, owner: two, maxActive: 2, now: now) == .claimed)
    #expect(try first.markSubmitting(ids[0], owner: one, now: now))
    try first.set(ids[0], .queued)
    #expect(try second.activeCount(profile: "apiyi") == 2)
    try first.set(ids[0], .running)
    #expect(try first.claimSubmit(ids[2], owner: one, maxActive: 2, now: now) == .limit(active: 2))
    try first.set(ids[0], .succeeded)
    #expect(try first.activeCount(profile: "apiyi") == 1)
    #expect(try first.claimSubmit(ids[2], owner: one, maxActive: 2, now: now) == .claimed)
  }

  @Test func `claims of dead engines do not count against the limit`() throws {
    let (second, two) = try engine()
    let ids = try second.insert([newTask("1"), newTask("2")], now: now)
    do {
      let (first, one) = try engine()
      #expect(try first.claimSubmit(ids[0], owner: one, maxActive: 1, now: now) == .claimed)
      #expect(try second.activeCount(profile: "apiyi") == 1)
    }
    #expect(try second.claimSubmit(ids[1], owner: two, maxActive: 1, now: now) == .claimed)
  }

  @Test func `a task that was certainly not sent waits again`() throws {
    let (first, one) = try engine()
    let (second, two) = try engine()
    let id = try first.add()
    #expect(try first.claimSubmit(id, owner: one, maxActive: 1, now: now) == .claimed)
    #expect(try first.markSubmitting(id, owner: one, now: now))
    let release = { (store: TaskStore, owner: OwnerID) throws(StoreError) -> Bool in
      try store.releaseSubmit(
        id, owner: owner, now: seconds(1001), retryAt: seconds(1010), reason: "No connection.")
    }
    #expect(try release(second, two) == false)
    #expect(try release(first, one))
    #expect(try release(first, one) == false)
    let task = try #require(try first.task(id))
    #expect(task.status == .waiting)
    #expect(task.submittedAt == nil)
    #expect(task.waitReason == "No connection.")
    #expect(try second.due(at: seconds(1009), only: nil, limit: 1).submits == [])
    #expect(try second.nextDueAt(only: nil) == seconds(1010))
    #expect(try second.due(at: seconds(1010), only: nil, limit: 1).submits == [id])
  }

  @Test func `a cancelled task is not sent by the engine that had claimed it`() throws {
    let (first, one) = try engine()
    let (second, _) = try engine()
    let id = try first.add()
    #expect(try first.claimSubmit(id, owner: one, maxActive: 1, now: now) == .claimed)
    try second.set(id, .cancelled)
    #expect(try first.markSubmitting(id, owner: one, now: now) == false)
    #expect(try first.activeCount(profile: "apiyi") == 0)
  }

  @Test func `a removed task is not sent by the engine that had claimed it`() throws {
    let (first, one) = try engine()
    let (second, _) = try engine()
    let id = try first.add()
    #expect(try first.claimSubmit(id, owner: one, maxActive: 1, now: now) == .claimed)
    #expect(try second.remove(id, now: seconds(1)) == .removed)
    #expect(try first.markSubmitting(id, owner: one, now: now) == false)
  }

  @Test func `releasing a claim frees a waiting task and never one that is being sent`() throws {
    let (first, one) = try engine()
    let (second, two) = try engine()
    let id = try first.add()
    #expect(try first.claimSubmit(id, owner: one, maxActive: 1, now: now) == .claimed)
    try second.releaseClaim(id, owner: two)
    #expect(try second.claimSubmit(id, owner: two, maxActive: 9, now: now) == .taken)
    try first.releaseClaim(id, owner: one)
    #expect(try second.claimSubmit(id, owner: two, maxActive: 9, now: now) == .claimed)
    #expect(try second.markSubmitting(id, owner: two, now: now))
    try second.releaseClaim(id, owner: two)
    #expect(try first.recoverDeadSubmits(now: now) == [])
  }

  @Test func `an engine's lock file goes with it, and a dead engine's is cleaned away`() throws {
    let engines = folder.path + "/engines"
    let dead = engines + "/0123456789abcdef0123456789abcdef.lock"
    let list = { try FileManager.default.contentsOfDirectory(atPath: engines) }
    do {
      let (store, owner) = try engine()
      #expect(mode(engines) == 0o700)
      #expect(mode(engines + "/\(owner).lock") == 0o600)
      #expect(FileManager.default.createFile(atPath: dead, contents: nil))
      #expect(!store.isAlive(OwnerID(rawValue: "0123456789abcdef0123456789abcdef")))
      let (_, other) = try engine()
      #expect(other != owner)
      #expect(try list().contains("\(owner).lock"))
      #expect(!FileManager.default.fileExists(atPath: dead))
    }
    #expect(try list() == [])
  }

  @Test(arguments: ["", "../../etc/passwd", "nobody", "0123/4567"])
  func `a name that no engine can have is dead`(name: String) throws {
    #expect(try folder.open().isAlive(OwnerID(rawValue: name)) == false)
  }
}
