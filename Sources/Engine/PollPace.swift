internal import VideoTasks

/// How often a server is asked about a task, where nothing else is said.
///
/// The profile's `poll_seconds` is the shortest; the vendors ask for more patience with their own
/// servers, which a server on this machine does not need.
enum PollPace {
  /// From the sending to the first question.
  static func first(_ profile: Profile) -> Duration {
    max(profile.pollInterval, isOnThisMachine(profile) ? .zero : advice(profile.api).first)
  }

  /// From one question to the next.
  static func interval(_ profile: Profile) -> Duration {
    max(profile.pollInterval, isOnThisMachine(profile) ? .zero : advice(profile.api).between)
  }

  /// The lower ends of what the vendors' pages advise: `kyyvideo2` 20–40 s, `kyyaipower` 30–60 s,
  /// `ark` 20–30 s before the first and then 10–20 s. Nothing is stated for `x1`, which shares the
  /// server of `kyyvideo2`.
  private static func advice(_ api: API) -> (first: Duration, between: Duration) {
    switch api {
    case .ark: (.seconds(20), .seconds(10))
    case .kyyvideo2, .x1: (.seconds(20), .seconds(20))
    case .kyyaipower: (.seconds(30), .seconds(30))
    }
  }

  private static func isOnThisMachine(_ profile: Profile) -> Bool {
    guard case .url(let address) = profile.server else { return true }
    let rest = address.lowercased().drop { $0 != ":" }
    return ["://127.", "://localhost", "://[::1]"].contains { rest.hasPrefix($0) }
  }
}
