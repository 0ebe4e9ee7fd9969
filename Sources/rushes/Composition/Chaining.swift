internal import Configuration
internal import TaskStore
internal import TextLayout
internal import VideoTasks
internal import Wording

/// Tasks that wait for another one, and begin where that one ends: see `Chain`.
enum Chaining {
  /// Holds a draft against the rules as it will be sent, with a stand-in for the frame that it does
  /// not have yet; fills in the model, and has the task return its last frame for the next one.
  static func check(
    _ draft: inout RequestDraft, after earlier: TaskRecord, _ profile: Profile,
    _ findings: Probing.Findings, _ workspace: Workspace
  ) throws(CommandFailure) -> CheckedRequest {
    guard draft.firstFrame == nil else {
      return try workspace.check(&draft, profile, findings)
    }
    try requireFrame(of: earlier, workspace)
    var begun = Chain.begun(draft, after: earlier.id)
    let checked = try explained(earlier.id) { () throws(CommandFailure) in
      let checked = try workspace.check(&begun, profile, findings)
      if case .failure(let violations) = checked.request {
        throw CommandFailure(violations: violations)
      }
      return checked
    }
    draft.model = begun.model
    draft = Chain.continuable(draft, model: checked.model)
    return checked
  }

  /// Stores what a new task of the chain means for the one before it: that its last frame is wanted.
  static func join(
    _ made: [TaskID], _ new: NewTask, _ earlier: TaskRecord, _ workspace: Workspace,
    _ store: TaskStore
  ) throws(StoreError) {
    guard let first = made.first, new.request.firstFrame == nil, earlier.status == .waiting,
      model(of: earlier, workspace)?.takesReturnLastFrame == true
    else { return }
    try store.wantLastFrame(of: earlier.id, for: first, now: SystemClock.now())
  }

  /// Why a task that is sent after another one waits at first; nil when it need not.
  static func waitReason(_ earlier: TaskRecord) -> String? {
    earlier.status.isEnded
      ? nil : Phrase("for task {id} to succeed", ["id": earlier.id]).english
  }

  /// Fails unless a task can begin where this one ends.
  private static func requireFrame(
    of earlier: TaskRecord, _ workspace: Workspace
  ) throws(CommandFailure) {
    guard let refusal = Chain.refusal(of: earlier, model: model(of: earlier, workspace)) else {
      return
    }
    throw CommandFailure(
      .rule, code: "NoLastFrame", CleanText.line(refusal.message), advice: refusal.advice)
  }

  private static func model(of record: TaskRecord, _ workspace: Workspace) -> ModelSpec? {
    workspace.settings.profiles.first { $0.name == record.profile }?.catalogue[record.model]
  }

  /// Says of broken rules that the first frame is the other task's.
  private static func explained(
    _ earlier: TaskID, _ check: () throws(CommandFailure) -> CheckedRequest
  ) throws(CommandFailure) -> CheckedRequest {
    do throws(CommandFailure) {
      return try check()
    } catch {
      throw CommandFailure(
        error.status, code: error.code, error.message,
        advice: Phrase(
          "With --after {id}, the video begins with the last frame of task {id}. "
            + "Where it has a --first-frame of its own, it is only sent after that task.",
          ["id": earlier]
        ).english,
        violations: error.violations)
    }
  }
}
