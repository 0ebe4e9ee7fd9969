internal import Glibc

/// The services that systemd runs for one user.
public struct UserServices: Sendable {
  /// The user's name, for lingering.
  public let user: String
  /// The file of the agent's unit.
  public let unitFile: String
  private let root: String

  /// Finds the places; looks at nothing yet.
  ///
  /// - Parameters:
  ///   - configHome: `XDG_CONFIG_HOME`, or what stands for it.
  ///   - root: the file system in which systemd's own files are; a folder in tests.
  public init(user: String = Self.currentUser(), configHome: String, root: String = "") {
    self.user = user
    self.root = root
    unitFile = configHome + "/systemd/user/" + ServiceUnit.name
  }

  /// Whether systemd runs this machine. Source: sd_booted(3).
  public var areThere: Bool { Self.isFolder(root + "/run/systemd/system") }

  /// Whether the user's services go on when he has logged out. Source: loginctl(1), enable-linger.
  public var linger: Bool { access(root + "/var/lib/systemd/linger/" + user, F_OK) == 0 }

  /// Whether the agent's unit is written, by whomever.
  public var hasUnit: Bool { access(unitFile, F_OK) == 0 }

  /// How lingering is turned on, and why it should be.
  public var lingerAdvice: String {
    "systemd ends your services when you log out, unless lingering is on. Turn it on: "
      + "loginctl enable-linger \(user)"
  }

  /// What to do where there is no systemd.
  public static let withoutSystemd =
    "Keep it running in tmux: tmux new -d -s rushes 'rushes agent'. "
    + "Or without: nohup rushes agent >/dev/null 2>&1 &"

  /// Writes the agent's unit, in one step, in place of one that this program has written.
  ///
  /// - Returns: whether anything was changed.
  /// - Throws: when another unit is in its place, or the disk refuses.
  public func install(_ unit: ServiceUnit) throws(ServiceUnitError) -> Bool {
    let bytes = Array(unit.text.utf8)
    switch ConfigurationFiles.disk.read(unitFile) {
    case .success(let contents):
      if contents.bytes == bytes { return false }
      guard ServiceUnit.isOurs(String(decoding: contents.bytes, as: UTF8.self)) else {
        throw ServiceUnitError(path: unitFile, reason: nil)
      }
    case .failure(.missing): break
    case .failure(let problem): throw ServiceUnitError(path: unitFile, reason: problem.words)
    }
    try Self.makeFolder(Paths.parent(unitFile))
    let temporary = unitFile + ".new"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw refused(temporary) }
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    let isWhole = written == bytes.count && fsync(descriptor) == 0
    let problem = refused(temporary)
    close(descriptor)
    guard isWhole else {
      unlink(temporary)
      throw problem
    }
    guard rename(temporary, unitFile) == 0 else { throw refused(unitFile) }
    return true
  }

  /// The user's name, or its number where the system knows no name.
  public static func currentUser() -> String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard getpwuid_r(getuid(), &entry, &buffer, buffer.count, &found) == 0,
      let name = found?.pointee.pw_name
    else { return String(getuid()) }
    return String(cString: name)
  }

  private func refused(_ path: String) -> ServiceUnitError {
    ServiceUnitError(path: path, reason: String(cString: strerror(errno)))
  }

  private static func makeFolder(_ path: String) throws(ServiceUnitError) {
    if mkdir(path, 0o755) == 0 || isFolder(path) { return }
    let code = errno
    if code == ENOENT, path.count > 1 {
      try makeFolder(Paths.parent(path))
      if mkdir(path, 0o755) == 0 || isFolder(path) { return }
    }
    throw ServiceUnitError(path: path, reason: String(cString: strerror(code)))
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}

/// Why the agent's unit was not written.
public struct ServiceUnitError: Error, Hashable, Sendable {
  /// The file or folder that it is about.
  public var path: String
  /// What the system said; nil when the file is somebody else's.
  public var reason: String?

  /// What failed, what is still true, and what to do.
  public var message: String {
    guard let reason else {
      return "\(path) was not written by rushes, so it was left as it is. "
        + "Move it away, and install again."
    }
    return "\(path) could not be written (\(reason)). Nothing was changed."
  }
}
