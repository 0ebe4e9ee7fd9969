import FoundationEssentials
import Glibc
import Testing
import VideoTasks

@testable import TaskStore

/// What is saved stays saved, and what is half written was never there.
struct LossTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a write that is cut off anywhere leaves the state before or after it`() throws {
    let store = try folder.open()
    let owner = try store.registerOwner(now: seconds(1))
    let ids = try store.insert([newTask("1"), newTask("2")], now: seconds(1))
    #expect(try store.claimSubmit(ids[0], owner: owner, maxActive: 1, now: seconds(2)) == .claimed)
    #expect(try store.markSubmitting(ids[0], owner: owner, now: seconds(3)))
    try store.set(ids[0], .succeeded, at: seconds(4))
    let file = try #require(bytes(folder.database))
    let log = try #require(bytes(folder.database + "-wal"))
    var lastSeen = -1
    for cut in stride(from: 0, through: log.count, by: 997) {
      let copy = try TemporaryFolder()
      for (ending, content) in [("", file), ("-wal", Array(log[..<cut]))] {
        #expect(
          FileManager.default.createFile(
            atPath: copy.database + ending, contents: Data(content),
            attributes: [.posixPermissions: 0o600]))
      }
      let reopened = try copy.open()
      let check = try reopened.database.first("PRAGMA integrity_check") { row in row.text() }
      #expect(check == "ok")
      #expect(try reopened.tallies().filter { $0.value != 0 } == reopened.fullCount())
      let story = try reopened.kinds(of: ids[0])
      #expect(
        try reopened.status(of: ids[0])
          == [nil, .waiting, .waiting, .submitting, .succeeded][story.count])
      #expect(story.count >= lastSeen)
      lastSeen = story.count
    }
    #expect(lastSeen >= 3)
  }

  @Test func `a full disk refuses the change and keeps everything else`() throws {
    let id = try folder.open().add()
    let pages = try folder.open().database.first("PRAGMA page_count") { row in row.count() } ?? 0
    let store = try folder.open(options: StoreOptions(maximumPages: pages + 3))
    var stored = 1
    var refusal: StoreError?
    while refusal == nil && stored < 1000 {
      do throws(StoreError) {
        _ = try store.add(String(repeating: "long ", count: 400))
        stored += 1
      } catch {
        refusal = error
      }
    }
    #expect(refusal?.kind == .full)
    #expect(try store.tallies() == [.waiting: stored])
    #expect(try store.fullCount() == [.waiting: stored])
    #expect(try store.status(of: id) == .waiting)
    try store.database.script("PRAGMA max_page_count = 100000")
    #expect(try store.add() == TaskID(Int64(stored + 1)))
  }

  @Test func `a store that another program keeps locked says so and changes nothing`() throws {
    let store = try folder.open()
    let other = try folder.open()
    try store.database.script("PRAGMA busy_timeout = 0")
    let id = try store.add()
    try other.database.write { () throws(StoreError) in
      let error = #expect(throws: StoreError.self) { try store.set(id, .failed) }
      #expect(error?.kind == .locked)
    }
    #expect(try store.status(of: id) == .waiting)
    try store.set(id, .failed)
    #expect(try other.status(of: id) == .failed)
  }

  @Test
  func `what counts is on the disk when the call returns, and what does not is not waited for`()
    throws
  {
    let store = try TaskStore(folder: folder.path, access: .readWrite, now: seconds(0))
    let owner = try store.registerOwner(now: seconds(0))
    // FULL is 2 and NORMAL 1: https://www.sqlite.org/pragma.html#pragma_synchronous
    func level() throws -> Int? {
      try store.database.first("PRAGMA synchronous") { row in row.count() }
    }
    #expect(try level() == 2)
    let id = try store.add()
    #expect(try store.claimSubmit(id, owner: owner, maxActive: 1, now: seconds(1)) == .claimed)
    #expect(try level() == 1)
    #expect(try store.markSubmitting(id, owner: owner, now: seconds(1)))
    #expect(try level() == 2)
    try store.setSetting("draft", "x")
    #expect(try level() == 1)
    try store.set(id, .queued)
    #expect(try level() == 2)
    #expect(try store.leasePoll(id, owner: owner, until: seconds(90), now: seconds(2)))
    #expect(try level() == 1)
    _ = try store.change(id, now: seconds(3)) { task, _ in
      task.videoLink = "https://cdn.example.com/1.mp4"
      return nil
    }
    #expect(try level() == 2)
    _ = try store.change(id, now: seconds(3)) { _, plan in
      plan.nextPollAt = seconds(10)
      return nil
    }
    #expect(try level() == 1)
    try store.set(id, .succeeded)
    #expect(try level() == 2)
  }

  @Test func `a word that no version has ever written is called damaged`() throws {
    let store = try folder.open()
    let id = try store.add()
    for (column, table) in [("status", "tasks"), ("request", "details")] {
      try store.database.run("UPDATE \(table) SET \(column) = 'odd'")
      let error = #expect(throws: StoreError.self) { _ = try store.task(id) }
      #expect(error?.kind == .damaged)
      try store.database.run("UPDATE tasks SET status = 'waiting'")
    }
  }
}
