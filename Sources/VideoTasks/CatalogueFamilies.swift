/// What the models of one API, or of one series in it, have in common: the fields that the API has,
/// and what its server takes when they are not stated.
///
/// Inferred from siblings: the counts of references on `x1`, the 720p of `kyyvideo2` and of the
/// Seedance 2.0 of `kyyaipower`. Tasks without a field for it expire after a day.
enum CatalogueFamily {
  case ark, video2, power15, power20, x1

  /// The API that offers the family.
  var api: API {
    switch self {
    case .ark: .ark
    case .video2: .kyyvideo2
    case .power15, .power20: .kyyaipower
    case .x1: .x1
    }
  }

  /// One model of the family.
  func model(
    _ id: String, _ title: String, _ modes: CatalogueModes, _ tiers: CatalogueTiers,
    _ seconds: ClosedRange<Int>
  ) -> ModelSpec {
    var model = base(id, title, seconds)
    model.modes = modes.list
    model.minVideos = modes == .withVideo ? 1 : 0
    model.resolutions = tiers.offered
    model.defaultResolution = tiers.byDefault
    if !model.modes.contains(.references) {
      model.maxImages = 0
      model.maxVideos = 0
      model.maxVoices = 0
    }
    return model
  }

  // swift-format-ignore
  private func base(_ id: String, _ title: String, _ seconds: ClosedRange<Int>) -> ModelSpec {
    switch self {
    case .ark: ModelSpec(
      id: id, title: title, api: api, modes: [],
      modesWithoutPrompt: [.firstFrame, .firstAndLastFrame], promptLimits: nil,
      ratios: Ratio.allCases, defaultRatio: .adaptive, defaultRatioWithFrames: .adaptive,
      resolutions: [], defaultResolution: .p720,
      durations: seconds, allowsAutomaticDuration: true, defaultDuration: 5,
      takesAudio: true, defaultAudio: true,
      takesSeed: true, takesWatermark: true, takesReturnLastFrame: true,
      expiry: 3600...259_200, defaultExpiry: 172_800,
      maxImages: 9, maxVideos: 3, maxVoices: 3, media: .ark, billing: .tokens)
    case .video2: ModelSpec(
      id: id, title: title, api: api, modes: [],
      modesWithoutPrompt: [], promptLimits: nil,
      ratios: Ratio.allCases, defaultRatio: .wide, defaultRatioWithFrames: .wide,
      resolutions: [], defaultResolution: .p720,
      durations: seconds, allowsAutomaticDuration: false, defaultDuration: 5,
      takesAudio: true, defaultAudio: true,
      takesSeed: false, takesWatermark: false, takesReturnLastFrame: false,
      expiry: nil, defaultExpiry: 86_400,
      maxImages: 9, maxVideos: 3, maxVoices: 3, media: .kyyvideo2, billing: .tokens)
    // Text is limited, and what the server does about sound by default is not published.
    case .power15: ModelSpec(
      id: id, title: title, api: api, modes: [],
      modesWithoutPrompt: [],
      promptLimits: PromptLimits(chineseCharacters: 500, englishWords: 1000),
      ratios: Ratio.allCases, defaultRatio: .adaptive, defaultRatioWithFrames: .adaptive,
      resolutions: [], defaultResolution: .p720,
      durations: seconds, allowsAutomaticDuration: true, defaultDuration: 5,
      takesAudio: true, defaultAudio: nil,
      takesSeed: false, takesWatermark: false, takesReturnLastFrame: false,
      expiry: nil, defaultExpiry: 86_400,
      maxImages: 0, maxVideos: 0, maxVoices: 0, media: .kyyaipower15, billing: .seconds)
    case .power20: ModelSpec(
      id: id, title: title, api: api, modes: [],
      modesWithoutPrompt: [],
      promptLimits: PromptLimits(chineseCharacters: 500, englishWords: 1000),
      ratios: Ratio.allCases, defaultRatio: .wide, defaultRatioWithFrames: .adaptive,
      resolutions: [], defaultResolution: .p720,
      durations: seconds, allowsAutomaticDuration: false, defaultDuration: 5,
      takesAudio: false, defaultAudio: nil,
      takesSeed: false, takesWatermark: false, takesReturnLastFrame: false,
      expiry: nil, defaultExpiry: 86_400,
      maxImages: 0, maxVideos: 0, maxVoices: 0, media: .kyyaipower20, billing: .tasks)
    case .x1: ModelSpec(
      id: id, title: title, api: api, modes: [],
      modesWithoutPrompt: [], promptLimits: nil,
      ratios: Ratio.allCases.filter { $0 != .adaptive }, defaultRatio: .wide,
      defaultRatioWithFrames: .wide,
      resolutions: [], defaultResolution: .p720,
      durations: seconds, allowsAutomaticDuration: false, defaultDuration: 5,
      takesAudio: false, defaultAudio: nil,
      takesSeed: false, takesWatermark: false, takesReturnLastFrame: false,
      expiry: nil, defaultExpiry: 86_400,
      maxImages: 9, maxVideos: 3, maxVoices: 3, media: .x1, billing: .unknown)
    }
  }
}
