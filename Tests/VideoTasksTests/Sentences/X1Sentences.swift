import VideoTasks

/// The create page of Seedance X1.
enum X1Sentences {
  static let page = Page(
    name: "x1", profile: "x1", model: "seedance_2_0_x1_official",
    start: { $0.draft.firstFrame = .url("https://media.example/a.png") })

  static let all: [Sentence] = fields + content + fieldsRefused

  private static let fields: [Sentence] = [
    page.noRule(
      "All requests require a Bearer token in the request header",
      because: "a key is the profile's: without one nothing is chosen, so nothing is sent"),
    page.breaks(.unknownModel, "User-facing model name. Available values:") {
      $0.model = "seedance_2_0_x1"
    },
    page.breaks(.resolutionOffered, "Output resolution. Default:") { $0.resolution = "4k" },
    page.breaks(.ratioOffered, "Output aspect ratio. Default:") { $0.ratio = "adaptive" },
    page.breaks(.durationRange, "range: 4-15") { $0.duration = 3 },
    page.breaks(.durationRange, "range: 4-15") { $0.duration = 16 },
    page.breaks(.durationRange, "Video duration in seconds. Default:") { $0.duration = -1 },
  ]

  private static let content: [Sentence] = [
    page.breaks(
      .modeOffered,
      "It must include one type=text prompt item and at least one image or reference asset."
    ) { $0.firstFrame = nil },
    page.breaks(.promptMissing, "content must include a type=text prompt item") {
      $0.prompt = ""
    },
    page.breaks(.promptMissing, "Text prompt. Required when content[].type=text.") {
      $0.prompt = "\n"
    },
    page.noRule(
      "Content type. Available values:", because: "the option that states media means their type"),
    page.noRule(
      "Semantic role of the media item.", because: "the option that states it means its role"),
    page.breaks(.fileNeedsURL, "Image URL or asset ID.") { $0.firstFrame = .file("fox.png") },
    page.breaks(.assetForm, "Image URL or asset ID.") { $0.firstFrame = .asset("a/b") },
    page.breaks(.assetForm, "Image URL or asset ID.") {
      $0.firstFrame = MediaReference("asset-20260330142158-q75m8")
    },
    page.breaks(.fileNeedsURL, "Video URL or asset ID.") {
      $0.firstFrame = nil
      $0.videos = [.file("fox.mp4")]
    },
    page.breaks(.fileNeedsURL, "Audio URL or asset ID.") {
      $0.firstFrame = nil
      $0.images = addresses(1)
      $0.voices = [.file("fox.mp3")]
    },
    page.noRule(
      "A single image without role is treated as the first-frame image.",
      because: "the dialect states the role"),
    page.breaks(
      .modeOffered,
      "Text-only generation is not supported; provide at least one image or reference asset"
    ) { $0.firstFrame = nil },
    page.breaks(.lastFrameNeedsFirst, "last_frame must be used together with first_frame") {
      $0.firstFrame = nil
      $0.lastFrame = .asset("b")
    },
    mixed { $0.images = addresses(1) },
    mixed { $0.videos = addresses(1, "mp4") },
    mixed { $0.voices = addresses(1, "mp3") },
    page.breaks(
      .voiceNeedsPicture,
      "reference_audio cannot be used alone; it must be combined with reference_image or "
        + "reference_video"
    ) {
      $0.firstFrame = nil
      $0.voices = addresses(1, "mp3")
    },
    page.breaks(.unknownModel, "seedance_fast_2_0_x1_discount | Fast discount series") {
      $0.model = "seedance_fast_2_0_x1"
    },
  ]

  private static func mixed(_ change: (inout Scene) -> Void) -> Sentence {
    page.breaks(
      .framesOrReferences,
      "First/last-frame mode cannot be mixed with reference_image, reference_video, or "
        + "reference_audio", change)
  }

  private static func refused(_ change: (inout Scene) -> Void) -> Sentence {
    page.breaks(.optionNotTaken, "The following top-level fields are not supported:", change)
  }

  private static let fieldsRefused: [Sentence] = [
    refused { $0.expiresAfter = 3600 },
    refused { $0.audio = false },
    refused { $0.returnLastFrame = false },
    refused { $0.seed = -1 },
    refused { $0.watermark = false },
    page.noRule(
      "callback_url, priority, safety_identifier, service_tier",
      because: "no option states them, and the dialect never sends them"),
    page.noRule("tools", because: "no option states them, and the dialect never sends them"),
  ]
}
