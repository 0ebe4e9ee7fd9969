internal import Dashboard
internal import TaskStore
internal import TextLayout
internal import VideoTasks
internal import Wording

/// `rushes remove` and `resolve`: changes of tasks that need no network.
enum ChangeCommand {
  static func remove(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let abandon = arguments.has("abandon")
    let removed = try change(arguments) { id, store throws(StoreError) in
      try TaskActions.remove(id, abandon: abandon, store)
    }
    return report(removed, arguments) { "Task \($0.id) is removed; its files stay." }
  }

  static func resolve(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let remoteID = arguments.value("created")
    guard arguments.words.count == 1, (remoteID != nil) != arguments.has("not-created") else {
      throw .usage("Write: rushes resolve ID --created REMOTE_ID, or --not-created.")
    }
    if let remoteID, remoteID.isEmpty || remoteID != CleanText.line(remoteID, limit: 200) {
      throw .usage("--created takes the id that the server gave the task.")
    }
    let resolved = try change(arguments) { id, store throws(StoreError) in
      try TaskActions.resolve(id, remoteID: remoteID, store)
    }
    return report(resolved, arguments) { task in
      remoteID == nil
        ? "Task \(task.id) counts as failed; it was never made."
        : "Task \(task.id) is followed again. Wait for it: rushes wait \(task.id)"
    }
  }

  /// Changes each named task; the first that refuses ends it, and those before stay changed.
  private static func change(
    _ arguments: Arguments,
    _ action: (TaskID, TaskStore) throws(StoreError) -> DashboardAction?
  ) throws(CommandFailure) -> [TaskRecord] {
    let ids = try TaskIDs.read(arguments)
    let store = try Workspace(arguments).existingStore(ids)
    var changed: [TaskRecord] = []
    for id in ids {
      let answer: DashboardAction?
      do throws(StoreError) {
        let before = try store.task(id)
        answer = try action(id, store)
        if let record = try store.task(id) ?? before { changed.append(record) }
      } catch {
        throw CommandFailure(store: error)
      }
      if case .actionFailed(let sentence)? = answer {
        throw CommandFailure(.rule, code: "Refused", sentence.english)
      }
    }
    return changed
  }

  private static func report(
    _ records: [TaskRecord], _ arguments: Arguments, _ sentence: (TaskRecord) -> String
  ) -> ExitStatus {
    if arguments.has("json") {
      FollowReport.printJSON(records, asArray: arguments.words.count > 1)
    } else {
      for record in records { Output.write(sentence(record) + "\n") }
    }
    return .done
  }
}
