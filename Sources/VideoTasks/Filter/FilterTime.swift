/// A moment as a filter names it, which may move with the clock: `yesterday`, `3d`, `2026-11-01`.
public enum FilterTime: Hashable, Sendable {
  /// The beginning of today.
  case today
  /// The beginning of the day before today.
  case yesterday
  /// The beginning of the latest such day, today included: 0 is Monday, 6 is Sunday.
  case weekday(Int)
  /// So many units before now.
  case ago(Int, Unit)
  /// The beginning of a day of the calendar.
  case date(year: Int, month: Int, day: Int)
  /// The beginning of a month.
  case month(year: Int, month: Int)
  /// A minute of a day of the calendar.
  case minute(year: Int, month: Int, day: Int, hour: Int, minute: Int)
  /// A minute of today.
  case clock(hour: Int, minute: Int)

  /// A length of time by its letter.
  public enum Unit: String, CaseIterable, Sendable {
    case minutes = "m"
    case hours = "h"
    case days = "d"
    case weeks = "w"

    var seconds: Int {
      switch self {
      case .minutes: 60
      case .hours: 3600
      case .days: 86_400
      case .weeks: 604_800
      }
    }
  }

  static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// The words that name a moment, with what they mean.
  private static let words: [(word: String, time: FilterTime)] =
    [("today", .today), ("yesterday", .yesterday), ("今天", .today)]
    + [("昨天", .yesterday)]
    + weekdays.enumerated().map { ($1, .weekday($0)) }

  /// The words that are told when something else was written.
  static let knownWords = words.map(\.word).filter { $0.utf8.first.map { $0 < 0x80 } ?? false }

  /// Reads a moment; nil when the text names none.
  public init?(_ text: String) {
    let text = text.lowercased()
    if let known = Self.words.first(where: { $0.word == text || Self.isShort(text, of: $0.word) }) {
      self = known.time
      return
    }
    guard let found = Self.ago(text) ?? Self.clock(text) ?? Self.calendar(text) else { return nil }
    self = found
  }

  /// `mon` for `monday`: three letters name a day of the week.
  private static func isShort(_ text: String, of word: String) -> Bool {
    text.count == 3 && weekdays.contains(word) && word.hasPrefix(text)
  }

  private static func ago(_ text: String) -> FilterTime? {
    guard let unit = text.last.flatMap({ Unit(rawValue: String($0)) }),
      let count = number(text.dropLast(), digits: 1...5)
    else { return nil }
    return .ago(count, unit)
  }

  private static func clock(_ text: some StringProtocol) -> FilterTime? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = number(parts[0], digits: 1...2), hour < 24,
      let minute = number(parts[1], digits: 2...2), minute < 60
    else { return nil }
    return .clock(hour: hour, minute: minute)
  }

  private static func calendar(_ text: String) -> FilterTime? {
    let halves = text.split(separator: "t", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let year = number(parts[0], digits: 4...4),
      let month = number(parts[1], digits: 1...2)
    else { return nil }
    guard parts.count == 3 else {
      guard halves.count == 1, exists(year, month, 1) else { return nil }
      return .month(year: year, month: month)
    }
    guard let day = number(parts[2], digits: 1...2), exists(year, month, day) else { return nil }
    guard halves.count == 2 else { return .date(year: year, month: month, day: day) }
    guard case .clock(let hour, let minute)? = clock(halves[1]) else { return nil }
    return .minute(year: year, month: month, day: day, hour: hour, minute: minute)
  }

  private static func exists(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    time(year, month, day, 0, 0) != nil
  }

  private static func number(_ text: some StringProtocol, digits: ClosedRange<Int>) -> Int? {
    let bytes = text.utf8
    guard digits.contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  // MARK: Writing

  /// The text that reads as this moment.
  public var text: String {
    switch self {
    case .today: "today"
    case .yesterday: "yesterday"
    case .weekday(let day): Self.weekdays[min(max(day, 0), 6)]
    case .ago(let count, let unit): "\(count)\(unit.rawValue)"
    case .date(let year, let month, let day): Self.text(year, month, day)
    case .month(let year, let month): "\(Self.digits(year, 4))-\(Self.digits(month, 2))"
    case .minute(let year, let month, let day, let hour, let minute):
      Self.text(year, month, day) + "T" + Self.digits(hour, 2) + ":" + Self.digits(minute, 2)
    case .clock(let hour, let minute): Self.digits(hour, 2) + ":" + Self.digits(minute, 2)
    }
  }

  private static func text(_ year: Int, _ month: Int, _ day: Int) -> String {
    "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  // MARK: Meaning

  /// The moment that is meant when it is `now`.
  public func moment(now: Timestamp, in days: LocalDays) -> Timestamp {
    switch self {
    case .today: return days.startOfDay(now)
    case .yesterday: return days.startOfDay(now, daysEarlier: 1)
    case .weekday(let day):
      return days.startOfDay(now, daysEarlier: (days.weekday(now) - day + 7) % 7)
    case .ago(let count, let unit): return now - .seconds(count * unit.seconds)
    case .date(let year, let month, let day): return Self.moment(year, month, day, 0, 0, now, days)
    case .month(let year, let month): return Self.moment(year, month, 1, 0, 0, now, days)
    case .minute(let year, let month, let day, let hour, let minute):
      return Self.moment(year, month, day, hour, minute, now, days)
    case .clock(let hour, let minute):
      var today = days.time(now)
      (today.hour, today.minute, today.second) = (Int64(hour), Int64(minute), 0)
      return days.moment(today)
    }
  }

  private static func moment(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ now: Timestamp,
    _ days: LocalDays
  ) -> Timestamp {
    time(year, month, day, hour, minute).map { days.moment($0) } ?? now
  }

  private static func time(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int
  ) -> UTCTime? {
    UTCTime(
      year: Int64(year), month: Int64(month), day: Int64(day), hour: Int64(hour),
      minute: Int64(minute), second: 0)
  }
}
