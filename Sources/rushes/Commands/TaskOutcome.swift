internal import VideoTasks

/// How finished tasks become an exit status.
enum TaskOutcome {
  /// Whether following a task any longer can change anything by itself.
  static func isSettled(_ record: TaskRecord) -> Bool {
    switch record.status {
    case .unconfirmed: true
    case .succeeded: record.download != .waiting && record.download != .running
    default: record.status.isEnded
    }
  }

  /// The exit status of several tasks: the first that applies of 6, 1 and 5.
  static func status(_ records: [TaskRecord]) -> ExitStatus {
    if records.contains(where: { $0.status == .unconfirmed }) { return .unconfirmed }
    if records.contains(where: hasFailed) { return .taskFailed }
    if records.contains(where: isNetworkTrouble) { return .network }
    return .done
  }

  private static func hasFailed(_ record: TaskRecord) -> Bool {
    switch record.status {
    case .failed: record.error?.code != "NotSent"
    case .expired, .cancelled: true
    default: false
    }
  }

  private static func isNetworkTrouble(_ record: TaskRecord) -> Bool {
    if record.status == .failed { return record.error?.code == "NotSent" }
    return record.status == .succeeded
      && (record.download == .failed || record.download == .expired)
  }
}
