internal import Glibc

/// Where everything is: the configuration's files, the data, the log, the videos.
///
/// Source: the XDG Base Directory Specification, whose relative paths are to be ignored, and the file
/// `user-dirs.dirs` of xdg-user-dirs.
public struct Paths: Hashable, Sendable {
  /// `config.yaml`, or the file that `--config` or `RUSHES_CONFIG` names.
  public var configFile: String
  /// `credentials.yaml` beside the config file in use.
  public var credentialsFile: String
  /// The folder of `rushes.db` and of the engines' locks.
  public var dataFolder: String
  /// The log.
  public var logFile: String
  /// What can be made again when it is lost.
  public var cacheFolder: String
  /// The sandbox's tasks and journal.
  public var sandboxFolder: String
  /// Where videos go unless the configuration names another folder.
  public var videosFolder: String
  /// The user's own themes.
  public var themesFolder: String
  /// The folder of the user's configurations, of all programs.
  public var configHome: String
  /// The user's home, without a slash at its end.
  public var home: String
  /// Whether `--data` or `RUSHES_DATA` named the data folder: it then holds the videos too, whatever
  /// the configuration says.
  public var hasOwnDataFolder: Bool

  /// Finds all paths.
  ///
  /// - Parameters:
  ///   - environment: The process's environment; an empty variable counts as none.
  ///   - dataOption: The value of `--data`, which wins over `RUSHES_DATA`.
  ///   - configOption: The value of `--config`, which wins over `RUSHES_CONFIG`.
  ///   - folder: The current folder, for relative paths of the user.
  ///   - homeOfUser: The home that the system knows, for a process without `HOME`.
  ///   - files: How `user-dirs.dirs` is read.
  public init(
    environment: [String: String], dataOption: String? = nil, configOption: String? = nil,
    currentFolder folder: String = Self.currentFolder(),
    homeOfUser: () -> String = Self.homeOfUser, files: ConfigurationFiles = .disk
  ) {
    func stated(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
    func absolute(_ text: String?) -> String? {
      stated(text).flatMap { $0.hasPrefix("/") ? Self.trimmed($0) : nil }
    }
    let home = absolute(environment["HOME"]) ?? Self.trimmed(homeOfUser())
    func base(_ name: String, _ otherwise: String) -> String {
      absolute(environment[name]) ?? Self.join(home, otherwise)
    }
    func chosen(_ option: String?, _ variable: String) -> String? {
      stated(option).map { Self.resolve($0, home: home, folder: folder) }
        ?? stated(environment[variable]).map { Self.resolve($0, home: home, folder: folder) }
    }

    self.home = home
    configHome = base("XDG_CONFIG_HOME", ".config")
    configFile =
      chosen(configOption, "RUSHES_CONFIG") ?? Self.join(configHome, "rushes/config.yaml")
    credentialsFile = Self.join(Self.parent(configFile), "credentials.yaml")
    themesFolder = Self.join(configHome, "rushes/themes")
    if let own = chosen(dataOption, "RUSHES_DATA") {
      hasOwnDataFolder = true
      dataFolder = own
      logFile = Self.join(own, "log")
      cacheFolder = Self.join(own, "cache")
      videosFolder = Self.join(own, "videos")
    } else {
      hasOwnDataFolder = false
      dataFolder = Self.join(base("XDG_DATA_HOME", ".local/share"), "rushes")
      logFile = Self.join(base("XDG_STATE_HOME", ".local/state"), "rushes/log")
      cacheFolder = Self.join(base("XDG_CACHE_HOME", ".cache"), "rushes")
      let userFolders = UserFolders(home: home, files: files)
      let videos =
        userFolders.videos(variable: environment["XDG_VIDEOS_DIR"])
        ?? userFolders.videos(file: Self.join(configHome, "user-dirs.dirs"))
      videosFolder = Self.join(videos ?? Self.join(home, "Videos"), "rushes")
    }
    sandboxFolder = Self.join(dataFolder, "sandbox")
  }

  /// The absolute path that a text of the user means: `~` is the home, and a relative path begins at
  /// `folder`.
  static func resolve(_ text: String, home: String, folder: String) -> String {
    if text == "~" { return home }
    if text.hasPrefix("~/") { return join(home, trimmed(String(text.dropFirst(2)))) }
    if text.hasPrefix("/") { return trimmed(text) }
    let relative = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    return relative == "." ? trimmed(folder) : join(trimmed(folder), trimmed(relative))
  }

  /// The folder that holds the file at an absolute path.
  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func join(_ folder: String, _ name: String) -> String {
    if name.isEmpty { return folder }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The folder that this process runs in, or `/` when it was removed.
  public static func currentFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// The home folder that the system's user table names, or `/` when it knows none.
  public static func homeOfUser() -> String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    let status = getpwuid_r(getuid(), &entry, &buffer, buffer.count, &found)
    guard status == 0, let folder = found?.pointee.pw_dir else { return "/" }
    let path = String(cString: folder)
    return path.hasPrefix("/") ? path : "/"
  }
}
