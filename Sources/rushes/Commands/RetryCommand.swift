internal import Configuration
internal import Dashboard
internal import TaskStore
internal import VideoTasks
internal import Wording

/// `rushes retry`: new tasks from the requests of ones that have ended, sent as `submit` sends.
enum RetryCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let ids = try TaskIDs.read(arguments)
    let audio = try arguments.flag("audio")
    let workspace = try Workspace(arguments)
    let store = try workspace.existingStore(ids)
    try requireKeys(ids, store, workspace)
    let profiles = workspace.settings.profiles
    // All or none: a command that says that it was refused leaves nothing behind that is sent later.
    _ = try answers(ids) { id throws(StoreError) in
      try TaskActions.refusalToRetry(id, audio: audio, profiles: profiles, store)
    }
    let made = try answers(ids) { id throws(StoreError) in
      try TaskActions.retry(id, audio: audio, profiles: profiles, store)
    }.compactMap { if case .retried(_, let new) = $0 { new } else { nil } }
    return try FollowReport.follow(
      Following(workspace: workspace, store: store, tasks: made), arguments,
      asArray: ids.count > 1)
  }

  /// What is answered for each task; the first that is refused ends it.
  private static func answers(
    _ ids: [TaskID], _ ask: (TaskID) throws(StoreError) -> DashboardAction?
  ) throws(CommandFailure) -> [DashboardAction] {
    var answers: [DashboardAction] = []
    for id in ids {
      let answer: DashboardAction?
      do throws(StoreError) {
        answer = try ask(id)
      } catch {
        throw CommandFailure(store: error)
      }
      if case .actionFailed(let sentence)? = answer {
        throw CommandFailure(.rule, code: "Refused", sentence.english)
      }
      if let answer { answers.append(answer) }
    }
    return answers
  }

  /// Nothing is stored that could not be sent.
  private static func requireKeys(
    _ ids: [TaskID], _ store: TaskStore, _ workspace: Workspace
  ) throws(CommandFailure) {
    for id in ids {
      let name: String?
      do throws(StoreError) {
        name = try store.task(id)?.profile
      } catch {
        throw CommandFailure(store: error)
      }
      try workspace.requireKey(try workspace.profile(named: name, needsKey: true))
    }
  }
}
