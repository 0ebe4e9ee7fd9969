/// What an engine does by itself, beyond the rules about money.
public struct EnginePolicy: Hashable, Sendable {
  /// Whether a finished video is fetched at once.
  public var downloadsAutomatically: Bool
  /// How often a create that certainly was not sent is tried; nil for as long as it takes.
  public var unsentAttempts: Int?
  /// How many transfers run at once, 1 or more.
  public var maxDownloads: Int

  /// Makes a policy.
  public init(
    downloadsAutomatically: Bool = true, unsentAttempts: Int? = nil, maxDownloads: Int = 3
  ) {
    self.downloadsAutomatically = downloadsAutomatically
    self.unsentAttempts = unsentAttempts
    self.maxDownloads = maxDownloads
  }
}
