internal import Glibc
internal import MediaTools

/// The machine's own disk.
public struct LocalVideoFiles: VideoFiles {
  /// Makes the disk's face.
  public init() {}

  /// The size of a file in bytes, or nil when there is none.
  public func size(of path: String) -> Int64? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return Int64(facts.st_size)
  }

  /// Bytes that this user may still write in a folder; nil when the system does not say.
  public func freeBytes(in folder: String) -> Int64? {
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { return nil }
    return Int64(clamping: UInt64(facts.f_bavail) &* UInt64(facts.f_frsize))
  }

  /// Makes a folder and those above it; one that is there is fine.
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

  /// Whether an `.mp4.part` is a whole MPEG-4 file, and any other file is not empty.
  public func isWhole(_ path: String) -> Bool {
    path.hasSuffix(".mp4.part") ? VideoCheck.isWhole(path: path) : (size(of: path) ?? 0) > 0
  }

  /// Syncs the file and links it to the first free name; throws what the disk refuses.
  public func publish(
    _ partial: String, name: String, ending: String
  ) throws(DiskError) -> String {
    try sync(partial)
    let folder = LocalVideoFiles.folder(of: partial)
    for number in 1...9_999 {
      let path = folder + "/" + (number == 1 ? name : "\(name)-\(number)") + ending
      if try give(partial, the: path) {
        try sync(folder)
        return path
      }
    }
    throw DiskError(code: EEXIST, operation: "naming the video in \(folder)")
  }

  /// Gives the file a second name; false when another file has it.
  ///
  /// link() refuses a name that is taken, so that no file is ever written over.
  private func give(_ partial: String, the path: String) throws(DiskError) -> Bool {
    if link(partial, path) == 0 { return true }
    switch errno {
    case EEXIST: return isSameFile(partial, path)
    // Some file systems (FAT, some network disks) have no links.
    case EPERM, EOPNOTSUPP, ENOSYS, EMLINK: return try move(partial, to: path)
    case let code: throw DiskError(code: code, operation: "naming the video \(path)")
    }
  }

  /// Renames the file; false when another file has the name. Only a file that this call itself has
  /// made, empty, to hold the name, is replaced.
  private func move(_ partial: String, to path: String) throws(DiskError) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if descriptor < 0 {
      if errno == EEXIST { return false }
      throw DiskError(code: errno, operation: "naming the video \(path)")
    }
    close(descriptor)
    guard rename(partial, path) == 0 else {
      let code = errno
      unlink(path)
      throw DiskError(code: code, operation: "naming the video \(path)")
    }
    return true
  }

  private func isSameFile(_ one: String, _ other: String) -> Bool {
    var first = stat()
    var second = stat()
    guard lstat(one, &first) == 0, lstat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Removes a file; a missing one is fine.
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
