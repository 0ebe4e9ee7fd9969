public import TerminalUI
internal import VideoTasks

/// A drawn screen and what it shows; the next one is made from it.
public struct Picture: Sendable {
  /// The cells.
  public let frame: Frame
  let state: DashboardState
  /// The keys that the footer names.
  let footer: [Binding]
}

/// What looks the same as in the last picture, so that a key costs what it changes.
///
/// A class, because the two states are large and every view asks it.
final class Unchanged {
  private let old: DashboardState
  private let new: DashboardState
  /// The last picture.
  let frame: Frame
  /// The keys that its footer names.
  let footer: [Binding]
  /// Whether the times of day in both are of one day, so that they are written alike.
  private let isSameDay: Bool
  /// Whether the table stands where it stood, so that its rows may be taken over one by one.
  private(set) var rowsStay = false
  /// Whether the same rows are held; otherwise they are compared one by one.
  private let areRowsSame: Bool
  /// Whether the same tasks are marked; otherwise that is compared row by row.
  private let areMarksSame: Bool
  /// How many rows of the table the last picture had room for.
  private let oldHeight: Int

  /// Nil when nothing can be taken over.
  init?(since last: Picture, state: DashboardState) {
    // The help and the overlays lie over the panes.
    guard !state.layout.isTooSmall, last.state.helpTop == nil, state.helpTop == nil,
      last.state.overlay == nil, state.overlay == nil,
      last.state.sheet == nil, state.sheet == nil,
      last.frame.size == state.size,
      last.state.layout == state.layout, Self.isRestSame(last.state, state)
    else { return nil }
    (old, new, frame) = (last.state, state, last.frame)
    footer = last.footer
    oldHeight = last.state.tableHeight
    areMarksSame = old.table.marks == new.table.marks
    areRowsSame = old.table.offset == new.table.offset && old.table.rows == new.table.rows
    let before = CivilTime(old.now, offset: old.secondsFromUTC)
    let today = CivilTime(new.now, offset: new.secondsFromUTC)
    isSameDay =
      (before.year, before.month, before.day) == (today.year, today.month, today.day)
    rowsStay =
      isSameDay && old.rowMark == new.rowMark && hasSameFocus(.table) && old.typical == new.typical
      && isSameTable(state.layout)
      && old.table.total > 0 && new.table.total > 0 && old.filterRows == new.filterRows
  }

  /// Whether the states are equal but for what the parts below look at themselves.
  ///
  /// What a later version adds to the state counts as shown everywhere until it is named here.
  private static func isRestSame(_ old: DashboardState, _ new: DashboardState) -> Bool {
    var rest = old
    (rest.$form, rest.$table, rest.$details) = (new.$form, new.$table, new.$details)
    (rest.tallies, rest.costs, rest.notices) = (new.tallies, new.costs, new.notices)
    (rest.now, rest.progressNow, rest.typical) = (new.now, new.progressNow, new.typical)
    (rest.pane, rest.rest) = (new.pane, new.rest)
    // Never shown in a pane.
    (rest.message, rest.question, rest.wasUsed) = (new.message, new.question, new.wasUsed)
    (rest.askedKinds, rest.unsaved) = (new.askedKinds, new.unsaved)
    (rest.$telling, rest.alerts) = (new.$telling, new.alerts)
    if old.pane != .log, new.pane != .log { rest.$log = new.$log }
    if old.pane != .numbers, new.pane != .numbers { rest.$numbers = new.$numbers }
    // Shown over the panes alone.
    rest.savedFilters = new.savedFilters
    (rest.dragged, rest.usesMouse) = (new.dragged, new.usesMouse)
    rest.clickedRow = new.clickedRow
    // Colours are the terminal's part.
    (rest.recentDeeds, rest.theme) = (new.recentDeeds, new.theme)
    // Shown in the header alone.
    (rest.nextLink, rest.agentRuns, rest.lineIsSlow) = (
      new.nextLink, new.agentRuns, new.lineIsSlow
    )
    return rest == new
  }

  /// A pane shows of the focus only whether it has it itself.
  private func hasSameFocus(_ pane: Pane) -> Bool { (old.pane == pane) == (new.pane == pane) }

  private func isSameTable(_ layout: ScreenLayout) -> Bool {
    // All that `TableColumns` is made of, but for what counts as shown everywhere.
    layout.table != nil && old.table.sort == new.table.sort
      && old.table.columns == new.table.columns
      && (old.table.highestID == new.table.highestID
        || String(old.table.highestID).count == String(new.table.highestID).count)
  }

  /// Whether the header looks the same.
  var hasSameHeader: Bool {
    old.form.profile == new.form.profile && old.tallies == new.tallies && old.costs == new.costs
      && old.notices == new.notices && old.agentRuns == new.agentRuns
      && old.lineIsSlow == new.lineIsSlow
      && HeaderView(state: old).linkWords == HeaderView(state: new).linkWords
  }

  /// Whether the form looks the same, and has no cursor.
  var hasSameForm: Bool { old.pane != .form && new.pane != .form && old.$form == new.$form }

  /// Whether the details look the same.
  var hasSameDetails: Bool {
    guard hasSameFocus(.details), isSameDay, old.typical == new.typical,
      old.progressNow == new.progressNow || !moves(new.details),
      // Without tasks the words for no task are others.
      (old.table.total == 0) == (new.table.total == 0)
    else { return false }
    if old.$details == new.$details { return true }
    var details = old.details
    (details.loading, details.isStale) = (new.details.loading, new.details.isStale)
    details.wanted = new.details.wanted
    return details == new.details
  }

  /// Takes a row of the table over, from wherever it stood; false when it has changed.
  func keepRow(_ index: Int, on canvas: inout Canvas, _ place: Rect) -> Bool {
    let line = index - old.table.top
    guard rowsStay, line >= 0, line < oldHeight,
      (index < old.table.total) == (index < new.table.total),
      (index == old.table.selected) == (index == new.table.selected), isSameRow(index)
    else { return false }
    var source = place
    source.row += line - (index - new.table.top)
    // A canvas begins with the last picture.
    if source == place { return true }
    canvas.copy(source, of: frame, to: Point(column: place.column, row: place.row))
    return true
  }

  private func isSameRow(_ index: Int) -> Bool {
    if areRowsSame && areMarksSame && old.progressNow == new.progressNow { return true }
    guard let row = new.table.row(at: index) else { return false }
    if old.table.marks.contains(row.id) != new.table.marks.contains(row.id) { return false }
    return (old.progressNow == new.progressNow || !moves(row)) && old.table.row(at: index) == row
  }

  /// Whether the passing of time changes how a task looks.
  private func moves(_ task: TaskSummary) -> Bool {
    task.status.isPolled || task.linkTimeLeft(at: new.now) != nil
  }

  private func moves(_ details: DetailsState) -> Bool {
    details.row.map(moves) == true
      || details.record.map { record in
        // The last stage of its way goes on.
        !record.status.isEnded
          || record.download != .done && (record.linkExpiresAt != nil || record.download != .none)
      } == true
  }
}
