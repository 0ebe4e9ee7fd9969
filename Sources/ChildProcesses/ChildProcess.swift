internal import Glibc

/// Runs other programs: as a process group of its own, with a time limit, and with output that
/// cannot grow without bound.
///
/// Everything here blocks the calling thread: use it on a background thread.
public enum ChildProcess {
  /// What to run, and within which limits.
  public struct Command: Sendable {
    /// A name that is looked up in `PATH`, or a path (anything with a `/`).
    public var executable: String
    /// The arguments after the program's own name.
    public var arguments: [String]
    /// The whole environment of the program; nil hands on this process's own.
    public var environment: [String: String]?
    /// Where the program runs; nil is where this process runs.
    public var directory: String?
    /// What it reads from standard input; nil is an empty input.
    public var input: [UInt8]?
    /// A file that it reads as its standard input; wins over `input`.
    public var inputFile: String?
    /// After this long its whole process group is ended.
    public var timeLimit: Duration
    /// Bytes of its output that are kept, and of its error output; the rest is read and dropped.
    public var outputLimit: Int
    /// How much the program gives way to others, 0 (not at all) to 19.
    public var niceness: Int32

    /// Makes a command; nothing is looked up or started.
    public init(
      _ executable: String, _ arguments: [String] = [], environment: [String: String]? = nil,
      directory: String? = nil, input: [UInt8]? = nil, inputFile: String? = nil,
      timeLimit: Duration, outputLimit: Int = 1 << 20, niceness: Int32 = 0
    ) {
      self.executable = executable
      self.arguments = arguments
      self.environment = environment
      self.directory = directory
      self.input = input
      self.inputFile = inputFile
      self.timeLimit = timeLimit
      self.outputLimit = outputLimit
      self.niceness = niceness
    }
  }

  /// How a program ended.
  public enum ExitStatus: Hashable, Sendable {
    /// By itself, with this exit status.
    case exited(Int32)
    /// By this signal.
    case signalled(Int32)
  }

  /// What a program that ended has left.
  public struct Output: Sendable {
    /// How it ended.
    public var status: ExitStatus
    /// Standard output, at most the command's limit.
    public var output: [UInt8]
    /// Standard error, at most the command's limit.
    public var errorOutput: [UInt8]
    /// Whether there was more on either than the limit.
    public var outputWasCut: Bool

    /// Whether it exited with 0.
    public var succeeded: Bool { status == .exited(0) }
  }

  /// Runs a program to its end and blocks until then.
  ///
  /// What a program that has ended left running in the background is neither waited for nor ended.
  ///
  /// - Throws: `.notFound`, `.cannotStart`, or `.timedOut` after the whole group was ended.
  public static func run(_ command: Command) throws(ChildProcessError) -> Output {
    try start(command).wait()
  }

  /// Starts a program; `wait()` of what comes back must be called to drain it.
  ///
  /// - Throws: `.notFound` or `.cannotStart`.
  public static func start(_ command: Command) throws(ChildProcessError) -> Running {
    try Running(command)
  }

  /// The absolute or relative path of an executable file, looked up in `path` as the shell does, or
  /// nil when there is none.
  ///
  /// A name with a `/` is taken as it is. Empty entries of `path` are skipped, so that nothing runs
  /// from the current folder unasked.
  public static func find(_ name: String, path: String) -> String? {
    guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
    if name.utf8.contains(UInt8(ascii: "/")) { return isExecutable(name) ? name : nil }
    for folder in path.utf8.split(separator: UInt8(ascii: ":")) {
      let candidate = "\(Substring(folder))/\(name)"
      if isExecutable(candidate) { return candidate }
    }
    return nil
  }

  private static func isExecutable(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return access(path, X_OK) == 0
  }
}
