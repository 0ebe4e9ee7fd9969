internal import CLinux
internal import Glibc
internal import VideoTasks

/// The machine's own clock.
enum SystemClock {
  /// The present moment.
  static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Seconds that local time is ahead of UTC at a moment.
  static func secondsFromUTC(at moment: Timestamp) -> Int {
    var seconds = time_t(moment.seconds)
    var fields = tm()
    localtime_r(&seconds, &fields)
    return Int(fields.tm_gmtoff)
  }

  /// The beginning of the local day that holds a moment.
  static func startOfDay(_ moment: Timestamp) -> Timestamp {
    var seconds = time_t(moment.seconds)
    var fields = tm()
    localtime_r(&seconds, &fields)
    fields.tm_hour = 0
    fields.tm_min = 0
    fields.tm_sec = 0
    fields.tm_isdst = -1
    return Timestamp(seconds: Int64(mktime(&fields)))
  }
}
