internal import Glibc

/// Makes files and names last through a power cut.
enum DurableFile {
  /// Has the disk keep the bytes of a file, or the names in a folder; false when it refuses.
  ///
  /// A folder of some network disks cannot be synced and says EINVAL; its files are durable there.
  static func sync(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0 || errno == EINVAL
  }
}
