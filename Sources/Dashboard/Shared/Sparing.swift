internal import VideoTasks

/// How the selected row of the table is shown.
public enum SelectionStyle: String, Hashable, CaseIterable, Sendable {
  /// The whole row stands on a background of its own.
  case bar
  /// A marker stands before it, and its number is in the accent: few bytes for a key.
  case marker
}

/// How the table marks its selected row, which every key sends anew.
enum RowMark: Hashable, Sendable {
  case bar, marker
  /// The marker alone, in ordinary text: nothing but two cells changes.
  case sparing
}

/// What is not sent, or later, where little is to be sent, nothing is to move, or every change is
/// read aloud.
extension DashboardState {
  var rowMark: RowMark {
    if lineIsSlow || isPlain { return .sparing }
    return selectionStyle == .bar ? .bar : .marker
  }

  /// Whether numbers that change with every key are left out.
  var isSparing: Bool { lineIsSlow || isPlain }

  /// Whether pictures stand still.
  var showsStills: Bool { lineIsSlow || reducesMotion || isPlain }

  /// How long the selection rests before the details follow it.
  var detailsRest: Duration { lineIsSlow ? .milliseconds(600) : SelectionRest.time }

  /// How often running rows are drawn anew: a second for up to two, and half a second more for each
  /// further one, so that ten of them stay below 100 bytes a second; rarely on a slow line, and
  /// nearly never where each change is read aloud.
  var progressStep: Duration {
    if isPlain { return .seconds(60) }
    let rows = rowsOnScreen
    // By their places: a row that is handed out is copied, with all of its texts.
    let polled = rows.indices.count { rows[$0].status.isPolled }
    let step = Duration.milliseconds(max(1000, 500 * polled))
    return lineIsSlow || reducesMotion ? max(step, .seconds(10)) : step
  }
}
