import Glibc

/// Two connected descriptors, closed when the value goes.
final class Pipe {
  let reading: Int32
  private(set) var writing: Int32

  init() throws {
    var both: [Int32] = [-1, -1]
    guard pipe(&both) == 0 else { throw PipeError(code: errno) }
    reading = both[0]
    writing = both[1]
  }

  deinit {
    close(reading)
    closeWriting()
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(writing, bytes, bytes.count)
  }

  func closeWriting() {
    guard writing >= 0 else { return }
    close(writing)
    writing = -1
  }

  func read(_ limit: Int) -> String {
    var bytes = [UInt8](repeating: 0, count: limit)
    let length = Glibc.read(reading, &bytes, limit)
    return String(decoding: bytes.prefix(max(0, length)), as: UTF8.self)
  }
}

struct PipeError: Error {
  let code: Int32
}

/// Runs a body on a thread of its own; the thread starts with the signal mask of the caller.
func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let box = Unmanaged.passRetained(Box(body))
  let result = pthread_create(
    &thread, nil,
    { pointer in
      if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body() }
      return nil
    }, box.toOpaque())
  precondition(result == 0)
  return thread
}
