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
    var made: [TaskID] = []
    for id in ids {
      let answer: DashboardAction?
      do throws(StoreError) {
        answer = try TaskActions.retry(
          id, audio: audio, profiles: workspace.settings.profiles, store)
      } catch {
        throw CommandFailure(store: error)
      }
      switch answer {
      case .retried(_, let new)?: made.append(new)
      case .actionFailed(let sentence)?:
        throw CommandFailure(.rule, code: "Refused", sentence.english)
      default: break
      }
    }
    return try FollowReport.follow(
      Following(workspace: workspace, store: store, tasks: made), arguments,
      asArray: ids.count > 1)
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
