import VideoTasks

/// What the create pages leave out and the vendors' other pages say, and what has no page at all.
enum OtherSentences {
  static let all: [Sentence] = ark + kyyvideo2 + kyyaipower + x1 + ownRules

  // MARK: The media table

  private static let arkPage = Page(
    name: "ark's media table", profile: "volcengine", model: Models.standard)

  private static func video(_ rule: RuleName, _ text: String, _ facts: MediaFacts...) -> Sentence {
    arkPage.breaks(rule, text) { scene in
      for fact in facts { scene.give(.referenceVideo, fact) }
    }
  }

  private static func image(_ rule: RuleName, _ text: String, _ facts: MediaFacts) -> Sentence {
    arkPage.breaks(rule, text) { $0.give(.firstFrame, facts) }
  }

  private static func voice(_ rule: RuleName, _ text: String, _ facts: MediaFacts...) -> Sentence {
    arkPage.breaks(rule, text) { scene in
      scene.images = addresses(1)
      for fact in facts { scene.give(.referenceVoice, fact) }
    }
  }

  private static let ark: [Sentence] = [
    image(.imageFormat, "jpeg png webp bmp tiff gif heic heif", .image("svg")),
    image(.imageShape, "width÷height 0.4–2.5", .image("png", 2501, 1000)),
    image(.imageSides, "each side 300–6000 px", .image("png", 299, 400)),
    image(.imageSize, "< 30 MB", .image(bytes: 30 * megabyte)),
    video(.videoResolution, "480p or 720p", .video(width: 1920, height: 1080)),
    video(.videoLength, "each 2–15 s", .video(1.9)),
    video(.videosTogether, "together ≤15 s, cut at 15.2 s", .video(7.7), .video(7.6)),
    video(.videoFormat, "mp4 or mov", .video(format: "webm")),
    video(.videoSize, "≤50 MB", .video(bytes: 50 * megabyte + 1)),
    video(.videoRate, "24–60 fps", .video(rate: 15)),
    voice(.voiceFormat, "wav or mp3", .voice(format: "flac")),
    voice(.voiceLength, "each 2–15 s", .voice(1)),
    voice(.voicesTogether, "together ≤15 s", .voice(8), .voice(8)),
    voice(.voiceSize, "≤15 MB each", .voice(bytes: 15 * megabyte + 1)),
    arkPage.breaks(.videoCount, "reference_video ≤3") { $0.videos = addresses(4, "mp4") },
    arkPage.breaks(.voiceCount, "reference_audio ≤3") {
      $0.images = addresses(1)
      $0.voices = addresses(4, "mp3")
    },
    arkPage.breaks(.videoNeedsURL, "data: base64 (images, audio; not video)") {
      $0.videos = [.file("fox.mp4")]
    },
    arkPage.breaks(.bodySize, "request body ≤64 MB") { scene in
      for name in ["a.png", "b.png", "c.png"] {
        scene.give(.referenceImage, .file(name), .success(.image(bytes: 17 * megabyte)))
      }
    },
    arkPage.breaks(.durationRange, "Seedance 2.5 (4–30 s)", model: Models.long) {
      $0.duration = 31
    },
    arkPage.breaks(.resolutionOfModel, "mini (≤720p)", model: Models.mini) {
      $0.resolution = "1080p"
    },
  ]

  // MARK: Inferred limits, and fields that an API does not have

  private static let kyyvideo2Page = Page(
    name: "kyyvideo2, other pages", profile: "kyyvideo2", model: "seedance_2_0_pro")

  private static let kyyvideo2: [Sentence] =
    [
      kyyvideo2Page.warns(.imageSize, "< 30 MB, inferred") {
        $0.give(.referenceImage, .image(bytes: 30 * megabyte))
      },
      kyyvideo2Page.warns(.videoFormat, "mp4 or mov, inferred") {
        $0.give(.referenceVideo, .video(format: "webm"))
      },
      kyyvideo2Page.warns(.videoSize, "≤50 MB, inferred") {
        $0.give(.referenceVideo, .video(bytes: 51 * megabyte))
      },
      kyyvideo2Page.warns(.videoRate, "24–60 fps, inferred") {
        $0.give(.referenceVideo, .video(rate: 12))
      },
      kyyvideo2Page.breaks(.voiceNeedsPicture, "audio as the only reference: refuse") {
        $0.voices = addresses(1, "mp3")
      },
    ] + lacking(kyyvideo2Page, hasAudio: true)

