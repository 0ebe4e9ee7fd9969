import VideoTasks

/// The create page of `kyyvideo2`.
enum Kyyvideo2Sentences {
  static let page = Page(name: "kyyvideo2", profile: "kyyvideo2", model: "seedance_2_0_pro")
  private static let needsVideo =
    "seedance_2_0 and seedance_2_0_fast require at least one reference video (referenceVideos)."

  static let all: [Sentence] = models + fields + frames + references + tips

  private static let models: [Sentence] = [
    page.noRule(
      "All requests must include your API key as a Bearer token",
      because: "a key is the profile's: without one nothing is chosen, so nothing is sent"),
    page.noRule(
      "All requests must include your API key as a Bearer token",
      because: "a key is the profile's: without one nothing is chosen, so nothing is sent"),
    page.breaks(.videoRequired, needsVideo, model: "seedance_2_0") { _ in },
    page.breaks(.videoRequired, needsVideo, model: "seedance_2_0_fast") {
      $0.images = addresses(1)
    },
    page.breaks(.videoRequired, needsVideo, model: "seedance_2_0") {
      $0.firstFrame = .asset("a")
    },
    page.breaks(.videoRequired, needsVideo, model: "seedance_2_0_fast") {
      $0.voices = addresses(1, "mp3")
    },
    page.noRule(
      "seedance_2_0_pro and seedance_2_0_fast_pro work without reference videos",
      because: "a permission"),
    page.breaks(
      .unknownModel,
      "Accepted values: seedance_2_0, seedance_2_0_fast, seedance_2_0_pro, seedance_2_0_fast_pro."
    ) { $0.model = "seedance_2_0_max" },
  ]

  private static let fields: [Sentence] = [
    page.breaks(.promptMissing, "prompt string required") { $0.prompt = "" },
    page.breaks(.promptMissing, "A text description of the video you want to generate.") {
      $0.prompt = ""
      $0.firstFrame = .asset("a")
    },
    page.noRule(
      "Be specific about scene, style, motion, and lighting.",
      because: "advice that no program can check"),
    page.breaks(.durationRange, "Output video duration in seconds. Range: 415. Default: 5.") {
      $0.duration = 3
    },
    page.breaks(.durationRange, "Output video duration in seconds. Range: 4–15. Default: 5.") {
      $0.duration = 16
    },
    page.breaks(.durationRange, "duration integer") { $0.duration = -1 },
    page.noRule(
      "Longer durations increase generation time proportionally.", because: "limits nothing"),
    page.breaks(
      .ratioOffered, "Accepted values: 16:9, 4:3, 1:1, 3:4, 9:16, 21:9, adaptive."
    ) { $0.ratio = "3:2" },
    page.hints(
      .audio, "Whether to include synthesised audio in the output video. Default: true."
    ) { $0.audio = nil },
  ]

  private static let exclusive =
    "Mutually exclusive with referenceImages, referenceVideos, and referenceAudios."
  private static let takesAddress =
    "Accepts a public URL or an asset library reference in the format asset://ASSET_ID."

  private static let frames: [Sentence] = [
    page.breaks(.framesOrReferences, exclusive) {
      $0.firstFrame = .asset("a")
      $0.images = addresses(1)
    },
    page.breaks(.framesOrReferences, exclusive) {
      $0.firstFrame = .asset("a")
      $0.videos = addresses(1, "mp4")
    },
    page.breaks(
      .framesOrReferences,
      "Cannot be combined with referenceImages, referenceVideos, or referenceAudios."
    ) {
      $0.firstFrame = .asset("a")
      $0.lastFrame = .asset("b")
      $0.voices = addresses(1, "mp3")
    },
    page.breaks(.fileNeedsURL, takesAddress) { $0.firstFrame = .file("fox.png") },
    page.breaks(.urlForm, takesAddress) { $0.firstFrame = .url("https://") },
    page.breaks(.assetForm, takesAddress) { $0.firstFrame = .asset("") },
    page.breaks(.imageFormat, "Formats: JPEG, PNG, WebP, BMP, TIFF, GIF") {
      $0.give(.firstFrame, .image("heic"))
    },
    page.breaks(.imageShape, "Aspect ratio (width ÷ height): 0.4–2.5") {
      $0.give(.firstFrame, .image("png", 2501, 1000))
    },
    page.breaks(.imageSides, "Dimensions: 300–6000 px per side") {
      $0.give(.firstFrame, .image("png", 299, 300))
    },
    page.breaks(.lastFrameNeedsFirst, "Must be used together with first_image.") {
      $0.lastFrame = .asset("b")
    },
    page.breaks(.imageFormat, "Same format and dimension requirements as first_image.") {
      $0.firstFrame = .asset("a")
      $0.give(.lastFrame, .image("svg"))
    },
    page.breaks(.imageSides, "Same format and dimension requirements as first_image.") {
      $0.firstFrame = .asset("a")
      $0.give(.lastFrame, .image("png", 6001, 6000))
    },
  ]

