internal import TerminalUI
internal import TextLayout
internal import VideoTasks

/// The progress of a task in a few columns: a bar where there is a number, else words.
struct ProgressWords {
  var glyphs: Glyphs
  var columns: Int
  /// The moment that countdowns count from.
  var now: Timestamp

  private var isShort: Bool { columns < 14 }
  private var barColumns: Int { columns >= 30 ? 16 : 5 }

  func line(_ task: TaskSummary, _ progress: TaskProgress) -> Line {
    switch progress {
    case .none: return still(task)
    case .elapsed(let time):
      return Line(isShort ? Words.clock(time) : "\(Words.clock(time)) so far", .active)
    case .overdue(let time):
      return Line(isShort ? "late" : "overdue by \(Words.about(time))", .warning)
    case .estimated(let percent, let left):
      let number = glyphs.approximately + Padding.left("\(percent)%", columns: 4)
      guard !isShort else { return Line(number, .active) }
      var line = bar(percent, .active)
      line.add(" \(number)", .active, .bold)
      // The estimate has been reached, and the task runs on.
      let rest = left < .seconds(1) ? "soon" : Words.about(left) + (columns >= 30 ? " left" : "")
      line.add(" " + rest, .muted)
      return line
    case .fetching(let percent, let bytes):
      guard let percent else { return Line("\(glyphs.down) \(Words.bytes(bytes))", .good) }
      let number = Padding.left("\(percent)%", columns: 4)
      guard !isShort else { return Line(glyphs.down + number, .good) }
      var line = bar(percent, .good)
      line.add(" \(number)", .good, .bold)
      line.add(" \(Words.bytes(bytes))", .muted)
      return line
    }
  }

  private func bar(_ percent: Int, _ role: ColorRole) -> Line {
    let gauge = Gauge(
      fraction: Double(percent) / 100, columns: barColumns, ascii: glyphs.ascii)
    var line = Line(gauge.filled, Style(role, on: .field))
    line.add(gauge.rest, Style(.faint, on: .field))
    return line
  }

  /// What is said of a task that does not move.
  private func still(_ task: TaskSummary) -> Line {
    let (words, role): (String, ColorRole) =
      switch task.status {
      case .waiting: (waiting(task), .muted)
      case .submitting: (isShort ? "sending" : "being sent", .active)
      case .unconfirmed: (isShort ? "no answer" : "answer lost", .warning)
      case .failed: (isShort ? "failed" : task.errorCode ?? "", .bad)
      case .expired: (isShort ? "expired" : "time ran out", .bad)
      case .cancelled: (isShort ? "cancelled" : "", .muted)
      case .succeeded, .queued, .running: download(task)
      }
    return Line(glyphs.cut(words, columns), role)
  }

  /// Why it waits, where that can be said in full; half a reason says nothing.
  private func waiting(_ task: TaskSummary) -> String {
    if isShort { return "waiting" }
    guard let reason = task.waitReason else { return "waits its turn" }
    return Columns.of(reason) <= columns ? reason : "held back"
  }

  private func download(_ task: TaskSummary) -> (String, ColorRole) {
    if let left = task.linkTimeLeft(at: now), left < TaskSummary.linkIsShort {
      guard left > .zero else { return (isShort ? "link gone" : "link ran out", .bad) }
      let words = Words.about(left)
      return (isShort ? "link \(words)" : "link: \(words) left", .warning)
    }
    return switch task.download {
    case .none: (isShort ? "succeeded" : "not fetched", .muted)
    case .waiting: (isShort ? "fetching" : "fetching soon", .active)
    case .running: ("fetching", .active)
    case .done:
      (task.bytes.map { Words.bytes($0) + (isShort ? "" : " on disk") } ?? "on disk", .muted)
    case .failed: (isShort ? "no file" : "not fetched", .bad)
    case .expired: (isShort ? "link gone" : "link ran out", .bad)
    }
  }
}
