internal import VideoTasks

/// How long tasks take.
enum Pace {
  /// When a task leaves the queue and when it ends.
  static func plan(
    from start: Timestamp, options: SandboxOptions, resolution: String, seconds: Int
  ) -> (runs: Timestamp, ends: Timestamp) {
    let total = options.realTimes ? vendorSeconds(resolution, seconds) : max(0, options.seconds)
    // A fifth of a short task is spent in the queue, and never more than these seconds.
    let queued = min(total * 0.175, options.realTimes ? 10 : 0.7)
    return (
      start + .milliseconds(Int64(queued * 1000)), start + .milliseconds(Int64(total * 1000))
    )
  }

  /// What public clients measured at APIYI, as a line through their figures: 5 s take 32, 115 and
  /// 150 s by tier, and 15 s of 720p take 170 s.
  private static func vendorSeconds(_ resolution: String, _ seconds: Int) -> Double {
    let (atFive, perSecond): (Double, Double) =
      switch resolution {
      case "480p": (32, 1.5)
      case "1080p": (150, 7)
      default: (115, 5.5)
      }
    return atFive + perSecond * Double(seconds - 5)
  }
}
