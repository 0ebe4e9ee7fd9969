/// What a form may offer for a model and a mode.
public struct FieldOptions: Hashable, Sendable {
  /// Ratios in order of offering; empty when the model has no such field.
  public var ratios: [Ratio]
  /// What a request that states no ratio is made with.
  public var defaultRatio: Ratio
  /// Tiers in order of offering; empty when the model has no such field.
  public var resolutions: [Resolution]
  /// What a request that states no tier is made with.
  public var defaultResolution: Resolution
  /// Whole seconds that may be chosen, shortest first; ``ClipDuration/automatic`` comes last.
  public var durations: [ClipDuration]
  /// What a request that states no length is made with.
  public var defaultDuration: ClipDuration
  /// Whether sound may be turned on and off.
  public var takesAudio: Bool
  /// What the server does about sound when nothing is stated; nil without such a field, and where
  /// nobody has published it.
  public var defaultAudio: Bool?
  /// Whether a seed may be given.
  public var takesSeed: Bool
  /// Whether a watermark may be asked for.
  public var takesWatermark: Bool
  /// Whether the last frame may be asked for.
  public var takesReturnLastFrame: Bool
  /// Seconds that `expires_after` may be; nil without such a field.
  public var expiry: ClosedRange<Int>?
  /// Whether the mode is offered at all.
  public var isModeOffered: Bool
  /// Whether a prompt must be written.
  public var needsPrompt: Bool
  /// How long a prompt may be; nil without a limit.
  public var promptLimits: PromptLimits?
  /// How many pieces of media each role takes in this mode; 0 hides the field.
  public var maximumMedia: [MediaRole: Int]
  /// How many reference videos must be given; 0 when none needs to be.
  public var minimumVideos: Int
  /// The kinds of media that may be a file of this machine.
  public var takesFiles: [MediaKind]
  /// Whether media may be given as `asset://ID`.
  public var takesAssets: Bool

  /// Works out what may be chosen.
  public init(model: ModelSpec, mode: GenerationMode) {
    ratios = model.ratios
    defaultRatio = model.ratioWhenUnstated(in: mode)
    resolutions = model.resolutions
    defaultResolution = model.resolutionWhenUnstated
    durations =
      model.durations.map(ClipDuration.seconds)
      + (model.allowsAutomaticDuration ? [.automatic] : [])
    defaultDuration = .seconds(model.durationWhenUnstated)
    takesAudio = model.takesAudio
    defaultAudio = model.defaultAudio
    takesSeed = model.takesSeed
    takesWatermark = model.takesWatermark
    takesReturnLastFrame = model.takesReturnLastFrame
    expiry = model.expiry
    isModeOffered = model.modes.contains(mode)
    needsPrompt = !model.modesWithoutPrompt.contains(mode)
    promptLimits = model.promptLimits
    let isReferences = mode == .references
    maximumMedia = [
      .firstFrame: mode == .firstFrame || mode == .firstAndLastFrame ? 1 : 0,
      .lastFrame: mode == .firstAndLastFrame ? 1 : 0,
      .referenceImage: isReferences ? model.maxImages : 0,
      .referenceVideo: isReferences ? model.maxVideos : 0,
      .referenceVoice: isReferences ? model.maxVoices : 0,
    ]
    minimumVideos = isReferences ? model.minVideos : 0
    takesFiles = model.media.takesFiles
    takesAssets = model.media.takesAssets
  }
}
