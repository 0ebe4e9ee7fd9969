/// The calendar of a place: what turns days and clock times into moments.
///
/// Offsets are asked for at each moment, so that days around a change of the clocks are right.
public struct LocalDays: Sendable {
  /// Seconds that local time is ahead of UTC at a moment.
  public let secondsFromUTC: @Sendable (Timestamp) -> Int

  /// Makes the calendar of a place.
  public init(secondsFromUTC: @escaping @Sendable (Timestamp) -> Int) {
    self.secondsFromUTC = secondsFromUTC
  }

  /// Makes the calendar of a place that is always as far ahead of UTC.
  public init(offset: Int) { self.init { _ in offset } }

  /// What calendar and clock show at a moment.
  public func time(_ moment: Timestamp) -> UTCTime {
    UTCTime(moment + .seconds(secondsFromUTC(moment)))
  }

  /// The moment at which calendar and clock show this.
  public func moment(_ time: UTCTime) -> Timestamp {
    let unshifted = time.timestamp
    let guess = unshifted - .seconds(secondsFromUTC(unshifted))
    return unshifted - .seconds(secondsFromUTC(guess))
  }

  /// The beginning of the day that holds a moment, or of a day so many days earlier.
  public func startOfDay(_ moment: Timestamp, daysEarlier: Int = 0) -> Timestamp {
    var noon = time(moment)
    (noon.hour, noon.minute, noon.second) = (12, 0, 0)
    // Noon of a day is noon of the next plus or minus whole days, whatever the clocks do at night.
    var day = UTCTime(noon.timestamp - .seconds(86_400 * daysEarlier))
    day.hour = 0
    return self.moment(day)
  }

  /// The beginnings of the last `count` days, oldest first, today's last.
  public func days(_ count: Int, endingWith moment: Timestamp) -> [Timestamp] {
    (0..<max(0, count)).reversed().map { startOfDay(moment, daysEarlier: $0) }
  }

  /// The day of the week: 0 is Monday, 6 is Sunday.
  func weekday(_ moment: Timestamp) -> Int {
    var midnight = time(moment)
    (midnight.hour, midnight.minute, midnight.second) = (0, 0, 0)
    // 1970-01-01 was a Thursday.
    let days = midnight.timestamp.seconds / 86_400
    return Int((days % 7 + 7 + 3) % 7)
  }
}
