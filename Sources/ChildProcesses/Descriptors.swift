internal import CLinux
internal import Glibc

/// The descriptors of one child; -1 is one that is not open.
struct Descriptors: Sendable {
  var input: Int32 = -1
  var outputReading: Int32 = -1
  var outputWriting: Int32 = -1
  var errorReading: Int32 = -1
  var errorWriting: Int32 = -1
  /// Readable once somebody has cancelled.
  var cancellation: Int32 = -1
  /// Readable once the program has ended.
  var end: Int32 = -1

  /// Opens all but `end`; on failure some stay open, for `closeAll()`.
  mutating func open(for command: ChildProcess.Command) throws(ChildProcessError) {
    if let file = command.inputFile {
      try Self.check(rushes_open_input(file, &input))
    } else {
      let bytes = command.input ?? []
      try Self.check(rushes_input_file(bytes, bytes.count, &input))
    }
    try Self.check(rushes_pipe(&outputReading, &outputWriting))
    try Self.check(rushes_pipe(&errorReading, &errorWriting))
    try Self.check(rushes_counter(&cancellation))
  }

  /// Closes what only the child needs: without this the pipes would never come to their end.
  mutating func closeChildEnds() {
    Self.close(&input)
    Self.close(&outputWriting)
    Self.close(&errorWriting)
  }

  /// Closes all that is open.
  func closeAll() {
    var rest = self
    rest.closeChildEnds()
    Self.close(&rest.outputReading)
    Self.close(&rest.errorReading)
    Self.close(&rest.cancellation)
    Self.close(&rest.end)
  }

  private static func check(_ problem: Int32) throws(ChildProcessError) {
    if problem != 0 { throw .cannotStart(problem) }
  }

  private static func close(_ descriptor: inout Int32) {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }
}

/// Texts as C's null-terminated array of strings; freed with the object.
final class CStringArray {
  let base: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    base = .allocate(capacity: count + 1)
    for (index, text) in texts.enumerated() { (base + index).initialize(to: strdup(text)) }
    (base + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { free(base[index]) }
    base.deinitialize(count: count + 1)
    base.deallocate()
  }
}
