import VideoTasks

/// The create page of `kyyaipower`.
enum KyyaipowerSentences {
  static let page = Page(
    name: "kyyaipower", profile: "kyyaipower", model: "seedance_1_5_pro_720p")
  private static let short = "seedance_2_0_4s_5s"
  private static let middle = "seedance_2_0_6s_10s"
  private static let long = "seedance_2_0_11s_15s"

  static let all: [Sentence] = fields + content + notes

  private static let fields: [Sentence] = [
    page.noRule(
      "All requests require a Bearer token in the request header",
      because: "a key is the profile's: without one nothing is chosen, so nothing is sent"),
    page.noRule(
      "All requests require a Bearer token in the request header",
      because: "a key is the profile's: without one nothing is chosen, so nothing is sent"),
    page.breaks(.unknownModel, "Model name, see supported models list above") {
      $0.model = "seedance_1_0_lite_i2v"
    },
    page.noRule(
      "Supports audio generation, image-to-video",
      because: "the page's own example makes a video from text alone with such a model"),
    page.breaks(
      .ratioOffered, "Video aspect ratioOptions: 16:9, 4:3, 1:1, 3:4, 9:16, 21:9, adaptive"
    ) { $0.ratio = "5:4" },
    page.breaks(.durationRange, "Video duration in seconds, supports 2-12 seconds, defaults to 5") {
      $0.duration = 13
    },
    page.breaks(.durationRange, "Specific duration: Integer from 4-12 seconds") {
      $0.duration = 3
    },
    page.breaks(
      .durationRange, "Auto-select duration: Set to -1, model automatically selects 4-12 seconds",
      model: short
    ) { $0.duration = -1 },
    page.breaks(.durationRange, "1-5 seconds", model: short) { $0.duration = 3 },
    page.breaks(.durationRange, "1-5 seconds", model: short) { $0.duration = 6 },
    page.breaks(.durationRange, "6-10 seconds", model: middle) { $0.duration = 5 },
    page.breaks(.durationRange, "6-10 seconds", model: middle) { $0.duration = 11 },
    page.breaks(.durationRange, "11-15 seconds", model: long) { $0.duration = 10 },
    page.breaks(.durationRange, "11-15 seconds", model: long) { $0.duration = 16 },
  ]

  private static let words = "Text prompt, Chinese up to 500 characters, English up to 1000 words"

  private static let content: [Sentence] = [
    page.breaks(.promptMissing, "Input content array, supports text and image formats.") {
      $0.prompt = ""
    },
    page.breaks(.modeOffered, "Input content array, supports text and image formats.") {
      $0.videos = addresses(1, "mp4")
    },
    page.breaks(.modeOffered, "Input content array, supports text and image formats.") {
      $0.voices = addresses(1, "mp3")
    },
    page.breaks(.promptChinese, words) { $0.prompt = String(repeating: "狐", count: 501) },
    page.breaks(.promptEnglish, words) { $0.prompt = String(repeating: "fox ", count: 1001) },
    page.breaks(.promptChinese, words) {
      $0.prompt = String(repeating: "狐", count: 501) + String(repeating: " fox", count: 1000)
    },
    page.breaks(.fileNeedsURL, "image_url.url string required Image URL") {
      $0.firstFrame = .file("fox.png")
    },
    page.breaks(.urlForm, "image_url.url string required Image URL") {
      $0.firstFrame = MediaReference("ftp://media.example/fox.png")
    },
    page.breaks(.assetNotTaken, "image_url.url string required Image URL") {
      $0.firstFrame = .asset("asset-20260330142158-q75m8")
    },
    page.noRule(
      "Fixed value: image_url", because: "the option that states a picture means its type"),
    page.noRule(
      "first_frame or omit - First frame image (image-to-video with first frame)",
      because: "the dialect states the role"),
    page.breaks(
      .lastFrameNeedsFirst,
      "last_frame - Last frame image (image-to-video with first and last frames)"
    ) { $0.lastFrame = .url("https://media.example/a.png") },
    page.breaks(
      .modeOffered, "reference_image - Reference image (Seedance 1.0 lite i2v, 1-4 images)"
    ) { $0.images = addresses(1) },
    page.breaks(
      .imageFormat,
      "Format: jpeg, png, webp, bmp, tiff, gif (Seedance 1.5 pro supports heic, heif)", model: short
    ) { $0.give(.firstFrame, .image("heic")) },
    page.breaks(
      .imageFormat,
      "Format: jpeg, png, webp, bmp, tiff, gif (Seedance 1.5 pro supports heic, heif)"
    ) { $0.give(.firstFrame, .image("svg")) },
    page.breaks(.imageShape, "Aspect ratio: (0.4, 2.5)") {
      $0.give(.firstFrame, .image("png", 400, 1000))
    },
    page.breaks(.imageShape, "Aspect ratio: (0.4, 2.5)") {
      $0.give(.firstFrame, .image("png", 2500, 1000))
    },
    page.breaks(.imageSides, "Dimensions: (300px, 6000px)") {
      $0.give(.firstFrame, .image("png", 300, 400))
    },
    page.breaks(.imageSides, "Dimensions: (300px, 6000px)") {
      $0.give(.firstFrame, .image("png", 6000, 5999))
    },
    page.breaks(.imageSize, "Size: < 30 MB") {
      $0.give(.firstFrame, .image(bytes: 30 * megabyte))
    },
  ]

  private static let notes: [Sentence] = [
    page.breaks(.promptMissing, "Use 1 image as first frame, combined with text to generate video")
    {
      $0.prompt = ""
      $0.firstFrame = .url("https://media.example/a.png")
    },
    page.noRule(
      "Use 2 images as first and last frames to control video start and end",
      because: "each of the two options holds one picture"),
    page.breaks(
      .framesOrReferences,
      "Image scenarios are mutually exclusive: first frame, first and last frames, and reference "
        + "images cannot be mixed"
    ) {
      $0.firstFrame = .url("https://media.example/a.png")
      $0.images = addresses(1)
    },
    page.breaks(
      .optionNotTaken, "Audio generation is only supported by Seedance 1.5 pro series", model: short
    ) { $0.audio = true },
    page.noRule(
      "Task IDs are stored for 7 days, please save generated videos promptly",
      because: "a finished video is fetched at once"),
    page.noRule(
      "Choose appropriate resolution and duration to balance quality and cost",
      because: "the estimate stands beside the form"),
    page.hints(
      .firstFrame,
      "For image-to-video, image quality directly affects generation results"
    ) { $0.firstFrame = .url("https://media.example/a.png") },
  ]
}
