internal import FoundationEssentials
internal import VideoTasks

/// One row of `rushes models --json`: everything that the catalogue says of a model, and its price.
struct ModelJSON: Encodable {
  private enum CodingKeys: String, CodingKey {
    case profile, api, model, title, modes, ratios, resolutions, shortest, longest, automatic, audio
    case seed, watermark, images, videos, voices, billing, price, files, assets
    case promptOptional = "prompt_optional"
    case promptCharacters = "prompt_chinese_characters"
    case promptWords = "prompt_english_words"
    case defaultRatio = "default_ratio"
    case defaultRatioWithFrames = "default_ratio_with_frames"
    case defaultResolution = "default_resolution"
    case defaultDuration = "default_duration"
    case defaultAudio = "default_audio"
    case returnLastFrame = "return_last_frame"
    case shortestExpiry = "shortest_expiry"
    case longestExpiry = "longest_expiry"
    case leastVideos = "least_videos"
    case formats, warnings
  }

  let profile: Profile
  let spec: ModelSpec

  static func rows(_ profile: Profile) -> [ModelJSON] {
    profile.catalogue.models.map { ModelJSON(profile: profile, spec: $0) }
  }

  // Written by hand because members that do not apply are null, not absent.
  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(profile.name, forKey: .profile)
    try members.encode(profile.api, forKey: .api)
    try members.encode(spec.id, forKey: .model)
    try members.encode(spec.title, forKey: .title)
    try members.encode(spec.modes, forKey: .modes)
    try members.encode(spec.modesWithoutPrompt, forKey: .promptOptional)
    try members.encode(spec.promptLimits?.chineseCharacters, forKey: .promptCharacters)
    try members.encode(spec.promptLimits?.englishWords, forKey: .promptWords)
    try encodeChoices(&members)
    try members.encode(spec.takesSeed, forKey: .seed)
    try members.encode(spec.takesWatermark, forKey: .watermark)
    try members.encode(spec.takesReturnLastFrame, forKey: .returnLastFrame)
    try members.encode(spec.expiry?.lowerBound, forKey: .shortestExpiry)
    try members.encode(spec.expiry?.upperBound, forKey: .longestExpiry)
    try encodeMedia(&members)
    try members.encode(spec.billing.rawValue, forKey: .billing)
    try members.encode(profile.price(of: spec.id).map(PriceJSON.init), forKey: .price)
  }

  private func encodeChoices(_ members: inout KeyedEncodingContainer<CodingKeys>) throws {
    try members.encode(spec.ratios, forKey: .ratios)
    try members.encode(spec.ratioWhenUnstated(in: .text), forKey: .defaultRatio)
    try members.encode(spec.ratioWhenUnstated(in: .firstFrame), forKey: .defaultRatioWithFrames)
    try members.encode(spec.resolutions, forKey: .resolutions)
    try members.encode(spec.resolutionWhenUnstated, forKey: .defaultResolution)
    try members.encode(spec.durations.lowerBound, forKey: .shortest)
    try members.encode(spec.durations.upperBound, forKey: .longest)
    try members.encode(spec.allowsAutomaticDuration, forKey: .automatic)
    try members.encode(spec.durationWhenUnstated, forKey: .defaultDuration)
    try members.encode(spec.takesAudio, forKey: .audio)
    try members.encode(spec.defaultAudio, forKey: .defaultAudio)
  }

  private func encodeMedia(_ members: inout KeyedEncodingContainer<CodingKeys>) throws {
    try members.encode(spec.maxImages, forKey: .images)
    try members.encode(spec.minVideos, forKey: .leastVideos)
    try members.encode(spec.maxVideos, forKey: .videos)
    try members.encode(spec.maxVoices, forKey: .voices)
    try members.encode(spec.media.takesFiles, forKey: .files)
    try members.encode(spec.media.takesAssets, forKey: .assets)
    let formats = Dictionary(
      uniqueKeysWithValues: MediaKind.allCases.map { ($0.rawValue, spec.media.formats(of: $0)) })
    try members.encode(formats, forKey: .formats)
    try members.encode(spec.media.warnsOnly.map(\.rawValue).sorted(), forKey: .warnings)
  }
}

/// A price of `rushes models --json`; a rate that is not known is null.
private struct PriceJSON: Encodable {
  private enum CodingKeys: String, CodingKey {
    case currency
    case perMillion = "per_million"
    case perMillionWithVideo = "per_million_with_video"
    case perMillion1080p = "per_million_1080p"
    case perMillion1080pWithVideo = "per_million_1080p_with_video"
    case perSecond = "per_second"
    case perSecondSilent = "per_second_silent"
    case perTask = "per_task"
  }

  let price: Price

  init(_ price: Price) { self.price = price }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(price.currency, forKey: .currency)
    try members.encode(price.perMillion, forKey: .perMillion)
    try members.encode(price.perMillionWithVideo, forKey: .perMillionWithVideo)
    try members.encode(price.perMillion1080p, forKey: .perMillion1080p)
    try members.encode(price.perMillion1080pWithVideo, forKey: .perMillion1080pWithVideo)
    try members.encode(price.perSecond, forKey: .perSecond)
    try members.encode(price.perSecondSilent, forKey: .perSecondSilent)
    try members.encode(price.perTask, forKey: .perTask)
  }
}
