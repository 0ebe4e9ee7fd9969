internal import Configuration
internal import Glibc
internal import TaskStore
internal import VideoTasks

/// The store of a workspace, opened in the ways in which the program needs it.
extension Workspace {
  /// Opens the store, and makes it where there is none; what is stored through it goes to the log.
  func openStore(_ access: TaskStore.Access) throws(StoreError) -> TaskStore {
    let store = try TaskStore(folder: paths.dataFolder, access: access, now: SystemClock.now())
    if access == .readWrite {
      store.onEvent = { ProgramLog.write($1.kind, $1.detail, task: $0, at: $1.at) }
    }
    return store
  }

  /// A connection for reading that is made together with the store where there is none.
  func openStoreForReading() throws(CommandFailure) -> TaskStore {
    do throws(StoreError) {
      return try openStore(.readWrite)
    } catch {
      throw CommandFailure(store: error)
    }
  }

  /// The store if there is one; nil where nothing was ever made.
  func openStoreIfAny() throws(CommandFailure) -> TaskStore? {
    guard LocalPath.exists(paths.dataFolder + "/rushes.db") else { return nil }
    do throws(StoreError) {
      return try openStore(.readOnly)
    } catch {
      // One that an older version wrote is brought up to date where it may be written.
      guard case .older = error.kind else { throw CommandFailure(store: error) }
      return try openStoreForReading()
    }
  }

  /// The store for work on tasks that must be in it.
  func existingStore(_ ids: [TaskID]) throws(CommandFailure) -> TaskStore {
    guard LocalPath.exists(paths.dataFolder + "/rushes.db") else {
      throw TaskIDs.unknown(ids.first ?? TaskID(0))
    }
    let store: TaskStore
    var unknown: TaskID?
    do throws(StoreError) {
      store = try openStore(.readWrite)
      for id in ids where unknown == nil {
        if try store.task(id) == nil { unknown = id }
      }
    } catch {
      throw CommandFailure(store: error)
    }
    if let unknown { throw TaskIDs.unknown(unknown) }
    return store
  }
}
