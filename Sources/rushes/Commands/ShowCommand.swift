internal import Configuration
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// `rushes show`: everything known of one task; never uses the network.
enum ShowCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let ids = try TaskIDs.read(arguments)
    guard ids.count == 1, let id = ids.first else { throw .usage("show takes one task's number.") }
    let workspace = try Workspace(arguments)
    guard let store = try workspace.openStoreIfAny() else { throw TaskIDs.unknown(id) }
    let record: TaskRecord
    let events: [TaskEvent]
    do throws(StoreError) {
      guard let found = try store.task(id) else {
        Output.report(TaskIDs.unknown(id), json: arguments.has("json"))
        return .usage
      }
      (record, events) = (found, try store.events(of: id))
    } catch {
      throw CommandFailure(store: error)
    }
    let links = arguments.has("links")
    if arguments.has("curl") {
      // Every control character in it is escaped; it must run as it stands.
      Output.write(Array((try CurlText.of(record, workspace.settings.profiles) + "\n").utf8))
    } else if arguments.has("json") {
      Output.write(TaskJSON.encode(record, links: links) + [0x0a])
    } else {
      Output.write(TaskText.lines(record, events, links: links))
    }
    return .done
  }
}

/// Task numbers on a command line.
enum TaskIDs {
  /// The numbers among the words, at least one.
  ///
  /// - Parameter keepsRepeats: whether one that is named again counts again.
  static func read(
    _ arguments: Arguments, keepsRepeats: Bool = false
  ) throws(CommandFailure) -> [TaskID] {
    guard !arguments.words.isEmpty else {
      throw .usage("A task's number is missing. See them with: rushes list")
    }
    var ids: [TaskID] = []
    for word in arguments.words {
      guard let number = Int64(word), number > 0 else {
        throw .usage("\(CleanText.line(word, limit: 80)) is not a task's number.")
      }
      if keepsRepeats || !ids.contains(TaskID(number)) { ids.append(TaskID(number)) }
    }
    return ids
  }

  /// The failure for a number that no task has.
  static func unknown(_ id: TaskID) -> CommandFailure {
    CommandFailure(
      .usage, code: "UnknownTask", "There is no task \(id) here.",
      advice: "See the tasks with: rushes list")
  }
}

/// A task's story as text.
enum TaskText {
  static func lines(_ record: TaskRecord, _ events: [TaskEvent], links: Bool) -> String {
    let request = record.request
    var rows: [(String, String?)] = [
      ("task", "\(record.id)  \(record.status.rawValue)"),
      ("prompt", request.prompt), ("profile", record.profile), ("model", record.model),
      ("ratio", request.ratio), ("resolution", request.resolution),
      ("duration", request.duration.map { "\($0) s" }),
      ("audio", request.audio.map { $0 ? "on" : "off" }), ("seed", request.seed.map { "\($0)" }),
    ]
    rows += request.media.map { ($0.role.option, $0.reference.text) }
    rows += [
      ("after", record.after.map { "task \($0)" }),
      ("begins with", record.frameSource.map { "the last frame of task \($0)" }),
      ("remote id", record.remoteID), ("waits for", record.waitReason),
      ("estimate", record.estimate.map(cost)), ("cost", record.cost.map(cost)),
      ("file", record.file), ("last frame", record.lastFrameFile),
      ("download", record.download == .none ? nil : record.download.rawValue),
      ("link ends", record.linkExpiresAt?.rfc3339), ("note", record.pollError),
      ("error", record.error.map { "\($0.code): \($0.message)" }),
      ("advice", record.error?.advice),
    ]
    if record.status == .unconfirmed {
      rows += [
        ("look for", LostCreate.trace(record)), ("settle it", LostCreate.settling(record.id)),
      ]
    }
    if links { rows += [("link", record.videoLink), ("frame link", record.lastFrameLink)] }
    let told = rows.compactMap { name, text in
      text.map { "\(Padding.right(name, columns: 11)) \(CleanText.line($0))\n" }
    }
    let story = events.map {
      "\($0.at.rfc3339)  \(Padding.right($0.kind, columns: 16)) \(CleanText.line($0.detail))\n"
    }
    return told.joined() + "\n" + story.joined()
  }

  /// A cost in words; unknown parts are said to be unknown.
  static func cost(_ cost: Cost) -> String {
    let money = cost.amount.map { Money.text($0, cost.currency ?? "?") } ?? "price unknown"
    let tokens = cost.tokens.map { ", \($0) tokens" } ?? ""
    return (cost.exact ? "" : "≈ ") + money + tokens
  }
}
