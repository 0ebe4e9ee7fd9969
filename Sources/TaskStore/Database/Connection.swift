internal import CSQLite
internal import Glibc
internal import Wording

/// The one door to the database: prepares statements once, runs them, and turns every refusal into
/// a `StoreError`.
final class Connection {
  /// The database file's path.
  let path: String
  private let handle: OpaquePointer
  private var statements: [String: Statement] = [:]
  private var synchronous: Synchronous?
  private var mayRelax = false
  private var afterCommit: [() -> Void] = []

  /// How commits reach the disk: the words of `PRAGMA synchronous`.
  enum Synchronous: String {
    /// Waits at every commit until the disk has it.
    case full = "FULL"
    /// Leaves the log to the system: a power cut may cost the latest commits, and nothing else.
    case normal = "NORMAL"
    /// Never waits; a power cut may cost the file.
    case off = "OFF"
  }

  /// How a file is opened.
  enum Mode {
    case readWrite
    case readOnly
    /// Reads a file that nobody can change, without its companions.
    case immutable
  }

  /// How long a lock of another connection is waited for, in milliseconds.
  static let busyTimeout: Int32 = 5000

  /// How many prepared statements are kept, at most.
  private static let mostStatements = 250

  /// Opens a file that exists.
  init(path: String, mode: Mode, vfs: String?) throws(StoreError) {
    self.path = path
    let name = mode == .immutable ? Connection.immutableAddress(path) : path
    var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
    flags |= mode == .readWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
    if mode == .immutable { flags |= SQLITE_OPEN_URI }
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(name, &opened, flags, vfs)
    guard let opened else {
      throw StoreError(.failed, path: path, detail: Phrase("SQLite found no memory").english)
    }
    guard result == SQLITE_OK else {
      let error = Connection.error(opened, path: path, result: result)
      sqlite3_close_v2(opened)
      throw error
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Connection.busyTimeout)
    let installed = WordSearch.install(handle)
    guard installed == SQLITE_OK else { throw error(installed) }
  }

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// `path` as a URI that tells SQLite that nobody changes the file.
  private static func immutableAddress(_ path: String) -> String {
    let digits = Array("0123456789abcdef")
    var address = "file:"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0x80...:
        address += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: address.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return address + "?immutable=1"
  }

  // MARK: Running

  /// Runs a statement to its end.
  func run(_ sql: String, _ values: [SQLValue] = []) throws(StoreError) {
    try forEachRow(sql, values) { (_: inout Row) throws(StoreError) in false }
  }

  /// Runs a statement and returns what `read` makes of its first row, or nil when it has none.
  func first<Value>(
    _ sql: String, _ values: [SQLValue] = [], _ read: (inout Row) throws(StoreError) -> Value
  ) throws(StoreError) -> Value? {
    var found: Value?
    try forEachRow(sql, values) { (row: inout Row) throws(StoreError) in
      found = try read(&row)
      return false
    }
    return found
  }

  /// Runs a statement and returns what `read` makes of each of its rows.
  func all<Value>(
    _ sql: String, _ values: [SQLValue] = [], _ read: (inout Row) throws(StoreError) -> Value
  ) throws(StoreError) -> [Value] {
    var found: [Value] = []
    try forEachRow(sql, values) { (row: inout Row) throws(StoreError) in
      found.append(try read(&row))
      return true
    }
    return found
  }

  /// Runs a statement and hands its rows to `body` until that answers false.
  func forEachRow(
    _ sql: String, _ values: [SQLValue] = [], _ body: (inout Row) throws(StoreError) -> Bool
  ) throws(StoreError) {
    let statement = try statement(sql)
    defer { statement.reset() }
    guard statement.bind(values) else { throw error() }
    while true {
      let result = statement.step()
      if result == SQLITE_DONE { return }
      guard result == SQLITE_ROW else { throw error(result) }
      var row = statement.row
      guard try body(&row) else { return }
    }
  }

  /// Rows that the latest statement has changed.
  var changedRows: Int { Int(sqlite3_changes(handle)) }

  /// A number that grows with every row that this connection changes, also when it is rolled back.
  var totalChanges: Int { Int(sqlite3_total_changes(handle)) }

  /// The key of the row that the latest insert has made.
  var lastInsertedKey: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Runs several statements that return no rows; for schemas and settings of the connection.
  func script(_ sql: String) throws(StoreError) {
    let result = sqlite3_exec(handle, sql, nil, nil, nil)
    guard result == SQLITE_OK else { throw error(result) }
  }

  /// The statement for `sql`, prepared at its first use and kept.
  private func statement(_ sql: String) throws(StoreError) -> Statement {
    if let kept = statements[sql] {
      if !kept.isBusy { return kept }
      // Somebody further up is reading the kept one's rows.
      guard let another = Statement(sql, database: handle, isKept: false) else { throw error() }
      return another
    }
    guard let prepared = Statement(sql, database: handle, isKept: true) else { throw error() }
    // Filters come in any shape; what is needed again is prepared again.
    if statements.count >= Connection.mostStatements {
      statements = statements.filter { $0.value.isBusy }
    }
    statements[sql] = prepared
    return prepared
  }

  // MARK: Transactions

