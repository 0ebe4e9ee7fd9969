internal import Glibc

/// The file of keys: `PROFILE: KEY`, line by line, for its owner's eyes only.
struct Credentials {
  let path: String
  let files: ConfigurationFiles

  /// All keys by profile; empty when there is no file.
  ///
  /// - Parameter allowsReaders: Whether a file that others may read is read all the same.
  func keys(allowsReaders: Bool) throws(KeyError) -> [String: String] {
    let shown = Words.shown(path, limit: 1000)
    let contents: ConfigurationFiles.Contents
    switch files.read(path) {
    case .success(let found): contents = found
    case .failure(.missing): return [:]
    case .failure(let problem):
      throw .unreadableCredentials(path: shown, reason: problem.words)
    }
    guard allowsReaders || contents.mode & 0o077 == 0 else { throw .readableByOthers(path: shown) }
    let root: YAMLNode?
    do {
      root = try YAML.parse(contents.bytes)
    } catch {
      // The parser's own words would do, but a line with a key in it is best not described.
      throw .badCredentials(path: shown, line: error.line)
    }
    guard let root, !root.isNull else { return [:] }
    guard let entries = root.entries else { throw .badCredentials(path: shown, line: root.line) }
    var keys: [String: String] = [:]
    for entry in entries where !entry.value.isNull {
      guard let key = entry.value.scalar else {
        throw .badCredentials(path: shown, line: entry.line)
      }
      keys[entry.key] = key
    }
    return keys
  }

  /// Puts one key in, and writes the file anew beside the old one before taking its place.
  func store(profile: String, key: String) throws(KeyError) {
    // A file that others could read comes out of this closed to them.
    var keys = try keys(allowsReaders: true)
    keys[profile] = key
    let lines = keys.sorted { $0.key < $1.key }.map { name, key in
      "\(Self.quoted(name)): \(Self.quoted(key))\n"
    }
    let text = "# Keys of rushes. Written by: rushes key set PROFILE\n" + lines.joined()
    let problem = PrivateFile.write(Array(text.utf8), to: path)
    guard problem == 0 else { throw .cannotWrite(path: Words.shown(path, limit: 1000), problem) }
  }

  /// A text between single quotes, as YAML takes it.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

/// Writes files that only their owner may read.
enum PrivateFile {
  /// Writes the file whole or not at all, durably; its folder is made where it is missing. The answer
  /// is 0 or an `errno` value.
  ///
  /// A symbolic link stays one: the file that it leads to is replaced.
  static func write(_ bytes: [UInt8], to path: String) -> Int32 {
    let target = resolved(path)
    let folder = Paths.parent(target)
    let problem = makeFolder(folder)
    if problem != 0 { return problem }
    let fresh = target + ".new-\(getpid())"
    // Left behind by a process of the same number that died here.
    unlink(fresh)
    let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return errno }
    var written = writeAll(bytes, to: descriptor)
    if written == 0, fsync(descriptor) != 0 { written = errno }
    if close(descriptor) != 0, written == 0 { written = errno }
    if written == 0, rename(fresh, target) != 0 { written = errno }
    guard written == 0 else {
      unlink(fresh)
      return written
    }
    syncFolder(folder)
    return 0
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes a folder and those above it, for the owner alone.
  private static func makeFolder(_ path: String) -> Int32 {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return 0 }
    guard errno == ENOENT, path.count > 1 else { return errno }
    let problem = makeFolder(Paths.parent(path))
    if problem != 0 { return problem }
    return mkdir(path, 0o700) == 0 || errno == EEXIST ? 0 : errno
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return errno }
      rest = rest.dropFirst(count)
    }
    return 0
  }

  /// Makes the new name durable. Some file systems cannot, and the key is stored all the same.
  private static func syncFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
