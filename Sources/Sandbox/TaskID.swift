internal import VideoTasks

/// The ids of tasks, in each API's own form. Every one carries the second in which it was made, so
/// that what is old is known by its name alone.
enum TaskID {
  /// How long each vendor keeps a task: `ark` and `kyyaipower` seven days, the others one.
  static func keptFor(_ id: String) -> Duration {
    .seconds((uuidMoment(id) == nil ? 7 : 1) * 24 * 3600)
  }

  static func make(for api: SandboxAPI, at now: Timestamp) -> String {
    switch api {
    case .ark: "cgt-\(CalendarText.beijing(now))-\(random(5, of: letters))"
    case .kyyvideo2, .x1: "video_" + uuid(now)
    case .kyyaipower: "video_" + padded(now.seconds, radix: 36, 6) + random(6, of: letters)
    }
  }

  /// The moment that an id carries; nil when the text is not an id of ours.
  static func moment(of id: String) -> Timestamp? {
    CalendarText.parseTaskID(id) ?? uuidMoment(id) ?? shortMoment(id)
  }

  /// The id that the name of a file begins with; nil when it begins with none.
  static func start(of name: String) -> String? {
    for length in [24, 42, 18] where name.utf8.count >= length {
      let start = String(name.prefix(length))
      if moment(of: start) != nil { return start }
    }
    return nil
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
  private static let digits = Array("0123456789abcdef")

  static func random(_ count: Int) -> String { random(count, of: letters) }

  private static func random(_ count: Int, of choices: [Character]) -> String {
    String((0..<count).map { _ in choices[Int.random(in: 0..<choices.count)] })
  }

  /// A UUID of version 4 in form, whose first eight digits are the second.
  private static func uuid(_ now: Timestamp) -> String {
    let variant = random(1, of: ["8", "9", "a", "b"])
    return [
      padded(now.seconds, radix: 16, 8), random(4, of: digits), "4" + random(3, of: digits),
      variant + random(3, of: digits), random(12, of: digits),
    ].joined(separator: "-")
  }

  private static func uuidMoment(_ id: String) -> Timestamp? {
    guard id.hasPrefix("video_"), id.utf8.count == 42 else { return nil }
    let parts = id.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12],
      parts.joined().utf8.allSatisfy({ (97...102).contains($0) || (48...57).contains($0) })
    else { return nil }
    return Int64(parts[0], radix: 16).map { Timestamp(seconds: $0) }
  }

  private static func shortMoment(_ id: String) -> Timestamp? {
    let rest = id.dropFirst(6)
    guard id.hasPrefix("video_"), rest.utf8.count == 12,
      rest.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) })
    else { return nil }
    return Int64(rest.prefix(6), radix: 36).map { Timestamp(seconds: $0) }
  }

  private static func padded(_ number: Int64, radix: Int, _ width: Int) -> String {
    let text = String(max(0, number), radix: radix)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
