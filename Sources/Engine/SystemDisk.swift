internal import Glibc
internal import MediaTools

/// The machine's own disk.
package struct SystemDisk: DiskCalls {
  /// Makes the disk's face.
  package init() {}

  /// What lstat(2) says.
  package func facts(_ path: String) -> FileFacts? {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return nil }
    let changed = SystemDisk.seconds(facts.st_mtim)
    return FileFacts(
      size: Int64(facts.st_size), identity: [UInt64(facts.st_dev), UInt64(facts.st_ino)],
      isFromEarlierStart: !SystemDisk.sinceTheStart.contains(changed),
      names: Int(facts.st_nlink))
  }

  /// From the start of this machine to now, by its present clock.
  private static var sinceTheStart: ClosedRange<Double> {
    var now = timespec()
    var running = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    clock_gettime(CLOCK_BOOTTIME, &running)
    // Two clocks are read one after the other, and file systems round.
    return (seconds(now) - seconds(running) - 1)...(seconds(now) + 2)
  }

  private static func seconds(_ time: timespec) -> Double {
    Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// What statvfs(3) says.
  package func freeBytes(in folder: String) -> Int64? {
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { return nil }
    return Int64(clamping: UInt64(facts.f_bavail) &* UInt64(facts.f_frsize))
  }

  /// mkdir(2).
  package func makeFolder(_ path: String) -> Int32 { mkdir(path, 0o755) == 0 ? 0 : errno }

  /// See `VideoCheck`.
  package func isWholeVideo(_ path: String) -> Bool { VideoCheck.isWhole(path: path) }

  /// fsync(2).
  package func sync(_ path: String) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    return fsync(descriptor) == 0 ? 0 : errno
  }

  /// link(2).
  package func link(_ path: String, to name: String) -> Int32 {
    Glibc.link(path, name) == 0 ? 0 : errno
  }

  /// open(2) of a file that must be new.
  package func makeEmpty(_ path: String) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return errno }
    close(descriptor)
    return 0
  }

  /// rename(2).
  package func rename(_ path: String, to name: String) -> Int32 {
    Glibc.rename(path, name) == 0 ? 0 : errno
  }

  /// unlink(2).
  package func remove(_ path: String) -> Int32 { unlink(path) == 0 ? 0 : errno }
}
