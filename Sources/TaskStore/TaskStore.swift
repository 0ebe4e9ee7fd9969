public import VideoTasks

/// The tasks of this machine, in one SQLite file that several processes use at once.
///
/// One object is one connection, and belongs to one thread; open another object for another thread.
/// Every call is synchronous, and a change is on the disk when the call returns
/// (`synchronous=FULL`), except for what costs nothing to do again: leases, times of polls, bytes
/// fetched so far and settings survive the end of the program, not always a power cut. The dashboard, the agent and the commands meet here: see "claim" and
/// "lease" in `Sources/README.md`.
public final class TaskStore {
  /// Whether the store may be changed.
  public enum Access: Hashable, Sendable {
    /// The folder and the file are made when they are missing.
    case readWrite
    /// Nothing is made and nothing is changed; works in a folder that may not be written.
    case readOnly
  }

  /// How changes reach the file.
  public enum Journal: Hashable, Sendable {
    /// Through a write-ahead log that the processes of one machine share.
    case writeAheadLog
    /// Through a rollback journal, for disks of other machines; one process at a time should write.
    case rollback
  }

  /// The folder that holds the store.
  public let folder: String
  /// How changes reach the file; `doctor` says so when it is not the write-ahead log.
  public let journal: Journal

  /// Called with every line of a story that this object has stored, and with trouble that is only
  /// shown; never for what was rolled back.
  public var onEvent: (@Sendable (TaskID, TaskEvent) -> Void)?

  let database: Connection
  let locks: any OwnerLocks
  let requests = RequestReader()
  /// The moment of the latest `due(at:only:limit:)`.
  var lookedForWorkAt: Timestamp
  /// What the latest query with a condition has found.
  var keptMatches: TaskMatches?

  /// Opens the store in `folder`, and makes it or brings it up to date first where it must.
  ///
  /// Takes well under a millisecond however many tasks there are: nothing is scanned.
  /// - Parameter now: work that fell due before it is not "future" for `nextDueAt(only:after:)`.
  public convenience init(
    folder: String, access: Access, now: Timestamp
  ) throws(StoreError) {
    try self.init(folder: folder, access: access, now: now, options: StoreOptions())
  }

  package init(
    folder path: String, access: Access, now: Timestamp, options: StoreOptions
  ) throws(StoreError) {
    let folder = StoreFolder(path)
    switch access {
    case .readWrite:
      database = try TaskStore.openForWriting(folder, options)
    case .readOnly:
      database = try TaskStore.openForReading(folder, options)
    }
    if let pages = options.maximumPages {
      try database.script("PRAGMA max_page_count = \(pages)")
    }
    if options.isForFilling {
      try database.script("PRAGMA journal_mode = OFF; PRAGMA cache_size = -262144")
    }
    if !options.syncs || options.isForFilling {
      try database.synchronise(.off, mayRelax: false)
    }
    journal = try TaskStore.journal(database)
    self.folder = folder.path
    locks = options.locks ?? EngineLocks(folder: folder.engines)
    lookedForWorkAt = now
  }

  /// A number that changes when another connection has changed the store.
  ///
  /// Costs a few microseconds. Own changes do not count.
  public func dataVersion() throws(StoreError) -> Int64 {
    try database.first("PRAGMA data_version") { row in row.integer() } ?? 0
  }

  /// The value that was set for `key`, or nil.
  public func setting(_ key: String) throws(StoreError) -> String? {
    try database.first("SELECT value FROM settings WHERE key = ?", [.text(key)]) { row in
      row.text()
    }
  }

  /// Sets or, with nil, removes the value of `key`: drafts of the form, sizes of panes.
  public func setSetting(_ key: String, _ value: String?) throws(StoreError) {
    guard let value else {
      return try database.write(durably: false) { () throws(StoreError) in
        try database.run("DELETE FROM settings WHERE key = ?", [.text(key)])
      }
    }
    try database.write(durably: false) { () throws(StoreError) in
      try database.run(
        """
        INSERT INTO settings VALUES (?1, ?2)
          ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value <> ?2
        """, [.text(key), .text(value)])
    }
  }

  // MARK: Opening

  private static func openForWriting(
    _ folder: StoreFolder, _ options: StoreOptions
  ) throws(StoreError) -> Connection {
    try folder.make()
    let usesLog = options.usesLog ?? !folder.isOnNetwork
    if try !folder.databaseExists() {
      try folder.publishDatabase { path throws(StoreError) in
        let database = try Connection(path: path, mode: .readWrite, vfs: options.vfs)
        // Without a log: closing one that finds no room would leave half a store and say nothing.
        try settle(database, usesLog: false)
        try Schema.migrate(database)
      }
    }
    if !usesLog { try leaveLog(folder, options) }
    let database = try openChecked(folder, options)
    try settle(database, usesLog: usesLog)
    try Schema.migrate(database)
    return database
  }