  private static let references: [Sentence] =
    [
      page.breaks(.framesOrReferences, "Mutually exclusive with first_image and last_image.") {
        $0.firstFrame = .asset("a")
        $0.images = addresses(1)
      },
      page.breaks(
        .fileNeedsURL,
        "A list of reference image URLs or asset library references (asset://ASSET_ID)"
      ) { $0.images = [.file("fox.png")] },
      page.breaks(.imageCount, "Count: 1–9 images") { $0.images = addresses(10) },
      page.breaks(.imageFormat, "Formats: JPEG, PNG, WebP, BMP, TIFF, GIF") {
        $0.give(.referenceImage, .image("heif"))
      },
      page.breaks(.imageShape, "Aspect ratio: 0.4–2.5") {
        $0.give(.referenceImage, .image("png", 399, 1000))
      },
      page.breaks(.imageSides, "Dimensions: 300–6000 px per side") {
        $0.give(.referenceImage, .image("png", 300, 299))
      },
      page.breaks(
        .fileNeedsURL,
        "A list of reference video URLs or asset library references (asset://ASSET_ID)"
      ) { $0.videos = [.file("fox.mp4")] },
      page.breaks(.videoCount, "Count: max 3 videos") { $0.videos = addresses(4, "mp4") },
      page.breaks(.videoResolution, "Resolutions: 480p or 720p") {
        $0.give(.referenceVideo, .video(width: 1920, height: 1080))
      },
      page.breaks(.videoLength, "Duration per clip: 2–15 seconds") {
        $0.give(.referenceVideo, .video(1.5))
      },
      page.breaks(.videosTogether, "Total combined duration: ≤ 15 seconds") {
        $0.give(.referenceVideo, .video(8))
        $0.give(.referenceVideo, .video(8))
      },
      page.hints(
        .video,
        "The system automatically selects the optimal backend model based on your reference "
          + "videos."
      ) { $0.give(.referenceVideo, .video(8)) },
      page.breaks(.framesOrReferences, "Cannot be combined with first_image or last_image.") {
        $0.firstFrame = .asset("a")
        $0.videos = addresses(1, "mp4")
      },
      page.breaks(
        .fileNeedsURL,
        "A list of reference audio URLs or asset library references (asset://ASSET_ID)"
      ) {
        $0.images = addresses(1)
        $0.voices = [.file("fox.mp3")]
      },
    ] + voices

  private static func voice(
    _ rule: RuleName, _ text: String, _ facts: MediaFacts...
  ) -> Sentence {
    page.breaks(rule, text) { scene in
      scene.images = addresses(1)
      for fact in facts { scene.give(.referenceVoice, fact) }
    }
  }

  private static let voices: [Sentence] = [
    page.breaks(.voiceCount, "Count: max 3 clips") {
      $0.images = addresses(1)
      $0.voices = addresses(4, "mp3")
    },
    voice(.voiceFormat, "Formats: WAV, MP3", .voice(format: "ogg")),
    voice(.voiceLength, "Duration per clip: 2–15 seconds", .voice(15.5)),
    voice(.voicesTogether, "Total combined duration: ≤ 15 seconds", .voice(8), .voice(7.5)),
    voice(.voiceSize, "File size per clip: ≤ 15 MB", .voice(bytes: 15 * megabyte + 1)),
  ]

  private static let tips: [Sentence] = [
    page.noRule(
      "You cannot use both in the same request", because: "stated above for each of the fields"),
    page.noRule(
      "Use seedance_2_0_pro or seedance_2_0_fast_pro for text-to-video and first/last-frame tasks",
      because:
        "the first model that allows the mode is chosen, and the fix of video-required says so"),
    page.hints(
      .image,
      "If you are using reference images that contain human faces or virtual avatars, you must "
        + "upload them to the asset library first for content review."
    ) { $0.images = addresses(1) },
    page.hints(
      .video,
      "Keep your reference videos short (2–5 seconds each) and under the 15-second total cap."
    ) { $0.give(.referenceVideo, .video(9)) },
  ]
}
