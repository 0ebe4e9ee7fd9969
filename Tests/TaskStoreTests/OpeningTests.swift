import Dispatch
import FoundationEssentials
import Glibc
import Synchronization
import Testing
import VideoTasks

@testable import TaskStore

struct OpeningTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a new store is closed to other users, also where folders are missing`() throws {
    let path = folder.path + "/share/rushes/"
    let store = try TaskStore(folder: path, access: .readWrite, now: seconds(0))
    #expect(store.folder == folder.path + "/share/rushes")
    #expect(store.journal == .writeAheadLog)
    #expect(mode(folder.path + "/share") == 0o700)
    #expect(mode(folder.path + "/share/rushes") == 0o700)
    #expect(mode(folder.path + "/share/rushes/rushes.db") == 0o600)
    _ = try store.add()
    #expect(mode(folder.path + "/share/rushes/rushes.db-wal") == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path).sorted() == [
        "rushes.db", "rushes.db-shm", "rushes.db-wal",
      ])
  }

  @Test func `a store keeps its tasks when it is opened again`() throws {
    let id = try folder.open().add("一只橘猫 \u{0} \"quoted\"")
    let before = bytes(folder.database)
    #expect(try folder.open().task(id)?.request.prompt == "一只橘猫 \u{0} \"quoted\"")
    #expect(bytes(folder.database) == before)
  }

  @Test func `many programs that open a new store at once make one store`() throws {
    let path = folder.path
    let problems = Mutex<[StoreError]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      do throws(StoreError) {
        let store = try TaskStore(folder: path, access: .readWrite, now: seconds(0))
        _ = try store.add()
      } catch {
        problems.withLock { $0.append(error) }
      }
    }
    #expect(problems.withLock { $0 } == [])
    #expect(try folder.open().tallies() == [.waiting: 8])
  }

  @Test func `many programs that find an old store bring it up to date once`() throws {
    #expect(FileManager.default.createFile(atPath: folder.database, contents: nil))
    #expect(chmod(folder.database, 0o600) == 0)
    do {
      let database = try Connection(path: folder.database, mode: .readWrite, vfs: nil)
      try database.script("PRAGMA journal_mode = WAL")
    }
    let steps = ["CREATE TABLE first (x); PRAGMA application_id = 1", "CREATE TABLE second (x)"]
    let path = folder.database
    let problems = Mutex<[StoreError]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      do throws(StoreError) {
        let database = try Connection(path: path, mode: .readWrite, vfs: nil)
        try Schema.migrate(database, migrations: steps)
      } catch {
        problems.withLock { $0.append(error) }
      }
    }
    #expect(problems.withLock { $0 } == [])
    let database = try Connection(path: path, mode: .readWrite, vfs: nil)
    #expect(try Schema.mark(database) == Schema.Mark(applicationID: 1, version: 2))
  }

  @Test func `an update that fails half way leaves the file as it was`() throws {
    #expect(FileManager.default.createFile(atPath: folder.database, contents: nil))
    let database = try Connection(path: folder.database, mode: .readWrite, vfs: nil)
    #expect(throws: StoreError.self) {
      try Schema.migrate(
        database, migrations: ["CREATE TABLE first (x)", "CREATE TABLE second (x); nonsense"])
    }
    #expect(try Schema.mark(database).version == 1)
    let tables = try database.all("SELECT name FROM sqlite_schema") { row in row.text() }
    #expect(tables == ["first"])
  }

  @Test func `an empty file becomes a store`() throws {
    #expect(FileManager.default.createFile(atPath: folder.database, contents: nil))
    #expect(chmod(folder.database, 0o600) == 0)
    #expect(try folder.open().add() == TaskID(1))
  }

  @Test(arguments: [true, false])
  func `a store of a newer version is refused and keeps every byte`(hasLog: Bool) throws {
    try folder.open().database.script("PRAGMA user_version = 99")
    var user: TaskStore?
    if hasLog {
      // Another program's change is still in the log when this one looks.
      let copy = try TemporaryFolder()
      user = try copy.open()
      try user?.database.script("PRAGMA user_version = 99")
      _ = try user?.add()
      for ending in ["", "-wal"] {
        // The first of the two replaces what is there.
        try? FileManager.default.removeItem(atPath: folder.database + ending)
        try FileManager.default.copyItem(
          atPath: copy.database + ending, toPath: folder.database + ending)
      }
    }
    let before = [bytes(folder.database), bytes(folder.database + "-wal")]
    for access in [TaskStore.Access.readWrite, .readOnly] {
      let error = #expect(throws: StoreError.self) { try folder.open(access) }
      #expect(error?.kind == .newer(version: 99, known: Schema.version))
    }
    #expect(bytes(folder.database) == before[0])
    if hasLog { #expect(bytes(folder.database + "-wal") == before[1]) }
  }

  @Test func `an older store is not touched by one who only reads`() throws {
    try folder.open().database.script("PRAGMA user_version = 0")
    let error = #expect(throws: StoreError.self) { try folder.open(.readOnly) }
    #expect(error?.kind == .older(version: 0, known: Schema.version))
  }

  @Test(arguments: [
    "PRAGMA application_id = 7", "CREATE TABLE notes (x)", "PRAGMA user_version = 1",
  ])
  func `a database of another program is refused and keeps every byte`(script: String) throws {
    do {
      let other = StoreFolder(folder.path)
      try other.publishDatabase { path throws(StoreError) in
        try Connection(path: path, mode: .readWrite, vfs: nil).script(script)
      }
    }
    let before = bytes(folder.database)
    #expect(before?.isEmpty == false)
    let error = #expect(throws: StoreError.self) { try folder.open() }
    #expect(error?.kind == .foreign)
    #expect(bytes(folder.database) == before)
  }

  @Test(arguments: [0o604, 0o640, 0o660, 0o777] as [mode_t])
  func `a store that others may read is refused with the command that closes it`(
    mode: mode_t
  ) throws {
    _ = try folder.open()
    #expect(chmod(folder.database, mode) == 0)
    for access in [TaskStore.Access.readWrite, .readOnly] {
      let error = #expect(throws: StoreError.self) { try folder.open(access) }
      #expect(error?.kind == .exposed)
      #expect(error?.message.hasSuffix("chmod 600 \(folder.database)") == true)
    }
    #expect(chmod(folder.database, 0o600) == 0)
    _ = try folder.open()
  }

  @Test func `a file that is no database is called damaged`() throws {
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
    #expect(FileManager.default.createFile(atPath: folder.database, contents: Data(text)))
    #expect(chmod(folder.database, 0o600) == 0)
    let error = #expect(throws: StoreError.self) { try folder.open() }
    #expect(error?.kind == .damaged)
    #expect(bytes(folder.database) == text)
  }

  @Test func `a file with overwritten pages is called damaged when they are read`() throws {
    do {
      let store = try folder.open()
      for _ in 0..<200 { _ = try store.add() }
    }
    var content = try #require(bytes(folder.database))
    for place in 4096..<content.count { content[place] = 0xAA }
    try Data(content).write(to: URL(filePath: folder.database))
    #expect(chmod(folder.database, 0o600) == 0)
    let error = #expect(throws: StoreError.self) {
      _ = try folder.open().summaries(TaskQuery(limit: 10))
    }
    #expect(error?.kind == .damaged)
  }

  @Test func `a folder that cannot be made is named with the reason`() throws {
    #expect(FileManager.default.createFile(atPath: folder.path + "/file", contents: nil))
    for path in [folder.path + "/file", folder.path + "/file/below", "/proc/rushes/store"] {
      let error = #expect(throws: StoreError.self) {
        try TaskStore(folder: path, access: .readWrite, now: seconds(0))
      }
      #expect(error?.kind == .cannotMakeFolder)
      #expect(error?.detail.isEmpty == false)
    }
  }

  @Test func `reading alone makes no store`() throws {
    let error = #expect(throws: StoreError.self) { try folder.open(.readOnly) }
    #expect(error?.kind == .missing)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `who only reads sees what others write, and cannot write`() throws {
    let writer = try folder.open()
    let reader = try folder.open(.readOnly)
    let id = try writer.add()
    #expect(try reader.task(id) != nil)
    let error = #expect(throws: StoreError.self) { try reader.add() }
    #expect(error?.kind == .readOnly)
  }

  @Test func `a folder that may not be written can be read when nobody is writing`() throws {
    let id = try folder.open().add()
    try asOrdinaryUser(closing: folder) { () throws in
      #expect(try folder.open(.readOnly).task(id) != nil)
      let error = #expect(throws: StoreError.self) { try folder.open(.readWrite) }
      #expect(error?.kind == .readOnly)
    }
  }

  @Test func `without the write-ahead log everything works the same`() throws {
    let options = StoreOptions(usesLog: false)
    let first = try folder.open(options: options)
    #expect(first.journal == .rollback)
    let second = try folder.open(options: options)
    let id = try first.add()
    try second.set(id, .failed)
    #expect(try first.status(of: id) == .failed)
    #expect(!FileManager.default.fileExists(atPath: folder.database + "-wal"))
  }

  @Test func `a store moved to a disk without shared memory leaves the log behind`() throws {
    let id = try folder.open().add()
    let store = try folder.open(options: StoreOptions(usesLog: false))
    #expect(store.journal == .rollback)
    #expect(try store.task(id) != nil)
  }

  /// Runs `body` as somebody who owns the store and may not write in its folder.
  ///
  /// Modes do not bind root, so that root takes another user's place for this thread's files.
  private func asOrdinaryUser(
    closing folder: TemporaryFolder, _ body: () throws -> Void
  ) throws {
    let nobody: uid_t = 65534
    let isRoot = geteuid() == 0
    // Not in Swift's Glibc; see setfsuid(2), which also says that it concerns one thread.
    let symbol = try #require(dlsym(nil, "setfsuid"))
    let setfsuid = unsafeBitCast(symbol, to: (@convention(c) (uid_t) -> CInt).self)
    #expect(chmod(folder.database, 0o400) == 0)
    #expect(chmod(folder.path, 0o555) == 0)
    if isRoot {
      #expect(chown(folder.database, nobody, nobody) == 0)
      #expect(chown(folder.path, nobody, nobody) == 0)
      _ = setfsuid(nobody)
    }
    defer {
      if isRoot { _ = setfsuid(0) }
      chmod(folder.path, 0o700)
    }
    try body()
  }
}
