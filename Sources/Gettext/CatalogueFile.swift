internal import Glibc

/// The catalogue of a language as a file: it travels inside the program, and gettext reads files.
struct CatalogueFile {
  /// The file's bytes, as msgfmt made them.
  let bytes: [UInt8]
  let code: String

  static let domain = "rushes"

  /// Puts the file below one of these folders, and says below which one gettext is to look; nil when
  /// none can be written.
  ///
  /// The folder is named by the file's content, so that another version's file is never taken; a
  /// file that holds something else all the same is written anew.
  func place(below folders: [String]) -> String? {
    folders.lazy.map { "\($0)/locale-\(name)" }.first { root in
      let folder = "\(root)/\(code)/LC_MESSAGES"
      let path = "\(folder)/\(Self.domain).mo"
      return holds(path) || (Self.makeFolders(folder) && write(path, in: folder))
    }
  }

  /// A name for the content: 64 bits of FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
  private var name: String {
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }

  private func holds(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var found = [UInt8](repeating: 0, count: bytes.count + 1)
    var count = 0
    while count < found.count {
      let more = found.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count)
      }
      guard more > 0 else { break }
      count += more
    }
    return count == bytes.count && found.prefix(count).elementsEqual(bytes)
  }

  private static func makeFolders(_ path: String) -> Bool {
    var folder = ""
    for part in path.split(separator: "/") {
      folder += "/" + part
      // One that is there is what is wanted; one that cannot be made is told by the write.
      _ = mkdir(folder, 0o755)
    }
    return access(path, W_OK) == 0
  }

  /// Whole or not at all: another process may be reading.
  private func write(_ path: String, in folder: String) -> Bool {
    var template = Array("\(folder)/.new-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return false }
    var written = 0
    while written < bytes.count {
      let more = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      guard more > 0 else { break }
      written += more
    }
    let isWhole = written == bytes.count && fchmod(descriptor, 0o644) == 0
    close(descriptor)
    if isWhole, rename(template, path) == 0 { return true }
    unlink(template)
    return false
  }

  /// The English texts of a catalogue: of those with a plural, the one for a count of one.
  ///
  /// Source: the GNU gettext manual, "The Format of GNU MO Files"; msgfmt was told of no byte order,
  /// so it is that of the machine it ran on, little endian.
  static func texts(of bytes: [UInt8]) -> [String] {
    func number(_ place: Int) -> Int {
      guard place >= 0, place + 4 <= bytes.count else { return 0 }
      return (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    guard number(0) == 0x9504_12de else { return [] }
    let table = number(12)
    return (0..<number(8)).compactMap { index in
      let (length, start) = (number(table + 8 * index), number(table + 8 * index + 4))
      guard length > 0, start + length <= bytes.count else { return nil }
      return String(decoding: bytes[start..<start + length].prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
