internal import Engine
internal import TaskStore
internal import VideoAPIs
internal import VideoTasks

/// `rushes submit`: one task, or several of the same request.
enum SubmitCommand {
  /// More equal tasks than this are a slip of the finger, not a wish.
  static let mostTasks = 1000

  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    if let word = arguments.words.first {
      throw .usage("\(word) is not an option. The prompt goes after --prompt.")
    }
    let workspace = try Workspace(arguments)
    let isDry = arguments.has("dry-run")
    let count = try number(arguments)
    var draft = try RequestOptions.draft(arguments)
    let profile = try workspace.profile(named: arguments.value("profile"), needsKey: !isDry)
    let earlier = try earlierTask(arguments, workspace)
    let findings = Probing.findings(of: draft, alsoRemote: arguments.has("probe"))
    let checked: CheckedRequest
    do throws(CommandFailure) {
      checked =
        if let earlier {
          try Chaining.check(&draft, after: earlier, profile, findings, workspace)
        } else {
          try workspace.check(&draft, profile, findings)
        }
    } catch {
      // The rule that a model is known is one like the others.
      guard isDry else { throw error }
      return try DryRun.refuse(error, json: arguments.has("json"))
    }
    if !arguments.has("json") {
      for warning in checked.warnings { Output.complain("rushes: warning: \(warning)") }
    }
    if isDry {
      return try DryRun.report(
        checked, draft, profile, after: earlier?.id, json: arguments.has("json"))
    }
    if case .failure(let violations) = checked.request {
      throw CommandFailure(violations: violations)
    }
    try workspace.requireKey(profile)
    return try send(draft, checked, profile, count, earlier, arguments, workspace)
  }

  private static func number(_ arguments: Arguments) throws(CommandFailure) -> Int {
    guard let count = try arguments.integer("count") else { return 1 }
    guard (1...Int64(mostTasks)).contains(count) else {
      throw .usage("--count takes a number from 1 to \(mostTasks).")
    }
    guard count == 1 || !arguments.has("once") else {
      throw .usage("--once names one task; it cannot go with --count.")
    }
    return Int(count)
  }

  /// The task after whose success the new one is sent, and with whose last frame it begins.
  private static func earlierTask(
    _ arguments: Arguments, _ workspace: Workspace
  ) throws(CommandFailure) -> TaskRecord? {
    guard let number = try arguments.integer("after") else { return nil }
    guard number > 0 else { throw .usage("--after takes a task's number.") }
    let store = try workspace.openStoreIfAny()
    do throws(StoreError) {
      if let earlier = try store?.task(TaskID(number)) { return earlier }
    } catch {
      throw CommandFailure(store: error)
    }
    throw TaskIDs.unknown(TaskID(number))
  }

  private static func send(
    _ draft: RequestDraft, _ checked: CheckedRequest, _ profile: Profile, _ count: Int,
    _ earlier: TaskRecord?, _ arguments: Arguments, _ workspace: Workspace
  ) throws(CommandFailure) -> ExitStatus {
    var new = NewTask(
      profile: profile.name, api: profile.api, model: checked.model.id, request: draft,
      estimate: checked.estimate, after: earlier?.id, onceName: arguments.value("once"))
    let following: Following
    var isNew = true
    do throws(StoreError) {
      let store = try workspace.openStore(.readWrite)
      let now = SystemClock.now()
      new.waitReason = earlier.flatMap(Chaining.waitReason)
      if new.onceName != nil {
        let known = try store.insertOnce(new, now: now)
        isNew = known.isNew
        following = Following(workspace: workspace, store: store, tasks: [known.id])
      } else {
        let ids = try store.insert(Array(repeating: new, count: count), now: now)
        following = Following(workspace: workspace, store: store, tasks: ids)
      }
      if let earlier, isNew {
        try Chaining.join(following.tasks, new, earlier, workspace, store)
      }
      DurableStep.taskStored.reached()
    } catch {
      throw CommandFailure(store: error)
    }
    if arguments.value("profile") == nil && !arguments.has("json") {
      Output.complain("rushes: using the profile \(profile.name)")
    }
    let asArray = arguments.has("count")
    if !isNew && !arguments.has("wait") {
      return try FollowReport.finish(following, .done, arguments, asArray: asArray)
    }
    return try FollowReport.follow(following, arguments, asArray: asArray)
  }
}
