internal import Batch
internal import TextLayout
internal import VideoTasks

/// What is told of a batch: one JSON line an event, or sentences.
final class BatchReport {
  let isJSON: Bool
  private let file: String
  private let progress: ProgressLine

  init(_ arguments: Arguments, file: String) {
    isJSON = arguments.has("json")
    self.file = file
    progress = ProgressLine(isWanted: !isJSON)
  }

  /// Tells an event.
  func tell(_ event: BatchEvent) {
    if isJSON { return Output.write(event.json.bytes + [0x0a]) }
    progress.close()
    if event.kind == .invalid {
      for problem in event.problems { Output.complain(Self.sentence(problem, file)) }
    } else if let text = sentence(event) {
      Output.write(text + "\n")
    }
  }

  /// Tells what should be known and breaks no rule; only people are told.
  func warn(_ text: String) {
    if !isJSON { Output.complain("rushes: warning: \(text)") }
  }

  /// Says something to a person, beside what goes to standard output.
  func say(_ text: String) {
    progress.close()
    Output.complain("rushes: \(text)")
  }

  /// Shows where the batch stands, on a terminal.
  func show(_ line: String) { progress.show(line) }

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
