internal import FoundationEssentials
internal import TextLayout
internal import VideoTasks
internal import Wording

/// How numbers, times and money are written on the screen.
///
/// What is the same in every language is a function of the type; the others need a language.
struct Words: Speaks {
  var language: Language

  /// `1:05`, `12:40`, `3:05:00`; what is below zero counts as nothing.
  static func clock(_ duration: Duration) -> String {
    let all = max(0, duration.components.seconds)
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60)
    return hours > 0
      ? "\(hours):\(two(minutes)):\(two(seconds))" : "\(minutes):\(two(seconds))"
  }

  /// One unit of a length of time: `40 s`, `3 min`, `2 h`, `5 d`.
  func about(_ duration: Duration) -> String {
    let seconds = max(0, duration.components.seconds)
    if seconds < 90 { return self.seconds("\(seconds)") }
    if seconds < 5400 { return say("{count} min", ["count": (seconds + 30) / 60]) }
    if seconds < 172_800 { return say("{count} h", ["count": (seconds + 1800) / 3600]) }
    return say("{count} d", ["count": seconds / 86_400])
  }

  /// `5 s`, from a number that is written already.
  func seconds(_ number: String) -> String { say(Self.seconds(number)) }

  /// `5 s`, from a number that is written already.
  static func seconds(_ number: String) -> Phrase { Phrase("{count} s", ["count": number]) }

  /// `14:03` on the day of `now`, else `Nov 19`, else `2025-11-19`; local time.
  func when(_ moment: Timestamp, now: Timestamp, offset: Int) -> String {
    let here = CivilTime(moment, offset: offset)
    let today = CivilTime(now, offset: offset)
    if here.day == today.day && here.month == today.month && here.year == today.year {
      return "\(Self.two(here.hour)):\(Self.two(here.minute))"
    }
    return here.year == today.year
      ? say("{month} {day}", ["month": here.monthName, "day": here.day])
      : "\(here.year)-\(Self.two(here.month))-\(Self.two(here.day))"
  }

  /// `2026-11-20 14:03:05`, local time.
  static func full(_ moment: Timestamp, offset: Int) -> String {
    let here = CivilTime(moment, offset: offset)
    return "\(here.year)-\(two(here.month))-\(two(here.day)) "
      + "\(two(here.hour)):\(two(here.minute)):\(two(here.second))"
  }

  /// `108,900`.
  static func grouped(_ number: Int) -> String {
    guard number.magnitude >= 1000 else { return String(number) }
    let rest = number.magnitude % 1000
    let zeros = rest < 10 ? ",00" : rest < 100 ? ",0" : ","
    return grouped(number / 1000) + zeros + String(rest)
  }

  private static let byteUnits = [" B", " kB", " MB", " GB", " TB"]

  /// `3.2 MB`, in powers of 1000.
  static func bytes(_ count: Int64) -> String {
    var (value, unit) = (Double(max(0, count)), 0)
    while value >= 999.5 && unit < byteUnits.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    if unit == 0 || value >= 99.95 { return "\(Int(value + 0.5))" + byteUnits[unit] }
    let tenths = Int(value * 10 + 0.5)
    return "\(tenths / 10).\(tenths % 10)" + byteUnits[unit]
  }

  /// A cost in the fewest words: money, else tokens, else seconds of video.
  func plainCost(_ cost: Cost) -> String { say(Self.plainCost(cost)) }

  /// A cost in the fewest words: money, else tokens, else seconds of video.
  static func plainCost(_ cost: Cost) -> Phrase {
    if let amount = cost.amount, let currency = cost.currency {
      return Phrase.verbatim(Money.text(amount, currency))
    }
    if let tokens = cost.tokens { return self.tokens(tokens) }
    if let seconds = cost.seconds { return self.seconds(number(seconds)) }
    return Phrase("nothing known")
  }

  /// `108,900 tokens`.
  static func tokens(_ count: Int) -> Phrase {
    Phrase("{count} tokens", ["count": grouped(count)])
  }

  /// What stands in a column for a price that is not known; never 0.
  static let unknownPrice = "?"

  /// A cost in a column of the table: `USD 0.76`, `108,900 tok`, or `?` where no price is known and
  /// no tokens are counted.
  func shortCost(_ cost: Cost) -> String {
    if cost.amount != nil { return plainCost(cost) }
    return cost.tokens.map { say("{count} tok", ["count": Self.grouped($0)]) } ?? Self.unknownPrice
  }

  /// A number without a needless fraction.
  static func number(_ value: Double) -> String {
    guard value.magnitude < 1e15 else { return "?" }
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\((tenths % 10).magnitude)"
  }

  /// `1 task`, `3 tasks`.
  static func tasks(_ count: Int) -> Phrase {
    .plural("{count} task", "{count} tasks", count, ["count": grouped(count)])
  }

  static func two(_ number: some BinaryInteger) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

/// A moment as a calendar and a clock show it.
struct CivilTime: Hashable, Sendable {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int

  /// The moment at a place that is `offset` seconds ahead of UTC.
  ///
  /// Source: the civil-from-days algorithm, https://howardhinnant.github.io/date_algorithms.html
  init(_ moment: Timestamp, offset: Int) {
    let seconds = Int(moment.seconds) + offset
    let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
    let clock = seconds - days * 86_400
    (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60)
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * march + 2) / 5 + 1
    month = march < 10 ? march + 3 : march - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Three letters of the month.
  var monthName: Phrase {
    let names = [
      Phrase("Jan"), Phrase("Feb"), Phrase("Mar"), Phrase("Apr"), Phrase("May"), Phrase("Jun"),
      Phrase("Jul"), Phrase("Aug"), Phrase("Sep"), Phrase("Oct"), Phrase("Nov"), Phrase("Dec"),
    ]
    return names[max(0, min(11, month - 1))]
  }
}
