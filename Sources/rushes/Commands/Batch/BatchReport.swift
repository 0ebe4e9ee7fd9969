internal import Batch
internal import TextLayout
internal import VideoTasks

/// What is told of a batch: one JSON line an event, or sentences.
final class BatchReport {
  let isJSON: Bool
  /// Whether somebody still reads standard output.
  private(set) var hasReader = true
  private let file: String
  private let progress: ProgressLine
  private var counts: [BatchEvent.Kind: Int] = [:]
  private var warnings: Set<String> = []

  init(_ arguments: Arguments, file: String) {
    isJSON = arguments.has("json")
    self.file = file
    progress = ProgressLine(isWanted: !isJSON)
  }

  /// Tells an event.
  func tell(_ event: BatchEvent) {
    counts[event.kind, default: 0] += 1
    if isJSON { return write(event.json) }
    if event.kind == .invalid {
      progress.close()
      for problem in event.problems { Output.complain(Self.sentence(problem, file)) }
    } else if let text = sentence(event) {
      write(text)
    }
  }

  /// Tells how it ended: the last line.
  ///
  /// - Parameter videos: how many the batch stands for.
  func end(
    _ progress: BatchProgress, videos: Int, _ estimate: EstimateSum, _ status: ExitStatus
  ) {
    guard isJSON else { return }
    var members = progress.json
    for kind in [BatchEvent.Kind.invalid, .skipped, .left, .checked, .made] {
      members[kind.rawValue] = .integer(Int64(counts[kind] ?? 0))
    }
    members["event"] = .string("end")
    members["videos"] = .integer(Int64(videos))
    members["estimate"] = estimate.json
    members["exit"] = .integer(Int64(status.rawValue))
    write(.object(members))
  }

  private func write(_ value: JSONValue) { offer(value.bytes) }

  /// Writes a line for a person.
  func write(_ text: String) {
    progress.close()
    offer(Array(CleanText.line(text, limit: .max).utf8))
  }

  /// A create may be on its way: that its reader has gone must not end the program at once.
  private func offer(_ line: [UInt8]) {
    if hasReader { hasReader = Output.offer(line + [0x0a]) }
  }

  /// Tells what should be known and breaks no rule, each once; only people are told.
  func warn(_ text: String) {
    if !isJSON, warnings.insert(text).inserted { Output.complain("rushes: warning: \(text)") }
  }

  /// Says something to a person, beside what goes to standard output.
  func remark(_ text: String) {
    guard !isJSON else { return }
    progress.close()
    Output.complain("rushes: \(text)")
  }

  /// Says what keeps the batch from its end.
  func complain(_ failure: CommandFailure) {
    progress.close()
    Output.report(failure, json: isJSON)
  }

  /// Shows where the batch stands, on a terminal; in fewer words where it is narrow.
  func show(_ line: String, else brief: String) { progress.show(line, else: brief) }

  /// Takes the line of progress away.
  func close() { progress.close() }

  /// As compilers write it, so that editors find the place.
  private static func sentence(_ problem: LineProblem, _ file: String) -> String {
    let place = "\(file):\(problem.line)" + (problem.column.map { ":\($0)" } ?? "")
    let field = problem.field.map { " \($0):" } ?? ""
    let fix = problem.fix.isEmpty ? "" : " \(problem.fix)"
    return CleanText.line("\(place):\(field) \(problem.message)\(fix) [\(problem.rule)]")
  }

  private func sentence(_ event: BatchEvent) -> String? {
    var line = "Line \(event.line)"
    if let name = event.name { line += ", \(CleanText.line(name, limit: 60))" }
    if let part = event.part, part > 1 { line += ", video \(part)" }
    switch event.kind {
    case .skipped:
      guard let record = event.record else {
        return
          "\(line): made before, as task \(event.task.map { "\($0)" } ?? "?"), which was removed."
      }
      return "\(line): made before. \(FollowReport.sentence(record))"
    case .made:
      let estimate = event.record?.estimate.map { ", \(TaskText.cost($0))" } ?? ""
      return "\(line): task \(event.record.map { "\($0.id)" } ?? "?")\(estimate)."
    case .checked: return "\(line): would be made, \(event.estimate.map(TaskText.cost) ?? "")."
    case .left: return "\(line): left out. \(CleanText.line(event.reason ?? ""))"
    // The server's steps are seen in the line of progress; what comes of them is told.
    case .running, .invalid: return nil
    case .succeeded where event.record?.download != DownloadState.none: return nil
    default: return event.record.map { "\(line): \(FollowReport.sentence($0))" }
    }
  }
}
