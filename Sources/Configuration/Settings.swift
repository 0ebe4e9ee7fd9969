public import VideoTasks
internal import Wording

/// What the configuration file says, with everything that it leaves out filled in.
public struct Settings: Hashable, Sendable {
  /// The profile to take when a request names none.
  public var defaultProfile: String?
  /// The name of the colour theme; nil lets the terminal's background decide between two.
  public var theme: String?
  /// How the dashboard treats the terminal.
  public var screen: ScreenSettings
  /// The language of the screen, one of `Language.codes`; nil leaves it to the locale.
  public var language: String?
  /// Where finished videos go; absolute.
  public var downloadDirectory: String
  /// Whether a finished video is fetched at once.
  public var automaticDownload: Bool
  /// Whether each finished video gets its request as a file beside it.
  public var writesSidecars: Bool
  /// What a video's file is called: text with `{date}`, `{time}`, `{id}`, `{prompt}`, `{model}`,
  /// `{profile}`, `{ratio}` and `{seed}`, without an extension.
  public var nameTemplate: String
  /// The built-in profiles as the file changes them, then the file's own in its order.
  public var profiles: [Profile]
  /// Where the file says that a profile's key is, by the profile's name.
  public var keySources: [String: KeySource]
  /// The names of the settings that the file states at its top, and `download.sidecar`.
  public var stated: Set<String> = []
  /// Other keys for the dashboard, in the order of the file.
  public var keys: [KeySetting] = []
  /// How the sandbox behaves.
  public var sandbox: SandboxSettings

  /// The theme when none is named.
  public static let defaultTheme = "nord"
  /// The theme when none is named and the terminal's background is light.
  public static let defaultLightTheme = "github-light"
  /// The names of files when the configuration states none.
  public static let defaultNameTemplate = "{date}-{id}-{prompt}"

  /// What holds without a configuration file.
  public init(paths: Paths, builtIn: [Profile]) {
    defaultProfile = nil
    theme = nil
    screen = ScreenSettings()
    downloadDirectory = paths.videosFolder
    automaticDownload = true
    writesSidecars = true
    nameTemplate = Self.defaultNameTemplate
    profiles = builtIn
    keySources = [:]
    sandbox = SandboxSettings()
  }

  /// Reads the configuration file; a file that is not there changes nothing.
  ///
  /// - Parameters:
  ///   - builtIn: The profiles that need no configuration, in the order of offering.
  ///   - files: How the file is read.
  /// - Throws: The first mistake, with its line.
  public static func load(
    paths: Paths, builtIn: [Profile], files: ConfigurationFiles = .disk
  ) throws(ConfigurationError) -> Settings {
    var settings = Settings(paths: paths, builtIn: builtIn)
    let contents: ConfigurationFiles.Contents
    switch files.read(paths.configFile) {
    case .success(let found): contents = found
    case .failure(.missing): return settings
    case .failure(let problem):
      throw ConfigurationError(
        file: paths.configFile, line: nil,
        problem: Phrase("The file cannot be read: {problem}.", ["problem": problem.words]).english)
    }
    let root: YAMLNode?
    do {
      root = try YAML.parse(contents.bytes)
    } catch {
      throw ConfigurationError(
        file: paths.configFile, line: error.line,
        problem: Phrase("This is not YAML: {problem}.", ["problem": error.problem]).english)
    }
    if let root, !root.isNull {
      try SettingsReader(paths: paths).read(root, into: &settings)
    }
    return settings
  }

  /// The profile of this name, or nil.
  public func profile(named name: String) -> Profile? { profiles.first { $0.name == name } }
}

/// How the built-in sandbox behaves.
public struct SandboxSettings: Hashable, Sendable {
  /// How long every simulated task takes; nil lets the sandbox choose.
  public var seconds: Double?
  /// Whether tasks take as long as they do at the real APIs.
  public var realTimes: Bool

  /// Makes the settings of a sandbox.
  public init(seconds: Double? = nil, realTimes: Bool = false) {
    self.seconds = seconds
    self.realTimes = realTimes
  }
}

/// Where a profile's key is to be found.
public enum KeySource: Hashable, Sendable {
  /// In the environment variable of this name.
  case environment(String)
  /// In the file at this absolute path.
  case file(String)
  /// On the standard output of this shell command.
  case command(String)
}

/// Other keys for one command of the dashboard, which judges the names.
public struct KeySetting: Hashable, Sendable {
  /// Where they hold, such as `table` or `everywhere`.
  public var context: String
  /// The command, such as `retry`.
  public var command: String
  /// The names of the keys.
  public var keys: [String]
  /// The line that states them, counted from 1.
  public var line: Int
}
