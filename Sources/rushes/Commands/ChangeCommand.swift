internal import Dashboard
internal import TaskStore
internal import TextLayout
internal import VideoTasks
internal import Wording

/// `rushes remove` and `resolve`: changes of tasks that need no network.
enum ChangeCommand {
  static func remove(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let ids = try TaskIDs.read(arguments)
    let store = try Workspace(arguments).existingStore(ids)
    var removed: [TaskRecord] = []
    var answer: DashboardAction?
    do throws(StoreError) {
      for id in ids { if let record = try store.task(id) { removed.append(record) } }
      answer = try TaskActions.removeAllOrNone(ids, abandon: arguments.has("abandon"), store)
    } catch {
      throw CommandFailure(store: error)
    }
    if case .actionFailed(let sentence)? = answer {
      throw CommandFailure(
        .rule, code: "Refused",
        sentence.english + (ids.count > 1 ? " None of the \(ids.count) tasks was removed." : ""))
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
    let ids = try TaskIDs.read(arguments)
    let store = try Workspace(arguments).existingStore(ids)
    let answer: DashboardAction?
    let resolved: TaskRecord?
    do throws(StoreError) {
      answer = try TaskActions.resolve(ids[0], remoteID: remoteID, store)
      resolved = try store.task(ids[0])
    } catch {
      throw CommandFailure(store: error)
    }
    if case .actionFailed(let sentence)? = answer {
      throw CommandFailure(.rule, code: "Refused", sentence.english)
    }
    return report([resolved].compactMap { $0 }, arguments) { task in
      remoteID == nil
        ? "Task \(task.id) counts as failed; it was never made."
        : "Task \(task.id) is followed again. Wait for it: rushes wait \(task.id)"
    }
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
