internal import Configuration
internal import Dashboard
internal import Engine
internal import TaskStore
internal import TextLayout
internal import VideoTasks
internal import Wording

/// `rushes cancel`: at once for what was not sent, by asking the server for what is queued there.
enum CancelCommand {
  /// How long the server's answers are waited for.
  static let patience = Duration.seconds(60)

  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let ids = try TaskIDs.read(arguments)
    let workspace = try Workspace(arguments)
    let store = try workspace.existingStore(ids)
    var outcomes: [CancelOutcomeOfTask] = []
    for id in ids { outcomes.append(try begin(id, store, workspace)) }
    let wanted = outcomes.filter { $0.refusal == nil }.map(\.id)
    let following = Following(workspace: workspace, store: store, tasks: wanted)
    let end = try following.run(to: .cancelDecided, timeLimit: patience)
    for index in outcomes.indices where outcomes[index].refusal == nil {
      outcomes[index] = try outcome(outcomes[index].id, store)
    }
    try report(outcomes, store, arguments)
    if end == .interrupted {
      throw CommandFailure(
        .interrupted, code: "Interrupted", "interrupted; what was not cancelled goes on.")
    }
    return status(outcomes)
  }

  /// Cancels what can be cancelled here, and writes down what the server is to be asked.
  private static func begin(
    _ id: TaskID, _ store: TaskStore, _ workspace: Workspace
  ) throws(CommandFailure) -> CancelOutcomeOfTask {
    let profiles = workspace.settings.profiles
    let record: TaskRecord?
    do throws(StoreError) {
      record = try store.task(id)
    } catch {
      throw CommandFailure(store: error)
    }
    if let record, record.status == .queued,
      let profile = TaskActions.cancelProfile(record, profiles)
    {
      try workspace.requireKey(profile)
    }
    do throws(StoreError) {
      let answer = try TaskActions.cancel(id, profiles: profiles, store)
      guard case .actionFailed(let sentence)? = answer else { return .init(id: id) }
      return .init(id: id, refusal: CommandFailure(.rule, code: "Refused", sentence.english))
    } catch {
      throw CommandFailure(store: error)
    }
  }

  /// What has become of the wish; one without an answer is taken back, so that nothing is left to
  /// be sent when the command has ended.
  private static func outcome(
    _ id: TaskID, _ store: TaskStore
  ) throws(CommandFailure) -> CancelOutcomeOfTask {
    do throws(StoreError) {
      let isOpen = try TaskActions.withdrawCancel(id, store)
      guard let record = try store.task(id) else { return .init(id: id) }
      if record.status == .cancelled { return .init(id: id) }
      let told = try store.events(of: id).last {
        [CancelStory.tooLate, CancelStory.refused].contains($0.kind)
      }
      return .init(id: id, refusal: refusal(record, isOpen: isOpen, told))
    } catch {
      throw CommandFailure(store: error)
    }
  }

  private static func refusal(
    _ record: TaskRecord, isOpen: Bool, _ told: TaskEvent?
  ) -> CommandFailure {
    let task = "Task \(record.id)"
    switch record.status {
    case .succeeded:
      return CommandFailure(
        .rule, code: "TooLate", "\(task) was done before it could be cancelled.",
        advice: "Fetch its video with: rushes wait \(record.id)")
    case .failed, .expired:
      return CommandFailure(
        .taskFailed, code: "Ended", "\(task) has \(record.status.rawValue) meanwhile.",
        advice: record.error?.advice ?? "")
    default: break
    }
    let follow = "Follow it: rushes wait \(record.id)"
    if isOpen {
      let reason = record.pollError.map { " (\(CleanText.line($0)))" } ?? ""
      return CommandFailure(
        .network, code: "NoAnswer",
        "\(record.profile) did not say that task \(record.id) is cancelled\(reason). "
          + "It may be; the next look at it tells.", advice: follow)
    }
    let isTooLate = told?.kind == CancelStory.tooLate
    return CommandFailure(
      isTooLate ? .rule : .network, code: isTooLate ? "TooLate" : "NotCancelled",
      "\(task) was not cancelled: \(told?.detail ?? CancelStory.goesOn.english)", advice: follow)
  }

  private static func report(
    _ outcomes: [CancelOutcomeOfTask], _ store: TaskStore, _ arguments: Arguments
  ) throws(CommandFailure) {
    let isJSON = arguments.has("json")
    // One task that was refused has nothing to print but the reason.
    if outcomes.count == 1, let refusal = outcomes[0].refusal {
      return Output.report(refusal, json: isJSON)
    }
    var records: [TaskRecord] = []
    do throws(StoreError) {
      for outcome in outcomes {
        if let record = try store.task(outcome.id) { records.append(record) }
      }
    } catch {
      throw CommandFailure(store: error)
    }
    if isJSON {
      FollowReport.printJSON(records, asArray: arguments.words.count > 1)
    } else {
      for record in records where record.status == .cancelled {
        let wasSent = record.remoteID != nil
        Output.write(
          "Task \(record.id) is cancelled; nothing \(wasSent ? "is billed" : "was sent").\n")
      }
    }
    for refusal in outcomes.compactMap(\.refusal) { Output.report(refusal, json: isJSON) }
  }

  private static func status(_ outcomes: [CancelOutcomeOfTask]) -> ExitStatus {
    let found = outcomes.compactMap { $0.refusal?.status }
    return [.taskFailed, .network, .rule].first { found.contains($0) } ?? .done
  }
}

/// What has become of one task that was to be cancelled.
private struct CancelOutcomeOfTask {
  let id: TaskID
  /// Why it is not cancelled; nil when it is, or while nobody knows.
  var refusal: CommandFailure?
}
