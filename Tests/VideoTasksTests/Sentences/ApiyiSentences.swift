import VideoTasks

/// The create page of APIYI: Seedance 2.0 by the `ark` API.
enum ApiyiSentences {
  static let page = Page(name: "apiyi", profile: "apiyi", model: Models.standard)

  static let all: [Sentence] = setup + fields + modes

  private static let setup: [Sentence] = [
    page.noRule(
      "Bearer sk-your-api-key",
      because: "a key is the profile's: without one nothing is chosen, so nothing is sent"),
    page.noRule(
      "the Token must have the SeeDance2 group enabled",
      because: "only the server knows the groups of a key; model_not_found has advice of its own"),
    page.noRule(
      "do not use /v1/videos",
      because: "the path is the dialect's, and no option changes it"),
    page.noRule(
      #"Python requests needs the "Accept-Encoding": "identity" header"#,
      because: "the dialect's headers have it"),
    page.breaks(.unknownModel, "fill in model / content, and send") {
      $0.model = "doubao-seedance-9"
    },
    page.breaks(.endpointID, "Plain ID, no ep- prefix") { $0.model = "ep-20260101-abcde" },
    page.breaks(
      .resolutionOfModel, "doubao-seedance-2-0-fast-260128 (fast, up to 720p)", model: Models.fast
    ) { $0.resolution = "1080p" },
  ]

  private static let fields: [Sentence] = [
    page.breaks(.promptMissing, "content | array | ✓") { $0.prompt = " " },
    page.breaks(.resolutionOffered, "resolution | string | 720p | 480p / 720p / 1080p") {
      $0.resolution = "2k"
    },
    page.breaks(.resolutionOfModel, "(no 1080p on fast)", model: Models.fast) {
      $0.resolution = "1080p"
    },
    page.breaks(
      .resolutionOfModel, "1080p is not available on the fast model", model: Models.fast
    ) { $0.resolution = "1080p" },
    page.breaks(.ratioOffered, "16:9 / 4:3 / 1:1 / 3:4 / 9:16 / 21:9 / adaptive") {
      $0.ratio = "2:1"
    },
    page.hints(.ratio, "recommended for image-to-video to avoid cropping") {
      $0.firstFrame = .asset("a")
      $0.ratio = "16:9"
    },
    page.breaks(.durationRange, "Whole seconds 4-15") { $0.duration = 3 },
    page.breaks(.durationRange, "Video length in whole seconds, 4-15") { $0.duration = 16 },
    page.hints(.duration, "-1 lets the model choose (billed by actual output)") {
      $0.duration = -1
    },
    page.breaks(.durationRange, "or -1 to let the model choose (billed by actual output)") {
      $0.duration = -2
    },
    page.hints(.audio, "Note it DEFAULTS TO TRUE — pass false explicitly for silent video") {
      $0.audio = nil
    },
    page.hints(.audio, "Synchronized audio (voice/SFX/music, mono)") { $0.audio = true },
    page.hints(.watermark, "Add an AI-generated watermark in the bottom-right corner") {
      $0.watermark = true
    },
    page.breaks(.seedRange, "int | -1 | [-1, 2^32-1]") { $0.seed = -2 },
    page.breaks(.seedRange, "Random seed, [-1, 2^32-1]") { $0.seed = 4_294_967_296 },
    page.hints(.seed, "same seed gives similar (not identical) results") { $0.seed = 7 },
    page.noRule(
      "Returns a watermark-free last-frame png for clip chaining",
      because: "true and false are both taken in every mode"),
    page.breaks(
      .expiresRange, "Task expiry threshold in seconds, range [3600, 259200]"
    ) { $0.expiresAfter = 3599 },
    page.breaks(
      .expiresRange, "tasks exceeding it are marked expired. Range [3600, 259200]"
    ) { $0.expiresAfter = 259_201 },
    page.noRule(
      "frames, camera_fixed, or service_tier (online inference only) — those are Seedance 1.x "
        + "parameters and will be ignored or rejected.",
      because: "no option states them, and the dialect never sends them"),
    page.noRule(
      "it is a signed link that expires in 24 hours — download immediately",
      because: "a finished video is fetched at once"),
  ]

  private static let modes: [Sentence] = [
    page.breaks(.promptMissing, "Text-to-video | 1 text") { $0.prompt = "" },
    page.noRule(
      "First frame | optional text + 1 image_url",
      because: "--first-frame holds one picture, and the prompt may be left out beside it"),
    page.breaks(.lastFrameNeedsFirst, "First + last frame | optional text + 2 image_url") {
      $0.lastFrame = .asset("b")
    },
    page.noRule(
      "required: first_frame / last_frame", because: "the dialect states the roles of both"),
    page.breaks(.promptMissing, "Multi-modal reference | text + 1-9 image_url") {
      $0.prompt = ""
      $0.images = addresses(1)
    },
    page.breaks(.imageCount, "Multi-modal reference: 1-9 image_url items") {
      $0.images = addresses(10)
    },
    page.noRule(
      "text + 1-9 image_url",
      because: "the lower end: a video is taken without an image too, as the vendors' pages say"),
    page.noRule(
      "Text-to-video: a single text item",
      because: "one option holds the prompt, and the dialect makes one item of it"),
    page.noRule(
      "plus optional video_url / audio_url",
      because: "a permission; how many the vendors' other pages say"),
    page.breaks(.framesOrReferences, "The three image modes are mutually exclusive") {
      $0.firstFrame = .asset("a")
      $0.images = addresses(1)
    },
    page.breaks(.urlForm, "data:image/png;base64,...") {
      $0.images = [MediaReference("data:image/png;base64,AAAA")]
    },
    page.breaks(.assetForm, "asset IDs (asset://...)") { $0.images = [.asset("a b")] },
    page.hints(.firstFrame, "Inputs containing real human faces are rejected") {
      $0.firstFrame = .url("https://media.example/a.png")
    },
    page.breaks(
      .voiceNeedsPicture, "Audio must be sent together with at least one image or video."
    ) { $0.voices = addresses(1, "mp3") },
  ]
}
