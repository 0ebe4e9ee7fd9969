import FoundationEssentials
import Glibc
import Testing
import VideoTasks

@testable import TaskStore

/// A damaged store is kept, and what can be read of it goes on in a new one.
struct RescueTests {
  let folder: TemporaryFolder
  static let suffix = ".damaged-today"
  static let pageSize = 4096

  init() throws { folder = try TemporaryFolder() }

  private var kept: String { folder.database + Self.suffix }

  private func rescue() throws(StoreRescueError) -> StoreRescue {
    try TaskStore.rescue(folder: folder.path, suffix: Self.suffix, now: seconds(5000))
  }

  /// A store of tasks in all the states that matter, each with a story and a long request.
  private func fill(_ count: Int) throws {
    let store = try folder.open()
    for number in 1...count {
      let id = try store.add("prompt \(number) " + String(repeating: "long ", count: 60))
      let status: TaskStatus = [.queued, .succeeded, .waiting, .failed][number % 4]
      guard status != .waiting else { continue }
      _ = try store.change(id, now: seconds(2000)) { record, _ in
        record.status = status
        record.remoteID = "cgt-\(number)"
        return TaskEvent(at: seconds(2000), kind: "sent", detail: "as cgt-\(number)")
      }
    }
    try store.setSetting("form", "draft")
    // All of it into the file itself.
    try store.database.script("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  private func overwrite(page: Int) throws {
    let descriptor = open(folder.database, O_WRONLY)
    #expect(descriptor >= 0)
    defer { close(descriptor) }
    let garbage = [UInt8](repeating: 0xAA, count: Self.pageSize)
    #expect(
      pwrite(descriptor, garbage, garbage.count, off_t((page - 1) * Self.pageSize))
        == garbage.count)
  }

  private func pages() throws -> Int { (bytes(folder.database)?.count ?? 0) / Self.pageSize }

  @Test func `a sound store is called sound, and looking changes nothing`() throws {
    #expect(TaskStore.examine(folder: folder.path).state == .missing)
    try fill(10)
    let before = bytes(folder.database)
    let condition = TaskStore.examine(folder: folder.path)
    #expect(condition.state == .sound)
    #expect(condition.version == TaskStore.currentVersion)
    #expect(condition.tasks == 10)
    #expect(bytes(folder.database) == before)
  }

  @Test func `what is not ours, too new or open to others is not called damaged`() throws {
    try fill(1)
    try folder.open().database.script("PRAGMA user_version = 99")
    guard case .refused(let newer) = TaskStore.examine(folder: folder.path).state else {
      Issue.record("a newer store was looked into")
      return
    }
    #expect(newer.kind == .newer(version: 99, known: TaskStore.currentVersion))
    chmod(folder.database, 0o644)
    guard case .refused(let exposed) = TaskStore.examine(folder: folder.path).state else {
      Issue.record("an exposed store was looked into")
      return
    }
    #expect(exposed.kind == .exposed)
  }

  @Test func `a word that no version has written is found too`() throws {
    try fill(3)
    try folder.open().database.run("UPDATE tasks SET status = 'odd' WHERE id = 2")
    guard case .damaged = TaskStore.examine(folder: folder.path).state else {
      Issue.record("it was called sound")
      return
    }
    let rescued = try rescue()
    #expect(rescued.tasks == 2)
    #expect(rescued.lost == 1)
    #expect(TaskStore.examine(folder: folder.path).state == .sound)
  }

  /// Whichever page is lost: nothing is made up, nothing is sent again, and the new store is whole.
  @Test func `of a store with any one page overwritten the rest is saved`() throws {
    let count = 60
    try fill(count)
    let whole = try #require(bytes(folder.database))
    let before = try (1...Int64(count)).map { try folder.open().task(TaskID($0)) }
    let last = try pages()
    #expect(last > 15)
    var saved: [Int] = []
    for page in 1...last {
      for ending in ["-wal", "-shm"] { unlink(folder.database + ending) }
      unlink(kept)
      try Data(whole).write(to: URL(filePath: folder.database))
      chmod(folder.database, 0o600)
      try overwrite(page: page)
      let damaged = bytes(folder.database)
      let rescued = try rescue()
      #expect(bytes(kept) == damaged, "page \(page)")
      #expect(TaskStore.examine(folder: folder.path).state == .sound, "page \(page)")
      saved.append(rescued.tasks)
      try check(against: before, page: page)
    }
    // Only the pages of the file's head, which name the tables, and the one that leads to all tasks
    // take everything along.
    #expect(saved.count { $0 == 0 } <= 6, "\(saved)")
    #expect(saved.count { $0 >= count / 2 } > last / 2, "\(saved)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.allSatisfy { !$0.contains(".copy-") && !$0.contains(".new-") }, "\(names)")
  }

