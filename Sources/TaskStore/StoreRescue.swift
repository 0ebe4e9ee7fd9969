internal import CLinux
internal import FoundationEssentials
internal import Glibc
public import VideoTasks
internal import Wording

/// What was saved from a damaged store.
public struct StoreRescue: Hashable, Sendable {
  /// Where the damaged file is now; its write-ahead log stands beside it.
  public var kept: String
  /// The tasks that are in the new store.
  public var tasks: Int
  /// The tasks of which nothing could be read.
  public var lost: Int
  /// The tasks that wait for a word of their user, since it is not sure that they were not sent.
  public var unconfirmed: [TaskID]
}

/// Why a damaged store was left as it is.
public enum StoreRescueError: Error, Hashable, Sendable {
  /// Another program uses it.
  case inUse
  /// The disk or SQLite refuses.
  case refused(StoreError)

  /// What failed, what is still true, and what to do.
  public var message: String {
    switch self {
    case .inUse:
      "Another rushes works on this store, so nothing was changed. End it, then try again."
    case .refused(let error): error.message
    }
  }
}

extension TaskStore {
  /// Makes a new store of what can be read of a damaged one, which is kept under another name.
  ///
  /// Whatever happens in between, the file under the store's own name is either the damaged one or
  /// the whole new one. Tasks whose newest state may be lost, and that may have been sent since, come
  /// out `unconfirmed`: nothing is ever sent a second time because a page was damaged.
  ///
  /// - Parameter suffix: what is put behind the old file's name, such as `.damaged-2026-11-20`.
  /// - Throws: `.inUse` while an engine lives, or `.refused`; then nothing was changed.
  public static func rescue(
    folder path: String, suffix: String, now: Timestamp
  ) throws(StoreRescueError) -> StoreRescue {
    let folder = StoreFolder(path)
    guard !EngineLocks.isAnyAlive(in: folder.engines) else { throw .inUse }
    do throws(StoreError) {
      let work = try RescueWork(folder, suffix: suffix)
      defer { work.cleanUp() }
      let rescued = try work.fill(now: now)
      try work.exchange()
      return StoreRescue(
        kept: work.kept, tasks: rescued.saved, lost: rescued.lost,
        unconfirmed: rescued.unconfirmed)
    } catch {
      throw .refused(error)
    }
  }
}

/// The files of one rescue.
private struct RescueWork {
  let folder: StoreFolder
  /// The damaged file's new name.
  let kept: String
  /// A copy that SQLite may do with as it likes.
  let copy: String
  /// The new store, before it takes its place.
  let fresh: String

  private static let endings = ["", "-wal", "-shm", "-journal"]

  init(_ folder: StoreFolder, suffix: String) throws(StoreError) {
    self.folder = folder
    kept = folder.database + suffix
    var random = SystemRandomNumberGenerator()
    let number = String(random.next(), radix: 16)
    copy = folder.database + ".copy-" + number
    fresh = folder.database + ".new-" + number
    for ending in ["", "-wal"] where access(folder.database + ending, F_OK) == 0 {
      do {
        try FileManager.default.copyItem(
          atPath: folder.database + ending, toPath: copy + ending)
      } catch {
        cleanUp()
        throw StoreError(
          .failed, path: folder.database,
          detail: Phrase("no copy could be made; is there room?").english)
      }
    }
  }

  func cleanUp() {
    for ending in Self.endings {
      unlink(copy + ending)
      unlink(fresh + ending)
    }
  }

  /// Makes the new store and puts into it what can be read.
  func fill(now: Timestamp) throws(StoreError) -> TaskRescuer.Result {
    let descriptor = rushes_lock_create(fresh)
    guard descriptor >= 0 else {
      throw StoreError(
        descriptor == -ENOSPC ? .full : .readOnly, path: fresh,
        detail: StoreFolder.words(-descriptor))
    }
    rushes_lock_release(descriptor)
    let database = try Connection(path: fresh, mode: .readWrite, vfs: nil)
    try database.synchronise(.full, mayRelax: false)
    try Schema.migrate(database)
    try database.script("PRAGMA foreign_keys = ON")
    return try TaskRescuer(database: database, from: copy, now: now).run()
  }

  /// Gives the damaged file a second name, and the new one its place.
  ///
  /// The log goes with the damaged file, and before the new one comes: SQLite would play it into any
  /// file of that name.
  func exchange() throws(StoreError) {
    for ending in ["", "-wal"] where access(folder.database + ending, F_OK) == 0 {
      guard link(folder.database + ending, kept + ending) == 0 else {
        throw StoreError(
          .failed, path: kept, detail: "it could not be kept: \(StoreFolder.words(errno))")
      }
    }
    for ending in ["-wal", "-shm"] { unlink(folder.database + ending) }
    guard rename(fresh, folder.database) == 0 else {
      throw StoreError(.failed, path: folder.database, detail: StoreFolder.words(errno))
    }
    let descriptor = rushes_folder_open(folder.path)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}

extension EngineLocks {
  /// Whether any engine of the store lives.
  static func isAnyAlive(in folder: String) -> Bool {
    guard let entries = opendir(folder) else { return false }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".lock"), rushes_lock_is_held(folder + "/" + name) == 1 { return true }
    }
    return false
  }
}
