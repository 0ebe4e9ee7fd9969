public import Wording

/// The number by which this machine knows a task; counts up from 1 and is never used again.
public struct TaskID: RawRepresentable, Hashable, Comparable, Codable, Sendable,
  CustomStringConvertible
{
  /// The number itself, 1 or more.
  public var rawValue: Int64

  /// Makes an id from its number.
  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// Makes an id from its number.
  public init(_ number: Int64) { rawValue = number }

  /// Reads the number.
  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes the number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// Whether the left task is the older one.
  public static func < (left: TaskID, right: TaskID) -> Bool { left.rawValue < right.rawValue }

  /// The number in digits.
  public var description: String { String(rawValue) }
}

extension TaskID: Sayable {
  /// The number.
  public var placeValue: PlaceValue { .text("\(rawValue)") }
}

/// Where a task stands, in the words of the commands' JSON.
public enum TaskStatus: String, CaseIterable, Codable, Sendable {
  /// Held back by a limit, by another task, or because nobody has sent it yet.
  case waiting
  /// The create is going out.
  case submitting
  /// The create was sent and its answer was lost: the task may exist and cost money.
  case unconfirmed
  /// The server has it in its queue.
  case queued
  /// The server is making the video.
  case running
  /// The video was made.
  case succeeded
  /// The server or a rule refused it, or it was certainly never made.
  case failed
  /// The task's time ran out.
  case expired
  /// The task was cancelled before it was made.
  case cancelled

  /// Whether nothing more will happen to the task at the server.
  public var isEnded: Bool {
    switch self {
    case .succeeded, .failed, .expired, .cancelled: true
    case .waiting, .submitting, .unconfirmed, .queued, .running: false
    }
  }

  /// Whether the server knows the task and is asked about it.
  public var isPolled: Bool { self == .queued || self == .running }

  /// Whether a video that costs money may still come of it.
  public var mayStillCost: Bool {
    switch self {
    case .submitting, .unconfirmed, .queued, .running: true
    case .waiting, .succeeded, .failed, .expired, .cancelled: false
    }
  }
}

/// How far the fetching of a finished video has come.
public enum DownloadState: String, CaseIterable, Codable, Sendable {
  /// Nothing to fetch, or not yet.
  case none
  /// The link is known and the transfer has not begun, or will be tried again.
  case waiting
  /// Bytes are coming in.
  case running
  /// The file is whole on disk.
  case done
  /// Given up, and the reason is in the task's error or poll error.
  case failed
  /// The link ran out before the file was whole.
  case expired
}

/// Which of the four HTTP interfaces a profile speaks.
public enum API: String, CaseIterable, Codable, Sendable {
  case kyyvideo2, kyyaipower, ark, x1

  /// Whether its server keeps a library of assets, which `rushes asset` fills.
  public var hasAssets: Bool { self != .ark }
}

extension TaskStatus {
  /// The status in a person's language; JSON has its raw value.
  public var words: Phrase {
    switch self {
    case .waiting: Phrase("waiting")
    case .submitting: Phrase("submitting")
    case .unconfirmed: Phrase("unconfirmed")
    case .queued: Phrase("queued")
    case .running: Phrase("running")
    case .succeeded: Phrase("succeeded")
    case .failed: Phrase("failed")
    case .expired: Phrase("expired")
    case .cancelled: Phrase("cancelled")
    }
  }
}
