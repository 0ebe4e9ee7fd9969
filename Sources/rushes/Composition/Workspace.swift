internal import Configuration
internal import Dashboard
internal import Glibc
internal import MediaTools
internal import Sandbox
internal import TaskStore
internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Where this run of the program works: its paths, its settings, its environment.
struct Workspace: Sendable {
  let paths: Paths
  var settings: Settings
  let environment: [String: String]

  /// Finds the paths and reads the configuration, as the common options and the environment say.
  init(_ arguments: Arguments) throws(CommandFailure) {
    let (found, trouble) = Workspace.evenIfBroken(arguments)
    if let trouble {
      throw CommandFailure(.configuration, code: "Configuration", trouble.message)
    }
    self = found
  }

  /// The same, with the built-in settings where the configuration cannot be read, and why.
  static func evenIfBroken(_ arguments: Arguments) -> (Workspace, ConfigurationError?) {
    let environment = Workspace.processEnvironment()
    let paths = Paths(
      environment: environment, dataOption: arguments.value("data"),
      configOption: arguments.value("config"))
    ProgramLog.begin(at: paths.logFile)
    do throws(ConfigurationError) {
      let settings = try Settings.load(paths: paths, builtIn: Profile.builtIn)
      return (Workspace(paths, settings, environment), nil)
    } catch {
      let settings = Settings(paths: paths, builtIn: Profile.builtIn)
      return (Workspace(paths, settings, environment), error)
    }
  }

  private init(_ paths: Paths, _ settings: Settings, _ environment: [String: String]) {
    self.paths = paths
    self.settings = settings
    self.environment = environment
  }

  /// Where finished videos go: a data folder that was named holds them, whatever the file says.
  var videoFolder: String {
    paths.hasOwnDataFolder ? paths.videosFolder : settings.downloadDirectory
  }

  // MARK: Profiles and keys

  private var keys: Keys { Keys(settings: settings, paths: paths, environment: environment) }

  /// The profile that a request goes to.
  ///
  /// - Parameter needsKey: false where nothing will be sent.
  func profile(named name: String?, needsKey: Bool) throws(CommandFailure) -> Profile {
    do throws(ProfileChoiceError) {
      return try Choice.profile(
        named: name, default: settings.defaultProfile, among: settings.profiles,
        needsKey: needsKey, hasKey: keys.isPresent)
    } catch {
      throw CommandFailure(.configuration, code: "Profile", error.message)
    }
  }

  /// The profile's key; nil where the sandbox is the server. May run a command of the user's.
  func key(for profile: Profile) throws(KeyError) -> APIKey? { try keys.find(profile) }

  /// Whether there is a key, or none is needed; runs no command of the user's.
  func hasKey(_ profile: Profile) -> Bool {
    profile.server == .sandbox || keys.isPresent(profile)
  }

  /// The profiles that have a key in this process's environment and nowhere else.
  func profilesWithKeyInEnvironment() -> [Profile] {
    let others = Keys(settings: settings, paths: paths, environment: [:])
    return settings.profiles.filter {
      $0.server != .sandbox && hasKey($0) && !others.isPresent($0)
    }
  }

  /// Fails unless there is a key, so that nothing is stored that could not be sent.
  func requireKey(_ profile: Profile) throws(CommandFailure) {
    guard profile.server != .sandbox else { return }
    do throws(KeyError) {
      if try key(for: profile) != nil { return }
    } catch {
      throw CommandFailure(.configuration, code: "Key", error.message)
    }
    throw CommandFailure(
      .configuration, code: "NoKey",
      Phrase(
        "The profile {profile} has no key, so nothing was sent.", ["profile": profile.name]
      ).english,
      advice: Phrase("Store one with: rushes key set {profile}", ["profile": profile.name]).english)
  }

  /// Reads the file of keys without taking one; throws what is wrong with it.
  func checkCredentials() throws(KeyError) { try keys.checkCredentials() }

  /// Stores a profile's key in the credentials file.
  func storeKey(_ secret: String, for profile: Profile) throws(CommandFailure) {
    do throws(KeyError) {
      try keys.store(profile: profile, key: secret)
    } catch {
      throw CommandFailure(.configuration, code: "Key", error.message)
    }
  }

  /// The profiles as the form offers them.
  func profileChoices() -> [ProfileChoice] {
    settings.profiles.map { profile in
      ProfileChoice(
        profile: profile, hasKey: hasKey(profile),
        keyAdvice: Phrase("Store one: rushes key set {profile}", ["profile": profile.name]))
    }
  }

