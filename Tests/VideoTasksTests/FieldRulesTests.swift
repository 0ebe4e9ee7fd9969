import Testing
import VideoTasks

@Suite struct FieldRulesTests {
  static let cases: [RuleCase] = [
    RuleCase("a prompt alone") { _ in },
    RuleCase("an offered ratio") { $0.ratio = "21:9" },
    RuleCase("adaptive") { $0.ratio = "adaptive" },
    RuleCase("another ratio", "ratio ratio-offered") { $0.ratio = "2:1" },
    RuleCase("a ratio in capitals", "ratio ratio-offered") { $0.ratio = "ADAPTIVE" },
    RuleCase("an empty ratio", "ratio ratio-offered") { $0.ratio = "" },
    RuleCase("1080p") { $0.resolution = "1080p" },
    RuleCase("1080p on fast", "resolution resolution-of-model", model: Models.fast) {
      $0.resolution = "1080p"
    },
    RuleCase("1080p on mini", "resolution resolution-of-model", model: Models.mini) {
      $0.resolution = "1080p"
    },
    RuleCase("720p on fast", model: Models.fast) { $0.resolution = "720p" },
    RuleCase("480p on fast", model: Models.fast) { $0.resolution = "480p" },
    RuleCase("4k", "resolution resolution-offered") { $0.resolution = "4k" },
    RuleCase("4 s") { $0.duration = 4 },
    RuleCase("15 s") { $0.duration = 15 },
    RuleCase("the model's own length") { $0.duration = -1 },
    RuleCase("3 s", "duration duration-range") { $0.duration = 3 },
    RuleCase("16 s", "duration duration-range") { $0.duration = 16 },
    RuleCase("0 s", "duration duration-range") { $0.duration = 0 },
    RuleCase("-2 s", "duration duration-range") { $0.duration = -2 },
    RuleCase("30 s on 2.5", model: Models.long) { $0.duration = 30 },
    RuleCase("31 s on 2.5", "duration duration-range", model: Models.long) { $0.duration = 31 },
    RuleCase("a random seed") { $0.seed = -1 },
    RuleCase("the largest seed") { $0.seed = 4_294_967_295 },
    RuleCase("a seed too large", "seed seed-range") { $0.seed = 4_294_967_296 },
    RuleCase("a seed too small", "seed seed-range") { $0.seed = -2 },
    RuleCase("the shortest expiry") { $0.expiresAfter = 3600 },
    RuleCase("the longest expiry") { $0.expiresAfter = 259_200 },
    RuleCase("an expiry too short", "expires-after expires-range") { $0.expiresAfter = 3599 },
    RuleCase("an expiry too long", "expires-after expires-range") { $0.expiresAfter = 259_201 },
    RuleCase("every flag") {
      $0.audio = false
      $0.watermark = true
      $0.returnLastFrame = true
    },
    RuleCase(
      "everything wrong at once, in the form's order", "prompt prompt-missing",
      "ratio ratio-offered", "resolution resolution-offered", "duration duration-range",
      "seed seed-range", "expires-after expires-range"
    ) {
      $0.expiresAfter = 1
      $0.seed = -5
      $0.duration = 99
      $0.resolution = "x"
      $0.ratio = "y"
      $0.prompt = " \n"
    },
  ]

  @Test("single values are held against the model", arguments: cases)
  func table(row: RuleCase) throws {
    #expect(try row.check().rules == row.broken)
  }

