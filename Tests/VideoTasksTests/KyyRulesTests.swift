import Testing
import VideoTasks

/// What the rules say to users of `kyyvideo2`, `kyyaipower` and `x1`.
@Suite struct KyyRulesTests {
  private func violation(
    _ api: API, _ model: String, _ change: (inout RequestDraft) -> Void
  ) throws -> Violation {
    var draft = RequestDraft(prompt: "A red fox")
    change(&draft)
    let spec = try #require(ModelCatalogue.builtIn(for: api)[model])
    let violations = Rules.check(draft, model: spec).violations
    #expect(violations.count == 1)
    return try #require(violations.first)
  }

  @Test(
    "a model that needs a video names the one that does not",
    arguments: [
      ("seedance_2_0", "seedance_2_0_pro"), ("seedance_2_0_fast", "seedance_2_0_fast_pro"),
    ])
  func video(model: String, other: String) throws {
    let text = try violation(.kyyvideo2, model) { _ in }
    #expect(text.rule == "video-required" && text.field == "video")
    #expect(text.fix == "Add --video, or use the model \(other).")
    let frame = try violation(.kyyvideo2, model) { $0.firstFrame = .asset("a") }
    #expect(frame.rule == "video-required" && frame.field == "first-frame")
    #expect(frame.fix == "Use the model \(other).")
  }

  @Test(
    "a tier that is part of the name names the model of that tier",
    arguments: [
      ("seedance_1_5_pro_480p", "1080p", "Leave it out, or use the model seedance_1_5_pro_1080p."),
      ("seedance_1_5_pro_480p", "480p", "Leave it out: it is part of the model's name."),
      ("seedance_2_0_6s_10s", "720p", "Leave it out, or use the model seedance_1_5_pro_720p."),
      ("seedance_1_5_pro_480p", "4k", "Leave it out."),
    ])
  func tier(model: String, resolution: String, fix: String) throws {
    let found = try violation(.kyyaipower, model) { $0.resolution = resolution }
    #expect(found.rule == "option-not-taken" && found.field == "resolution")
    #expect(found.fix == fix)
  }

  @Test func `a length that another model makes names that model`() throws {
    let found = try violation(.kyyaipower, "seedance_2_0_4s_5s") { $0.duration = 8 }
    #expect(found.fix == "Use 5, or the model seedance_2_0_6s_10s.")
    let none = try violation(.kyyaipower, "seedance_2_0_11s_15s") { $0.duration = 16 }
    #expect(none.fix == "Use 15.")
  }

  @Test func `sound where there is no such field names a model with sound`() throws {
    let power = try violation(.kyyaipower, "seedance_2_0_4s_5s") { $0.audio = true }
    #expect(power.fix == "Leave it out, or use a model with sound, as seedance_1_5_pro_480p.")
    let x1 = try violation(.x1, "seedance_2_0_x1_official") {
      $0.firstFrame = .asset("a")
      $0.audio = false
    }
    #expect(x1.fix == "Leave it out.")
  }

  @Test(arguments: [API.kyyvideo2, .kyyaipower, .x1])
  func `a local file is refused with what to do`(api: API) throws {
    let model = try #require(ModelCatalogue.builtIn(for: api).models.last)
    let found = try violation(api, model.id) { $0.firstFrame = .file("fox.png") }
    #expect(found.rule == "file-needs-url")
    #expect(
      found.message
        == "fox.png is on this machine, and the API takes media only by address.")
    #expect(found.fix.hasPrefix("Put it where the server can fetch it and give that"))
    #expect(found.fix.contains("rushes asset add URL --kind image") == (api != .kyyaipower))
  }

  @Test func `words alone on x1 are answered with the options that help`() throws {
    let found = try violation(.x1, "seedance_2_0_x1_official") { _ in }
    #expect(found.rule == "mode-offered")
    #expect(found.message == "Seedance X1 official makes no video from words alone.")
    #expect(found.fix.hasPrefix("Add --first-frame, --image or --video. "))
  }

  @Test func `a value is stated where the server's default is none that the model makes`() throws {
    func request(_ api: API, _ id: String) throws -> VideoRequest {
      let model = try #require(ModelCatalogue.builtIn(for: api)[id])
      return try Rules.check(RequestDraft(prompt: "x"), model: model).get()
    }
    #expect(try request(.kyyaipower, "seedance_2_0_6s_10s").duration == .seconds(6))
    #expect(try request(.kyyaipower, "seedance_2_0_11s_15s").duration == .seconds(11))
    #expect(try request(.kyyaipower, "seedance_2_0_4s_5s").duration == nil)
    #expect(try request(.kyyaipower, "seedance_1_5_pro_720p").duration == nil)
    #expect(try request(.ark, Models.long).duration == nil)
    var own = try #require(ModelCatalogue.ark[Models.standard])
    own.durations = 20...30
    own.resolutions = [.p1080]
    own.ratios = [.tall, .wide]
    let stated = try Rules.check(RequestDraft(prompt: "x"), model: own).get()
    #expect(stated.duration == .seconds(20))
    #expect(stated.resolution == .p1080)
    #expect(stated.ratio == .tall)
    var draft = RequestDraft(prompt: "x")
    draft.duration = 25
    #expect(try Rules.check(draft, model: own).get().duration == .seconds(25))
  }

  @Test(arguments: API.allCases)
  func `nothing is stated for a model that makes what its server takes by default`(api: API) throws
  {
    for model in ModelCatalogue.builtIn(for: api).models
    where model.durations.contains(model.defaultDuration) {
      var draft = RequestDraft(prompt: "x")
      if model.minVideos > 0 {
        draft.videos = addresses(1, "mp4")
      } else {
        draft.firstFrame = .url("https://media.example/a.png")
      }
      let request = try Rules.check(draft, model: model).get()
      #expect(request.duration == nil && request.ratio == nil && request.resolution == nil)
    }
  }
}
