internal import Configuration
internal import TaskStore
internal import TextLayout
internal import VideoTasks
internal import Wording

/// `rushes list`: the tasks of this machine; never uses the network.
enum ListCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    if let word = arguments.words.first { throw .usage("list takes no \(word). Try --filter.") }
    var query = TaskQuery(
      statuses: try statuses(arguments), profile: arguments.value("profile"))
    let filter = try filter(arguments)
    let workspace = try Workspace(arguments)
    query.condition = filter.condition(in: FilterContext(profiles: workspace.settings.profiles))
    guard let store = try workspace.openStoreIfAny() else {
      if arguments.has("short") {
        tellShort([:], json: arguments.has("json"))
      } else if arguments.has("json") {
        Output.write("[]\n")
      }
      return .done
    }
    do throws(StoreError) {
      if arguments.has("short") {
        tellShort(try store.tallies(query), json: arguments.has("json"))
      } else if arguments.has("json") {
        try printJSON(store, query, links: arguments.has("links"))
      } else {
        try printTable(store, query)
      }
    } catch {
      throw CommandFailure(store: error)
    }
    return .done
  }

  private static func statuses(_ arguments: Arguments) throws(CommandFailure) -> Set<TaskStatus>? {
    var statuses: Set<TaskStatus> = []
    for word in arguments.values("status") {
      guard let status = TaskStatus(rawValue: word) else {
        let known = TaskStatus.allCases.map(\.rawValue)
        throw .usage(
          "--status \(word) is not a status. There are \(known.joined(separator: ", ")).")
      }
      statuses.insert(status)
    }
    return statuses.isEmpty ? nil : statuses
  }

  private static func filter(_ arguments: Arguments) throws(CommandFailure) -> TaskFilter {
    guard let text = arguments.value("filter") else { return TaskFilter() }
    let reading = TaskFilter.read(text)
    guard let first = reading.problems.first else { return reading.filter }
    let start = first.range.lowerBound
    let place = text.dropFirst(start).prefix(first.range.count)
    throw CommandFailure(
      .usage, code: "Filter",
      "The filter is broken at character \(start + 1), \(CleanText.line(String(place), limit: 80)).",
      advice: reading.problems.prefix(5).map(\.message).joined(separator: " "))
  }

  /// What `--filter` takes, for the help.
  static var notes: String {
    let width = FilterKey.allCases.map(\.rawValue.count).max() ?? 0
    let keys = FilterKey.allCases.map { key in
      "  \(key.rawValue):" + String(repeating: " ", count: width - key.rawValue.count)
        + "  \(key.takes.english)"
    }
    return """
      A filter is made of words, "words in quotation marks" and terms; all of them must hold, and -
      before one means that it must not. A comma parts values that are as good as each other.

      \(keys.joined(separator: "\n"))

      """
  }

  /// Prints how many tasks there are of each status; programs get all of them.
  private static func tellShort(_ tallies: [TaskStatus: Int], json: Bool) {
    guard json else { return Output.write(short(tallies) + "\n") }
    var members: [String: JSONValue] = [:]
    for status in TaskStatus.allCases {
      members[status.rawValue] = .integer(Int64(tallies[status] ?? 0))
    }
    Output.write(JSONValue.object(members).bytes + [0x0a])
  }

  /// What a status bar has room for.
  private static func short(_ tallies: [TaskStatus: Int]) -> String {
    func count(_ statuses: TaskStatus...) -> Int { statuses.reduce(0) { $0 + (tallies[$1] ?? 0) } }
    let parts = [
      (count(.queued, .running, .submitting), "running"), (count(.waiting), "waiting"),
      (count(.unconfirmed), "unconfirmed"), (count(.succeeded), "done"),
      (count(.failed, .expired), "failed"),
    ]
    let shown = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return shown.isEmpty ? "no tasks" : shown.joined(separator: " ")
  }

  private static func printJSON(
    _ store: TaskStore, _ query: TaskQuery, links: Bool
  ) throws(StoreError) {
    var isFirst = true
    Output.write("[")
    try store.forEachTask(query, ascending: true) { record in
      Output.write((isFirst ? "" : ",") + "\n")
      Output.write(TaskJSON.encode(record, links: links))
      isFirst = false
    }
    Output.write(isFirst ? "]\n" : "\n]\n")
  }

  private static func printTable(_ store: TaskStore, _ query: TaskQuery) throws(StoreError) {
    let width = Output.columns
    // A script that counts lines gets tasks alone.
    if let width {
      let heading = cells("ID", "State", "Profile", "Clip", "Created (UTC)", "Prompt", width: width)
      Output.write(Truncation.tail(heading, columns: width) + "\n")
    }
    try store.forEachTask(query, ascending: true) { record in
      Output.write(row(record, width: width) + "\n")
    }
  }

  private static func row(_ record: TaskRecord, width: Int?) -> String {
    let clip = [record.request.ratio, record.request.resolution].compactMap { $0 }
    let line = cells(
      String(record.id.rawValue), record.status.rawValue, CleanText.line(record.profile),
      CleanText.line(clip.joined(separator: " ")),
      String(record.createdAt.rfc3339.prefix(16)).replacing("T", with: " "),
      CleanText.line(record.request.prompt, limit: width == nil ? .max : 4000), width: width)
    return width.map { Truncation.tail(line, columns: $0) } ?? line
  }

  /// One line of the table: its columns hold their places whatever writing stands in them.
  ///
  /// A narrow terminal keeps room for the prompt: what tells least goes first.
  private static func cells(
    _ id: String, _ state: String, _ profile: String, _ clip: String, _ created: String,
    _ prompt: String, width: Int?
  ) -> String {
    let width = width ?? .max
    var cells = [Padding.left(id, columns: 6), Padding.right(state, columns: 11)]
    if width >= 55 { cells.append(Padding.right(profile, columns: 10)) }
    if width >= 65 { cells.append(Padding.right(clip, columns: 10)) }
    if width >= 80 { cells.append(Padding.right(created, columns: 16)) }
    return (cells + [prompt]).joined(separator: "  ")
  }
}
