internal import VideoTasks

/// How a task is to end, as its prompt and the faults have it.
struct TaskFate {
  private let wish: Wish
  private let api: SandboxAPI
  private let hasSound: Bool
  private var faults: [SandboxFault] = []

  /// What a task carries with it to its end.
  private static let lasting: [SandboxFault] = [
    .createFailed, .stuckQueued, .stuckRunning, .expires, .cancelled, .canceled,
    .outputSoundRefused, .failedWithoutReason, .errorObject, .errorString, .failReason,
    .messageForError, .hostileText,
  ]
  private static let failing: [SandboxFault] = [
    .createFailed, .failedWithoutReason, .errorObject, .errorString, .failReason,
    .messageForError, .hostileText,
  ]

  init(_ order: TaskOrder, _ wish: Wish, _ turn: FaultTurn?, _ prefix: SandboxPrefix) {
    self.wish = wish
    api = prefix.api
    hasSound = order.audio
    if let turn { faults = Self.lasting.filter(turn.takes) }
  }

  func settle(_ task: inout StoredTask, now: Timestamp) {
    task.faults = faults
    task.failure = wish.failure
    task.expires = wish.expires && api == .ark || faults.contains(.expires)
    if wish.expires && api != .ark { task.failure = "TaskTimeout" }
    if faults.contains(where: Self.failing.contains) {
      task.failure = task.failure ?? "InternalServiceError"
    }
    if faults.contains(.outputSoundRefused) && hasSound {
      task.failure = "OutputAudioSensitiveContentDetected"
    }
    if faults.contains(.cancelled) || faults.contains(.canceled) { task.cancelledAt = task.endsAt }
    let never = now + .seconds(100 * 365 * 24 * 3600)
    if faults.contains(.stuckQueued) { task.runsAt = never }
    if faults.contains(.stuckQueued) || faults.contains(.stuckRunning) { task.endsAt = never }
    if faults.contains(.createFailed) {
      task.runsAt = now
      task.endsAt = now
    }
  }
}
