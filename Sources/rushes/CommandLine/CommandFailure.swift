internal import VideoTasks

/// Why a command ends otherwise than done: a sentence, what to do, and the exit status.
struct CommandFailure: Error, Hashable, Sendable {
  let status: ExitStatus
  /// A name that scripts can rely on.
  let code: String
  let message: String
  let advice: String
  let violations: [Violation]

  init(
    _ status: ExitStatus, code: String, _ message: String, advice: String = "",
    violations: [Violation] = []
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.advice = advice
    self.violations = violations
  }

  static func usage(_ message: String) -> CommandFailure {
    CommandFailure(.usage, code: "Usage", message)
  }
}

/// The exit statuses of the contract.
enum ExitStatus: Int32, Sendable {
  case done = 0
  /// A task failed, expired or was cancelled.
  case taskFailed = 1
  case usage = 2
  case configuration = 3
  /// The request breaks a rule; nothing was sent.
  case rule = 4
  case network = 5
  /// The outcome of a create is unknown.
  case unconfirmed = 6
  case machine = 7
  case interrupted = 130
}
