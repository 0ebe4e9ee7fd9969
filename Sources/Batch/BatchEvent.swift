public import VideoTasks

/// Something that happened to one video of a batch, or to a line: one line of `--json`.
public struct BatchEvent: Hashable, Sendable {
  /// What happened. The names are part of the contract: they are added to and never changed.
  public enum Kind: String, CaseIterable, Sendable {
    // While the file is looked at.
    case invalid, skipped, left, checked, made
    // While tasks are followed.
    case sent, running, unconfirmed, succeeded, downloaded
    case notFetched = "not-fetched"
    case failed, expired, cancelled, waiting
  }

  /// What happened.
  public var kind: Kind
  /// The line of the file.
  public var line: Int
  /// The line's name.
  public var name: String?
  /// Which of the line's videos, from 1.
  public var part: Int?
  /// The task; nil while there is none, or where it was removed.
  public var record: TaskRecord?
  /// The task's number where nothing but that is known.
  public var task: TaskID?
  /// What it is expected to cost, where there is no task.
  public var estimate: Cost?
  /// What is wrong with the line.
  public var problems: [LineProblem] = []
  /// Why nothing was made, in words.
  public var reason: String?

  /// Makes an event of a line.
  public init(_ kind: Kind, line: Int, name: String? = nil, part: Int? = nil) {
    self.kind = kind
    self.line = line
    self.name = name
    self.part = part
  }

  /// Makes an event of a video.
  public init(_ kind: Kind, _ item: BatchItem, _ record: TaskRecord? = nil) {
    self.init(kind, line: item.line, name: item.name, part: item.part)
    self.record = record
  }

  /// What happened to a task between two looks at it, in order.
  ///
  /// - Parameter old: nil where it has just been made.
  public static func kinds(from old: TaskRecord?, to new: TaskRecord) -> [Kind] {
    var kinds: [Kind] = []
    if old?.status != new.status {
      let wasSent = old?.remoteID != nil
      if new.remoteID != nil && !wasSent { kinds.append(.sent) }
      switch new.status {
      case .waiting, .submitting, .queued: break
      case .running: kinds.append(.running)
      case .unconfirmed: kinds.append(.unconfirmed)
      case .succeeded: kinds.append(.succeeded)
      case .failed: kinds.append(.failed)
      case .expired: kinds.append(.expired)
      case .cancelled: kinds.append(.cancelled)
      }
    }
    guard old?.download != new.download || old == nil else { return kinds }
    switch new.download {
    case .done: kinds.append(.downloaded)
    case .failed, .expired: kinds.append(.notFetched)
    case .none, .waiting, .running: break
    }
    return kinds
  }

  /// The event as an object; members that do not apply are null.
  public var json: JSONValue {
    .object([
      "event": .string(kind.rawValue),
      "line": .integer(Int64(line)),
      "name": JSONValue(name),
      "part": JSONValue(part.map(Int64.init)),
      "id": JSONValue(record?.id.rawValue ?? task?.rawValue),
      "profile": JSONValue(record?.profile),
      "model": JSONValue(record?.model),
      "status": JSONValue(record?.status.rawValue),
      "remote_id": JSONValue(record?.remoteID),
      "after": JSONValue(record?.after?.rawValue),
      "estimate": (record?.estimate ?? estimate)?.json ?? .null,
      "cost": record?.cost?.json ?? .null,
      "file": JSONValue(record?.file),
      "error": record?.error?.json ?? .null,
      "reason": JSONValue(reason),
      "violations": .array(problems.map(\.json)),
    ])
  }
}