  // MARK: Requests

  /// Holds a draft against the rules, local media included, and fills in the chosen model.
  ///
  /// - Parameter alsoRemote: whether media elsewhere is looked at too, over the network.
  func check(
    _ draft: inout RequestDraft, _ profile: Profile, alsoRemote: Bool = false
  ) throws(CommandFailure) -> CheckedRequest {
    try check(&draft, profile, Probing.findings(of: draft, alsoRemote: alsoRemote))
  }

  /// The same with what was found in the media.
  func check(
    _ draft: inout RequestDraft, _ profile: Profile, _ findings: Probing.Findings
  ) throws(CommandFailure) -> CheckedRequest {
    let facts = findings.facts
    let request = Rules.check(draft, profile: profile, facts: facts)
    guard case .success(let model) = Choice.model(for: draft, in: profile) else {
      guard case .failure(let violations) = request else {
        throw .usage("This request has no model.")
      }
      throw CommandFailure(violations: violations)
    }
    draft.model = model.id
    let estimate = Estimate.cost(
      draft: draft, model: model, price: profile.price(of: model.id),
      inputVideoSeconds: Estimate.inputVideoSeconds(draft: draft, facts: facts))
    let warnings = Hints.of(draft, model: model, facts: facts).filter { $0.rule != nil }
    return CheckedRequest(
      request: request, model: model, estimate: estimate,
      warnings: findings.warnings + warnings.map { "--\($0.field): \($0.message)" })
  }

  // MARK: Things outside

  /// The colours to draw with; a theme that cannot be read is an error of the configuration.
  ///
  /// - Parameter isLight: decides between two where the user has named none.
  func theme(onLight isLight: Bool = false) throws(CommandFailure) -> Theme {
    try theme(named: themeName(onLight: isLight))
  }

  /// The colours of a theme by its name.
  func theme(named name: String) throws(CommandFailure) -> Theme {
    do {
      let colors = try ThemeFiles(paths: paths).find(name)
      return try Theme(base16: colors, name: name)
    } catch let error as ConfigurationError {
      throw CommandFailure(.configuration, code: "Theme", error.message)
    } catch {
      throw CommandFailure(
        .configuration, code: "Theme",
        "The theme \(name) is not a base16 scheme: \(error).",
        advice: "Correct it, or set another theme in \(paths.configFile).")
    }
  }

  /// The name of the theme that is drawn with.
  func themeName(onLight isLight: Bool = false) -> String {
    settings.theme ?? (isLight ? Settings.defaultLightTheme : Settings.defaultTheme)
  }

  /// The sandbox, listening on a loopback port; 0 takes any free one.
  func startSandbox(port: UInt16, options: SandboxOptions? = nil) -> Result<
    SandboxServer, SandboxError
  > {
    var chosen = SandboxOptions()
    if let seconds = settings.sandbox.seconds { chosen.seconds = seconds }
    chosen.realTimes = settings.sandbox.realTimes
    do throws(SandboxError) {
      return .success(
        try SandboxServer(folder: paths.sandboxFolder, port: port, options: options ?? chosen))
    } catch {
      return .failure(error)
    }
  }

  private static func processEnvironment() -> [String: String] {
    var found: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let words = String(cString: text).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if words.count == 2 { found[String(words[0])] = String(words[1]) }
      entry += 1
    }
    return found
  }
}

/// A draft that was held against the rules.
struct CheckedRequest: Sendable {
  /// The request, or every rule that it breaks.
  let request: Result<VideoRequest, Violations>
  let model: ModelSpec
  let estimate: Cost
  /// What should be known before sending, and breaks no rule.
  let warnings: [String]
}

extension CommandFailure {
  /// A request that breaks rules.
  init(violations: Violations) {
    self.init(
      .rule, code: "Rules",
      "This request breaks \(violations.list.count == 1 ? "a rule" : "some rules"); nothing was sent.",
      violations: violations.list)
  }

  /// A store that refuses.
  init(store error: StoreError) {
    self.init(.machine, code: "Store", error.message)
  }

  /// Everything in one text, for the screen.
  var sentence: String {
    ([message] + violations.map { "\($0.message) \($0.fix)" } + [advice])
      .filter { !$0.isEmpty }.joined(separator: " ")
  }
}
