import Testing
import VideoTasks

@Suite struct ChoiceTests {
  private func choose(
    _ name: String? = nil, default defaultName: String? = nil, keys: Set<String> = [],
    needsKey: Bool = true
  ) throws(ProfileChoiceError) -> String {
    try Choice.profile(
      named: name, default: defaultName, among: Profile.builtIn, needsKey: needsKey
    ) { keys.contains($0.name) }.name
  }

  private func profile(_ name: String) throws -> Profile {
    try #require(Profile.builtIn.first { $0.name == name })
  }

  @Test func `without a name the first profile with a key is taken, else the sandbox`() throws {
    #expect(try choose(keys: ["x1", "byteplus"]) == "byteplus")
    #expect(try choose(keys: ["byteplus", "apiyi"]) == "apiyi")
    #expect(try choose() == "sandbox")
    #expect(try choose(default: "volcengine", keys: ["apiyi", "volcengine"]) == "volcengine")
    #expect(try choose("byteplus", default: "apiyi", keys: ["apiyi", "byteplus"]) == "byteplus")
  }

  @Test func `a named profile without a key is an error and never the sandbox`() {
    #expect(throws: ProfileChoiceError.noKey(name: "apiyi", variable: "APIYI_API_KEY")) {
      try choose("apiyi", keys: ["volcengine"])
    }
    #expect(throws: ProfileChoiceError.noKey(name: "byteplus", variable: "BYTEPLUS_API_KEY")) {
      try choose(default: "byteplus")
    }
    #expect(throws: Never.self) { try choose("apiyi", needsKey: false) }
    #expect(throws: Never.self) { try choose("sandbox") }
  }

  @Test func `a profile whose server is the sandbox needs no key`() throws {
    var apiyi = try profile("apiyi")
    apiyi.server = .sandbox
    let chosen = try Choice.profile(named: "apiyi", default: nil, among: [apiyi]) { _ in false }
    #expect(chosen.name == "apiyi")
  }

  @Test func `an unknown profile is answered with the nearest name`() {
    let error = #expect(throws: ProfileChoiceError.self) { try choose("apiy") }
    #expect(
      error?.message
        == "There is no profile named apiy, so nothing was sent. Did you mean apiyi?")
  }

  @Test func `the model is the one named, else the profile's, else the first that fits`() throws {
    var profile = try profile("apiyi")
    var draft = RequestDraft(prompt: "x")
    #expect(try Choice.model(for: draft, in: profile).get().id == Models.standard)
    profile.model = Models.mini
    #expect(try Choice.model(for: draft, in: profile).get().id == Models.mini)
    draft.model = Models.long
    #expect(try Choice.model(for: draft, in: profile).get().id == Models.long)
  }

  @Test func `the first model that allows the mode is taken`() throws {
    var profile = try profile("apiyi")
    profile.catalogue.models[0].modes = [.text]
    var draft = RequestDraft(prompt: "x")
    draft.firstFrame = .asset("a")
    #expect(try Choice.model(for: draft, in: profile).get().id == Models.fast)
  }

  @Test func `an unknown model is answered with the nearest, and other broken rules with it`()
    throws
  {
    var draft = RequestDraft(prompt: "")
    draft.model = "doubao-seedance-2-0-fats-260128"
    draft.duration = 16
    draft.resolution = "8k"
    let violations = Rules.check(draft, profile: try profile("apiyi")).violations
    // 16 s would be right for one of the models, so it is not held against the draft.
    #expect(violations.map(\.rule) == ["unknown-model", "prompt-missing", "resolution-offered"])
    #expect(violations.first?.field == "model")
    #expect(violations.first?.fix == "Use \(Models.fast), the nearest name.")
  }

  @Test func `an endpoint id is refused by a reseller and taken by the vendor's own Ark`() throws {
    var draft = RequestDraft(prompt: "x")
    draft.model = "ep-20260101-abcde"
    #expect(Rules.check(draft, profile: try profile("apiyi")).rules == ["model ep-prefix"])
    for name in ["volcengine", "byteplus"] {
      let request = try Rules.check(draft, profile: try profile(name)).get()
      #expect(request.model == "ep-20260101-abcde")
    }
  }

  @Test func `a profile without models says so in a sentence`() throws {
    var profile = try profile("x1")
    profile.catalogue = .empty
    let violations = Rules.check(RequestDraft(prompt: "x"), profile: profile).violations
    #expect(violations.map(\.rule) == ["profile-without-models"])
    #expect(violations.first?.message.hasPrefix("The profile x1 offers no models") == true)
  }

  @Test func `a model that needs a video is chosen only where there is one`() throws {
    let profile = try profile("kyyvideo2")
    var draft = RequestDraft(prompt: "x")
    #expect(try Choice.model(for: draft, in: profile).get().id == "seedance_2_0_pro")
    draft.images = addresses(1)
    #expect(try Choice.model(for: draft, in: profile).get().id == "seedance_2_0_pro")
    draft.videos = addresses(1, "mp4")
    #expect(try Choice.model(for: draft, in: profile).get().id == "seedance_2_0")
    draft = RequestDraft(prompt: "x")
    draft.firstFrame = .asset("a")
    #expect(try Choice.model(for: draft, in: profile).get().id == "seedance_2_0_pro")
  }
}
