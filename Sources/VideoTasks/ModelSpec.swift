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
  /// The modes in which the prompt may be left out.
  public var modesWithoutPrompt: [GenerationMode]
  /// How long a prompt may be; nil when the API states no limit.
  public var promptLimits: PromptLimits?
  /// The ratios that may be asked for; empty when there is no such field.
  public var ratios: [Ratio]
  /// What the server takes when none is stated and there is no first frame.
  public var defaultRatio: Ratio
  /// What the server takes when none is stated beside a first frame.
  public var defaultRatioWithFrames: Ratio
  /// The tiers that may be asked for; empty when there is no such field.
  public var resolutions: [Resolution]
  /// What the server takes when none is stated, or what the model always makes.
  public var defaultResolution: Resolution
  /// Whole seconds that may be asked for.
  public var durations: ClosedRange<Int>
  /// Whether -1 (the model chooses) may be asked for.
  public var allowsAutomaticDuration: Bool
  /// Seconds that the server takes when none are stated.
  public var defaultDuration: Int
  /// Whether there is a field for sound.
  public var takesAudio: Bool
  /// What the server does about sound when nothing is stated; nil when there is no such field, or
  /// when nobody has published it.
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
  /// How many reference videos it must have; 0 when it needs none.
  public var minVideos: Int
  /// How many reference videos it takes.
  public var maxVideos: Int
  /// How many reference sounds it takes.
  public var maxVoices: Int
  /// What it takes as media.
  public var media: MediaLimits
  /// What it is billed by.
  public var billing: Billing

  /// What a model is billed by; `unknown` where nobody has published it.
  public enum Billing: String, CaseIterable, Sendable { case tokens, seconds, tasks, unknown }

  /// Makes one row of the catalogue; what is left out is as on `ark`.
  public init(
    id: String, title: String, api: API, modes: [GenerationMode],
    modesWithoutPrompt: [GenerationMode] = [.firstFrame, .firstAndLastFrame],
    promptLimits: PromptLimits? = nil,
    ratios: [Ratio], defaultRatio: Ratio, defaultRatioWithFrames: Ratio? = nil,
    resolutions: [Resolution], defaultResolution: Resolution,
    durations: ClosedRange<Int>, allowsAutomaticDuration: Bool, defaultDuration: Int,
    takesAudio: Bool? = nil, defaultAudio: Bool?, takesSeed: Bool, takesWatermark: Bool,
    takesReturnLastFrame: Bool, expiry: ClosedRange<Int>?, defaultExpiry: Int, maxImages: Int,
    minVideos: Int = 0, maxVideos: Int, maxVoices: Int, media: MediaLimits = .ark, billing: Billing
  ) {
    self.id = id
    self.title = title
    self.api = api
    self.modes = modes
    self.modesWithoutPrompt = modesWithoutPrompt
    self.promptLimits = promptLimits
    self.ratios = ratios
    self.defaultRatio = defaultRatio
    self.defaultRatioWithFrames = defaultRatioWithFrames ?? defaultRatio
    self.resolutions = resolutions
    self.defaultResolution = defaultResolution
    self.durations = durations
    self.allowsAutomaticDuration = allowsAutomaticDuration
    self.defaultDuration = defaultDuration
    self.takesAudio = takesAudio ?? (defaultAudio != nil)
    self.defaultAudio = defaultAudio
    self.takesSeed = takesSeed
    self.takesWatermark = takesWatermark
    self.takesReturnLastFrame = takesReturnLastFrame
    self.expiry = expiry
    self.defaultExpiry = defaultExpiry
    self.maxImages = maxImages
    self.minVideos = minVideos
    self.maxVideos = maxVideos
    self.maxVoices = maxVoices
    self.media = media
    self.billing = billing
  }
}

// The server's defaults may be illegal for a model (5 s where 6 to 10 are made). The rules then state
// the first value that is legal, so that a request never depends on what the server makes of it.
extension ModelSpec {
  /// What the server takes when no ratio is stated in this mode.
  public func defaultRatio(in mode: GenerationMode) -> Ratio {
    switch mode {
    case .firstFrame, .firstAndLastFrame: defaultRatioWithFrames
    case .text, .references: defaultRatio
    }
  }

  /// The ratio of a request that states none: the server's default, or the first of ``ratios`` when
  /// the default is not among them.
  public func ratioWhenUnstated(in mode: GenerationMode) -> Ratio {
    let byDefault = defaultRatio(in: mode)
    return ratios.contains(byDefault) ? byDefault : ratios.first ?? byDefault
  }

  /// The tier of a request that states none: the server's default, or the first of ``resolutions``
  /// when the default is not among them.
  public var resolutionWhenUnstated: Resolution {
    resolutions.contains(defaultResolution)
      ? defaultResolution : resolutions.first ?? defaultResolution
  }

  /// The seconds of a request that states none: the server's default, or the shortest of
  /// ``durations`` when the default is not among them.
  public var durationWhenUnstated: Int {
    durations.contains(defaultDuration) ? defaultDuration : durations.lowerBound
  }

  /// Whether a video of this mode can be made with so many reference videos.
  public func allows(_ mode: GenerationMode, videos: Int) -> Bool {
    modes.contains(mode) && videos >= minVideos
  }
}

/// How long a prompt may be; in a mixed prompt each count stands alone.
public struct PromptLimits: Hashable, Sendable {
  /// Chinese characters, at most.
  public var chineseCharacters: Int
  /// English words, at most.
  public var englishWords: Int

  /// Makes a pair of limits.
  public init(chineseCharacters: Int, englishWords: Int) {
    self.chineseCharacters = chineseCharacters
    self.englishWords = englishWords
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
