internal import VideoTasks

/// Reads the two forms of time that come in headers and links. Both are in UTC.
enum TimeForms {
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the form of HTTP headers (RFC 9110 §5.6.7).
  static func httpDate(_ text: String) -> Timestamp? {
    let parts = text.split { $0 == " " || $0 == "," }
    guard parts.count == 6, parts[5] == "GMT" || parts[5] == "UTC",
      let month = months.firstIndex(of: parts[2].lowercased())
    else { return nil }
    let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3 else { return nil }
    return moment([parts[3], "\(month + 1)", parts[1]] + clock)
  }

  /// `20260606T080057Z`, the form of signed links.
  static func basic(_ text: String) -> Timestamp? {
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
    guard numbers.count == 6 else { return nil }
    return UTCTime(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
      minute: numbers[4], second: numbers[5])?.timestamp
  }
}
