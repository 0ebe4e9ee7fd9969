internal import Dispatch
internal import Synchronization

/// The log of what the engines of this process do.
///
/// Lines are written on a queue of their own: whoever tells of something goes on at once, however slow
/// or full the disk is. What cannot be written is let go, and counted.
public final class EventLog: Sendable {
  private struct State {
    var file: LogFile?
    var secrets: [String] = []
    var echo: (@Sendable (LogEntry, String) -> Void)?
    /// Lines that were handed in and are not written yet.
    var waiting = 0
    /// Lines let go since the last one that was written.
    var lost = 0
  }

  /// More lines than this wait only when the disk does not answer.
  static let mostWaiting = 1000

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "log")

  /// Makes a log that writes nowhere yet.
  public init() {}

  /// Writes to the file at a path from now on. Nothing is opened or made before the first line.
  public func begin(at path: String) {
    state.withLock { $0.file = LogFile(path: path) }
  }

  /// Keeps a text out of every line from now on.
  public func hide(_ secret: String) {
    state.withLock { state in
      if !secret.isEmpty, !state.secrets.contains(secret) { state.secrets.append(secret) }
    }
  }

  /// Hands each line to somebody else too, with its words as they are in the file. He is called on
  /// the log's queue, also where the file cannot be written, and holds up nobody but the log.
  public func echo(to other: @escaping @Sendable (LogEntry, String) -> Void) {
    state.withLock { $0.echo = other }
  }

  /// Hands in a line, and returns at once.
  public func write(_ entry: LogEntry) {
    let isTaken = state.withLock { state in
      guard state.file != nil else { return false }
      guard state.waiting < Self.mostWaiting else {
        state.lost += 1
        return false
      }
      state.waiting += 1
      return true
    }
    if isTaken { queue.async { [self] in put(entry) } }
  }

  /// Waits until what was handed in is written, for a moment at most: a disk that does not answer
  /// does not hold up the end of the program.
  public func drain() {
    guard state.withLock({ $0.waiting > 0 }) else { return }
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    _ = done.wait(timeout: .now() + .milliseconds(500))
  }

  /// On the queue: the file belongs to it while it writes, so that nobody waits for the lock.
  private func put(_ entry: LogEntry) {
    let (file, secrets, lost) = state.withLock { ($0.file, $0.secrets, $0.lost) }
    if let echo = state.withLock({ $0.echo }) { echo(entry, entry.words(hiding: secrets)) }
    guard var file else { return }
    let path = file.path
    var isWritten = true
    if lost > 0 {
      let note = LogEntry(
        at: entry.at, process: entry.process, task: nil, kind: "left-out",
        detail: "\(lost) lines that could not be written")
      isWritten = file.append(note.line())
    }
    let wroteNote = isWritten && lost > 0
    isWritten = isWritten && file.append(entry.line(hiding: secrets))
    state.withLock { state in
      // The log may have been begun anew elsewhere meanwhile.
      if state.file?.path == path { state.file = file }
      state.waiting -= 1
      if wroteNote { state.lost -= lost }
      if !isWritten { state.lost += 1 }
    }
  }
}
