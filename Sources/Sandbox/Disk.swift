internal import Glibc

/// The few file operations that the sandbox needs, each of which several processes may do at once.
enum Disk {
  /// Makes a folder and those above it; one that exists is fine.
  static func makeFolder(_ path: String) throws(SandboxError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let parent = parent(of: path) else {
      throw .folder(path: path, errno)
    }
    try makeFolder(parent)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .folder(path: path, errno) }
  }

  /// The whole file, or nil when it is not there or cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: max(4096, Int(status.st_size) + 1))
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Writes a file that must not exist yet; false when it does. It appears whole or not at all.
  static func writeNew(_ path: String, _ bytes: [UInt8]) throws(SandboxError) -> Bool {
    let draft = draftPath(path)
    defer { unlink(draft) }
    try write(draft, bytes)
    if link(draft, path) == 0 { return true }
    guard errno == EEXIST else { throw .folder(path: path, errno) }
    return false
  }

  /// Writes a file in place of one that may exist.
  static func replace(_ path: String, _ bytes: [UInt8]) throws(SandboxError) {
    let draft = draftPath(path)
    try write(draft, bytes)
    guard rename(draft, path) == 0 else {
      unlink(draft)
      throw .folder(path: path, errno)
    }
  }

  /// Adds to the end of a file in one write, and waits until it is on disk.
  static func append(_ path: String, _ bytes: [UInt8]) throws(SandboxError) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .folder(path: path, errno) }
    defer { close(descriptor) }
    try writeAll(descriptor, bytes, path)
    guard fsync(descriptor) == 0 else { throw .folder(path: path, errno) }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The names in a folder, in no order; none when it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Bytes that nobody can guess.
  static func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  private static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
    return String(path[..<slash])
  }

  private static func draftPath(_ path: String) -> String {
    "\(path).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).new"
  }

  private static func write(_ path: String, _ bytes: [UInt8]) throws(SandboxError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .folder(path: path, errno) }
    defer { close(descriptor) }
    try writeAll(descriptor, bytes, path)
    guard fsync(descriptor) == 0 else { throw .folder(path: path, errno) }
  }

  private static func writeAll(
    _ descriptor: Int32, _ bytes: [UInt8], _ path: String
  ) throws(SandboxError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .folder(path: path, errno) }
      rest = rest.dropFirst(count)
    }
  }
}
