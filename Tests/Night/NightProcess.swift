import Glibc

/// A program of the night, with its output in a file; it does not outlive this object.
final class NightProcess {
  let pid: pid_t
  private var isGone = false

  init(
    _ program: String, _ words: [String], environment: [String: String], output: String
  ) throws(NightTrouble) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let words = ([program] + words).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, program, &actions, nil, words, variables)
    guard code == 0 else { throw NightTrouble("\(program) cannot be started (\(code))") }
    self.pid = pid
  }

  deinit { _ = end(SIGKILL) }

  /// Whether it has not ended by itself.
  func isRunning() -> Bool {
    var status: Int32 = 0
    if !isGone, waitpid(pid, &status, WNOHANG) == pid { isGone = true }
    return !isGone
  }

  /// Ends it and waits for that; its exit status, or the negative of the signal that ended it.
  @discardableResult
  func end(_ signal: Int32) -> Int32 {
    guard !isGone else { return 0 }
    kill(pid, signal)
    return wait()
  }

  /// Waits for its end; its exit status, or the negative of the signal that ended it.
  func wait() -> Int32 {
    guard !isGone else { return 0 }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    isGone = true
    return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
  }
}

/// Why a night could not be had at all; not a broken promise of the program.
public struct NightTrouble: Error, CustomStringConvertible {
  /// What could not be done.
  public let description: String

  init(_ description: String) { self.description = description }
}
