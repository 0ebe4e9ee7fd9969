internal import FoundationEssentials
internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The top row: the program, where tasks go, how many there are, and what today has cost.
struct HeaderView: View {
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
      guard count > 0 else { return nil }
      return (
        status,
        say("{count} {state}", ["count": Words.grouped(count), "state": name])
      )
    }
  }

  /// What may need a look comes first: it is the last to be cut on a narrow screen.
  private static let groups: [(TaskStatus, [TaskStatus], Phrase)] = [
    (.unconfirmed, [.unconfirmed], Phrase("unconfirmed")),
    (.running, [.submitting, .queued, .running], Phrase("running")),
    (.waiting, [.waiting], Phrase("waiting")),
    (.failed, [.failed, .expired], Phrase("failed")),
    (.succeeded, [.succeeded], Phrase("done")),
  ]

  private func addProfile(to line: inout Line) {
    guard let choice = state.currentProfile else { return }
    if choice.isSandbox {
      line.add(" \(say("SANDBOX")) ", Style(.warning, on: .bar, [.bold, .reverse]))
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
      let words = CleanText.line(say(notice), limit: 80)
      return [words, state.glyphs.cut(words, 30), state.glyphs.cut(words, 16)]
    }
    let spent = words.sum(state.costs)
    return spent.isEmpty ? [""] : [say("today {cost}", ["cost": spent]), spent]
  }
}

extension Words {
  /// Money by currency, the largest sum first; then how many have no known price, which are never
  /// counted as 0.
  func sum(_ costs: [Cost]) -> String {
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
      .map { Self.money($0.value, $0.key) }
    if unpriced > 0 { parts.append(say("{count} unpriced", ["count": Self.grouped(unpriced)])) }
    return parts.joined(separator: " + ")
  }
}
