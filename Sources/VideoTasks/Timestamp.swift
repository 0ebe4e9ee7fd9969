/// A moment in time, in whole milliseconds since 1970-01-01 00:00 UTC.
///
/// Encodes as RFC 3339 in UTC with milliseconds (`2026-11-20T13:21:05.120Z`).
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01 00:00 UTC; negative before it.
  public var milliseconds: Int64

  /// Makes a moment from milliseconds since 1970-01-01 00:00 UTC.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Makes a moment from whole seconds since 1970-01-01 00:00 UTC, as the APIs give them.
  public init(seconds: Int64) { milliseconds = seconds.multipliedReportingOverflow(by: 1000).0 }

  /// Whole seconds since 1970-01-01 00:00 UTC, rounded down.
  public var seconds: Int64 {
    milliseconds >= 0 ? milliseconds / 1000 : -((999 - milliseconds) / 1000)
  }

  /// Whether the left moment is the earlier one.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment `duration` later, to the millisecond.
  public static func + (left: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: left.milliseconds + duration.wholeMilliseconds)
  }

  /// The moment `duration` earlier, to the millisecond.
  public static func - (left: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: left.milliseconds - duration.wholeMilliseconds)
  }

  /// The time from `right` to `left`; negative when `left` is the earlier one.
  public static func - (left: Timestamp, right: Timestamp) -> Duration {
    .milliseconds(left.milliseconds - right.milliseconds)
  }
}

extension Timestamp: Codable {
  /// Reads an RFC 3339 text; throws when it is none.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let moment = Timestamp(rfc3339: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not an RFC 3339 time"))
    }
    self = moment
  }

  /// Writes RFC 3339 in UTC.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rfc3339)
  }
}

extension Duration {
  /// The duration in whole milliseconds, rounded towards zero.
  public var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}
