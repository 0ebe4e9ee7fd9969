internal import CLinux
internal import Glibc

/// A file to which several processes append lines, and of which two older parts are kept.
///
/// Each line goes out in one write at the end of the file, so that lines of several processes never
/// mix. Whoever finds the file full takes its lock and gives it the name of an older part; the others
/// see that the name means another file, and open that one.
struct LogFile {
  /// The file's path; older parts end in `.1` and `.2`.
  let path: String
  /// How large a part may grow.
  let maximumBytes: Int

  private var descriptor: Int32 = -1
  /// Whether the last write was cut short by a full disk, in the middle of a line.
  private var endsWithinLine = false

  init(path: String, maximumBytes: Int = 1 << 20) {
    self.path = path
    self.maximumBytes = maximumBytes
  }

  /// Appends one line; false when the disk or its owner refuses. Never throws, never waits for others.
  mutating func append(_ line: [UInt8]) -> Bool {
    guard var size = openCurrent() else { return false }
    if size + line.count > maximumBytes {
      rotate()
      guard let fresh = openCurrent() else { return false }
      size = fresh
    }
    // A file that cannot be put away must not fill the disk.
    guard size < maximumBytes * 4 else { return false }
    let bytes = endsWithinLine ? [UInt8(ascii: "\n")] + line : line
    let written = write(bytes)
    guard written > 0 else { return false }
    endsWithinLine = written < bytes.count
    return !endsWithinLine
  }

  mutating func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }

  private func write(_ bytes: [UInt8]) -> Int {
    while true {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// Opens what the path names unless it is open; its size, or nil when there can be none.
  private mutating func openCurrent() -> Int? {
    var named = stat()
    let isThere = stat(path, &named) == 0
    if descriptor >= 0 {
      var held = stat()
      if isThere, fstat(descriptor, &held) == 0, held.st_ino == named.st_ino,
        held.st_dev == named.st_dev
      {
        return Int(held.st_size)
      }
      close()
    }
    if !isThere, !LogFile.makeFolder(of: path) { return nil }
    // A pipe in the file's place must not make the program wait.
    descriptor = open(
      path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { return nil }
    endsWithinLine = false
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      facts.st_mode & 0o077 == 0 || fchmod(descriptor, 0o600) == 0
    else {
      close()
      return nil
    }
    return Int(facts.st_size)
  }

  /// Makes the open file an older part, unless another process is doing so or has done so.
  private mutating func rotate() {
    guard rushes_lock_try(descriptor) == 0 else { return }
    defer { close() }
    var (named, held) = (stat(), stat())
    guard stat(path, &named) == 0, fstat(descriptor, &held) == 0, named.st_ino == held.st_ino,
      named.st_dev == held.st_dev
    else { return }
    rename(path + ".1", path + ".2")
    rename(path, path + ".1")
  }

  /// Makes the folder of a file and those above it, for the owner alone.
  private static func makeFolder(of path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return true }
    let folder = String(path[..<slash])
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, makeFolder(of: folder) else { return false }
    return mkdir(folder, 0o700) == 0 || errno == EEXIST
  }
}
