internal import Glibc
internal import MediaTools

/// The machine's own disk.
public struct LocalVideoFiles: VideoFiles {
  /// Makes the disk's face.
  public init() {}

  public func size(of path: String) -> Int64? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return Int64(facts.st_size)
  }

  public func freeBytes(in folder: String) -> Int64? {
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { return nil }
    return Int64(clamping: UInt64(facts.f_bavail) &* UInt64(facts.f_frsize))
  }

  public func makeFolder(_ path: String) throws(DiskError) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw DiskError(code: errno, operation: "making the folder \(path)")
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw DiskError(code: errno, operation: "making the folder \(path)")
    }
  }

  public func isWhole(_ path: String) -> Bool {
    path.hasSuffix(".mp4.part") ? VideoCheck.isWhole(path: path) : (size(of: path) ?? 0) > 0
  }

  public func publish(
    _ partial: String, folder: String, name: String, ending: String
  ) throws(DiskError) -> String {
    try sync(partial)
    for number in 1...9_999 {
      let path = folder + "/" + (number == 1 ? name : "\(name)-\(number)") + ending
      // link() refuses a name that is taken, so that no file is ever written over.
      if link(partial, path) == 0 {
        unlink(partial)
        try sync(folder)
        return path
      }
      if errno == EEXIST { continue }
      // Some file systems (FAT, some network disks) have no links: there rename must do.
      if errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS || errno == EMLINK {
        if access(path, F_OK) == 0 { continue }
        guard rename(partial, path) == 0 else { break }
        try sync(folder)
        return path
      }
      break
    }
    throw DiskError(code: errno, operation: "naming the video in \(folder)")
  }

  public func remove(_ path: String) { unlink(path) }

  private func sync(_ path: String) throws(DiskError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DiskError(code: errno, operation: "opening \(path)") }
    defer { close(descriptor) }
    // A folder on some network disks cannot be synced and says EINVAL; its file is durable there.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw DiskError(code: errno, operation: "writing \(path) to the disk")
    }
  }
}
