internal import Glibc
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// What `submit`, `wait` and `download` say at their end.
enum FollowReport {
  /// Sends new tasks, follows them to their end where `--wait` asks for it, and reports.
  static func follow(
    _ following: Following, _ arguments: Arguments, asArray: Bool
  ) throws(CommandFailure) -> ExitStatus {
    let goal: Following.Goal = arguments.has("wait") ? .settled : .sent
    let progress = ProgressLine(isWanted: goal == .settled && !arguments.has("json"))
    let end = try following.run(to: goal) {
      progress.show(ProgressLine.words($0), else: ProgressLine.counts($0))
    }
    progress.close()
    return try finish(following, end, arguments, asArray: asArray)
  }

  /// Prints the contract's JSON: one object, or an array.
  static func printJSON(_ records: [TaskRecord], asArray: Bool) {
    let json =
      asArray
      ? TaskJSON.encode(records, links: false)
      : records.first.map { TaskJSON.encode($0, links: false) } ?? []
    Output.write(json + [0x0a])
  }

  /// Prints the tasks and gives the exit status.
  static func finish(
    _ following: Following, _ end: EngineLoop.End, _ arguments: Arguments, asArray: Bool
  ) throws(CommandFailure) -> ExitStatus {
    let records: [TaskRecord]
    do throws(StoreError) {
      records = try following.records()
    } catch {
      throw CommandFailure(store: error)
    }
    if arguments.has("json") {
      printJSON(records, asArray: asArray)
    } else {
      for record in records { Output.write(sentence(record) + "\n") }
    }
    for failure in failures(end, records) { Output.report(failure, json: arguments.has("json")) }
    switch end {
    case .interrupted: return .interrupted
    case .timedOut: return .network
    case .diskRefuses: return .machine
    case .unresolved: return .unconfirmed
    case .done: return TaskOutcome.status(records)
    }
  }

  /// What is to be said of tasks that were not followed to their end.
  private static func failures(
    _ end: EngineLoop.End, _ records: [TaskRecord]
  ) -> [CommandFailure] {
    switch end {
    case .interrupted:
      return [
        CommandFailure(
          .interrupted, code: "Interrupted",
          "interrupted; the tasks go on. Follow them: \(waitCall(records))")
      ]
    case .timedOut:
      return [
        CommandFailure(
          .network, code: "TimeUp",
          "the time is up; the tasks go on. Follow them: \(waitCall(records))")
      ]
    case .diskRefuses:
      return records.filter { !TaskOutcome.isSettled($0) }.map { record in
        let reason = record.pollError.map { " \(CleanText.line($0))" } ?? ""
        return CommandFailure(
          .machine, code: "Disk", "the video of task \(record.id) is not fetched yet.\(reason)")
      }
    case .unresolved(let lost):
      return [
        CommandFailure(
          .unconfirmed, code: "Unresolved",
          "what waits stands behind task \(lost), whose answer was lost. Look for that one in "
            + "the account (rushes show \(lost) says for what), then: rushes resolve \(lost)")
      ]
    case .done: return []
    }
  }

  private static func waitCall(_ records: [TaskRecord]) -> String {
    "rushes wait " + records.map { String($0.id.rawValue) }.joined(separator: " ")
  }

  /// One task in one sentence or two, with what to do next.
  static func sentence(_ record: TaskRecord) -> String {
    let task = "Task \(record.id)"
    switch record.status {
    case .waiting:
      let reason = record.waitReason.map { " (\(CleanText.line($0)))" } ?? ""
      return "\(task) waits\(reason). An open dashboard sends it, or: rushes wait \(record.id)"
    case .submitting: return "\(task) is being sent to \(record.profile)."
    case .unconfirmed:
      return
        "\(task) was sent to \(record.profile) and the answer was lost: it may exist there and "
        + "cost money. It is not sent again by itself. "
        + CleanText.line("\(LostCreate.trace(record)) \(LostCreate.settling(record.id))")
    case .queued, .running:
      return "\(task) is \(record.status.rawValue) at \(record.profile) as "
        + "\(CleanText.line(record.remoteID ?? "?")). Follow it: rushes wait \(record.id)"
    case .succeeded: return succeeded(record, task)
    case .failed, .expired, .cancelled:
      let why = record.error.map { " \(CleanText.line($0.message)) \(CleanText.line($0.advice))" }
      return "\(task) \(record.status == .failed ? "failed" : "is \(record.status.rawValue)")"
        + " (\(CleanText.line(record.error?.code ?? "no code")))." + (why ?? "")
    }
  }

  private static func succeeded(_ record: TaskRecord, _ task: String) -> String {
    switch record.download {
    case .done: "\(task) is done: \(CleanText.line(record.file ?? "?"))"
    case .failed, .expired:
      "\(task) is done, but its video could not be fetched. "
        + CleanText.line(record.pollError ?? "") + " Try: rushes download \(record.id)"
    default: "\(task) is done; its video is not fetched yet: rushes download \(record.id)"
    }
  }
}

/// One line on standard error that tells how it goes, where that is a terminal.
final class ProgressLine {
  private let isWanted: Bool
  private var last = ""

  init(isWanted: Bool) { self.isWanted = isWanted && isatty(STDERR_FILENO) == 1 }

  /// Shows a line in place of the last one; where the terminal is too narrow for it the brief one,
  /// cut to the width. The same is not written again.
  func show(_ text: String, else brief: String? = nil) {
    guard isWanted else { return }
    var line = text
    if let columns = Output.errorColumns {
      line = Truncation.tail(text, columns: columns - 1)
      if line != text, let brief { line = Truncation.tail(brief, columns: columns - 1) }
    }
    guard line != last else { return }
    last = line
    Output.showInPlace(line)
  }

  /// Takes the line away.
  func close() {
    guard isWanted, !last.isEmpty else { return }
    last = ""
    Output.showInPlace("")
  }

  /// A few tasks in a line.
  static func words(_ records: [TaskRecord]) -> String {
    let parts = records.prefix(4).map { "\($0.id) \(ProgressLine.word($0))" }
    let rest = records.count > 4 ? ", and \(records.count - 4) more" : ""
    return parts.joined(separator: ", ") + rest
  }

  /// How many of the tasks are what, in the order in which tasks become it.
  static func counts(_ records: [TaskRecord]) -> String {
    TaskStatus.allCases.compactMap { status in
      let count = records.count { $0.status == status }
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }.joined(separator: ", ")
  }

  private static func word(_ record: TaskRecord) -> String {
    guard record.download == .running, let bytes = record.bytes, bytes > 0 else {
      return record.status.rawValue
    }
    return "downloading \((record.downloadBytes ?? 0) * 100 / bytes) %"
  }
}