  /// Says how commits reach the disk from now on.
  ///
  /// - Parameter mayRelax: whether commits of no consequence may be left to the system; only with a
  ///   write-ahead log, where that cannot damage the file.
  func synchronise(_ level: Synchronous, mayRelax: Bool) throws(StoreError) {
    self.mayRelax = mayRelax
    try set(level)
  }

  private func set(_ level: Synchronous) throws(StoreError) {
    guard synchronous != level else { return }
    try script("PRAGMA synchronous = \(level.rawValue)")
    synchronous = level
  }

  /// Runs `body` in a transaction that may write: all of it happens, or nothing.
  ///
  /// Inside another transaction it is a part of that one. Waits for other writers up to the busy
  /// time-out before it begins, so that `body` sees what they have written.
  /// - Parameter durably: whether it must survive a power cut once it has returned. What need not
  ///   is some twenty times as cheap, and survives the end of the program all the same.
  func write<Value>(
    durably: Bool = true, _ body: () throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    if mayRelax, !isInTransaction { try set(durably ? .full : .normal) }
    guard !isInTransaction else { return try body() }
    let changes = sqlite3_total_changes(handle)
    let value = try transaction("BEGIN IMMEDIATE", body)
    if sqlite3_total_changes(handle) != changes { ring() }
    return value
  }

  /// Touches the file, so that who watches the folder looks now.
  ///
  /// The commit itself is no sign: the log is written well before other connections see what is new
  /// in it, by as long as the disk takes to sync. A file that cannot be touched tells nobody.
  private func ring() { utimensat(AT_FDCWD, path, nil, 0) }

  /// Runs `body` on one unchanging view of the database.
  func read<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
    try transaction("BEGIN", body)
  }

  /// Whether a transaction is under way.
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Does something once the transaction under way is on the disk, and nothing if it never is; at
  /// once where there is none.
  func whenCommitted(_ body: @escaping () -> Void) {
    if isInTransaction { afterCommit.append(body) } else { body() }
  }

  private func transaction<Value>(
    _ begin: String, _ body: () throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    if isInTransaction { return try body() }
    try run(begin)
    var isCommitting = false
    do throws(StoreError) {
      let value = try body()
      isCommitting = true
      try run("COMMIT")
      let due = afterCommit
      afterCommit = []
      for body in due { body() }
      return value
    } catch {
      afterCommit = []
      let mayComeBack = isCommitting && sqlite3_errcode(handle) & 0xff == SQLITE_IOERR
      // SQLite has rolled back by itself after some errors; the first error is the one to tell.
      if isInTransaction { _ = sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
      guard mayComeBack, !overwritesRefusedCommit() else { throw error }
      throw StoreError(.uncertain, path: path, detail: error.detail)
    }
  }

  /// Makes sure that a commit which the disk has refused does not come back; false when the disk
  /// refuses that, too.
  ///
  /// All of the commit may be in the log when its sync fails. SQLite counts it as not made, but who
  /// opens the file after all programs have ended reads the log, and would find it whole
  /// (https://www.sqlite.org/walformat.html, "Recovery"). Another commit goes to its place in the
  /// log, and breaks the chain of its checksums. Setting a number of the file's header to what it is
  /// always makes one.
  private func overwritesRefusedCommit() -> Bool {
    do throws(StoreError) {
      if mayRelax { try set(.full) }
      try run("BEGIN IMMEDIATE")
      let version = try first("PRAGMA user_version") { row in row.count() } ?? 0
      try script("PRAGMA user_version = \(version)")
      try run("COMMIT")
      return true
    } catch {
      if isInTransaction { _ = sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
      return false
    }
  }

  /// Whether SQLite could open the file for reading only, which it does without a word.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// The statements that were prepared so far.
  var preparedSQL: [String] { statements.keys.sorted() }

  /// Leaves the write-ahead log as it is when this connection closes.
  func keepLogOnClose(_ keep: Bool) {
    // An SQLite too old for the option closes as usual.
    _ = rushes_sqlite_set_option(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0)
  }

  // MARK: Errors

  private func error(_ result: Int32? = nil) -> StoreError {
    Connection.error(handle, path: path, result: result ?? sqlite3_extended_errcode(handle))
  }

  private static func error(_ handle: OpaquePointer, path: String, result: Int32) -> StoreError {
    let code = sqlite3_system_errno(handle)
    let kind = kind(result, systemCode: code)
    var detail = String(cString: sqlite3_errstr(result))
    if result & 0xff == SQLITE_IOERR || result & 0xff == SQLITE_CANTOPEN, code != 0 {
      detail += ": " + String(cString: strerror(code))
    } else if result & 0xff == SQLITE_ERROR || result & 0xff == SQLITE_CONSTRAINT {
      detail = String(cString: sqlite3_errmsg(handle))
    }
    return StoreError(kind, path: path, detail: "\(detail), SQLite \(result)")
  }

  private static func kind(_ result: Int32, systemCode: Int32) -> StoreError.Kind {
    switch result & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED: .locked
    case SQLITE_FULL: .full
    case SQLITE_READONLY: .readOnly
    case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
    case SQLITE_CANTOPEN where systemCode == EROFS: .readOnly
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .cannotOpen
    case SQLITE_IOERR where systemCode == ENOSPC || systemCode == EDQUOT: .full
    case SQLITE_IOERR where systemCode == EROFS: .readOnly
    default: .failed
    }
  }
}
