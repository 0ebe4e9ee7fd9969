internal import TaskStore
internal import VideoTasks

/// `rushes wait`: runs the engine for the named tasks until their videos are on disk.
enum WaitCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let ids = try TaskIDs.read(arguments)
    let limit = try arguments.integer("timeout")
    if let limit, limit < 0 { throw .usage("--timeout takes seconds from 0 on.") }
    let workspace = try Workspace(arguments)
    let store = try workspace.existingStore(ids)
    let following = Following(workspace: workspace, store: store, tasks: ids)
    let progress = ProgressLine(isWanted: !arguments.has("json"))
    let end = try following.run(to: .settled, timeLimit: limit.map { .seconds($0) }) {
      progress.show(ProgressLine.words($0), else: ProgressLine.counts($0))
    }
    progress.close()
    return try FollowReport.finish(following, end, arguments, asArray: arguments.words.count > 1)
  }
}
