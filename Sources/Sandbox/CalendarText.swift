internal import Glibc
internal import VideoTasks

/// Moments as digits: in task ids, which carry Beijing's time, and in links, which carry UTC.
enum CalendarText {
  /// `YYYYMMDDhhmmss`, eight hours ahead of UTC.
  static func beijing(_ time: Timestamp) -> String { digits(time + .seconds(8 * 3600)).joined() }

  /// `YYYYMMDDThhmmssZ`.
  static func utc(_ time: Timestamp) -> String {
    let parts = digits(time)
    return parts[0] + "T" + parts[1] + "Z"
  }

  /// As HTTP writes dates: `Sat, 06 Jun 2026 08:00:57 GMT`.
  static func http(_ time: Timestamp) -> String {
    var seconds = time_t(time.seconds)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][Int(parts.tm_wday)]
    let month = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][Int(parts.tm_mon)]
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded($0, 2) }
    return "\(day), \(padded(parts.tm_mday, 2)) \(month) \(parts.tm_year + 1900) "
      + clock.joined(separator: ":") + " GMT"
  }

  /// Reads `YYYYMMDDThhmmssZ`; nil when it is not one.
  static func parseUTC(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else {
      return nil
    }
    return moment(bytes[0..<8] + bytes[9..<15])
  }

  /// The moment that a task's id carries; nil when the text is not such an id.
  static func parseTaskID(_ id: String) -> Timestamp? {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "cgt", parts[1].utf8.count == 14, parts[2].utf8.count == 5,
      parts[2].utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) })
    else { return nil }
    return moment(Array(parts[1].utf8)[...]).map { $0 - .seconds(8 * 3600) }
  }

  private static func digits(_ time: Timestamp) -> [String] {
    var seconds = time_t(time.seconds)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return [
      padded(parts.tm_year + 1900, 4) + padded(parts.tm_mon + 1, 2) + padded(parts.tm_mday, 2),
      padded(parts.tm_hour, 2) + padded(parts.tm_min, 2) + padded(parts.tm_sec, 2),
    ]
  }

  private static func padded(_ number: Int32, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  private static func moment(_ digits: ArraySlice<UInt8>) -> Timestamp? {
    let values = digits.map { Int32($0) - 48 }
    guard values.count == 14, values.allSatisfy({ (0...9).contains($0) }) else { return nil }
    func number(_ range: Range<Int>) -> Int32 { values[range].reduce(0) { $0 * 10 + $1 } }
    var parts = tm()
    parts.tm_year = number(0..<4) - 1900
    parts.tm_mon = number(4..<6) - 1
    parts.tm_mday = number(6..<8)
    parts.tm_hour = number(8..<10)
    parts.tm_min = number(10..<12)
    parts.tm_sec = number(12..<14)
    return Timestamp(seconds: Int64(timegm(&parts)))
  }
}
