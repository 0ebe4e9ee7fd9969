/// How the sandbox behaves where the vendors' pages leave room.
public struct SandboxOptions: Hashable, Sendable {
  /// Seconds that a task takes in all, queueing included; 0 makes it due at once.
  public var seconds: Double
  /// Whether tasks take as long as the vendor's own, by resolution and length; wins over `seconds`.
  public var realTimes: Bool
  /// Which video a task is given.
  public var clips: Clips
  /// Seconds that a link stays good.
  public var linkSeconds: Int
  /// Whether each query signs the links anew; otherwise they are signed as of the task's end.
  public var renewsLinks: Bool
  /// Whether the APIYI prefix mislabels its answers as gzip to a client that accepts gzip, as the
  /// vendor's page says it does.
  public var mislabelsCompression: Bool

  /// What goes wrong, and when.
  public var faults: [SandboxFaultRule]

  /// Which video a task is given.
  public enum Clips: String, CaseIterable, Hashable, Sendable {
    /// Each task has its own, with its prompt in the picture.
    case each
    /// One for all tasks of the same size, length and sound: rendered once, for fast tests.
    case shared
  }

  /// Makes options; those not stated are the ones that `rushes sandbox` starts with.
  public init(
    seconds: Double = 4, realTimes: Bool = false, clips: Clips = .each,
    linkSeconds: Int = 24 * 60 * 60, renewsLinks: Bool = true, mislabelsCompression: Bool = false,
    faults: [SandboxFaultRule] = []
  ) {
    self.seconds = seconds
    self.realTimes = realTimes
    self.clips = clips
    self.linkSeconds = linkSeconds
    self.renewsLinks = renewsLinks
    self.mislabelsCompression = mislabelsCompression
    self.faults = faults
  }
}
