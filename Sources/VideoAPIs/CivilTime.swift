internal import VideoTasks

/// Reads the two forms of time that come in headers and links. Both are in UTC.
enum CivilTime {
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the form of HTTP headers (RFC 9110 §5.6.7).
  static func parse(httpDate text: String) -> Timestamp? {
    let parts = text.split { $0 == " " || $0 == "," }
    guard parts.count == 6, parts[5] == "GMT" || parts[5] == "UTC",
      let month = months.firstIndex(of: parts[2].lowercased())
    else { return nil }
    let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3 else { return nil }
    return moment([parts[3], "\(month + 1)", parts[1]] + clock)
  }

  /// `20260606T080057Z`, the form of signed links.
  static func parse(basic text: String) -> Timestamp? {
    let letters = Array(text)
    guard letters.count == 16, letters[8] == "T", letters[15] == "Z" else { return nil }
    return moment(
      [0..<4, 4..<6, 6..<8, 9..<11, 11..<13, 13..<15].map { String(letters[$0])[...] })
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Year, month, day, hour, minute and second as digits; nil when one is out of its range.
  private static func moment(_ parts: [Substring]) -> Timestamp? {
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(part) : nil
    }
    guard numbers.count == 6, (1970...9999).contains(numbers[0]), (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2]), numbers[3] < 24, numbers[4] < 60, numbers[5] <= 60
    else { return nil }
    let days = daysSince1970(numbers[0], numbers[1], numbers[2])
    return Timestamp(seconds: days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5])
  }

  /// Counts years from March, so that the leap day is the last day of a year.
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
