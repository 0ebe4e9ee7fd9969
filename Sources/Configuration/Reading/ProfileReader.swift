internal import VideoTasks
internal import Wording

/// Reads one entry of `profiles`: a change of a built-in profile, or a new one.
struct ProfileReader {
  let paths: Paths

  private static let known = [
    "api", "base_url", "key", "model", "max_active", "requests_per_minute", "poll_seconds",
    "prices", "models",
  ]

  func read(_ entry: YAMLEntry, into settings: inout Settings) throws(ConfigurationError) {
    let name = entry.key
    guard Self.isName(name) else {
      throw ConfigurationError(
        file: paths.configFile, line: entry.line,
        problem: Phrase("\"{name}\" cannot be the name of a profile.", ["name": Words.shown(name)])
          .english,
        fix: Phrase("Names are made of up to 40 letters, digits, \"-\" and \"_\".").english)
    }
    let section = try Section(
      entry.value, file: paths.configFile, name: "profiles." + name, known: Self.known)
    let position = settings.profiles.firstIndex { $0.name == name }
    let api = try readAPI(section)
    let server = try readServer(section)
    var profile: Profile
    if let position {
      profile = settings.profiles[position]
      if let server { profile.server = server }
      if let api, api != profile.api {
        let pattern = Self.pattern(of: api, among: settings.profiles)
        profile = Self.change(profile, to: api, like: pattern)
      }
    } else {
      profile = try make(entry, api: api, server: server, among: settings.profiles)
    }
    // Nobody is troubled by a question to the sandbox, and its videos are made in seconds.
    if profile.server == .sandbox { profile.pollInterval = .seconds(1) }
    try readLimits(section, into: &profile)
    try CatalogueReader(section: section).read(into: &profile)
    if let source = try KeySourceReader(paths: paths).read(section, profile: name) {
      settings.keySources[name] = source
    }
    if let position {
      settings.profiles[position] = profile
    } else {
      settings.profiles.append(profile)
    }
  }

  static func isName(_ name: String) -> Bool {
    (1...40).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        let letter = byte | 0x20
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: "_")
      }
  }

  private func readAPI(_ section: Section) throws(ConfigurationError) -> API? {
    guard let text = try section.text("api", allowed: Phrase("the name of an API").english),
      let node = section.node("api")
    else { return nil }
    guard let api = API(rawValue: text) else {
      throw section.wrong("api", node, Words.choice(API.allCases.map(\.rawValue)))
    }
    return api
  }

  private func readServer(_ section: Section) throws(ConfigurationError) -> Profile.Server? {
    let allowed = Phrase("an address that begins with https:// or http://, or sandbox").english
    guard let text = try section.text("base_url", allowed: allowed),
      let node = section.node("base_url")
    else { return nil }
    if text == "sandbox" { return .sandbox }
    guard let address = Self.address(text) else { throw section.wrong("base_url", node, allowed) }
    return .url(address)
  }

  /// The address without slashes at its end, or nil when it cannot be the front of others.
  static func address(_ text: String) -> String? {
    let lowered = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    guard let first = rest.utf8.first, first != UInt8(ascii: "/"), text.utf8.count <= 2000,
      rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !Array("?#@\"<>\\^`{|}".utf8).contains($0) })
    else { return nil }
    var address = scheme + rest
    while address.hasSuffix("/") { address.removeLast() }
    return address
  }

  /// The built-in profile of an API at a real server, whose models and limits are the best guess.
  private static func pattern(of api: API, among profiles: [Profile]) -> Profile? {
    profiles.first { $0.api == api && $0.server != .sandbox }
  }

  /// A profile that speaks another API from now on: models and limits come from `pattern`.
  private static func change(_ old: Profile, to api: API, like pattern: Profile?) -> Profile {
    var profile = pattern ?? old
    profile.name = old.name
    profile.api = api
    profile.server = old.server
    profile.model = nil
    // Prices belong to a seller.
    if profile.server != pattern?.server { profile.prices = [:] }
    if pattern == nil { profile.catalogue = ModelCatalogue(models: []) }
    return profile
  }

  private func make(
    _ entry: YAMLEntry, api: API?, server: Profile.Server?, among profiles: [Profile]
  ) throws(ConfigurationError) -> Profile {
    guard let api, let server else {
      let lacking = [api == nil ? "api" : nil, server == nil ? "base_url" : nil].compactMap(\.self)
      let near = Words.nearest(to: entry.key, among: profiles.map(\.name))
      throw ConfigurationError(
        file: paths.configFile, line: entry.line,
        problem: Phrase(
          "The new profile \"{name}\" needs {settings}.",
          ["name": entry.key, "settings": Words.both(lacking)]
        ).english,
        fix: near.map {
          Phrase("Or did you mean the profile \"{name}\"?", ["name": $0]).english
        } ?? "")
    }
    let blank = Profile(
      name: entry.key, api: api, server: server, maxActive: 3, requestsPerMinute: 60,
      pollInterval: .seconds(10), catalogue: ModelCatalogue(models: []))
    let same = profiles.first { $0.api == api && $0.server == server }
    return Self.change(blank, to: api, like: same ?? Self.pattern(of: api, among: profiles))
  }

  private func readLimits(
    _ section: Section, into profile: inout Profile
  ) throws(ConfigurationError) {
    if let count = try section.integer("max_active", 1...1000) { profile.maxActive = count }
    if let count = try section.integer("requests_per_minute", 1...100_000) {
      profile.requestsPerMinute = count
    }
    let allowed = Phrase("a number of seconds from 0.01 to 3600").english
    if let seconds = try section.number("poll_seconds", 0.01...3600, allowed: allowed) {
      profile.pollInterval = .milliseconds(Int64((seconds * 1000).rounded()))
    }
  }
}
