internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The way of a task: each stage with its time, how long it took, and a bar of its share.
extension DetailsPage {
  func timeline(_ record: TaskRecord, columns: Int) -> [Line] {
    let timeline = TaskTimeline(record, state.details.events, now: state.progressNow)
    guard timeline.steps.count > 1 else { return [] }
    let clocks = timeline.steps.map { clock($0.at) }
    let lengths = timeline.steps.map { $0.length.map { words.length($0) } ?? "" }
    let wide = lengths.map(Columns.of).max() ?? 0
    let clockColumns = clocks.map(Columns.of).max() ?? 0
    let room = columns - Self.labelColumns - clockColumns - wide - 4
    return timeline.steps.indices.map { index in
      let step = timeline.steps[index]
      let isNow = index == timeline.steps.count - 1 && step.length != nil
      let label = glyphs.cut(say(step.stage.words(record.status)), Self.labelColumns)
      var line = Line(
        Padding.right(label, columns: Self.labelColumns) + " ", isNow ? .accent : .muted)
      line.add(Padding.right(clocks[index], columns: clockColumns) + "  ", .text)
      line.add(Padding.left(lengths[index], columns: wide), .text)
      guard room >= 6, step.length != nil else { return line }
      let bar = timeline.bar(of: step, columns: min(room, 40))
      line.add(" " + String(repeating: " ", count: bar.start), .muted)
      line.add(
        String(repeating: state.ascii ? "#" : "━", count: bar.width), isNow ? .accent : .second)
      return line
    }
  }
}

extension Words {
  /// A length of time as it was measured: `0.4 s`, `12 s`, `1:04`, `3:05:00`.
  func length(_ duration: Duration) -> String {
    let milliseconds = max(0, duration.wholeMilliseconds)
    if milliseconds < 9950 { return seconds(Self.number(Double(milliseconds) / 1000)) }
    let rounded = Duration.seconds((milliseconds + 500) / 1000)
    return rounded < .seconds(60)
      ? seconds("\(rounded.components.seconds)") : Self.clock(rounded)
  }
}
