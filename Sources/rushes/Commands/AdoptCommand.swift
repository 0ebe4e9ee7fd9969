internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// `rushes adopt`: follows a task that was made elsewhere.
enum AdoptCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    guard arguments.words.count == 1, let name = arguments.value("profile") else {
      throw .usage("Write: rushes adopt REMOTE_ID --profile PROFILE.")
    }
    let remoteID = arguments.words[0]
    guard TaskActions.mayBeRemoteID(remoteID) else {
      throw .usage("adopt takes the id that the server gave the task.")
    }
    let workspace = try Workspace(arguments)
    let profile = try workspace.profile(named: name, needsKey: true)
    try workspace.requireKey(profile)
    let following: Following
    do throws(StoreError) {
      let store = try workspace.openStore(.readWrite)
      let adopted = try TaskActions.adopt(
        remoteID, profile: profile, model: arguments.value("model"), store)
      if !adopted.isNew, !arguments.has("json") {
        Output.complain(
          "rushes: \(CleanText.line(remoteID)) is task \(adopted.id) already")
      }
      following = Following(workspace: workspace, store: store, tasks: [adopted.id])
    } catch {
      throw CommandFailure(store: error)
    }
    return arguments.has("wait")
      ? try FollowReport.follow(following, arguments, asArray: false)
      : try FollowReport.finish(following, .done, arguments, asArray: false)
  }
}
