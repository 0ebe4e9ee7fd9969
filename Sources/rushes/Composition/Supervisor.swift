internal import CLinux
internal import EventLoop
internal import Glibc

/// Whoever has started the program as a service and wants to hear how it is: systemd, or anybody who
/// speaks its protocol. Source: sd_notify(3) and sd_watchdog_enabled(3).
///
/// Costs nothing where nobody listens.
final class Supervisor {
  private let place: String?
  private let interval: Duration?
  private var tellsNextAt: MonotonicTime?
  private var isEnding = false

  /// Reads who listens, and how often it must hear that the program is alive.
  ///
  /// - Parameter process: this process, for which alone the variables are.
  init(environment: [String: String], process: Int32 = getpid()) {
    place = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
    let isForUs = environment["WATCHDOG_PID"].map { Int32($0) == process } ?? true
    let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
    // Twice in the time, so that one late line is not taken for the end.
    interval = isForUs && place != nil ? limit.map { .microseconds($0 / 2) } : nil
  }

  /// Says that the program does its work from now on.
  ///
  /// - Parameter status: one line about it, for `systemctl status`.
  func ready(_ status: String) {
    tell("READY=1\nSTATUS=\(status)\nMAINPID=\(getpid())")
    tellsNextAt = interval.map { MonotonicTime.now() + $0 }
  }

  /// Says, once, that the program is about to end.
  func ending() {
    if !isEnding { tell("STOPPING=1") }
    isEnding = true
  }

  /// Says that the program is alive when that is due; the moment at which it is due next, or nil.
  func beat() -> MonotonicTime? {
    guard let interval, let dueAt = tellsNextAt else { return nil }
    let now = MonotonicTime.now()
    if now >= dueAt {
      tell("WATCHDOG=1")
      tellsNextAt = now + interval
    }
    return tellsNextAt
  }

  /// A supervisor that has gone away need not be told.
  private func tell(_ message: String) {
    if let place { _ = rushes_service_tell(place, message) }
  }
}
