/// What the pages of the three `kyy` APIs allow, written down from them a second time: nothing
/// here is shared with the rules that check a request before it is sent.
enum KyyLimits {
  static let ratios = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"]

  // MARK: kyyvideo2

  /// Whether a model needs a reference video.
  static let video2Models = [
    "seedance_2_0": true, "seedance_2_0_fast": true,
    "seedance_2_0_pro": false, "seedance_2_0_fast_pro": false,
  ]
  static let video2Seconds: ClosedRange<Int64> = 4...15
  static let referenceImages = 1...9
  static let referenceVideos = 3
  static let referenceAudios = 3

  // MARK: kyyaipower

  struct PowerModel: Sendable {
    let seconds: ClosedRange<Int64>
    /// Seedance 1.5 pro: sound, and a length that the model may choose.
    let isPro: Bool
    let resolution: String
  }

  static let powerModels: [String: PowerModel] = [
    "seedance_1_5_pro_480p": PowerModel(seconds: 4...12, isPro: true, resolution: "480p"),
    "seedance_1_5_pro_720p": PowerModel(seconds: 4...12, isPro: true, resolution: "720p"),
    "seedance_1_5_pro_1080p": PowerModel(seconds: 4...12, isPro: true, resolution: "1080p"),
    "seedance_2_0_4s_5s": PowerModel(seconds: 4...5, isPro: false, resolution: "720p"),
    "seedance_2_0_6s_10s": PowerModel(seconds: 6...10, isPro: false, resolution: "720p"),
    "seedance_2_0_11s_15s": PowerModel(seconds: 11...15, isPro: false, resolution: "720p"),
  ]

  // MARK: x1

  static let x1Models = [
    "seedance_2_0_x1_official", "seedance_2_0_x1_discount", "seedance_fast_2_0_x1_official",
    "seedance_fast_2_0_x1_discount",
  ]
  static let x1Resolutions = ["480p", "720p", "1080p"]
  static let x1Ratios = ["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"]
  static let x1Seconds: ClosedRange<Int64> = 4...15
  static let x1Fields = ["model", "content", "resolution", "ratio", "duration"]
  /// What the page names as not supported.
  static let x1Refused = [
    "callback_url", "priority", "safety_identifier", "service_tier", "execution_expires_after",
    "tools", "generate_audio", "return_last_frame", "seed", "watermark",
  ]

  /// No page lets a task expire: longer than any is known.
  static let expiry = 8 * 24 * 3600
}
