internal import EventLog
internal import Glibc
internal import VideoTasks

/// The one log of this process, written from wherever the store is changed.
enum ProgramLog {
  private static let log = EventLog()

  /// Writes to the file at a path from now on; nothing is made before the first line.
  static func begin(at path: String) { log.begin(at: path) }

  /// Keeps a key out of every line, wherever it may come from.
  static func hide(_ key: APIKey) { log.hide(key.secret) }

  /// Hands each line to somebody else too, with its cleaned words; see `EventLog.echo`.
  static func echo(to other: @escaping @Sendable (LogEntry, String) -> Void) {
    log.echo(to: other)
  }

  /// Hands in a line, and returns at once.
  ///
  /// - Parameter task: the task that it is about; nil for the program itself.
  static func write(
    _ kind: String, _ detail: String, task: TaskID? = nil, at: Timestamp = SystemClock.now()
  ) {
    log.write(LogEntry(at: at, process: getpid(), task: task, kind: kind, detail: detail))
  }

  /// Waits a moment for what was handed in.
  static func drain() { log.drain() }
}
