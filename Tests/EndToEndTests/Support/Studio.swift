import ChildProcesses
import FoundationEssentials
import Glibc
import TestSupport

/// A user's world for one test: a home, a data folder and a configuration of its own, and the real
/// program, which sees nothing else. Removed with everything in it.
final class Studio: Sendable {
  let folder: TemporaryFolder
  var home: String { folder.file("home") }
  var data: String { folder.file("data") }
  var configFile: String { folder.file("config.yaml") }

  /// Clips are done after a second, and asked for often. It says where to begin, as nobody's first
  /// start does.
  static let quick = "default_profile: sandbox\n" + configuration(seconds: 1)

  /// The folder of the built program, which is the one of the running tests.
  static let programs: String = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
    return String(decoding: path, as: UTF8.self).parentFolder
  }()

  init(config: String = quick) throws {
    folder = try TemporaryFolder("e2e")
    try FileManager.default.createDirectory(
      atPath: folder.file("home"), withIntermediateDirectories: true)
    try write(config, to: "config.yaml")
  }

  /// A configuration whose sandbox needs so many seconds for a task, with further profiles.
  static func configuration(seconds: Double, profiles: String = "") -> String {
    """
    sandbox: { seconds: \(seconds) }
    profiles:
      sandbox: { poll_seconds: 0.2 }
    \(profiles)
    """
  }

  /// A line of a configuration for a profile at an address, whose key comes from STUDIO_KEY.
  static func profile(_ name: String, _ address: String) -> String {
    "  \(name): { api: ark, base_url: \"\(address)\", poll_seconds: 0.2, "
      + "key: { env: STUDIO_KEY } }"
  }

  /// Writes a file of the world; its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let path = folder.file(name)
    try FileManager.default.createDirectory(
      atPath: path.parentFolder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// The path of a file of the world.
  func path(_ name: String) -> String { folder.file(name) }

  /// The text of a file of the world; nil where there is none.
  func read(_ name: String) -> String? {
    fileBytes(path(name)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What the program sees: no keys but the one for profiles of tests, and a UTF-8 locale.
  func environment(_ changes: [String: String?] = [:]) -> [String: String] {
    let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    var variables: [String: String] = [
      "HOME": home, "RUSHES_DATA": data, "RUSHES_CONFIG": configFile,
      "PATH": "\(Studio.programs):\(inherited)", "TERM": "xterm-256color", "LANG": "C.UTF-8",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    for (name, value) in changes { variables[name] = value }
    return variables
  }

  /// Runs `rushes` with these words to its end.
  func run(
    _ words: String..., environment changes: [String: String?] = [:], input: String? = nil
  ) throws -> Ended {
    try run(words, environment: changes, input: input)
  }

  /// Runs `rushes` with these words to its end.
  func run(
    _ words: [String], environment changes: [String: String?] = [:], input: String? = nil
  ) throws -> Ended {
    let output = try ChildProcess.run(
      ChildProcess.Command(
        Studio.programs + "/rushes", words, environment: environment(changes),
        directory: folder.path, input: input.map { Array($0.utf8) },
        timeLimit: .seconds(180 * slowness)))
    return Ended(output)
  }

  /// The creates that reached the sandbox, in order.
  func journal() throws -> [JSON] {
    guard let file = fileBytes(data + "/sandbox/journal") else {
      return []
    }
    return try String(decoding: file, as: UTF8.self).split(separator: "\n").map {
      try JSON(parsing: String($0))
    }
  }
}

extension Studio {
  /// Blocks until a text has been written to the store.
  func waitUntilKept(_ text: String) throws {
    let deadline = ContinuousClock.now + Terminal.patience
    while ContinuousClock.now < deadline {
      let log = fileBytes(data + "/rushes.db-wal") ?? []
      if log.firstRange(of: Array(text.utf8)) != nil { return }
      // The log is on disk or in memory, and tells nobody of its growth.
      usleep(20_000)
    }
    throw Terminal.Failure(description: "\(text) was never kept.")
  }

  /// Blocks until some bytes of a video are here, and not all.
  func waitForBytes() throws {
    let deadline = ContinuousClock.now + Terminal.patience
    while ContinuousClock.now < deadline {
      // The folder is made when the first byte comes.
      let names = (try? FileManager.default.contentsOfDirectory(atPath: data + "/videos")) ?? []
      for name in names where name.hasSuffix(".part") {
        var facts = stat()
        if stat(data + "/videos/" + name, &facts) == 0, facts.st_size > 0 { return }
      }
      // Nothing tells of a file's first byte to those who do not watch the folder.
      usleep(20_000)
    }
    throw Terminal.Failure(description: "No byte of the video has come.")
  }
}

/// How a run of the program ended.
struct Ended: CustomStringConvertible {
  /// The exit status; -1 after a signal.
  let status: Int32
  let output: String
  let errors: String

  init(_ output: ChildProcess.Output) {
    if case .exited(let code) = output.status { status = code } else { status = -1 }
    self.output = String(decoding: output.output, as: UTF8.self)
    errors = String(decoding: output.errorOutput, as: UTF8.self)
  }

  var json: JSON {
    get throws { try JSON(parsing: output) }
  }

  var description: String { "exit status \(status)\n\(output)\n\(errors)" }
}

extension String {
  /// The path without its last component.
  var parentFolder: String {
    lastIndex(of: "/").map { String(self[..<$0]) } ?? "."
  }
}
