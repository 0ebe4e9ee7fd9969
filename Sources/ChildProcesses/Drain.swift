internal import Glibc

/// Reads one child's output until the child has ended, and ends it when it must be.
struct Drain {
  /// How long a group may take to end by itself after SIGTERM.
  private static let courtesy: Duration = .milliseconds(300)
  /// How long a killed program is waited for: one that hangs in the kernel ends when it can.
  private static let patience: Duration = .seconds(2)

  private let process: pid_t
  private let descriptors: Descriptors
  private let command: ChildProcess.Command
  private var output: Captured
  private var errorOutput: Captured

  init(process: pid_t, descriptors: Descriptors, command: ChildProcess.Command) {
    self.process = process
    self.descriptors = descriptors
    self.command = command
    output = Captured(descriptor: descriptors.outputReading, limit: command.outputLimit)
    errorOutput = Captured(descriptor: descriptors.errorReading, limit: command.outputLimit)
  }

  mutating func run() -> Result<ChildProcess.Output, ChildProcessError> {
    let deadline = ContinuousClock.now + command.timeLimit
    switch pump(until: deadline, heedsCancel: true) {
    case .ended:
      return .success(finish())
    case .cancelled:
      endGroup()
      return .failure(.cancelled)
    case .late:
      endGroup()
      return .failure(.timedOut(command.timeLimit))
    }
  }

  private enum Event { case ended, cancelled, late }

  /// Reads both outputs until the program has ended, the deadline has come, or a cancel.
  private mutating func pump(until deadline: ContinuousClock.Instant, heedsCancel: Bool) -> Event {
    while true {
      // A negative descriptor is skipped by poll: an output that has ended is not asked again.
      var polled = [
        pollfd(fd: descriptors.end, events: Int16(POLLIN), revents: 0),
        pollfd(fd: output.openDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errorOutput.openDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: heedsCancel ? descriptors.cancellation : -1, events: Int16(POLLIN), revents: 0),
      ]
      let wait = Self.milliseconds(until: deadline)
      let ready = poll(&polled, nfds_t(polled.count), wait)
      if ready < 0, errno != EINTR { return .late }
      if ready < 0 { continue }
      if polled[3].revents != 0 { return .cancelled }
      // What was written before the end is in the pipes when the end is seen.
      if polled[1].revents != 0 || polled[0].revents != 0 { output.read() }
      if polled[2].revents != 0 || polled[0].revents != 0 { errorOutput.read() }
      if polled[0].revents != 0 { return .ended }
      if ContinuousClock.now >= deadline { return .late }
    }
  }

  /// Asks the group to end, then ends it; the program itself stays unreaped until the last signal was
  /// sent, because only that keeps its number from being given to another.
  private mutating func endGroup() {
    kill(-process, SIGTERM)
    _ = pump(until: .now + Self.courtesy, heedsCancel: false)
    kill(-process, SIGKILL)
    if pump(until: .now + Self.patience, heedsCancel: false) == .ended {
      _ = reap()
    } else {
      Unreaped.add(process)
    }
  }

  private func finish() -> ChildProcess.Output {
    ChildProcess.Output(
      status: reap(), output: output.bytes, errorOutput: errorOutput.bytes,
      outputWasCut: output.wasCut || errorOutput.wasCut)
  }

  private func reap() -> ChildProcess.ExitStatus {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // The macros of <sys/wait.h> are not imported: the low seven bits are the signal, the next eight
    // bits the exit status.
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
  }

  private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    let (seconds, attoseconds) = (deadline - .now).components
    if seconds < 0 || attoseconds < 0 { return 0 }
    // Rounded up, so that the deadline has passed when poll comes back; an hour is asked for again.
    return Int32(min(seconds, 3600)) * 1000 + Int32(attoseconds / 1_000_000_000_000_000) + 1
  }
}

/// What was read from one output, up to a limit.
private struct Captured {
  private(set) var bytes: [UInt8] = []
  private(set) var wasCut = false
  /// The descriptor while there may be more, then -1.
  private(set) var openDescriptor: Int32
  private let limit: Int

  init(descriptor: Int32, limit: Int) {
    openDescriptor = descriptor
    self.limit = limit
  }

  /// Reads all that is there; the descriptor does not block.
  mutating func read() {
    guard openDescriptor >= 0 else { return }
    // A writer that never pauses must not keep the reader from its deadline: 4 MiB a turn.
    for _ in 0..<64 {
      let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65_536) { buffer in
        let count = Glibc.read(openDescriptor, buffer.baseAddress, buffer.count)
        if count > 0 { keep(buffer[..<count]) }
        return count
      }
      if count > 0 { continue }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      openDescriptor = -1
      return
    }
  }

  private mutating func keep(_ fresh: Slice<UnsafeMutableBufferPointer<UInt8>>) {
    let room = max(0, limit - bytes.count)
    bytes.append(contentsOf: fresh.prefix(room))
    if fresh.count > room { wasCut = true }
  }
}
