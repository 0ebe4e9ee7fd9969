internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The progress of a task in a few columns: a bar where there is a number, else words.
struct ProgressWords: Speaks {
  var language: Language
  var glyphs: Glyphs
  var columns: Int
  /// The moment that countdowns count from.
  var now: Timestamp

  private var words: Words { Words(language: language) }
  private var isShort: Bool { columns < 14 }
  private var barColumns: Int { columns >= 30 ? 16 : 5 }

  func line(_ task: TaskSummary, _ progress: TaskProgress) -> Line {
    switch progress {
    case .none: return still(task)
    case .elapsed(let time):
      return Line(
        isShort ? Words.clock(time) : say("{time} so far", ["time": Words.clock(time)]), .active)
    case .overdue(let time):
      return Line(
        isShort ? say("late") : say("overdue by {time}", ["time": words.about(time)]), .warning)
    case .estimated(let percent, let left, let latest):
      let number = glyphs.approximately + Padding.left("\(percent)%", columns: 4)
      guard !isShort else { return Line(number, .active) }
      var line = bar(percent, .active)
      line.add(" \(number)", .active, .bold)
      line.add(" " + rest(left, latest), .muted)
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

  /// The time left; where there is room also by when nine of ten such tasks had ended.
  private func rest(_ left: Duration, _ latest: Duration?) -> String {
    let time = words.about(left)
    guard columns >= 30 else { return left < .seconds(1) ? say("soon") : time }
    let most = latest.map { words.about($0) } ?? time
    // The estimate has been reached, and the task runs on.
    if left < .seconds(1) {
      return most == time ? say("soon") : say("within {time}", ["time": most])
    }
    return most == time
      ? say("{time} left", ["time": time])
      : say("{time} to {most} left", ["time": time, "most": most])
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
      case .submitting: (isShort ? say("sending") : say("being sent"), .active)
      case .unconfirmed: (isShort ? say("no answer") : say("answer lost"), .warning)
      case .failed: (isShort ? say("failed") : task.errorCode ?? "", .bad)
      case .expired: (isShort ? say("expired") : say("time ran out"), .bad)
      case .cancelled: (isShort ? say("cancelled") : "", .muted)
      case .succeeded, .queued, .running: download(task)
      }
    return Line(glyphs.cut(words, columns), role)
  }

  /// Why it waits, where that can be said in full; half a reason says nothing.
  private func waiting(_ task: TaskSummary) -> String {
    if isShort { return say("waiting") }
    guard let reason = task.waitReason.map({ say(.recorded($0)) }) else {
      return say("waits its turn")
    }
    return Columns.of(reason) <= columns ? reason : say("held back")
  }

  private func download(_ task: TaskSummary) -> (String, ColorRole) {
    if let left = task.linkTimeLeft(at: now), left < TaskSummary.linkIsShort {
      guard left > .zero else { return (isShort ? say("link gone") : say("link ran out"), .bad) }
      let minutes = (left.components.seconds + 30) / 60
      return (
        isShort
          ? say("link {count}m", ["count": minutes])
          : say("link: {time} left", ["time": words.about(left)]), .warning
      )
    }
    return switch task.download {
    case .none: (isShort ? say("succeeded") : say("not fetched"), .muted)
    case .waiting: (isShort ? say("fetching") : say("fetching soon"), .active)
    case .running: (say("fetching"), .active)
    case .done:
      (onDisk(task.bytes), .muted)
    case .failed: (isShort ? say("no file") : say("not fetched"), .bad)
    case .expired: (isShort ? say("link gone") : say("link ran out"), .bad)
    }
  }

  private func onDisk(_ bytes: Int64?) -> String {
    guard let size = bytes.map(Words.bytes) else { return say("on disk") }
    return isShort ? size : say("{size} on disk", ["size": size])
  }
}
