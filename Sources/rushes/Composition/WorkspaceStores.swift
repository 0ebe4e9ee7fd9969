internal import Glibc
internal import TaskStore
internal import VideoTasks

/// The store of a workspace, opened in the ways in which the program needs it.
extension Workspace {
  /// Opens the store, and makes it where there is none.
  func openStore(_ access: TaskStore.Access) throws(StoreError) -> TaskStore {
    try TaskStore(folder: paths.dataFolder, access: access, now: SystemClock.now())
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
      throw CommandFailure(store: error)
    }
  }

  /// The store for work on tasks that must be in it.
  func existingStore(_ ids: [TaskID]) throws(CommandFailure) -> TaskStore {
    guard LocalPath.exists(paths.dataFolder + "/rushes.db"), let first = ids.first else {
      throw TaskIDs.unknown(ids.first ?? TaskID(0))
    }
    do throws(StoreError) {
      let store = try openStore(.readWrite)
      for id in ids where try store.task(id) == nil { throw StoreError.noSuchTask(id) }
      return store
    } catch .noSuchTask(let id) {
      throw TaskIDs.unknown(id)
    } catch {
      _ = first
      throw CommandFailure(store: error)
    }
  }
}
