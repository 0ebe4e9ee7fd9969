internal import VideoTasks

/// Whether a transfer brings its bytes fast enough to be worth its place.
///
/// A link that trickles is never silent for long, and would keep the place for days.
struct TransferPace: Hashable {
  /// The least that must come in a window: 1 KiB a second.
  static let leastBytes: Int64 = 60 << 10
  /// How long bytes are counted before they are judged.
  static let window = Duration.seconds(60)

  private var since: Timestamp
  private var bytes: Int64
  private var reports = 1

  /// Begins to count when `bytes` were there.
  init(now: Timestamp, bytes: Int64) {
    since = now
    self.bytes = bytes
  }

  /// Whether this is still its first report.
  var isNew: Bool { reports == 1 }

  /// Counts what is there now; true when too little has come in a whole window.
  mutating func isTooSlow(now: Timestamp, bytes total: Int64) -> Bool {
    reports += 1
    // The clock was set, or the file begun anew.
    if now < since || total < bytes {
      since = now
      bytes = total
    }
    guard now - since >= TransferPace.window else { return false }
    let came = total - bytes
    since = now
    bytes = total
    return came < TransferPace.leastBytes
  }
}
