internal import CLinux
internal import VideoTasks

/// The machine's own clock and time zone.
enum SystemClock {
  /// The present moment.
  static func now() -> Timestamp {
    Timestamp(milliseconds: rushes_clock_realtime() / 1_000_000)
  }

  /// Seconds that local time is ahead of UTC at a moment.
  static func secondsFromUTC(at moment: Timestamp) -> Int { Int(local(moment).utc_offset) }

  /// The beginning of the local day that holds a moment.
  static func startOfDay(_ moment: Timestamp) -> Timestamp {
    var day = local(moment)
    (day.hour, day.minute, day.second) = (0, 0, 0)
    return Timestamp(seconds: rushes_seconds_of_local_time(&day))
  }

  private static func local(_ moment: Timestamp) -> rushes_local_time {
    var fields = rushes_local_time()
    rushes_local_time_of(moment.seconds, &fields)
    return fields
  }
}
