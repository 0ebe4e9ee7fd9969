internal import Glibc

/// The kernel refused what a loop needs.
public struct EventLoopError: Error, Hashable, Sendable {
  /// What was asked for.
  public enum Operation: Hashable, Sendable {
    case signals, wakeUp, wait
    case watchFolder(String)
  }

  /// The call that failed.
  public let operation: Operation
  /// The `errno` of the call.
  public let code: Int32

  init(_ operation: Operation, _ negatedCode: Int32) {
    self.operation = operation
    code = -negatedCode
  }

  /// What failed and what to do, for the user.
  public var message: String {
    let reason = String(cString: strerror(code))
    return switch operation {
    case .signals: "Could not set up signals: \(reason)."
    case .wakeUp: "Could not open an event descriptor: \(reason). Raise the limit of open files."
    case .wait: "Could not wait for events: \(reason)."
    case .watchFolder(let path):
      code == ENOSPC
        ? "Could not watch \(path): the user's limit of watches is reached."
          + " Raise fs.inotify.max_user_watches."
        : "Could not watch \(path): \(reason)."
    }
  }
}
