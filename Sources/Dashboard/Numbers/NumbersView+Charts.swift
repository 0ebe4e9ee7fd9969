internal import FoundationEssentials
internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The two plots with axes: money by day, and time by model.
extension NumbersView {
  // MARK: Money

  func costs(_ days: [DayCost], _ room: Size) -> [Line] {
    let totals = days.reduce(into: [String: Decimal]()) { $0.merge($1.amounts) { $0 + $1 } }
    let unknown = days.reduce(0) { $0 + $1.unknown }
    var lines: [Line] = []
    // The currency with the most days first, then by name.
    let currencies = totals.keys.sorted { one, other in
      let (left, right) = (count(days, one), count(days, other))
      return left != right ? left > right : one < other
    }
    guard !currencies.isEmpty || unknown > 0 else {
      return nothing(say("Nothing was paid in these days."), room)
    }
    let notes = unknown > 0 ? 1 : 0
    let shown = currencies.prefix(max(1, (room.rows - notes) / 5))
    for (index, currency) in shown.enumerated() {
      let rest = room.rows - notes - lines.count
      let rows = rest / (shown.count - index)
      lines += chart(
        days, currency, total: totals[currency] ?? 0, Size(columns: room.columns, rows: rows))
    }
    let left = currencies.dropFirst(shown.count)
    if !left.isEmpty || unknown > 0 {
      var parts = left.map { Money.text(totals[$0] ?? 0, $0) }
      if unknown > 0 {
        parts.append(
          plural(
            "{count} video at an unknown price", "{count} videos at an unknown price", unknown))
      }
      lines = Array(lines.prefix(max(0, room.rows - 1)))
      lines.append(Line(glyphs.cut("+ " + parts.joined(separator: ", "), room.columns), .muted))
    }
    return lines
  }

  private func count(_ days: [DayCost], _ currency: String) -> Int {
    days.count { $0.amounts[currency] != nil }
  }

  /// A line of totals, the bars with the greatest value beside their top, and the days below.
  private func chart(
    _ days: [DayCost], _ currency: String, total: Decimal, _ room: Size
  ) -> [Line] {
    let amounts = days.map { $0.amounts[currency] ?? 0 }
    let most = amounts.max() ?? 0
    var head = Line(Money.text(total, currency), .text, .bold)
    let today = say("today {cost}", ["cost": Money.fixed(amounts.last ?? 0, places: 2)])
    if head.columns + 3 + Columns.of(today) <= room.columns {
      head.add(" \(glyphs.dot) \(today)", .muted)
    }
    guard room.rows >= 3 else { return [head] }
    let label = Money.fixed(most, places: 2)
    let wide = max(Columns.of(label), 1)
    let columns = max(1, room.columns - wide - 1)
    let height = room.rows - 2
    let chart = ColumnChart(
      amounts.map { Double("\($0)") ?? 0 }, columns: columns, height: height, ascii: state.ascii)
    var lines = [head]
    for (index, row) in chart.rows.enumerated() {
      let value = index == 0 ? label : index == height - 1 ? "0" : ""
      var line = Line(Padding.left(value, columns: wide) + " ", .muted)
      line.add(row, .accent)
      lines.append(line)
    }
    lines.append(
      axis(
        day(days.first), day(days.last), from: wide + 1,
        columns: min(columns, chart.pitch * days.count)))
    return lines
  }

  private func day(_ cost: DayCost?) -> String {
    guard let cost else { return "" }
    let date = CivilTime(cost.day, offset: state.secondsFromUTC)
    return say("{month} {day}", ["month": date.monthName, "day": date.day])
  }

  private func axis(_ left: String, _ right: String, from start: Int, columns: Int) -> Line {
    let middle = max(1, columns - Columns.of(left) - Columns.of(right))
    return Line(
      String(repeating: " ", count: start) + left + String(repeating: " ", count: middle) + right,
      .muted)
  }

  // MARK: Time

  func times(_ found: [TimeDistribution], _ room: Size) -> [Line] {
    guard !found.isEmpty else { return nothing(say("No video was finished yet."), room) }
    let models = found.sorted { $0.tasks > $1.tasks }
    // Name and figures, bars, marks, and the axis.
    let shown = models.prefix(max(1, room.rows / 5))
    var lines: [Line] = []
    for (index, model) in shown.enumerated() {
      let rows = (room.rows - lines.count) / (shown.count - index)
      lines += times(of: model, Size(columns: room.columns, rows: rows))
    }
    guard models.count > shown.count, room.rows > 4 else { return lines }
    lines = Array(lines.prefix(room.rows - 1))
    let rest = models.count - shown.count
    lines.append(Line(plural("and {count} other model", "and {count} other models", rest), .muted))
    return lines
  }

  private func times(of model: TimeDistribution, _ room: Size) -> [Line] {
    let half = model.quantile(0.5) ?? .zero
    let most = model.quantile(0.9) ?? .zero
    let figures =
      "p50 \(Words.clock(half)) \(glyphs.dot) p90 \(Words.clock(most)) \(glyphs.dot) "
      + say(Words.tasks(model.tasks))
    let name = CleanText.line(model.model, limit: 60)
    let isOneLine = Columns.of(name) + 2 + Columns.of(figures) <= room.columns
    var lines = [Line(glyphs.cutMiddle(name, room.columns), .text, .bold)]
    if isOneLine {
      lines[0].add("  " + figures, .muted)
    } else {
      lines.append(Line(glyphs.cut(figures, room.columns), .muted))
    }
    let height = min(8, room.rows - lines.count - 2)
    guard height >= 1 else { return Array(lines.prefix(max(1, room.rows))) }
    let buckets = max(1, min(room.columns, 60))
    let histogram = model.histogram(buckets: buckets)
    let chart = ColumnChart(
      histogram.tasks.map(Double.init), columns: buckets, height: height, ascii: state.ascii)
    lines += chart.rows.map { Line($0, .active) }
    let width = max(1, Int(histogram.width.components.seconds))
    func column(_ moment: Duration) -> Int {
      min(buckets - 1, Int(moment.components.seconds) / width)
    }
    lines.append(marks([(column(half), "50"), (column(most), "90")], columns: room.columns))
    let end = Words.clock(.seconds(width * buckets))
    lines.append(axis("0:00", end, from: 0, columns: buckets))
    return lines
  }

  /// Where half and nine tenths of the videos were done, below the bars; what has no room for its
  /// name stands left of its sign.
  private func marks(_ places: [(column: Int, name: String)], columns: Int) -> Line {
    let sign = state.ascii ? "^" : "▲"
    var line = Line()
    var used = 0
    for (column, name) in places {
      let isLeft = column + 1 + name.count > columns
      let start = isLeft ? column - name.count : column
      // Both in one bar, or too near: the figures above tell them apart.
      guard start >= used else { continue }
      line.add(String(repeating: " ", count: start - used), .muted)
      line.add(isLeft ? name + sign : sign + name, .warning)
      used = start + 1 + name.count
    }
    return line
  }
}
