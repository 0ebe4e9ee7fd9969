internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// Something that went wrong in the background; it stays on the screen until it was seen.
struct Alert: Hashable, Sendable {
  var text: Phrase
  var level: LogLevel
}

extension DashboardState {
  /// More than this are only counted: the log has them all.
  private static let mostAlerts = 20

  /// Tells of something that nobody has asked for, above the footer and in the log.
  mutating func raise(_ text: Phrase, level: LogLevel) {
    log.add(text, level: level, at: now)
    let alert = Alert(text: text, level: level)
    guard !alerts.contains(alert), alerts.count < Self.mostAlerts else { return }
    alerts.append(alert)
  }

  /// The latest alert in one row, with how many more there are and the key that takes them away;
  /// nil where there is none, or a question needs the room.
  var alertLine: Line? {
    guard let alert = alerts.last, question == nil else { return nil }
    let role: ColorRole = alert.level == .error ? .bad : .warning
    var line = Line(alert.level == .error ? glyphs.wrong + " " : "! ", role, .bold)
    let key = keymap.bindings(keyContext).first { $0.command == .acknowledge }?.label ?? ""
    let more = alerts.count > 1 ? say("{count} in all", ["count": alerts.count]) + " " : ""
    let end = key.isEmpty ? "" : glyphs.key(key) + " " + say("seen")
    let room = max(8, size.columns - 2) - 4 - Columns.of(more) - Columns.of(end)
    line.add(glyphs.cut(CleanText.line(say(alert.text), limit: 400), room), .text)
    line.add("  " + more, .muted)
    line.add(end, .accent)
    return line
  }

  /// The user has seen what went wrong.
  mutating func acknowledge() -> [DashboardEffect] {
    alerts = []
    return dividedAnew()
  }
}
