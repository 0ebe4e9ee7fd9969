internal import CLinux
internal import Glibc
internal import Wording

/// What an examination of the store has found; nothing was changed by it.
public struct StoreCondition: Hashable, Sendable {
  /// How the file is.
  public enum State: Hashable, Sendable {
    /// There is none yet.
    case missing
    /// It is whole.
    case sound
    /// It is not; SQLite's first words about it.
    case damaged(String)
    /// It was not looked into: it is not ours, or not to be used; a sentence with what to do.
    case refused(StoreError)
  }

  /// How the file is.
  public var state: State
  /// The database file.
  public var path: String
  /// Its version; nil when it was not read.
  public var version: Int?
  /// The tasks in it; nil when they could not be counted.
  public var tasks: Int?
  /// Bytes of the file.
  public var bytes: Int64?
  /// Whether it is on another machine's disk.
  public var isOnNetwork: Bool
}

extension TaskStore {
  /// The version of stores that this program makes.
  public static var currentVersion: Int { Schema.version }

  /// Looks at the store in `folder` without changing it; reads all of the file.
  ///
  /// Works beside programs that use the store.
  public static func examine(folder path: String) -> StoreCondition {
    let folder = StoreFolder(path)
    var condition = StoreCondition(
      state: .missing, path: folder.database, isOnNetwork: folder.isOnNetwork)
    do throws(StoreError) {
      guard try folder.databaseExists() else { return condition }
      var facts = stat()
      if stat(folder.database, &facts) == 0 { condition.bytes = Int64(facts.st_size) }
      let database = try Connection(path: folder.database, mode: .readOnly, vfs: nil)
      condition.version = try Schema.check(database).version
      let words = try database.all("PRAGMA quick_check(3)") { row in row.text() }
      guard words == ["ok"] else {
        condition.state = .damaged(words.first ?? Phrase("nothing was said").english)
        return condition
      }
      condition.tasks = try database.first("SELECT count(*) FROM tasks") { row in row.count() }
      try readEverything(database)
      condition.state = .sound
    } catch {
      condition.state = error.kind == .damaged ? .damaged(error.detail) : .refused(error)
    }
    return condition
  }

  /// Reads every task as the program does, since a whole page may hold words that no version wrote.
  private static func readEverything(_ database: Connection) throws(StoreError) {
    let requests = RequestReader()
    let isCurrent = try Schema.mark(database).version == Schema.version
    guard isCurrent else { return }
    try database.forEachRow(TaskColumns.selectAllRecords) {
      (row: inout Row) throws(StoreError) in
      _ = try row.record(path: database.path, requests)
      return true
    }
  }
}
