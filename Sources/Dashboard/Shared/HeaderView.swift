internal import FoundationEssentials
internal import TerminalUI
internal import TextLayout
internal import VideoTasks

/// The top row: the program, where tasks go, how many there are, and what today has cost.
struct HeaderView {
  var state: DashboardState

  func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, style: Style(.text, on: .bar))
    let (line, right) = fitted(columns: rect.columns - 1)
    canvas.draw(line, rect.column, rect.row, columns: rect.columns)
    let width = Columns.of(right)
    guard width > 0 else { return }
    let role: ColorRole = state.notices.isEmpty ? .muted : .warning
    canvas.draw(
      Line(right, Style(role, on: .bar)), rect.column + rect.columns - 1 - width, rect.row,
      columns: width)
  }

  /// As many counts as there is room for, the weightiest first, and the longest right side beside.
  private func fitted(columns: Int) -> (Line, String) {
    let counts = self.counts
    let longest = state.notices.isEmpty ? nil : rightSides.first
    for shown in stride(from: counts.count, through: 0, by: -1) {
      let line = line(Array(counts.prefix(shown)))
      // A few counts weigh more than the cost of the day.
      for right in rightSides + (shown <= 3 ? [""] : []) {
        let width = Columns.of(right)
        guard line.columns + (width > 0 ? width + 2 : 0) <= columns else { continue }
        guard let longest, width > 0 else { return (line, right) }
        // A remark that must be cut takes all the room there is.
        return (line, state.glyphs.cut(longest, columns - line.columns - 2))
      }
    }
    return (line([]), "")
  }

  private func line(_ counts: [(TaskStatus, String)]) -> Line {
    var line = Line(" rushes ", Style(.accent, on: .bar, .bold))
    addProfile(to: &line)
    for (status, words) in counts {
      let sign = "  \(state.glyphs.status(status)) "
      line.add(sign, Style(Glyphs.role(status), on: .bar, .bold))
      line.add(words, Style(.text, on: .bar))
    }
    return line
  }

  private var counts: [(TaskStatus, String)] {
    Self.groups.compactMap { status, counted, name in
      let count = counted.reduce(0) { $0 + (state.tallies[$1] ?? 0) }
      return count > 0 ? (status, "\(Words.grouped(count)) \(name)") : nil
    }
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

  /// A standing remark, else the cost of today; the longest words first.
  private var rightSides: [String] {
    if let notice = state.notices.first {
      let words = CleanText.line(notice, limit: 80)
      return [words, state.glyphs.cut(words, 30), state.glyphs.cut(words, 16)]
    }
    let spent = Self.sum(state.costs)
    return spent.isEmpty ? [""] : ["today \(spent)", spent]
  }

  /// Money by currency, the largest sum first; then how many have no known price, which are never
  /// counted as 0.
  static func sum(_ costs: [Cost]) -> String {
    var sums: [String: Decimal] = [:]
    var unpriced = 0
    for cost in costs {
      if let amount = cost.amount, let currency = cost.currency {
        sums[currency, default: 0] += amount
      } else {
        unpriced += 1
      }
    }
    var parts = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { Words.money($0.value, $0.key) }
    if unpriced > 0 { parts.append("\(Words.grouped(unpriced)) unpriced") }
    return parts.joined(separator: " + ")
  }
}
