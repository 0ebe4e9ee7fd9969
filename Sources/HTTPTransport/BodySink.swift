import Glibc

/// Takes the body of one answer: into memory, or into a file by plain `write`.
struct BodySink {
  private enum Place {
    case memory(limit: Int)
    case file(descriptor: Int32)
  }

  private var place: Place
  /// The body, as far as it is kept in memory.
  private(set) var memory: [UInt8] = []
  /// The byte of the file at which this body begins; nil when it is in memory.
  private(set) var fileOffset: Int64?
  /// Bytes taken so far.
  private(set) var count: Int64 = 0

  /// Makes the place that was decided on; opens and cuts the file when it is to be one.
  init(
    _ destination: HTTPRequest.Destination, _ decision: HTTPBodyDecision, expected: Int64?
  ) throws(HTTPFailure.Kind) {
    var limit = 0
    switch (destination, decision) {
    case (_, .refuse): throw .refused
    case (_, .keepInMemory(let most)): limit = most
    case (.memory(let most), _): limit = most
    case (.file(let path, let offset), _):
      let start = decision == .append ? offset : 0
      place = .file(descriptor: try Self.open(path, at: start))
      fileOffset = start
      return
    }
    place = .memory(limit: limit)
    if let expected, expected > Int64(limit) { throw .tooLarge }
    memory.reserveCapacity(Int(expected ?? 0))
  }

  /// Takes bytes in their order.
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(HTTPFailure.Kind) {
    switch place {
    case .memory(let limit):
      guard memory.count + bytes.count <= limit else { throw .tooLarge }
      memory.append(contentsOf: bytes)
    case .file(let descriptor):
      try Self.writeAll(bytes, to: descriptor)
    }
    count += Int64(bytes.count)
  }

  /// Closes the file; some file systems tell of a full disk only here.
  mutating func close() throws(HTTPFailure.Kind) {
    guard case .file(let descriptor) = place else { return }
    place = .memory(limit: 0)
    if Glibc.close(descriptor) != 0, errno != EINTR { throw .disk(errno) }
  }

  private static func open(_ path: String, at offset: Int64) throws(HTTPFailure.Kind) -> Int32 {
    guard offset >= 0, !path.utf8.contains(0) else { throw .disk(EINVAL) }
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .disk(errno) }
    do {
      try place(descriptor, at: offset)
    } catch {
      Glibc.close(descriptor)
      throw error
    }
    return descriptor
  }

  // Cuts the file to `offset` and goes there; a shorter file would get a hole, which no one asked.
  private static func place(_ descriptor: Int32, at offset: Int64) throws(HTTPFailure.Kind) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .disk(errno) }
    guard facts.st_size >= offset else { throw .disk(EINVAL) }
    if facts.st_size > offset, ftruncate(descriptor, off_t(offset)) != 0 { throw .disk(errno) }
    if lseek(descriptor, off_t(offset), SEEK_SET) < 0 { throw .disk(errno) }
  }

  private static func writeAll(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32
  ) throws(HTTPFailure.Kind) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw .disk(errno)
      }
      rest = rest.dropFirst(written)
    }
  }
}
