public import VideoTasks

/// How much a line of the log matters.
public enum LogLevel: Int, Hashable, Comparable, CaseIterable, Sendable {
  case info, warning, error

  /// Whether the left one matters less.
  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }

  /// How much something of this kind matters: the first words of the log's lines.
  public init(kind: String) {
    switch kind {
    case "refused", "failed", "expired", "unconfirmed", "not-sent", "download-failed",
      "link-expired", "store":
      self = .error
    case "trouble", "poll-failed", "download-broke-off", "link-refused", "cancel-unanswered",
      "last-frame-given-up", "left-out":
      self = .warning
    default: self = .info
    }
  }
}

/// One line of the log.
public struct LogLine: Hashable, Sendable {
  /// When it happened.
  public var at: Timestamp
  /// The task that it is about; nil for the program itself.
  public var task: TaskID?
  /// What happened, in one word; empty for a sentence of the screen.
  public var kind: String
  /// The words beside it.
  public var text: String
  /// How much it matters.
  public var level: LogLevel

  /// Makes a line; how much it matters follows from its kind.
  public init(at: Timestamp, task: TaskID?, kind: String, text: String) {
    self.init(at: at, task: task, kind: kind, text: text, level: LogLevel(kind: kind))
  }

  init(at: Timestamp, task: TaskID?, kind: String, text: String, level: LogLevel) {
    self.at = at
    self.task = task
    self.kind = kind
    self.text = text
    self.level = level
  }
}
