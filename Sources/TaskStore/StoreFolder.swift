internal import CLinux
internal import Glibc
internal import Wording

/// The folder that holds the store: made when missing, closed to other users.
struct StoreFolder {
  let path: String

  init(_ path: String) {
    var path = path
    while path.utf8.count > 1 && path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  /// The database file.
  var database: String { path + "/rushes.db" }
  /// The folder of the engines' lock files.
  var engines: String { path + "/engines" }
  /// The folder of the lock files of those who write drafts.
  var drafts: String { path + "/drafts" }
  /// The file whose lock says that an agent is at work.
  var agent: String { path + "/agent.lock" }
  /// The write-ahead log beside the database.
  var log: String { database + "-wal" }

  /// Whether the folder is on another machine's disk, where processes cannot share memory.
  var isOnNetwork: Bool { rushes_is_network_folder(path) == 1 }

  /// Makes the folder, and those above it, with mode 0700.
  func make() throws(StoreError) {
    try StoreFolder.makeFolder(path)
  }

  static func makeFolder(_ path: String) throws(StoreError) {
    if mkdir(path, 0o700) == 0 { return }
    var code = errno
    if code == ENOENT, let end = path.lastIndex(of: "/"), end > path.startIndex {
      try makeFolder(String(path[..<end]))
      if mkdir(path, 0o700) == 0 { return }
      code = errno
    }
    if code == EEXIST || code == EROFS || code == EACCES, isFolder(path) { return }
    if code == EEXIST { code = ENOTDIR }
    throw StoreError(.cannotMakeFolder, path: path, detail: words(code))
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is a database file; refuses one that other users may read or write.
  func databaseExists() throws(StoreError) -> Bool {
    var facts = stat()
    guard stat(database, &facts) == 0 else {
      let code = errno
      if code == ENOENT { return false }
      throw StoreError(.cannotOpen, path: database, detail: StoreFolder.words(code))
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw StoreError(.cannotOpen, path: database, detail: Phrase("it is not a file").english)
    }
    guard facts.st_mode & 0o077 == 0 else { throw StoreError(.exposed, path: database) }
    return true
  }

  /// Whether a write-ahead log with something in it is beside the database.
  var hasLog: Bool {
    var facts = stat()
    return stat(log, &facts) == 0 && facts.st_size > 0
  }

  /// Makes the database under a name of its own, and gives it the real name when it is whole.
  ///
  /// So no other program ever sees half a store, and of two that begin at once one wins. The file is
  /// never opened under its real name except by SQLite: closing another descriptor of it would take
  /// SQLite's locks away (https://www.sqlite.org/howtocorrupt.html, 2.2).
  func publishDatabase(_ fill: (String) throws(StoreError) -> Void) throws(StoreError) {
    var random = SystemRandomNumberGenerator()
    let temporary = database + ".new-" + String(random.next(), radix: 16)
    let descriptor = rushes_lock_create(temporary)
    guard descriptor >= 0 else { throw error(-descriptor, at: temporary) }
    rushes_lock_release(descriptor)
    defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(temporary + ending) } }
    try fill(temporary)
    if link(temporary, database) != 0 {
      let code = errno
      if code == EEXIST { return }
      // Some file systems have no second names.
      guard access(database, F_OK) != 0, rename(temporary, database) == 0 else {
        throw error(code, at: database)
      }
    }
    syncFolders()
  }

  /// Makes the new names last through a power cut; some file systems cannot and need no telling.
  private func syncFolders() {
    for folder in [path, path + "/.."] {
      let descriptor = rushes_folder_open(folder)
      guard descriptor >= 0 else { continue }
      _ = fsync(descriptor)
      close(descriptor)
    }
  }

  private func error(_ code: Int32, at path: String) -> StoreError {
    let kind: StoreError.Kind =
      switch code {
      case EROFS, EACCES, EPERM: .readOnly
      case ENOSPC, EDQUOT: .full
      default: .cannotOpen
      }
    return StoreError(kind, path: path, detail: StoreFolder.words(code))
  }

  static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
