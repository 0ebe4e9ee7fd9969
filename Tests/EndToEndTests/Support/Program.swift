import Glibc
import TestSupport

/// A run of the program that goes on beside the test; it does not outlive this object.
final class Program {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let pid: pid_t
  private let studio: Studio
  private let pipe: NamedPipe
  private var told = ""
  private var status: Int32?

  /// Starts it with these words; what it says goes into a pipe.
  convenience init(
    _ studio: Studio, _ words: String..., environment changes: [String: String?] = [:]
  ) throws {
    try self.init(studio, words, environment: changes)
  }

  /// Starts it with these words.
  init(
    _ studio: Studio, _ words: [String], environment changes: [String: String?] = [:]
  ) throws {
    self.studio = studio
    pipe = try NamedPipe(studio.path("pipe-\(UInt64.random(in: .min ... .max))"), staysOpen: true)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, pipe.path, O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let program = Studio.programs + "/rushes"
    let words = ([program] + words).map { strdup($0) } + [nil]
    let variables = studio.environment(changes).map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, program, &actions, nil, words, variables)
    guard code == 0 else { throw Failure(description: "not started: \(code)") }
    self.pid = pid
  }

  deinit {
    guard status == nil else { return }
    kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
  }

  /// The pipe into which it speaks.
  var outputPath: String { pipe.path }

  /// All that it has said so far.
  var output: String {
    told += String(decoding: pipe.drain(), as: UTF8.self)
    return told
  }

  /// Blocks until it has said this; throws with all that it said when the time is up.
  func waitFor(_ text: String) throws {
    let deadline = ContinuousClock.now + Terminal.patience
    while !output.contains(text) {
      guard pipe.waitForMore(until: deadline) else {
        throw Failure(description: "Waited in vain for \"\(text)\": \(told)")
      }
    }
  }

  func signal(_ signal: Int32) { kill(pid, signal) }

  /// Blocks until it has ended; its exit status, or the negative of the signal that ended it.
  func end() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    waitpid(pid, &raw, 0)
    let code = raw & 0x7f == 0 ? (raw >> 8) & 0xff : -(raw & 0x7f)
    status = code
    return code
  }
}
