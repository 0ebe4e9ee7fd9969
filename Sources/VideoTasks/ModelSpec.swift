/// What one model takes: one row of the catalogue.
///
/// Form, rules and `rushes models` read this and nothing else.
public struct ModelSpec: Hashable, Sendable {
  /// The id that is sent.
  public var id: String
  /// A short name for people.
  public var title: String
  /// The interface that offers it.
  public var api: API
  /// The modes of generation that it knows.
  public var modes: [GenerationMode]
  /// The ratios that may be asked for; empty when there is no such field.
  public var ratios: [Ratio]
  /// What the server takes when none is stated.
  public var defaultRatio: Ratio
  /// The tiers that may be asked for; empty when there is no such field.
  public var resolutions: [Resolution]
  /// What the server takes when none is stated.
  public var defaultResolution: Resolution
  /// Whole seconds that may be asked for.
  public var durations: ClosedRange<Int>
  /// Whether -1 (the model chooses) may be asked for.
  public var allowsAutomaticDuration: Bool
  /// Seconds that the server takes when none are stated.
  public var defaultDuration: Int
  /// What the server does about sound when nothing is stated; nil when there is no such field.
  public var defaultAudio: Bool?
  /// Whether there is a field for the seed.
  public var takesSeed: Bool
  /// Whether there is a field for the watermark.
  public var takesWatermark: Bool
  /// Whether there is a field for the last frame.
  public var takesReturnLastFrame: Bool
  /// Seconds that `expires_after` may be; nil when there is no such field.
  public var expiry: ClosedRange<Int>?
  /// Seconds that the server takes when `expires_after` is not stated.
  public var defaultExpiry: Int
  /// How many reference images it takes.
  public var maxImages: Int
  /// How many reference videos it takes.
  public var maxVideos: Int
  /// How many reference sounds it takes.
  public var maxVoices: Int
  /// What it is billed by.
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
  /// The models, in the order of offering.
  public var models: [ModelSpec]

  /// Makes a catalogue; the order is the order of offering.
  public init(models: [ModelSpec]) { self.models = models }

  /// The model with this id, or nil. O(models).
  public subscript(id: String) -> ModelSpec? { models.first { $0.id == id } }
}
