internal import ChildProcesses
public import VideoTasks
internal import Wording

/// Finds the keys of profiles: the profile's `key:`, then the environment, then `credentials.yaml`.
///
/// Nothing is kept: every call looks again. No message holds any part of a key.
public struct Keys: Sendable {
  private let sources: [String: KeySource]
  private let paths: Paths
  private let environment: [String: String]
  private let files: ConfigurationFiles

  /// Makes a finder; reads nothing yet.
  public init(
    settings: Settings, paths: Paths, environment: [String: String],
    files: ConfigurationFiles = .disk
  ) {
    sources = settings.keySources
    self.paths = paths
    self.environment = environment
    self.files = files
  }

  /// The key of a profile, or nil when there is none; a profile at the sandbox has none.
  ///
  /// May run a command of the user for up to ten seconds: use it on a background thread.
  ///
  /// - Throws: When a source that was named cannot be used; another is not taken in its place, which
  ///   could be another person's money. An unset variable is no such error.
  public func find(_ profile: Profile) throws(KeyError) -> APIKey? {
    if profile.server == .sandbox { return nil }
    if let source = sources[profile.name] {
      switch source {
      case .environment(let name):
        if let key = try variable(name, profile) { return key }
      case .file(let path):
        return try file(path, profile)
      case .command(let command):
        return try output(of: command, profile)
      }
    }
    if let name = profile.keyVariable, let key = try variable(name, profile) {
      return key
    }
    let credentials = Credentials(path: paths.credentialsFile, files: files)
    guard let text = try credentials.keys(allowsReaders: false)[profile.name] else { return nil }
    return try Self.checked(text, "credentials.yaml", profile)
  }

  /// Whether a key seems to be there; never runs a command, and never throws. O(size of the
  /// credentials file).
  ///
  /// True does not promise that `find` succeeds: a command may fail, and a key may be no key.
  public func isPresent(_ profile: Profile) -> Bool {
    switch sources[profile.name] {
    case .environment(let name):
      if isSet(name) { return true }
    case .file(let path):
      if case .success = files.read(path) { return true }
      return false
    case .command:
      return true
    case nil:
      break
    }
    if let name = profile.keyVariable, isSet(name) { return true }
    let credentials = Credentials(path: paths.credentialsFile, files: files)
    // A file that cannot be read holds no key that could be used.
    let keys = try? credentials.keys(allowsReaders: true)
    return keys?[profile.name] != nil
  }

  /// Reads the file of keys without taking one.
  ///
  /// - Throws: what `find` would of the file: that others may read it, or that it cannot be read.
  public func checkCredentials() throws(KeyError) {
    _ = try Credentials(path: paths.credentialsFile, files: files).keys(allowsReaders: false)
  }

  /// Writes a key into `credentials.yaml`, which only its owner may read, in one step.
  ///
  /// The other keys in the file stay; comments in it do not.
  public func store(profile: Profile, key: String) throws(KeyError) {
    let key = try Self.checked(key, Phrase("What was entered").english, profile)
    let credentials = Credentials(path: paths.credentialsFile, files: files)
    try credentials.store(profile: profile.name, key: key.secret)
  }

  private func isSet(_ name: String) -> Bool {
    environment[name]?.unicodeScalars.contains { !$0.properties.isWhitespace } ?? false
  }

  private func variable(_ name: String, _ profile: Profile) throws(KeyError) -> APIKey? {
    guard isSet(name), let text = environment[name] else { return nil }
    return try Self.checked(text, Phrase("The variable {name}", ["name": name]).english, profile)
  }

  private func file(_ path: String, _ profile: Profile) throws(KeyError) -> APIKey {
    switch files.read(path) {
    case .success(let contents):
      let text = String(decoding: contents.bytes, as: UTF8.self)
      let source = Phrase("The file {path}", ["path": Words.shown(path, limit: 1000)]).english
      return try Self.checked(text, source, profile)
    case .failure(let problem):
      throw .unreadable(
        profile: profile.name, path: Words.shown(path, limit: 1000), reason: problem.words)
    }
  }

  private func output(of command: String, _ profile: Profile) throws(KeyError) -> APIKey {
    let run = ChildProcess.Command(
      "/bin/sh", ["-c", command], environment: environment, timeLimit: .seconds(10),
      outputLimit: 16 * 1024)
    let result: ChildProcess.Output
    do {
      result = try ChildProcess.run(run)
    } catch {
      throw .commandFailed(profile: profile.name, reason: error.message)
    }
    switch result.status {
    case .exited(0): break
    case .exited(let status):
      // Its words are not shown: they may hold the key.
      let reason = Phrase("It ended with status {status}.", ["status": Int(status)]).english
      throw .commandFailed(profile: profile.name, reason: reason)
    case .signalled(let signal):
      let reason = Phrase("Signal {signal} ended it.", ["signal": Int(signal)]).english
      throw .commandFailed(profile: profile.name, reason: reason)
    }
    return try Self.checked(
      String(decoding: result.output, as: UTF8.self), Phrase("What the command printed").english,
      profile)
  }

  /// A text as a key: without white space around it, and of the letters that a header can carry.
  static func checked(
    _ text: String, _ source: String, _ profile: Profile
  ) throws(KeyError) -> APIKey {
    let scalars = text.unicodeScalars
    let start = scalars.drop { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
    guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else {
      throw .empty(profile: profile.name, source: source)
    }
    let key = start[...last]
    guard key.count <= 4096, key.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
      throw .malformed(profile: profile.name, source: source)
    }
    return APIKey(String(String.UnicodeScalarView(key)))
  }
}
