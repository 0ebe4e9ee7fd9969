internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The log: the program's own, as far as it was read, and what the screen has said.
struct LogState: Equatable, Sendable {
  /// A sentence of the screen.
  struct Said: Hashable, Sendable {
    var at: Timestamp
    var text: Phrase
    var level: LogLevel
  }

  /// The latest lines of the program's log, newest first.
  var lines: [LogLine] = []
  /// What was said on the screen in this run, newest first.
  private(set) var said: [Said] = []
  /// Lines that matter less are left out.
  var least = LogLevel.info
  /// The first row on the screen.
  var top = 0
  var isLoaded = false

  private static let mostSaid = 300

  mutating func add(_ text: Phrase, level: LogLevel, at moment: Timestamp) {
    said.insert(Said(at: moment, text: text, level: level), at: 0)
    if said.count > Self.mostSaid { said.removeLast() }
  }
}

extension DashboardState {
  mutating func showLog() -> [DashboardEffect] {
    log.top = 0
    return show(.log) + [.loadLog]
  }

  /// Reads the log again when it is on the screen.
  func reloadLog() -> [DashboardEffect] { pane == .log ? [.loadLog] : [] }

  /// Takes the log in; what is looked at further down stays where it is.
  mutating func logLoaded(_ lines: [LogLine]) {
    let before = log.top > 0 && log.isLoaded ? LogPage(self).rows : 0
    log.lines = lines.reversed().map { line in
      var line = line
      line.kind = CleanText.line(line.kind, limit: 40)
      line.text = CleanText.line(line.text, limit: 600)
      return line
    }
    log.isLoaded = true
    if before > 0 { log.top += max(0, LogPage(self).rows - before) }
    scrollLog(by: 0)
  }

  mutating func scrollLog(by step: Int) {
    guard pane == .log else { return }
    let page = LogPage(self)
    log.top = max(0, min(log.top + step, page.rows - page.height))
  }

  mutating func nextLogLevel() {
    let all = LogLevel.allCases
    log.least = all[(log.least.rawValue + 1) % all.count]
    log.top = 0
  }
}