  private static let kyyaipowerPage = Page(
    name: "kyyaipower, other pages", profile: "kyyaipower", model: "seedance_2_0_6s_10s")

  private static let kyyaipower: [Sentence] = lacking(kyyaipowerPage, hasAudio: false)

  /// Options for which an API has no field.
  private static func lacking(_ page: Page, hasAudio: Bool) -> [Sentence] {
    let changes: [(String, (inout Scene) -> Void)] = [
      ("no resolution field", { $0.resolution = "720p" }), ("no seed", { $0.seed = 1 }),
      ("no watermark", { $0.watermark = true }),
      ("no return_last_frame", { $0.returnLastFrame = true }),
      ("no execution_expires_after", { $0.expiresAfter = 3600 }),
    ]
    let audio: [(String, (inout Scene) -> Void)] =
      hasAudio ? [] : [("no audio", { $0.audio = false })]
    return (changes + audio).map { page.breaks(.optionNotTaken, $0.0, $0.1) }
  }

  private static let x1Page = Page(
    name: "x1, other pages", profile: "x1", model: "seedance_2_0_x1_discount",
    start: { $0.draft.images = addresses(1) })

  private static let x1: [Sentence] = [
    x1Page.breaks(.imageCount, "counts 9 / 3 / 3") { $0.images = addresses(10) },
    x1Page.breaks(.videoCount, "counts 9 / 3 / 3") { $0.videos = addresses(4, "mp4") },
    x1Page.breaks(.voiceCount, "counts 9 / 3 / 3") { $0.voices = addresses(4, "mp3") },
    x1Page.breaks(.imageFormat, "heic heif: 1.5 pro and ark only") {
      $0.give(.referenceImage, .image("heic"))
    },
    x1Page.breaks(.imageShape, "width÷height 0.4–2.5") {
      $0.give(.referenceImage, .image("png", 399, 1000))
    },
    x1Page.breaks(.imageSides, "each side 300–6000 px") {
      $0.give(.referenceImage, .image("png", 6001, 6000))
    },
    x1Page.warns(.imageSize, "< 30 MB, inferred") {
      $0.give(.referenceImage, .image(bytes: 31 * megabyte))
    },
    x1Page.breaks(.videoLength, "each 2–15 s") { $0.give(.referenceVideo, .video(16)) },
    x1Page.warns(.videoRate, "24–60 fps, inferred") {
      $0.give(.referenceVideo, .video(rate: 120))
    },
    x1Page.breaks(.voiceSize, "≤15 MB each") {
      $0.give(.referenceVoice, .voice(bytes: 16 * megabyte))
    },
    x1Page.hints(.image, "faces must be in the asset library") { _ in },
  ]

  // MARK: What no page needs to say

  private static let ownPage = Page(
    name: "no page", profile: "sandbox", model: Models.standard)

  private static func problem(_ rule: RuleName, _ text: String, _ problem: MediaProblem) -> Sentence
  {
    ownPage.breaks(rule, text) { $0.give(.firstFrame, .file("fox.png"), .failure(problem)) }
  }

  private static let ownRules: [Sentence] = [
    ownPage.breaks(.mediaEmpty, "a reference names something") { $0.firstFrame = .file("") },
    problem(.mediaMissing, "a local file exists", .missing),
    problem(.mediaUnreadable, "a local file can be read", .unreadable("permission denied")),
    problem(.mediaDamaged, "a local file is media", .notMedia("no such stream")),
    ownPage.breaks(.profileWithoutModels, "a profile has models") { $0.profile.catalogue = .empty },
  ]
}
