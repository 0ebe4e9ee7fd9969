/// The system calls by which videos reach the disk, one by one.
///
/// What must happen in which order is `LocalVideoFiles`' business: over these calls it can be tried
/// on a disk that loses what was not synced. Calls that may fail return 0 or an `errno` value.
package protocol DiskCalls {
  /// The facts of a file that are looked at; nil when there is none, or it cannot be looked at.
  func facts(_ path: String) -> FileFacts?

  /// Bytes that this user may still write in a folder; nil when the system does not say.
  func freeBytes(in folder: String) -> Int64?

  /// Makes one folder.
  func makeFolder(_ path: String) -> Int32

  /// Whether a file is a whole MPEG-4 file.
  func isWholeVideo(_ path: String) -> Bool

  /// Makes a file's bytes, or a folder's names, last through a power cut.
  func sync(_ path: String) -> Int32

  /// Gives a file a second name, which must be free.
  func link(_ path: String, to name: String) -> Int32

  /// Makes an empty file under a name, which must be free.
  func makeEmpty(_ path: String) -> Int32

  /// Gives a file another name; what had that name is gone.
  func rename(_ path: String, to name: String) -> Int32

  /// Takes a name away.
  func remove(_ path: String) -> Int32
}

/// What is looked at of a file.
package struct FileFacts: Hashable, Sendable {
  /// Bytes in it.
  package var size: Int64
  /// Which file it is, whatever its name: the device and the number on it.
  package var identity: [UInt64]
  /// Whether it was changed last before this machine started, or at a time that is yet to come.
  package var isFromEarlierStart: Bool
  /// How many names it has.
  package var names: Int

  /// Makes the facts of a file.
  package init(size: Int64, identity: [UInt64], isFromEarlierStart: Bool, names: Int) {
    self.size = size
    self.identity = identity
    self.isFromEarlierStart = isFromEarlierStart
    self.names = names
  }
}
