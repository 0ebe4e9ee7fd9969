import Glibc

/// A named pipe that is read without blocking, to be told that something happened elsewhere.
final class NamedPipe {
  struct Failure: Error {
    var path: String
    var code: Int32
  }

  let path: String
  private let descriptor: Int32

  /// Makes the pipe.
  ///
  /// - Parameter staysOpen: whether this end keeps it open when the last writer has gone; otherwise
  ///   that is an event: `waitForEnd`.
  init(_ path: String, staysOpen: Bool) throws {
    guard mkfifo(path, 0o600) == 0 else { throw Failure(path: path, code: errno) }
    self.path = path
    descriptor = open(path, (staysOpen ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
  }

  deinit { close(descriptor) }

  /// Takes what has come in.
  func drain() -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }

  /// Blocks until there is something to drain; false when the time is up.
  func waitForMore(until deadline: ContinuousClock.Instant) -> Bool { wait(POLLIN, deadline) }

  /// Blocks until every writer has closed it; false when the time is up.
  func waitForEnd(until deadline: ContinuousClock.Instant) -> Bool { wait(POLLHUP, deadline) }

  private func wait(_ event: Int32, _ deadline: ContinuousClock.Instant) -> Bool {
    while true {
      let left = (deadline - .now).components
      guard left.seconds >= 0, left.attoseconds >= 0 else { return false }
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1
      // POLLHUP is told without being asked for.
      var watched = pollfd(
        fd: descriptor, events: event == POLLIN ? Int16(POLLIN) : 0, revents: 0)
      if poll(&watched, 1, Int32(clamping: milliseconds)) > 0,
        Int32(watched.revents) & event != 0
      {
        return true
      }
    }
  }
}
