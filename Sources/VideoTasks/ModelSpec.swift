/// What one model takes: one row of the catalogue.
///
/// Form, rules and `rushes models` read this and nothing else.
public struct ModelSpec: Hashable, Sendable {
  /// The id that is sent.
  public var id: String
  /// A short name for people.
  public var title: String
  public var api: API
  public var modes: [GenerationMode]
  public var ratios: [Ratio]
  /// What the server takes when none is stated.
  public var defaultRatio: Ratio
  public var resolutions: [Resolution]
  public var defaultResolution: Resolution
  /// Whole seconds that may be asked for.
  public var durations: ClosedRange<Int>
  /// Whether -1 (the model chooses) may be asked for.
  public var allowsAutomaticDuration: Bool
  public var defaultDuration: Int
  /// What the server does about sound when nothing is stated; nil when there is no such field.
  public var defaultAudio: Bool?
  public var takesSeed: Bool
  public var takesWatermark: Bool
  public var takesReturnLastFrame: Bool
  /// Seconds that `expires_after` may be; nil when there is no such field.
  public var expiry: ClosedRange<Int>?
  public var defaultExpiry: Int
  public var maxImages: Int
  public var maxVideos: Int
  public var maxVoices: Int
  public var billing: Billing

  /// What a model is billed by.
  public enum Billing: String, Sendable { case tokens, seconds, tasks }

  /// Makes one row of the catalogue.
  public init(
    id: String, title: String, api: API, modes: [GenerationMode], ratios: [Ratio],
    defaultRatio: Ratio, resolutions: [Resolution], defaultResolution: Resolution,
    durations: ClosedRange<Int>, allowsAutomaticDuration: Bool, defaultDuration: Int,
    defaultAudio: Bool?, takesSeed: Bool, takesWatermark: Bool, takesReturnLastFrame: Bool,
    expiry: ClosedRange<Int>?, defaultExpiry: Int, maxImages: Int, maxVideos: Int,
    maxVoices: Int, billing: Billing
  ) {
    self.id = id
    self.title = title
    self.api = api
    self.modes = modes
    self.ratios = ratios
    self.defaultRatio = defaultRatio
    self.resolutions = resolutions
    self.defaultResolution = defaultResolution
    self.durations = durations
    self.allowsAutomaticDuration = allowsAutomaticDuration
    self.defaultDuration = defaultDuration
    self.defaultAudio = defaultAudio
    self.takesSeed = takesSeed
    self.takesWatermark = takesWatermark
    self.takesReturnLastFrame = takesReturnLastFrame
    self.expiry = expiry
    self.defaultExpiry = defaultExpiry
    self.maxImages = maxImages
    self.maxVideos = maxVideos
    self.maxVoices = maxVoices
    self.billing = billing
  }
}

/// The models that a profile offers, in the order in which they are offered.
public struct ModelCatalogue: Hashable, Sendable {
  public var models: [ModelSpec]

  /// Makes a catalogue; the order is the order of offering.
  public init(models: [ModelSpec]) { self.models = models }

  /// The model with this id, or nil. O(models).
  public subscript(id: String) -> ModelSpec? { models.first { $0.id == id } }
}
