internal import CLinux
internal import Glibc

/// The sign that an agent works on a store, for as long as this object or its process lives.
///
/// Any number of agents may hold it at once. It is a shared lock on a file of its own beside the
/// store, which the system gives back however the process ends; the file itself stays. Making and
/// ending it touches the file, so that whoever watches the folder looks again.
public final class AgentMark {
  /// Whether no other agent worked on the store when this one began.
  public let isFirst: Bool

  private let path: String
  private let descriptor: Int32

  /// Makes the sign in the store's folder, and the folder where there is none.
  ///
  /// - Throws: what a disk that cannot be written throws.
  public init(folder: String) throws(StoreError) {
    let folder = StoreFolder(folder)
    try folder.make()
    path = folder.agent
    descriptor = rushes_lock_open_or_create(path)
    guard descriptor >= 0 else {
      throw StoreError(
        [-EROFS, -EACCES].contains(descriptor) ? .readOnly : .failed, path: path,
        detail: StoreFolder.words(-descriptor))
    }
    let result = rushes_lock_share(descriptor)
    guard result == 0 else {
      rushes_lock_release(descriptor)
      throw StoreError(.failed, path: path, detail: StoreFolder.words(-result))
    }
    isFirst = rushes_lock_has_others(descriptor) != 1
    touch()
  }

  deinit {
    rushes_lock_release(descriptor)
    touch()
  }

  private func touch() { utimensat(AT_FDCWD, path, nil, 0) }
}

extension TaskStore {
  /// Whether an agent works on the store in `folder` now, or on one that may be made there.
  ///
  /// Reads no database: one look at a lock, some microseconds. What cannot be looked at counts as no.
  public static func hasAgent(folder: String) -> Bool {
    rushes_lock_is_held(StoreFolder(folder).agent) == 1
  }

  /// Whether an agent works on this store now: see `hasAgent(folder:)`.
  public var hasAgent: Bool { TaskStore.hasAgent(folder: folder) }
}
