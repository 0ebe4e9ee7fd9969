import FoundationEssentials
import Testing
import VideoTasks

@testable import Configuration

let sample = """
  default_profile: apiyi
  theme: dracula
  download: { directory: ~/Clips, automatic: no, sidecar: no, name: "{date}-{time}-{seed}" }   # comment
  sandbox: { seconds: 2.5 }
  colors: 256
  mouse: off
  notifications: OSC99
  slow_line: on
  motion: reduced
  plain: yes
  ascii: on
  profiles:
    apiyi:
      api: ark
      base_url: https://vip.apiyi.com/seedance/api/v3/
      key: { env: MY_KEY }
      model: doubao-seedance-2-0-fast-260128
      max_active: 4
      requests_per_minute: 90
      poll_seconds: 2.5
      prices:
        doubao-seedance-2-0-fast-260128: { currency: USD, per_million: 5.60, per_million_1080p: 7.7 }
      models:
        doubao-seedance-3: { like: doubao-seedance-2-0-260128, title: "Seedance 3", durations: "6-30", resolutions: [1080p], ratios: ["16:9", "9:16"] }
    mine:
      api: ark
      base_url: sandbox
      key: { command: "pass show mine" }
      model: ep-20260101-abcde
  """

@Suite struct `The settings of a file` {
  @Test func `every setting of the sample is taken`() throws {
    let settings = try load(sample)
    #expect(settings.defaultProfile == "apiyi")
    #expect(settings.theme == "dracula")
    #expect(
      settings.screen
        == ScreenSettings(
          colors: .palette, mouse: false, notifications: .osc99, slowLine: .on, motion: .reduced,
          plain: true, ascii: true))
    #expect(settings.downloadDirectory == "/home/ada/Clips")
    #expect(!settings.automaticDownload && !settings.writesSidecars)
    #expect(settings.nameTemplate == "{date}-{time}-{seed}")
    #expect(settings.sandbox == SandboxSettings(seconds: 2.5))
    #expect(settings.profiles.map(\.name) == ["apiyi", "kyyvideo2", "sandbox", "mine"])
    #expect(
      settings.keySources
        == ["apiyi": .environment("MY_KEY"), "mine": .command("pass show mine")])
    let apiyi = try #require(settings.profile(named: "apiyi"))
    #expect(apiyi.server == .url("https://vip.apiyi.com/seedance/api/v3"))
    #expect(apiyi.model == fast)
    #expect(apiyi.maxActive == 4)
    #expect(apiyi.requestsPerMinute == 90)
    #expect(apiyi.pollInterval == .milliseconds(2500))
  }

  @Test func `keys are read as they stand, with their lines`() throws {
    let keys = try load(
      "keys:\n  table:\n    retry: R\n    remove: []\n  everywhere: { quit: [ctrl-q, f11] }"
    ).keys
    #expect(
      keys == [
        KeySetting(context: "table", command: "retry", keys: ["R"], line: 3),
        KeySetting(context: "table", command: "remove", keys: [], line: 4),
        KeySetting(context: "everywhere", command: "quit", keys: ["ctrl-q", "f11"], line: 5),
      ])
  }

  @Test func `each event can be told of in a way of its own`() throws {
    let screen = try load("notifications: { failed: bell, succeeded: NONE }").screen
    #expect(screen.notifications == .auto)
    #expect(screen.notificationsByEvent == [.failed: .bell, .succeeded: .none])
  }

  @Test(arguments: [
    ("colors: 16777216", "must be auto, none, 8, 16, 256 or truecolor"),
    ("notifications: beep", "must be auto, none, bell, osc9, osc777 or osc99"),
    ("slow_line: maybe", "must be auto, on or off"), ("motion: [full]", "is a list"),
    ("mouse: left", "must be true or false"), ("color: 8", "colors"),
    ("language: zh", "\"zh\", and must be en or zh_CN"), ("language: [en]", "is a list"),
    ("langage: en", "Did you mean \"language\"?"),
    ("slow-line: on", "slow_line"), ("selection: box", "must be bar or marker"),
    ("notifications: { cancelled: bell }", "cancelled"),
    ("keys: [R]", "must hold settings"), ("keys: { table: R }", "must hold settings"),
    ("keys: { table: { retry: { R: 1 } } }", "the name of a key, or a list of names"),
    ("keys: { table: { retry: [[R]] } }", "the name of a key, or a list of names"),
    ("notifications: { failed: beep }", "must be auto, none, bell, osc9, osc777 or osc99"),
  ])
  func `a setting of the screen that is none is told with what there is`(
    line: String, words: String
  ) {
    let error = #expect(throws: ConfigurationError.self) { try load("theme: nord\n" + line) }
    #expect(error?.line == 2)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func `the language is one that is spoken, else the locale's`() throws {
    #expect(try load("language: zh_CN").language == "zh_CN")
    #expect(try load("language: en").language == "en")
    #expect(try load("theme: nord").language == nil)
  }

  @Test func `a price changes field by field`() throws {
    let price = try #require(try load(sample).profile(named: "apiyi")?.prices[fast])
    #expect(price.currency == "USD")
    #expect(price.perMillion == Decimal(string: "5.60"))
    #expect(price.perMillionWithVideo == 28)
    #expect(price.perMillion1080p == Decimal(string: "7.7"))
    #expect(price.perMillion1080pWithVideo == nil)
  }

  @Test func `a model of the user keeps the rules of another but for what is stated`() throws {
    let catalogue = try #require(try load(sample).profile(named: "apiyi")?.catalogue)
    #expect(
      catalogue.models.map(\.id) == [
        "doubao-seedance-2-0-260128", fast, "doubao-seedance-3",
      ])
    let fresh = try #require(catalogue["doubao-seedance-3"])
    #expect(fresh.title == "Seedance 3")
    #expect(fresh.durations == 6...30)
    #expect(fresh.defaultDuration == 5 && fresh.durationWhenUnstated == 6)
    #expect(fresh.resolutions == [.p1080])
    #expect(fresh.defaultResolution == .p720 && fresh.resolutionWhenUnstated == .p1080)
    #expect(fresh.ratios == [.wide, .tall])
    #expect(fresh.defaultRatio == .adaptive && fresh.ratioWhenUnstated(in: .text) == .wide)
    #expect(fresh.maxImages == 9)
  }

  @Test func `a new profile has the models of the server or the API that it names`() throws {
    let text = """
      profiles:
        mine: { api: ark, base_url: sandbox }
        copy: { api: kyyvideo2, base_url: "http://127.0.0.1:8080/x" }
        odd: { api: x1, base_url: "http://127.0.0.1:8080/x" }
        kyyvideo2: { base_url: sandbox }
        slow: { api: ark, base_url: sandbox, poll_seconds: 7 }
      """
    let settings = try load(text)
    #expect(settings.profile(named: "kyyvideo2")?.pollInterval == .seconds(1))
    #expect(settings.profile(named: "slow")?.pollInterval == .seconds(7))
    let mine = try #require(settings.profile(named: "mine"))
    #expect(mine.server == .sandbox)
    #expect(mine.catalogue == builtIn[2].catalogue)
    #expect(mine.requestsPerMinute == 600)
    let copy = try #require(settings.profile(named: "copy"))
    #expect(copy.catalogue == builtIn[1].catalogue)
    #expect(copy.requestsPerMinute == 60)
    #expect(copy.api == .kyyvideo2)
    let odd = try #require(settings.profile(named: "odd"))
    #expect(odd.catalogue.models.isEmpty)
    #expect(odd.maxActive == 3)
  }

  @Test func `a profile that changes its API takes over models and limits, and no prices`() throws {
    let settings = try load("profiles: { apiyi: { api: kyyvideo2, max_active: 2 } }")
    let apiyi = try #require(settings.profile(named: "apiyi"))
    #expect(apiyi.api == .kyyvideo2)
    #expect(apiyi.server == builtIn[0].server)
    #expect(apiyi.catalogue == builtIn[1].catalogue)
    #expect(apiyi.maxActive == 2)
    #expect(apiyi.requestsPerMinute == 60)
    #expect(apiyi.prices.isEmpty)
  }

  @Test(arguments: [
    "", "# nothing\n", "---\n", "{}", "~", "profiles:\ndownload:\ntheme:\n", "\u{FEFF}",
  ])
  func `a file that says nothing changes nothing`(_ text: String) throws {
    #expect(try load(text) == Settings(paths: paths(), builtIn: builtIn))
  }

  @Test func `a missing file changes nothing, and one that cannot be read is an error`() throws {
    let none = try Settings.load(paths: paths(), builtIn: builtIn, files: files([:]))
    #expect(none == Settings(paths: paths(), builtIn: builtIn))
    #expect(none.downloadDirectory == "/home/ada/Videos/rushes")
    let broken = ConfigurationFiles(read: { _ in .failure(.tooLarge) }, names: { _ in [] })
    let error = #expect(throws: ConfigurationError.self) {
      try Settings.load(paths: paths(), builtIn: builtIn, files: broken)
    }
    #expect(error?.message == "\(configFile): The file cannot be read: it is too large.")
  }

  @Test func `the sample of the contract fits the profiles that are built in`() throws {
    let text = """
      default_profile: apiyi
      theme: nord
      download: { directory: ~/Videos/rushes, automatic: true, name: "{date}-{id}-{prompt}" }
      profiles:
        apiyi:
          api: ark                       # kyyvideo2 | kyyaipower | ark | x1
          base_url: https://api.apiyi.com/seedance/api/v3
          key: { env: APIYI_API_KEY }    # or { file: path } or { command: "pass show apiyi" }
          model: doubao-seedance-2-0-fast-260128
          max_active: 15
          requests_per_minute: 180
          poll_seconds: 10
          prices: { doubao-seedance-2-0-260128: { currency: USD, per_million: 7.0 } }
      """
    let settings = try Settings.load(
      paths: paths(), builtIn: Profile.builtIn, files: files([configFile: text]))
    #expect(settings.profiles.map(\.name) == Profile.builtIn.map(\.name))
    #expect(settings.profile(named: "apiyi")?.model == fast)
    #expect(
      settings.profile(named: "volcengine") == Profile.builtIn.first { $0.name == "volcengine" })
  }

  @Test func `a data folder of the user's own holds the videos, whatever the file says`() throws {
    let settings = try load(sample, paths: paths(data: "/data"))
    #expect(settings.downloadDirectory == "/data/videos")
  }

  @Test func `real times are asked for by name`() throws {
    #expect(try load("sandbox: { real_times: true }").sandbox.realTimes)
  }
}

