internal import VideoTasks

extension TaskSummary {
  /// Less than this is worth a warning: links live for a day.
  static let linkIsShort = Duration.seconds(7200)

  /// How long the link to a video that is not on disk can still be used; nil where there is none.
  func linkTimeLeft(at now: Timestamp) -> Duration? {
    guard status == .succeeded, download != .done, let end = linkExpiresAt else { return nil }
    return end - now
  }

  /// When its row looks different because its link runs out: a minute from now while it is counted
  /// down, before that when the countdown begins; nil when it will not by itself.
  func nextLinkTick(after now: Timestamp) -> Timestamp? {
    guard let left = linkTimeLeft(at: now), left > .zero else { return nil }
    return now + (left < Self.linkIsShort ? .seconds(60) : left - Self.linkIsShort + .seconds(1))
  }
}