  @Test(
    "the fix names the nearest value that is allowed",
    arguments: [
      RuleCase("2:1", "Use 16:9.") { $0.ratio = "2:1" },
      RuleCase("1:2", "Use 9:16.") { $0.ratio = "1:2" },
      RuleCase("3:1", "Use 21:9.") { $0.ratio = "3:1" },
      RuleCase("16x9", "Use 16:9.") { $0.ratio = "16x9" },
      RuleCase("5:4", "Use 4:3.") { $0.ratio = "5:4" },
      RuleCase("Adaptive", "Use adaptive.") { $0.ratio = "Adaptive" },
      RuleCase("no shape", "Use adaptive.") { $0.ratio = "wide" },
      RuleCase("4k", "Use 1080p.") { $0.resolution = "4k" },
      RuleCase("540", "Use 480p.") { $0.resolution = "540" },
      RuleCase("HD", "Use 720p.") { $0.resolution = "HD" },
      RuleCase("1080p on fast", "Use 720p, or the model \(Models.standard).", model: Models.fast) {
        $0.resolution = "1080p"
      },
      RuleCase("99 s", "Use 15.") { $0.duration = 99 },
      RuleCase("20 s", "Use 15, or the model \(Models.long).") { $0.duration = 20 },
      RuleCase("1 s", "Use 4.") { $0.duration = 1 },
      RuleCase("an expiry of a minute", "Use 3600.") { $0.expiresAfter = 60 },
      RuleCase("a seed of -9", "Use -1, or leave it out for a random one.") { $0.seed = -9 },
    ])
  func fixes(row: RuleCase) throws {
    #expect(try row.check().violations.map(\.fix) == row.broken)
  }

  @Test func `the message names the value and everything that is offered`() throws {
    let row = RuleCase("", model: Models.fast) {
      $0.ratio = "2:1"
      $0.resolution = "1080p"
      $0.duration = 16
    }
    #expect(
      try row.check().violations.map(\.message) == [
        "Seedance 2.0 fast does not offer the ratio 2:1; it offers 16:9, 4:3, 1:1, 3:4, 9:16, 21:9 "
          + "and adaptive.",
        "Seedance 2.0 fast does not offer 1080p; it offers 480p and 720p.",
        "Seedance 2.0 fast does not make clips of 16 s; it makes 4 to 15 whole seconds, or -1 to "
          + "let the model choose.",
      ])
  }

  @Test func `a value from outside cannot put control characters into a message`() throws {
    let row = RuleCase("") { $0.ratio = "\u{1B}[2J\u{202E}2:1\n" }
    let message = try #require(try row.check().violations.first).message
    #expect(message.hasPrefix("Seedance 2.0 does not offer the ratio [2J2:1;"))
  }

  @Test func `an option that the model has no field for is refused`() throws {
    var model = try #require(ModelCatalogue.ark.models.first)
    model.takesAudio = false
    model.takesSeed = false
    model.takesWatermark = false
    model.takesReturnLastFrame = false
    model.expiry = nil
    model.resolutions = []
    model.maxVoices = 0
    var draft = RequestDraft(prompt: "x")
    draft.audio = false
    draft.seed = 1
    draft.watermark = false
    draft.returnLastFrame = false
    draft.expiresAfter = 4000
    draft.resolution = "720p"
    draft.images = addresses(1)
    draft.voices = addresses(1, "mp3")
    let fields = [
      "resolution", "audio", "seed", "watermark", "return-last-frame", "expires-after", "voice",
    ]
    let rules = Rules.check(draft, model: model).rules
    #expect(rules == fields.map { $0 + " option-not-taken" })
  }

  @Test func `a draft that breaks nothing becomes a request with what was stated`() throws {
    let row = RuleCase("") {
      $0.ratio = "9:16"
      $0.resolution = "480p"
      $0.duration = -1
      $0.audio = false
      $0.seed = 7
      $0.watermark = true
      $0.returnLastFrame = true
      $0.expiresAfter = 3600
    }
    var expected = VideoRequest(model: Models.standard, prompt: "A red fox", media: .none)
    expected.ratio = .tall
    expected.resolution = .p480
    expected.duration = .automatic
    expected.audio = false
    expected.seed = 7
    expected.watermark = true
    expected.returnLastFrame = true
    expected.expiresAfter = 3600
    #expect(try row.check().get() == expected)
  }
}