  /// Opens the file, and refuses one that is not ours or not ours to write.
  private static func openChecked(
    _ folder: StoreFolder, _ options: StoreOptions, isAlone: Bool = false
  ) throws(StoreError) -> Connection {
    let hadLog = folder.hasLog
    let database = try Connection(path: folder.database, mode: .readWrite, vfs: options.vfs)
    guard !database.isReadOnly else { throw StoreError(.readOnly, path: folder.database) }
    // A file that is refused keeps every byte: its log must not be written into it on closing.
    if hadLog { database.keepLogOnClose(true) }
    if isAlone { try database.script("PRAGMA locking_mode = EXCLUSIVE") }
    _ = try Schema.check(database)
    if hadLog { database.keepLogOnClose(false) }
    return database
  }

  /// Ends the use of a log that a store has brought along to a disk where logs cannot be shared.
  ///
  /// Only a connection that is alone reads a log without shared memory; one that stayed open would
  /// stay alone. See https://www.sqlite.org/wal.html, "Use of WAL Without Shared-Memory".
  private static func leaveLog(
    _ folder: StoreFolder, _ options: StoreOptions
  ) throws(StoreError) {
    let database = try openChecked(folder, options, isAlone: true)
    if try journal(database) == .writeAheadLog {
      try database.script("PRAGMA journal_mode = DELETE")
    }
  }

  /// Sets what a connection must be told each time it is opened.
  private static func settle(_ database: Connection, usesLog: Bool) throws(StoreError) {
    if usesLog { try database.script("PRAGMA journal_mode = WAL") }
    try database.synchronise(.full, mayRelax: usesLog)
    try database.script("PRAGMA foreign_keys = ON; PRAGMA cache_size = -1024")
  }

  private static func openForReading(
    _ folder: StoreFolder, _ options: StoreOptions
  ) throws(StoreError) -> Connection {
    guard try folder.databaseExists() else {
      throw StoreError(.missing, path: folder.database)
    }
    do throws(StoreError) {
      return try openForReading(folder, .readOnly, options)
    } catch {
      // Where the log's companions can be neither found nor made, nobody is writing, so that the
      // file alone says everything if there is no log.
      guard error.kind == .cannotOpen || error.kind == .readOnly, !folder.hasLog else {
        throw error
      }
      return try openForReading(folder, .immutable, options)
    }
  }

  private static func openForReading(
    _ folder: StoreFolder, _ mode: Connection.Mode, _ options: StoreOptions
  ) throws(StoreError) -> Connection {
    let database = try Connection(path: folder.database, mode: mode, vfs: options.vfs)
    let mark = try Schema.check(database)
    guard mark.version == Schema.version else {
      throw StoreError(
        .older(version: mark.version, known: Schema.version), path: folder.database)
    }
    try database.script("PRAGMA cache_size = -1024")
    return database
  }

  private static func journal(_ database: Connection) throws(StoreError) -> Journal {
    let mode = try database.first("PRAGMA journal_mode") { row in row.text() }
    return mode == "wal" ? .writeAheadLog : .rollback
  }
}

/// What tests and simulations set.
package struct StoreOptions {
  /// The SQLite VFS to use: a simulated disk; nil for the system's.
  package var vfs: String?
  /// How many pages the file may grow to; nil for no limit but the disk's.
  package var maximumPages: Int?
  /// Whether the write-ahead log is used; nil decides by the file system.
  package var usesLog: Bool?
  /// Whether commits wait for the disk.
  package var syncs: Bool
  /// Whether speed is all that counts, and a crash may cost the store.
  package var isForFilling: Bool
  /// Who says which engines live; nil for the lock files beside the store.
  package var locks: (any OwnerLocks)?

  package init(
    vfs: String? = nil, maximumPages: Int? = nil, usesLog: Bool? = nil, syncs: Bool = true,
    isForFilling: Bool = false, locks: (any OwnerLocks)? = nil
  ) {
    self.vfs = vfs
    self.maximumPages = maximumPages
    self.usesLog = usesLog
    self.syncs = syncs
    self.isForFilling = isForFilling
    self.locks = locks
  }
}

extension TaskStore {
  /// Opens the database and asks SQLite for the number 1: what every other time is compared with.
  package static func openBare(folder: String) throws(StoreError) {
    let database = try Connection(
      path: StoreFolder(folder).database, mode: .readWrite, vfs: nil)
    try database.run("SELECT 1 FROM sqlite_schema")
  }
}
