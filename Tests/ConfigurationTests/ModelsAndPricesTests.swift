import FoundationEssentials
import Testing
import VideoTasks

@testable import Configuration

@Suite struct `Models and prices of a file` {
  private func profile(_ name: String, _ text: String) throws -> Profile {
    let settings = try Settings.load(
      paths: paths(), builtIn: Profile.builtIn, files: files([configFile: text]))
    return try #require(settings.profile(named: name))
  }

  @Test func `a new model states whatever it does otherwise than the one it is like`() throws {
    let text = """
      profiles:
        kyyaipower:
          models:
            seedance_3_0:
              like: seedance_2_0_6s_10s
              title: Seedance 3.0
              modes: [text, references]
              durations: 5-20
              default_duration: 8
              automatic_duration: yes
              resolutions: [720p, 1080p]
              default_resolution: 1080p
              ratios: ["16:9", "1:1"]
              default_ratio: "1:1"
              audio: yes
              seed: yes
              watermark: yes
              return_last_frame: yes
              max_images: 4
              min_videos: 1
              max_videos: 2
              max_voices: 1
              billing: seconds
      """
    let catalogue = try profile("kyyaipower", text).catalogue
    #expect(catalogue.models.count == 7)
    let model = try #require(catalogue["seedance_3_0"])
    #expect(model.title == "Seedance 3.0" && model.api == .kyyaipower)
    #expect(model.modes == [.text, .references])
    #expect(model.durations == 5...20 && model.durationWhenUnstated == 8)
    #expect(model.allowsAutomaticDuration)
    #expect(model.resolutions == [.p720, .p1080] && model.resolutionWhenUnstated == .p1080)
    #expect(
      model.ratios == [.wide, .square] && model.ratioWhenUnstated(in: .firstFrame) == .square)
    #expect(model.takesAudio && model.takesSeed && model.takesWatermark)
    #expect(model.takesReturnLastFrame)
    #expect(model.maxImages == 4 && model.minVideos == 1)
    #expect(model.maxVideos == 2 && model.maxVoices == 1)
    #expect(model.billing == .seconds)
    // What is not stated is kept.
    #expect(model.promptLimits?.chineseCharacters == 500)
    #expect(model.media == .kyyaipower20)
  }

  @Test func `a built-in model can be changed without being like another`() throws {
    let text =
      "profiles: { x1: { models: { seedance_2_0_x1_official: { audio: no, billing: tasks } } } }"
    let catalogue = try profile("x1", text).catalogue
    #expect(catalogue.models.count == 4)
    #expect(catalogue["seedance_2_0_x1_official"]?.billing == .tasks)
  }

  @Test func `a new model's first value is stated where the server's default is none of its own`()
    throws
  {
    let text = "profiles: { apiyi: { models: { long: { like: \(fast), durations: 20-60 } } } }"
    let model = try #require(try profile("apiyi", text).catalogue["long"])
    #expect(model.defaultDuration == 5)
    let request = try Rules.check(RequestDraft(prompt: "x"), model: model).get()
    #expect(request.duration == .seconds(20))
  }

  @Test func `prices by second and by task are taken`() throws {
    let text = """
      profiles:
        kyyaipower:
          prices:
            seedance_1_5_pro_720p: { currency: USD, per_second: 0.05, per_second_silent: 0.025 }
            seedance_2_0_4s_5s: { currency: CNY, per_task: 3 }
      """
    let profile = try profile("kyyaipower", text)
    let seconds = try #require(profile.price(of: "seedance_1_5_pro_720p"))
    #expect(seconds.perSecond == Decimal(string: "0.05"))
    #expect(seconds.perSecondSilent == Decimal(string: "0.025"))
    #expect(seconds.perMillion == nil && seconds.perTask == nil)
    #expect(profile.price(of: "seedance_2_0_4s_5s") == Price(currency: "CNY", perTask: 3))
    #expect(profile.price(of: "seedance_2_0_6s_10s") == nil)
  }

  @Test(arguments: [
    (
      "models: { new: { like: LIKE, audio: loud } }",
      #"3: "audio" is "loud", and must be true or false."#
    ),
    (
      "models: { new: { like: LIKE, billing: hours } }",
      #"3: "billing" is "hours", and must be "tokens", "seconds", "tasks" or "unknown"."#
    ),
    (
      "models: { new: { like: LIKE, max_images: -1 } }",
      #"3: "max_images" is "-1", and must be a whole number from 0 to 100."#
    ),
    (
      "models: { new: { like: LIKE, min_videos: 4 } }",
      #"3: "min_videos" of "new" is above its "max_videos" (3). Make it smaller, or state "#
        + #""max_videos" too."#
    ),
    (
      "models: { new: { like: LIKE, max_images: 0, max_videos: 0 } }",
      #"3: "modes" of "new" has "references", and it takes none. State "max_images" or "#
        + #""max_videos" too."#
    ),
    (
      "models: { new: { like: LIKE, default_resolution: 4k } }",
      #"3: "default_resolution" is "4k", and must be "480p", "720p" or "1080p"."#
    ),
    (
      "models: { new: { like: LIKE, modes: [image] } }",
      #"3: "modes" is "image", and must be a list of some of "text", "first_frame", "#
        + #""first_and_last_frame" or "references", each once."#
    ),
    (
      "models: { new: { like: LIKE, max_image: 2 } }",
      #"3: "max_image" is not a setting here. Did you mean "max_images"?"#
    ),
    (
      "prices: { LIKE: { currency: USD, per_secnd: 1 } }",
      #"3: "per_secnd" is not a setting here. Did you mean "per_second"?"#
    ),
    (
      "prices: { LIKE: { per_second: 1 } }",
      #"3: The price of "doubao-seedance-2-0-260128" needs "currency" and "per_million", "#
        + #""per_second" or "per_task"."#
    ),
    (
      "prices: { LIKE: { currency: USD, per_task: much } }",
      #"3: "per_task" is "much", and must be an amount of money like 7.0."#
    ),
  ])
  func `a mistake is named with its line and its remedy`(setting: String, sentence: String) {
    let line = setting.split(separator: "LIKE", omittingEmptySubsequences: false)
      .joined(separator: "doubao-seedance-2-0-260128")
    // Profiles without a price of their own, as the built-in ones would complete the stated one.
    #expect(complaint("profiles:\n  sandbox:\n    \(line)\n") == sentence)
  }
}
