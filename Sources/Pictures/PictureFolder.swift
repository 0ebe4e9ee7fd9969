internal import FoundationEssentials
internal import Glibc

/// Pictures kept on disk for the next time, by several processes at once.
///
/// Each entry is a file of its own, which appears whole under its name and is never changed. It holds
/// its key and a checksum: one that is broken, or another's, is removed and counts as none. Nothing
/// here is needed: whatever fails, the picture is made anew.
public struct PictureFolder: Sendable {
  private let path: String
  private let limit: Int
  /// An entry that is larger is not kept.
  private var mostOfOne: Int { limit / 4 }

  /// Keeps pictures in a folder, which is made when the first one comes.
  ///
  /// - Parameter limit: Bytes of all entries; the oldest go when there are more.
  public init(path: String, limit: Int = 64 << 20) {
    self.path = path
    self.limit = limit
  }

  /// The entry of a key.
  func read(_ key: String) -> StoredPictures? {
    let file = file(key)
    guard let bytes = contents(file) else { return nil }
    guard let found = Self.decoded(bytes, key: key) else {
      unlink(file)
      return nil
    }
    // Used just now: the oldest by this time go first. Without it they go by their making.
    utimensat(AT_FDCWD, file, nil, 0)
    return found
  }

  /// Keeps an entry, and removes the oldest ones when there are too many.
  func keep(_ pictures: StoredPictures, _ key: String) {
    let bytes = Self.encoded(pictures, key: key)
    guard bytes.count <= mostOfOne, makeFolder() else { return }
    let name = file(key)
    let draft = "\(name).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
    guard write(bytes, to: draft) else { return }
    if rename(draft, name) != 0 { unlink(draft) }
    makeRoom()
  }

  // MARK: Files

  private func file(_ key: String) -> String { "\(path)/\(Self.name(key))" }

  /// 32 digits for any key; the key itself stands in the file.
  static func name(_ key: String) -> String {
    let bytes = Array(key.utf8)
    return [Checksum.of(bytes), Checksum.of(bytes.reversed())].map { sum in
      let digits = String(sum, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  private func makeFolder() -> Bool {
    if access(path, W_OK) == 0 { return true }
    // What fails here fails again at the first file, and is answered there.
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return access(path, W_OK) == 0
  }

  private func contents(_ file: String) -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= mostOfOne
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      filled += count
    }
    return Array(bytes.prefix(filled))
  }

  private func write(_ bytes: [UInt8], to file: String) -> Bool {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      written += count
    }
    close(descriptor)
    if written < bytes.count { unlink(file) }
    return written == bytes.count
  }

  /// Removes the oldest entries until a quarter is free, when there are too many; drafts that a
  /// process left behind are entries like any other.
  private func makeRoom() {
    guard let folder = opendir(path) else { return }
    defer { closedir(folder) }
    var found: [(file: String, bytes: Int, used: Int)] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var status = stat()
      let file = "\(path)/\(name)"
      guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      found.append((file, Int(status.st_size), status.st_mtim.tv_sec))
    }
    var total = found.reduce(0) { $0 + $1.bytes }
    guard total > limit else { return }
    for entry in found.sorted(by: { ($0.used, $0.file) < ($1.used, $1.file) }) {
      if total <= limit / 4 * 3 { return }
      unlink(entry.file)
      total -= entry.bytes
    }
  }

  // MARK: Form

  private static let mark = Array("rushes pictures 1\n".utf8)

  private static func encoded(_ pictures: StoredPictures, key: String) -> [UInt8] {
    var writer = ByteWriter()
    writer.add(Array(key.utf8))
    writer.add(pictures.encoded())
    let bytes = mark + writer.bytes
    var end = ByteWriter()
    end.add(Checksum.of(bytes))
    return bytes + end.bytes
  }

  private static func decoded(_ bytes: [UInt8], key: String) -> StoredPictures? {
    guard bytes.count > mark.count + 8, bytes.starts(with: mark) else { return nil }
    var end = ByteReader(bytes.suffix(8))
    guard end.number(UInt64.self) == Checksum.of(bytes.dropLast(8)) else { return nil }
    var reader = ByteReader(bytes[mark.count..<bytes.count - 8])
    guard let stored = reader.bytes(), stored.elementsEqual(key.utf8),
      let pictures = reader.bytes(), reader.isAtEnd
    else { return nil }
    return StoredPictures(decoding: pictures[...])
  }
}

/// FNV-1a of 64 bits: it finds damage, and is no secret. Source: RFC 9923.
enum Checksum {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
