/// What a form may offer for a model and a mode.
public struct FieldOptions: Hashable, Sendable {
  /// Ratios in order of offering; empty when the model has no such field.
  public var ratios: [Ratio]
  /// What the server takes when no ratio is stated.
  public var defaultRatio: Ratio
  /// Tiers in order of offering; empty when the model has no such field.
  public var resolutions: [Resolution]
  /// What the server takes when no tier is stated.
  public var defaultResolution: Resolution
  /// Whole seconds that may be chosen, shortest first; ``ClipDuration/automatic`` comes last.
  public var durations: [ClipDuration]
  /// What the server takes when no length is stated.
  public var defaultDuration: ClipDuration
  /// Whether sound may be turned on and off.
  public var takesAudio: Bool
  /// What the server does about sound when nothing is stated; nil without such a field.
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
  /// How many pieces of media each role takes in this mode; 0 hides the field.
  public var maximumMedia: [MediaRole: Int]

  /// Works out what may be chosen.
  public init(model: ModelSpec, mode: GenerationMode) {
    ratios = model.ratios
    defaultRatio = model.defaultRatio
    resolutions = model.resolutions
    defaultResolution = model.defaultResolution
    durations =
      model.durations.map(ClipDuration.seconds)
      + (model.allowsAutomaticDuration ? [.automatic] : [])
    defaultDuration = .seconds(model.defaultDuration)
    takesAudio = model.defaultAudio != nil
    defaultAudio = model.defaultAudio
    takesSeed = model.takesSeed
    takesWatermark = model.takesWatermark
    takesReturnLastFrame = model.takesReturnLastFrame
    expiry = model.expiry
    isModeOffered = model.modes.contains(mode)
    needsPrompt = mode == .text || mode == .references
    let isReferences = mode == .references
    maximumMedia = [
      .firstFrame: mode == .firstFrame || mode == .firstAndLastFrame ? 1 : 0,
      .lastFrame: mode == .firstAndLastFrame ? 1 : 0,
      .referenceImage: isReferences ? model.maxImages : 0,
      .referenceVideo: isReferences ? model.maxVideos : 0,
      .referenceVoice: isReferences ? model.maxVoices : 0,
    ]
  }
}
