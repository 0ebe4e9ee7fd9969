internal import Batch

/// `rushes batch`: many videos from the lines of a file.
enum BatchCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let source = try BatchSource(arguments)
    let limit = try BatchRun.limit(arguments)
    let defaults = try RequestOptions.draft(arguments)
    let workspace = try Workspace(arguments)
    var run = BatchRun(
      arguments: arguments, workspace: workspace, source: source, limit: limit,
      file: try source.read(), defaults: defaults)
    return try run.run()
  }
}
