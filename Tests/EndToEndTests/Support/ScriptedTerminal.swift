import FoundationEssentials
import Glibc
import TestSupport

/// A terminal that a test plays itself, byte by byte: a pseudo terminal with the program on it.
///
/// It answers nothing by itself. What the program writes is kept as it came.
final class ScriptedTerminal {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The modes of a terminal as it was before the program, and is to be after it.
  struct Modes: Hashable {
    var input: tcflag_t
    var output: tcflag_t
    var local: tcflag_t
  }

  /// TIOCSPTLCK and TIOCGPTN, macros that Swift does not see.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430
  /// POSIX_SPAWN_SETSID, which glibc hides from strict programs.
  private static let newSession: Int32 = 0x80

  private let studio: Studio
  private var master: Int32
  private let slave: Int32
  private let process: pid_t
  /// Everything that the program has written.
  private(set) var written = ""
  let modesBefore: Modes

  init(
    _ studio: Studio, words: [String] = [], columns: Int = 80, rows: Int = 24,
    environment changes: [String: String?] = [:]
  ) throws {
    self.studio = studio
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var lock: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, Self.setLock, &lock) == 0,
      ioctl(master, Self.getNumber, &number) == 0
    else { throw Failure(description: "no pseudo terminal") }
    let path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    modesBefore = Self.modes(of: slave)
    process = try Self.start(words, on: path, studio.environment(changes))
  }

  deinit {
    // One that has ended already was waited for, and its number is not used again before.
    if !hasEnded { kill(process, SIGKILL) }
    var status: Int32 = 0
    if !hasEnded { waitpid(process, &status, 0) }
    if master >= 0 { Glibc.close(master) }
    Glibc.close(slave)
  }

  private var hasEnded = false

  /// The program leads a session of its own, whose terminal is the first that it opens.
  private static func start(
    _ words: [String], on path: String, _ environment: [String: String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes,
      Int16(newSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)))
    let program = Studio.programs + "/rushes"
    var arguments: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child = pid_t()
    let result = posix_spawn(&child, program, &actions, &attributes, &arguments, &variables)
    guard result == 0 else { throw Failure(description: "\(program) does not start: \(result)") }
    return child
  }

  private static func modes(of descriptor: Int32) -> Modes {
    var state = termios()
    tcgetattr(descriptor, &state)
    return Modes(input: state.c_iflag, output: state.c_oflag, local: state.c_lflag)
  }

  var modes: Modes { Self.modes(of: slave) }

  /// Sends bytes as the terminal does: keys, answers, or anything.
  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Blocks until what the program has written is as wanted.
  @discardableResult
  func waitFor(_ what: String, until isThere: (String) -> Bool) throws -> String {
    let deadline = ContinuousClock.now + Terminal.patience
    while !isThere(written) {
      guard readMore(until: deadline) else {
        throw Failure(
          description: "Waited in vain for \(what); written was: \(written.debugDescription)")
      }
    }
    return written
  }

  /// Takes what was written up to now away, so that the next wait looks at what comes after it.
  func forget() { written = "" }

  /// Takes nothing more, as when its user presses ^S or the line hangs...
  func stop() { tcflow(slave, TCOOFF) }

  /// ...until it does again.
  func goOn() { tcflow(slave, TCOON) }

  func signal(_ number: Int32) { kill(process, number) }

  /// Blocks until the program has ended; its status as `waitpid` gives it.
  func waitForEnd() throws -> Int32 {
    let deadline = ContinuousClock.now + Terminal.patience
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      // Its end is seen when nothing more can come, or looked for again after a moment.
      guard ContinuousClock.now < deadline else { throw Failure(description: "It does not end.") }
      _ = readMore(until: min(deadline, .now + .milliseconds(20)))
    }
    hasEnded = true
    while readMore(until: .now) {}
    return status
  }

  /// Reads once; false when the time is up.
  private func readMore(until deadline: ContinuousClock.Instant) -> Bool {
    let left = max(.zero, deadline - .now)
    let milliseconds =
      left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, Int32(clamping: milliseconds)) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    written += String(decoding: bytes.prefix(count), as: UTF8.self)
    return true
  }
}
