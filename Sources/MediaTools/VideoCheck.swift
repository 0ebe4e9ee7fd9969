internal import Glibc

/// Checks that an MPEG-4 file is whole, by walking the boxes at its top level.
///
/// This proves that nothing was cut off, not that the pictures can be decoded.
/// Source: ISO/IEC 14496-12 §4.2 (a box is a size of 32 bits, a type of four letters, and for the
/// size 1 a size of 64 bits; the size 0 reaches to the end of the file).
public enum VideoCheck {
  /// What is wrong with a file.
  public enum Problem: Error, Hashable, Sendable {
    /// The file could not be read; the `errno` value.
    case unreadable(Int32)
    /// It does not begin as an MPEG-4 file does.
    case notVideo
    /// A box reaches past the end of the file, or the file ends within the head of a box.
    case cut
    /// It has no index (`moov`).
    case noIndex
    /// It has no pictures (`mdat` or `moof`).
    case noData
  }

  /// Whether the file at `path` is a whole MPEG-4 file; reads a few hundred bytes.
  public static func isWhole(path: String) -> Bool { problem(path: path) == nil }

  /// What is wrong with the file at `path`, or nil.
  public static func problem(path: String) -> Problem? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .unreadable(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .unreadable(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .unreadable(EINVAL) }
    return problem(length: Int64(status.st_size)) { offset, count in
      var bytes = [UInt8](repeating: 0, count: count)
      let read = pread(descriptor, &bytes, count, off_t(offset))
      return read < 0 ? nil : Array(bytes.prefix(read))
    }
  }

  /// What is wrong with a file of `length` bytes, or nil.
  ///
  /// - Parameter read: Gives up to `count` bytes at `offset`, fewer at the end, nil on failure. It is
  ///   asked for at most 16 bytes, and at most 100,000 times.
  public static func problem(
    length: Int64, read: (_ offset: Int64, _ count: Int) -> [UInt8]?
  ) -> Problem? {
    var found: Set<[UInt8]> = []
    var offset: Int64 = 0
    for _ in 0..<maximumBoxes {
      guard offset < length else { break }
      guard let head = read(offset, 16) else { return .unreadable(EIO) }
      guard head.count >= 8 else { return offset == 0 ? .notVideo : .cut }
      let type = Array(head[4..<8])
      if offset == 0, type != fileType { return .notVideo }
      guard let size = size(head, rest: length - offset) else { return .cut }
      found.insert(type)
      offset += size
    }
    guard offset == length else { return .cut }
    if !found.contains(fileType) { return .notVideo }
    if !found.contains(index) { return .noIndex }
    return found.isDisjoint(with: [data, fragment]) ? .noData : nil
  }

  private static let maximumBoxes = 100_000
  private static let fileType = Array("ftyp".utf8)
  private static let index = Array("moov".utf8)
  private static let data = Array("mdat".utf8)
  private static let fragment = Array("moof".utf8)

  /// Bytes of a box with its head, which are more than none and at most `rest`; nil when the head
  /// says something else.
  private static func size(_ head: [UInt8], rest: Int64) -> Int64? {
    func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    let short = number(head[0..<4])
    var size = short
    var headSize: UInt64 = 8
    if short == 0 {
      size = UInt64(rest)
    } else if short == 1 {
      guard head.count >= 16 else { return nil }
      size = number(head[8..<16])
      headSize = 16
    }
    guard size >= headSize, size <= UInt64(rest) else { return nil }
    return Int64(size)
  }
}
