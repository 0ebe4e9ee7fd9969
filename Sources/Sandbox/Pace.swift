internal import VideoTasks

/// How long tasks take.
enum Pace {
  /// When a task leaves the queue and when it ends.
  static func plan(
    from start: Timestamp, options: SandboxOptions, model: String, resolution: String, seconds: Int
  ) -> (runs: Timestamp, ends: Timestamp) {
    let total =
      options.realTimes ? vendorSeconds(model, resolution, seconds) : max(0, options.seconds)
    // A fifth of a short task is spent in the queue, and never more than these seconds.
    let queued = min(total * 0.175, options.realTimes ? 10 : 0.7)
    return (
      start + .milliseconds(Int64(queued * 1000)), start + .milliseconds(Int64(total * 1000))
    )
  }

  /// What public clients measured, as lines through their figures. APIYI: 5 s take 32, 115 and
  /// 150 s by tier, and 15 s of 720p take 170 s. Seedance 1.5 pro: 10 s take 80, 100 and 150 s. The
  /// others of that server: 2 to 5 minutes, 3 to 8 for 1080p.
  private static func vendorSeconds(
    _ model: String, _ resolution: String, _ seconds: Int
  ) -> Double {
    let isPro = model.hasPrefix("seedance_1_5")
    let isKyy = model.hasPrefix("seedance_")
    let (atFive, perSecond): (Double, Double) =
      switch resolution {
      case "480p": isPro ? (60, 4) : isKyy ? (90, 12) : (32, 1.5)
      case "1080p": isPro ? (115, 7) : isKyy ? (200, 26) : (150, 7)
      default: isPro ? (75, 5) : isKyy ? (130, 16) : (115, 5.5)
      }
    return atFive + perSecond * Double(seconds - 5)
  }
}
