import FoundationEssentials
import Testing
import VideoTasks

@Suite struct CatalogueTests {
  @Test func `the built-in profiles come in the order of choosing, the sandbox last`() {
    #expect(Profile.builtIn.map(\.name) == Choice.order + ["sandbox"])
  }

  @Test func `the built-in profiles ask as often as the contract says`() {
    let limits = Profile.builtIn.map {
      "\($0.name) \($0.maxActive) \($0.requestsPerMinute) \($0.pollInterval.wholeMilliseconds)"
    }
    #expect(
      limits == [
        "apiyi 15 180 10000", "volcengine 3 180 10000", "byteplus 3 180 10000",
        "kyyvideo2 15 60 10000", "kyyaipower 15 60 10000", "x1 15 60 10000",
        "sandbox 15 600 1000",
      ])
  }

  @Test(
    "prices follow the tier and whether a video goes in",
    arguments: [
      ("volcengine", Models.standard, Resolution.p720, false, "46"),
      ("volcengine", Models.standard, .p480, true, "28"),
      ("volcengine", Models.standard, .p1080, false, "51"),
      ("volcengine", Models.standard, .p1080, true, "31"),
      ("volcengine", Models.fast, .p720, true, "22"),
      ("volcengine", Models.mini, .p480, false, "23"),
      ("byteplus", Models.standard, .p720, false, "7"),
      ("byteplus", Models.standard, .p1080, true, "4.7"),
      ("byteplus", Models.fast, .p720, false, "5.6"),
      ("byteplus", Models.mini, .p720, true, "2.1"),
      ("sandbox", Models.standard, .p720, false, "46"),
    ])
  func prices(
    name: String, model: String, tier: Resolution, hasVideo: Bool, expected: String
  ) throws {
    let profile = try #require(Profile.builtIn.first { $0.name == name })
    let price = try #require(profile.price(of: model))
    #expect(
      price.perMillion(resolution: tier, hasVideoInput: hasVideo)?.description == expected)
    #expect(price.currency == (name == "byteplus" ? "USD" : "CNY"))
  }

  @Test func `on APIYI fast costs as standard once a price is stated, and nothing is made up`()
    throws
  {
    var apiyi = try #require(Profile.builtIn.first { $0.name == "apiyi" })
    #expect(apiyi.price(of: Models.standard) == nil)
    #expect(apiyi.price(of: Models.fast) == nil)
    apiyi.prices[Models.standard] = Price(currency: "USD", perMillion: 7)
    #expect(apiyi.price(of: Models.fast) == apiyi.price(of: Models.standard))
    apiyi.prices[Models.fast] = Price(currency: "USD", perMillion: 5)
    #expect(apiyi.price(of: Models.fast)?.perMillion == 5)
  }

  @Test func `nobody has published a price of 2.5`() {
    #expect(Profile.builtIn.allSatisfy { $0.price(of: Models.long) == nil })
  }

  @Test func `only the vendor's own Ark lists and cancels`() throws {
    #expect(
      Profile.builtIn.filter(\.isOfficialArk).map(\.name) == ["volcengine", "byteplus", "sandbox"])
    var own = try #require(Profile.builtIn.first)
    own.server = .sandbox
    #expect(!own.isOfficialArk)
    own.name = "mine"
    own.server = .url("https://ark.cn-beijing.volces.com/api/v3")
    #expect(own.isOfficialArk)
    own.server = .url("https://volces.com.example/api/v3")
    #expect(!own.isOfficialArk)
  }

  @Test func `a form offers what the model and the mode take`() throws {
    let fast = try #require(ModelCatalogue.ark[Models.fast])
    let text = FieldOptions(model: fast, mode: .text)
    #expect(text.resolutions == [.p480, .p720])
    #expect(text.durations == (4...15).map(ClipDuration.seconds) + [.automatic])
    #expect(text.needsPrompt && text.maximumMedia.values.allSatisfy { $0 == 0 })
    let frames = FieldOptions(model: fast, mode: .firstAndLastFrame)
    #expect(!frames.needsPrompt && frames.maximumMedia[.lastFrame] == 1)
    let references = FieldOptions(model: fast, mode: .references)
    #expect(references.maximumMedia[.referenceImage] == 9)
    #expect(references.maximumMedia[.referenceVoice] == 3)
    #expect(references.maximumMedia[.firstFrame] == 0)
  }

  @Test func `hints say what the rules do not`() throws {
    let model = try #require(ModelCatalogue.ark[Models.standard])
    var draft = RequestDraft(prompt: "x")
    #expect(Hints.of(draft, model: model).map(\.field) == ["audio"])
    draft.audio = false
    #expect(Hints.of(draft, model: model).isEmpty)
    draft.firstFrame = .asset("a")
    draft.ratio = "16:9"
    draft.duration = -1
    draft.seed = 4
    draft.watermark = true
    #expect(
      Hints.of(draft, model: model).map(\.field) == [
        "ratio", "duration", "seed", "watermark", "first-frame",
      ])
  }

  @Test func `all models of the four create pages are there, in the pages' order`() {
    let models = API.allCases.map { ModelCatalogue.builtIn(for: $0).models.map(\.id) }
    #expect(
      models == [
        ["seedance_2_0", "seedance_2_0_fast", "seedance_2_0_pro", "seedance_2_0_fast_pro"],
        [
          "seedance_1_5_pro_480p", "seedance_1_5_pro_720p", "seedance_1_5_pro_1080p",
          "seedance_2_0_4s_5s", "seedance_2_0_6s_10s", "seedance_2_0_11s_15s",
        ],
        [Models.standard, Models.fast, Models.mini, Models.long],
        [
          "seedance_2_0_x1_official", "seedance_2_0_x1_discount", "seedance_fast_2_0_x1_official",
          "seedance_fast_2_0_x1_discount",
        ],
      ])
    for profile in Profile.builtIn {
      #expect(profile.catalogue == ModelCatalogue.builtIn(for: profile.api))
      #expect(Set(profile.prices.keys).isSubset(of: profile.catalogue.models.map(\.id)))
    }
  }

  @Test func `no model's row contradicts itself`() {
    for model in API.allCases.flatMap({ ModelCatalogue.builtIn(for: $0).models }) {
      let takesReferences = model.modes.contains(.references)
      #expect(takesReferences == (model.maxImages > 0), "\(model.id)")
      #expect(model.minVideos <= model.maxVideos)
      #expect(!model.modes.isEmpty && !model.ratios.isEmpty)
      #expect(model.resolutions.isEmpty || model.resolutions.contains(model.defaultResolution))
      #expect(model.takesAudio || model.defaultAudio == nil)
    }
  }

  @Test func `the default ratio follows the mode where the page says so`() throws {
    let power = ModelCatalogue.builtIn(for: .kyyaipower)
    let pro = try #require(power["seedance_1_5_pro_720p"])
    let short = try #require(power["seedance_2_0_4s_5s"])
    #expect(pro.defaultRatio(in: .text) == .adaptive)
    #expect(short.defaultRatio(in: .text) == .wide)
    #expect(short.defaultRatio(in: .firstFrame) == .adaptive)
    #expect(FieldOptions(model: short, mode: .firstAndLastFrame).defaultRatio == .adaptive)
    #expect(FieldOptions(model: short, mode: .text).promptLimits?.englishWords == 1000)
  }

  @Test func `a form knows what a model of another API takes as media`() throws {
    let standard = try #require(ModelCatalogue.builtIn(for: .kyyvideo2)["seedance_2_0"])
    let references = FieldOptions(model: standard, mode: .references)
    #expect(references.minimumVideos == 1 && references.needsPrompt)
    #expect(references.takesFiles.isEmpty && references.takesAssets)
    #expect(!FieldOptions(model: standard, mode: .text).isModeOffered)
    #expect(FieldOptions(model: standard, mode: .firstFrame).needsPrompt)
    let power = try #require(ModelCatalogue.builtIn(for: .kyyaipower)["seedance_1_5_pro_480p"])
    let options = FieldOptions(model: power, mode: .references)
    #expect(!options.isModeOffered && !options.takesAssets)
    #expect(options.takesAudio && options.defaultAudio == nil)
    #expect(options.maximumMedia[.referenceImage] == 0)
  }

  @Test func `hints differ by API`() throws {
    func hints(_ api: API, _ id: String, _ change: (inout RequestDraft) -> Void) throws -> [String]
    {
      var draft = RequestDraft(prompt: "x")
      change(&draft)
      let model = try #require(ModelCatalogue.builtIn(for: api)[id])
      return Hints.of(draft, model: model).map { "\($0.field): \($0.message)" }
    }
    let sound = try hints(.kyyvideo2, "seedance_2_0_pro") { _ in }
    #expect(sound == ["audio: The video gets sound unless you turn it off."])
    let unknown = try hints(.kyyaipower, "seedance_1_5_pro_480p") { _ in }
    #expect(unknown.first?.contains("not published") == true)
    let longer = try hints(.kyyaipower, "seedance_2_0_6s_10s") { _ in }
    #expect(longer.first?.hasPrefix("duration: 6 s are asked for") == true)
    // Nothing is to be said of a face where the library has seen it.
    let asset = try hints(.x1, "seedance_2_0_x1_official") { $0.images = [.asset("a")] }
    #expect(asset.isEmpty)
    let address = try hints(.x1, "seedance_2_0_x1_official") { $0.images = addresses(1) }
    #expect(address.first?.contains("rushes asset add URL --kind image") == true)
  }
}
