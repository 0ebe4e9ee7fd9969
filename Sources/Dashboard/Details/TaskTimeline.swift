internal import VideoTasks
internal import Wording

/// When a task came to each of its stages, and how long it stayed there.
struct TaskTimeline: Hashable, Sendable {
  /// One stage of a task's way.
  enum Stage: Hashable, CaseIterable, Sendable {
    case created, sent, accepted, running, ended, onDisk

    /// What is said of it; the end is called as the status is.
    func words(_ status: TaskStatus) -> Phrase {
      switch self {
      case .created: Phrase("created")
      case .sent: Phrase("sent")
      case .accepted: Phrase("accepted")
      case .running: Phrase("running")
      case .ended: status.words
      case .onDisk: Phrase("on disk")
      }
    }
  }

  /// A stage that was reached.
  struct Step: Hashable, Sendable {
    var stage: Stage
    var at: Timestamp
    /// How long it lasted, or has lasted until now; nil for the last one of a way that is over.
    var length: Duration?
  }

  /// The stages that were reached, in the order of time.
  let steps: [Step]
  /// From the first to the last, or until now where the way goes on.
  let whole: Duration

  init(_ record: TaskRecord, _ events: [TaskEvent], now: Timestamp) {
    func moment(_ kind: String) -> Timestamp? { events.last { $0.kind == kind }?.at }
    let isOver = record.status.isEnded
    let found: [(Stage, Timestamp?)] = [
      (.created, record.createdAt), (.sent, record.submittedAt), (.accepted, moment("accepted")),
      (.running, record.startedAt), (.ended, isOver ? record.endedAt : nil),
      (.onDisk, record.download == .done ? moment("downloaded") : nil),
    ]
    // Clocks of other machines may have gone wrong: nothing lasts less than no time.
    var moments: [(stage: Stage, at: Timestamp)] = []
    for case (let stage, let at?) in found {
      moments.append((stage, max(at, moments.last?.at ?? at)))
    }
    let fetches =
      record.status == .succeeded && (record.download == .running || record.download == .waiting)
    let goesOn = !isOver || fetches
    steps = moments.enumerated().map { index, step in
      let next =
        index + 1 < moments.count ? moments[index + 1].at : goesOn ? max(now, step.at) : nil
      return Step(stage: step.stage, at: step.at, length: next.map { $0 - step.at })
    }
    whole = steps.reduce(.zero) { $0 + ($1.length ?? .zero) }
  }

  /// Where a stage begins and how wide it is on a bar of so many columns; everything that took time
  /// is seen.
  func bar(of step: Step, columns: Int) -> (start: Int, width: Int) {
    let all = Double(max(1, whole.wholeMilliseconds))
    guard let first = steps.first, columns > 0, let length = step.length else { return (0, 0) }
    let start = Double((step.at - first.at).wholeMilliseconds) / all * Double(columns)
    let end = start + Double(length.wholeMilliseconds) / all * Double(columns)
    let from = min(columns - 1, Int(start))
    return (from, length > .zero ? max(1, min(columns, Int(end.rounded())) - from) : 0)
  }
}
