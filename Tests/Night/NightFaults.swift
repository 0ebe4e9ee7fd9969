import TestSupport

/// What goes wrong in a night: every fault that the sandbox has, at moments that the seed decides.
enum NightFaults {
  /// Faults that a night cannot hold, and why.
  static let leftOut: [String: String] = [
    "stuck-queued": "it lasts for a day", "stuck-running": "it lasts for a day",
    "cancel-ignored": "nobody cancels", "cancel-409": "nobody cancels",
    "asset-refused": "no asset is made", "asset-failed": "no asset is made",
    "asset-stuck": "no asset is made", "asset-codes-swapped": "no asset is made",
  ]

  /// Wire faults, at every kind of call that a night makes.
  private static let anywhere = [
    "lost-answer", "lost-request", "slow-answer", "redirect", "html-200", "server-error",
    "bad-gateway",
  ]
  /// Faults of answers in JSON, at creates and polls.
  private static let answers = [
    "empty-answer", "truncated-answer", "cut-json", "server-error-done", "gateway-timeout",
    "rate-limit", "rate-limit-seconds", "rate-limit-date", "overloaded-429", "unnamed-429",
    "lost-first-bytes", "mislabelled-gzip", "broken-text",
  ]
  private static let creates = [
    "silence", "no-channel", "quota-429", "account-overdue", "business-code", "create-error-text",
    "create-error-message", "create-fail-reason", "create-failed", "expires", "cancelled",
    "canceled", "output-sound-refused", "failed-without-reason", "error-object", "error-string",
    "fail-reason", "message-for-error", "hostile-text",
  ]
  private static let polls = [
    "silence", "poll-401-once", "poll-404-after-create", "upper-case-states", "unknown-state",
    "string-tokens", "missing-tokens", "missing-fields", "done-without-link", "link-expired",
    "link-not-renewed", "business-code",
  ]
  private static let downloads = [
    "video-not-ready", "link-refused", "cut-download", "short-length", "long-length", "no-length",
    "no-range", "changed-tag", "no-tag", "slow-download", "stalled-download",
  ]
  private static let lists = ["list-lags", "poll-401-once", "lost-answer", "cut-json", "silence"]

  /// Faults that take time, and how much of it a night gives them.
  private static let seconds: [String: Double] = [
    "slow-answer": 1, "silence": 3, "slow-download": 0.1, "stalled-download": 3,
    "rate-limit-seconds": 1, "rate-limit-date": 1,
  ]

  /// All of them, by the call that they meet.
  static let table: [(call: String, faults: [String])] = [
    ("create", anywhere + answers + creates), ("poll", anywhere + answers + polls),
    ("download", anywhere + downloads), ("list", lists),
  ]

  /// The lines of a faults file for so many tasks.
  ///
  /// Each fault comes about once for every hundred tasks of a night, and at least once.
  static func lines(tasks: Int, seed: UInt64) -> [String] {
    var random = SeededRandom(seed: seed)
    let rounds = max(1, tasks / 100)
    // A download is one call, a create little more; polls are several, and many are made as lists.
    let calls = ["create": tasks, "poll": tasks * 2, "download": tasks, "list": tasks / 10]
    var lines: [String] = []
    for (call, faults) in table {
      let range = max(1, (calls[call] ?? tasks) * 3 / 4)
      for fault in faults {
        for _ in 0..<rounds {
          let after = Int.random(in: 0..<range, using: &random)
          let time = seconds[fault].map { ",\"seconds\":\($0)" } ?? ""
          lines.append(
            "{\"fault\":\"\(fault)\",\"call\":\"\(call)\",\"times\":1,\"after\":\(after)\(time)}")
        }
      }
    }
    return lines
  }
}
