/// The names of all rules, as `--dry-run` prints them.
///
/// The names are part of the contract: they are added to and never changed.
public enum RuleName: String, CaseIterable, Codable, Sendable {
  // Which model.
  case unknownModel = "unknown-model"
  case endpointID = "ep-prefix"
  case profileWithoutModels = "profile-without-models"

  // The prompt.
  case promptMissing = "prompt-missing"
  case promptChinese = "prompt-chinese-characters"
  case promptEnglish = "prompt-english-words"

  // Single values.
  case optionNotTaken = "option-not-taken"
  case ratioOffered = "ratio-offered"
  case resolutionOffered = "resolution-offered"
  case resolutionOfModel = "resolution-of-model"
  case durationRange = "duration-range"
  case seedRange = "seed-range"
  case expiresRange = "expires-range"

  // What goes together.
  case framesOrReferences = "frames-or-references"
  case lastFrameNeedsFirst = "last-frame-needs-first"
  case modeOffered = "mode-offered"
  case videoRequired = "video-required"
  case voiceNeedsPicture = "voice-needs-picture"
  case imageCount = "image-count"
  case videoCount = "video-count"
  case voiceCount = "voice-count"

  // How media are named.
  case mediaEmpty = "media-empty"
  case urlForm = "url-form"
  case assetForm = "asset-form"
  case assetNotTaken = "asset-not-taken"
  case videoNeedsURL = "video-needs-url"
  case fileNeedsURL = "file-needs-url"

  // What is inside the media.
  case mediaMissing = "media-missing"
  case mediaUnreadable = "media-unreadable"
  case mediaDamaged = "media-damaged"
  case imageFormat = "image-format"
  case imageSides = "image-sides"
  case imageShape = "image-shape"
  case imageSize = "image-size"
  case videoFormat = "video-format"
  case videoLength = "video-length"
  case videosTogether = "videos-together"
  case videoSize = "video-size"
  case videoRate = "video-rate"
  case videoResolution = "video-resolution"
  case voiceFormat = "voice-format"
  case voiceLength = "voice-length"
  case voicesTogether = "voices-together"
  case voiceSize = "voice-size"
  case bodySize = "body-size"
}
