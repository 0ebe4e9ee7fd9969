internal import FoundationEssentials
internal import TerminalUI
internal import TextLayout
internal import VideoTasks

/// The top row: the program, where tasks go, how many there are, and what today has cost.
struct HeaderView {
  var state: DashboardState

  func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, style: Style(.text, on: .bar))
    var line = Line(" rushes ", Style(.accent, on: .bar, .bold))
    addProfile(to: &line)
    let right = rightSide
    let room = rect.columns - Columns.of(right.text) - 1
    for (status, counted, name) in Self.groups {
      let count = counted.reduce(0) { $0 + (state.tallies[$1] ?? 0) }
      guard count > 0 else { continue }
      let sign = "  \(state.glyphs.status(status)) "
      let words = "\(Words.grouped(count)) \(name)"
      guard line.columns + Columns.of(sign + words) <= room else { break }
      line.add(sign, Style(Glyphs.role(status), on: .bar, .bold))
      line.add(words, Style(.text, on: .bar))
    }
    let used = canvas.draw(line, rect.column, rect.row, columns: rect.columns)
    let start = max(used + 1, rect.columns - Columns.of(right.text) - 1)
    canvas.draw(
      Line(state.glyphs.cut(right.text, rect.columns - start), Style(right.role, on: .bar)),
      rect.column + start, rect.row, columns: max(0, rect.columns - start))
  }

  /// What may need a look comes first: it is the last to be cut on a narrow screen.
  private static let groups: [(TaskStatus, [TaskStatus], String)] = [
    (.unconfirmed, [.unconfirmed], "unconfirmed"),
    (.running, [.submitting, .queued, .running], "running"),
    (.waiting, [.waiting], "waiting"),
    (.failed, [.failed, .expired], "failed"),
    (.succeeded, [.succeeded], "done"),
  ]

  private func addProfile(to line: inout Line) {
    guard let choice = state.currentProfile else { return }
    if choice.isSandbox {
      line.add(" SANDBOX ", Style(.warning, on: .bar, [.bold, .reverse]))
      if choice.profile.name != "sandbox" {
        line.add(" \(choice.profile.name)", Style(.second, on: .bar))
      }
    } else {
      line.add(" \(choice.profile.name)", Style(.second, on: .bar, .bold))
    }
  }

  /// A standing remark, else the cost of today.
  private var rightSide: (text: String, role: ColorRole) {
    if let notice = state.notices.first { return (CleanText.line(notice, limit: 60), .warning) }
    let spent = Self.sum(state.costs)
    return spent.isEmpty ? ("", .muted) : ("today \(spent)", .muted)
  }

  /// Money by currency, the largest sum first; tokens where no price is known.
  static func sum(_ costs: [Cost]) -> String {
    var sums: [String: Decimal] = [:]
    var tokens = 0
    for cost in costs {
      if let amount = cost.amount, let currency = cost.currency {
        sums[currency, default: 0] += amount
      } else {
        tokens += cost.tokens ?? 0
      }
    }
    var parts = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { Words.money($0.value, $0.key) }
    if tokens > 0 { parts.append(Words.grouped(tokens) + " tokens") }
    return parts.joined(separator: " + ")
  }
}