@Suite struct `A mistake in the file` {
  @Test(arguments: [
    (
      "profiles:\n  apiyi:\n    max_activ: 3",
      #"3: "max_activ" is not a setting here. Did you mean "max_active"?"#
    ),
    ("teme: nord", #"1: "teme" is not a setting here. Did you mean "theme"?"#),
    (
      "\n\nshimmering: red",
      #"3: "shimmering" is not a setting here. The settings here are "default_profile", "theme", "#
        + #""language", "download", "profiles", "sandbox", "colors", "mouse", "notifications", "slow_line", "#
        + #""motion", "plain", "ascii", "selection" or "keys"."#
    ),
    (
      "download:\n  automatic: perhaps",
      #"2: "automatic" is "perhaps", and must be true or false."#
    ),
    (
      "profiles: { apiyi: { max_active: many } }",
      #"1: "max_active" is "many", and must be a whole number from 1 to 1000."#
    ),
    (
      "profiles: { apiyi: { max_active: 0 } }",
      #"1: "max_active" is "0", and must be a whole number from 1 to 1000."#
    ),
    (
      "profiles: { apiyi: { max_active: \"3\" } }",
      #"1: "max_active" is "3", and must be a whole number from 1 to 1000."#
    ),
    (
      "profiles: { apiyi: { poll_seconds: nan } }",
      #"1: "poll_seconds" is "nan", and must be a number of seconds from 0.01 to 3600."#
    ),
    (
      "profiles: { apiyi: { base_url: ftp://x } }",
      #"1: "base_url" is "ftp://x", and must be an address that begins with https:// or http://, "#
        + "or sandbox."
    ),
    (
      "profiles: { apiyi: { api: arc } }",
      #"1: "api" is "arc", and must be "kyyvideo2", "kyyaipower", "ark" or "x1"."#
    ),
    (
      "profiles: { apiyi: { model: doubao-seedance-2-0-fst-260128 } }",
      #"1: There is no model "doubao-seedance-2-0-fst-260128". "#
        + #"Did you mean "doubao-seedance-2-0-fast-260128"?"#
    ),
    (
      "profiles:\n  mine:\n    base_url: https://a.example",
      #"2: The new profile "mine" needs "api"."#
    ),
    (
      "profiles:\n  apiy: {}",
      #"2: The new profile "apiy" needs "api" and "base_url". "#
        + #"Or did you mean the profile "apiyi"?"#
    ),
    (
      "profiles:\n  \"a b\": {}",
      #"2: "a b" cannot be the name of a profile. Names are made of up to 40 letters, digits, "#
        + #""-" and "_"."#
    ),
    ("default_profile: apiyy", #"1: There is no profile "apiyy". Did you mean "apiyi"?"#),
    (
      "theme: [nord]", #"1: "theme" is a list, and must be the name of a theme."#
    ),
    (
      "download: { directory: clips }",
      #"1: "directory" is "clips", and must be a path that begins with / or ~/."#
    ),
    (
      "download: { name: \"{dat}\" }", #"1: There is no placeholder "dat". Did you mean "date"?"#
    ),
    (
      "download: { name: \"{date\" }",
      #"1: "name" is "{date", and must be a text with pairs of { and }."#
    ),
    (
      "download: { name: ../x }",
      #"1: "name" is "../x", and must be a file name of at most 200 bytes without "/" that does "#
        + #"not begin with "."."#
    ),
    ("profiles: 7", #"1: "profiles" must hold settings ("name: …")."#),
    ("- a", #"1: The file must hold settings ("default_profile: …")."#),
    (
      "theme: a\ntheme: b", "2: This is not YAML: this key stands already in line 1."
    ),
    ("a: &x 1\nb: *x", "1: This is not YAML: anchors and aliases (& and *) are not taken here."),
    ("theme: !!str nord", "1: This is not YAML: tags (!) are not taken here."),
    ("a: 1\n---\nb: 2", "2: This is not YAML: there is a second document (---)."),
    ("? [a]\n: b", "1: This is not YAML: a key must be a plain text."),
    (
      "sandbox: { seconds: 3, real_times: true }",
      #"1: "seconds" and "real_times: true" cannot hold together. Take one of them away."#
    ),
    (
      "profiles: { apiyi: { prices: { doubao-seedance-2-0-260128: { per_million: 3 } } } }",
      #"1: The price of "doubao-seedance-2-0-260128" needs "currency" and "per_million", "#
        + #""per_second" or "per_task"."#
    ),
    (
      "profiles: { apiyi: { models: { new: { like: none } } } }",
      #"1: There is no model "none". The models are "doubao-seedance-2-0-260128" or "#
        + #""doubao-seedance-2-0-fast-260128"."#
    ),
    (
      "profiles: { apiyi: { models: { doubao-seedance-2-0-260128: { durations: 9-4 } } } }",
      #"1: "durations" is "9-4", and must be a range of seconds like "4-15"."#
    ),
    (
      "profiles: { apiyi: { models: { doubao-seedance-2-0-260128: { ratios: [1:1, 1:1] } } } }",
      #"1: "ratios" is "1:1", and must be a list of some of "16:9", "4:3", "1:1", "3:4", "9:16", "21:9" "#
        + #"or "adaptive", each once."#
    ),
  ])
  func `is named with its line and its remedy`(text: String, sentence: String) {
    #expect(complaint(text) == sentence)
  }

  @Test(arguments: [
    "key: sk-secret", "key: [sk-secret]", "key: { sk-secret: x }", "key: { env: sk-secret }",
    "key: { env: [sk-secret] }", "key: { env: A, file: sk-secret }",
  ])
  func `in a key never shows what stands there`(_ line: String) throws {
    let sentence = try #require(complaint("profiles:\n  apiyi:\n    \(line)\n"))
    #expect(sentence.hasPrefix("3: "))
    #expect(!sentence.contains("secret"))
    #expect(sentence.contains("rushes key set apiyi"))
  }

  @Test(arguments: [
    "default_profile: sk-0123456789abcdef", "profiles: { apiyi: { model: sk-0123456789abcdef } }",
    "profiles: { apiyi: { max_active: sk-0123456789abcdef } }", "sk-0123456789abcdef: 1",
  ])
  func `masks what looks like a key, wherever it stands`(_ text: String) throws {
    let sentence = try #require(complaint(text))
    #expect(sentence.contains("\"sk-…\"") && !sentence.contains("0123"))
  }

  @Test func `moves no cursor when it is shown`() throws {
    let sentence = try #require(complaint("\"\\e[31m\\u202E\": 1"))
    #expect(sentence.hasPrefix(#"1: "[31m" is not a setting here."#))
  }
}