  private func check(against before: [TaskRecord?], page: Int) throws {
    let store = try folder.open()
    for old in before.compactMap({ $0 }) {
      guard let new = try store.task(old.id) else { continue }
      #expect(new.request.prompt == old.request.prompt, "page \(page)")
      #expect(new.remoteID == old.remoteID, "page \(page)")
      #expect(new.status == (old.status == .waiting ? .unconfirmed : old.status), "page \(page)")
    }
    let due = try store.due(at: seconds(1_000_000), only: nil, limit: 100)
    #expect(due.submits.isEmpty, "page \(page)")
    // No number is used again.
    let fresh = try store.add()
    if try store.tallies().values.reduce(0, +) > 1 { #expect(fresh > TaskID(60), "page \(page)") }
  }

  @Test func `a file that is no database is kept, and a new store begun`() throws {
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: 9000)
    #expect(FileManager.default.createFile(atPath: folder.database, contents: Data(text)))
    chmod(folder.database, 0o600)
    let rescued = try rescue()
    #expect(rescued.tasks == 0)
    #expect(bytes(rescued.kept) == text)
    #expect(try folder.open().add() == TaskID(1))
  }

  @Test func `what is still in the log is saved too, and the log is kept`() throws {
    let other = try TemporaryFolder()
    let store = try other.open()
    let id = try store.add("only in the log")
    for ending in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: other.database + ending, toPath: folder.database + ending)
    }
    let log = bytes(folder.database + "-wal")
    #expect(log?.isEmpty == false)
    let rescued = try rescue()
    #expect(rescued.unconfirmed == [id])
    #expect(bytes(kept + "-wal") == log)
    #expect(try folder.open().task(id)?.request.prompt == "only in the log")
  }

  @Test func `a store of an older version is rescued into one of this version`() throws {
    let database = StoreFolder(folder.path)
    try database.publishDatabase { path throws(StoreError) in
      let connection = try Connection(path: path, mode: .readWrite, vfs: nil)
      try Schema.migrate(connection, migrations: [Schema.migrations[0]])
      try connection.script(
        """
        INSERT INTO tasks (id, profile, api, model, status, download, created_at, updated_at, prompt)
          VALUES (4, 'apiyi', 'ark', 'm', 'queued', 'none', 1, 1, 'old');
        INSERT INTO details (id, request) VALUES (4, '{"prompt":""}');
        INSERT INTO schedules (id, next_poll_at) VALUES (4, 7000);
        """)
    }
    let rescued = try rescue()
    #expect(rescued.tasks == 1)
    #expect(try folder.open().schedule(TaskID(4)).nextPollAt == seconds(7))
  }

  @Test func `while an engine lives nothing is touched`() throws {
    try fill(3)
    try overwrite(page: 2)
    let before = bytes(folder.database)
    let other = try TemporaryFolder()
    let engine = try other.open()
    _ = try engine.registerOwner(now: seconds(1))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/engines", withDestinationPath: other.path + "/engines")
    #expect(throws: StoreRescueError.inUse) { try rescue() }
    #expect(bytes(folder.database) == before)
    #expect(!FileManager.default.fileExists(atPath: kept))
  }

  @Test func `a name that is taken is not written over`() throws {
    try fill(3)
    try overwrite(page: 2)
    try Data("mine".utf8).write(to: URL(filePath: kept))
    let before = bytes(folder.database)
    #expect(throws: StoreRescueError.self) { try rescue() }
    #expect(bytes(folder.database) == before)
    #expect(bytes(kept) == Array("mine".utf8))
  }

  /// A line of a batch that is forgotten would be made again, and paid for.
  @Test func `of the lines of a batch no more is lost than stood on the damaged page`() throws {
    let count = 300
    let store = try folder.open()
    _ = try store.insert(
      (1...count).map {
        NewBatchTask(
          key: "name \($0) " + String(repeating: "long ", count: 20), place: 1, fingerprint: "f",
          task: newTask("\($0)"))
      }, batch: "film", now: seconds(1))
    try store.database.script("PRAGMA wal_checkpoint(TRUNCATE)")
    let whole = try #require(bytes(folder.database))
    var lost: [Int] = []
    for page in 1...(try pages()) {
      for ending in ["-wal", "-shm"] { unlink(folder.database + ending) }
      unlink(kept)
      try Data(whole).write(to: URL(filePath: folder.database))
      chmod(folder.database, 0o600)
      try overwrite(page: page)
      _ = try rescue()
      lost.append(count - (try folder.open().batch("film").count))
    }
    #expect(lost.contains { (1..<count / 3).contains($0) }, "\(lost)")
    // The file's head, which names the tables, and the page that leads to all lines.
    #expect(lost.count { $0 > count / 3 } <= 7, "\(lost)")
  }
}
