internal import TerminalUI
internal import VideoTasks

/// A drawn screen and what it shows; the next one is made from it.
final class Picture: Sendable {
  /// The cells.
  let frame: Frame
  let shown: Shown
  let layout: ScreenLayout
  /// The columns of the table; nil where it has none.
  let columns: TableColumns?
  /// The keys that the footer names.
  let footer: FooterView.Keys

  /// Draws a screen.
  init(_ screen: Screen) {
    (frame, shown) = (screen.frame, screen.shown)
    (layout, columns) = (screen.layout, screen.columns)
    footer = screen.footer.keys
  }
}

/// What looks the same as in the last picture, so that a key costs what it changes.
///
/// A class, because every view asks it.
final class Unchanged {
  private let before: Picture
  private let shown: Shown
  private var old: DashboardState { _read { yield before.shown.state } }
  private var new: DashboardState { _read { yield shown.state } }
  /// The cells of the last picture.
  var frame: Frame { before.frame }
  /// The keys that its footer names.
  var footer: FooterView.Keys { before.footer }
  /// Where everything stands, as in the last picture.
  var layout: ScreenLayout { before.layout }
  /// The columns of the table, where they are the same; nil where they may be others.
  var columns: TableColumns? { rowsStay ? before.columns : nil }
  /// Whether the times of day in both are of one day, so that they are written alike.
  private let isSameDay: Bool
  /// Whether the table stands where it stood, so that its rows may be taken over one by one.
  private(set) var rowsStay = false
  /// Whether the same rows are held; otherwise they are compared one by one.
  private let areRowsSame: Bool
  /// Whether the same tasks are marked; otherwise that is compared row by row.
  private let areMarksSame: Bool
  /// Where the table stood and stands.
  private let oldWindow, newWindow: Window
  /// Whether running rows are drawn by the same moment.
  private let isSameMoment: Bool

  /// Where a table stands among its rows.
  private struct Window {
    var top, total, selected, height: Int

    init(_ table: TableState, height: Int) {
      (top, total, selected) = (table.top, table.total, table.selected)
      self.height = height
    }
  }

  /// Nil when nothing can be taken over.
  init?(since last: Picture, shown: Shown) {
    // The help and the overlays lie over the panes.
    guard !last.layout.isTooSmall, Self.isBare(last.shown.state), Self.isBare(shown.state),
      last.frame.size == shown.state.size, last.layout == shown.state.layout,
      Self.isRestSame(last.shown.state, shown.state)
    else { return nil }
    (before, self.shown) = (last, shown)
    let height = last.shown.state.tableHeight
    oldWindow = Window(last.shown.state.table, height: height)
    newWindow = Window(shown.state.table, height: height)
    isSameMoment = last.shown.state.progressNow == shown.state.progressNow
    areMarksSame = last.shown.state.table.marks == shown.state.table.marks
    areRowsSame =
      last.shown.state.table.offset == shown.state.table.offset
      && last.shown.state.table.rows == shown.state.table.rows
    isSameDay = Self.day(last.shown.state) == Self.day(shown.state)
    rowsStay =
      isSameDay && old.rowMark == new.rowMark && hasSameFocus(.table) && old.typical == new.typical
      && isSameTable(last.layout)
      && old.table.total > 0 && new.table.total > 0 && old.filterRows == new.filterRows
  }

  /// Whether nothing lies over the panes.
  private static func isBare(_ state: DashboardState) -> Bool {
    state.helpTop == nil && !state.hasOverlay && !state.hasSheet
  }

  private static func day(_ state: DashboardState) -> (year: Int, month: Int, day: Int) {
    let time = CivilTime(state.now, offset: state.secondsFromUTC)
    return (time.year, time.month, time.day)
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
    (rest.$message, rest.$question, rest.wasUsed) = (new.$message, new.$question, new.wasUsed)
    (rest.askedKinds, rest.unsaved) = (new.askedKinds, new.unsaved)
    rest.heldKeys = new.heldKeys
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

  /// Whether the table's borders look the same, but for the bottom one.
  var hasSameTop: Bool {
    rowsStay && areMarksSame && old.table.shown == new.table.shown
  }

  /// Whether the table's bottom border looks the same.
  var hasSameBottom: Bool {
    rowsStay && old.table.selected == new.table.selected && old.table.total == new.table.total
  }

  /// Whether the header looks the same.
  var hasSameHeader: Bool {
    old.form.profile == new.form.profile && old.tallies == new.tallies && old.costs == new.costs
      && old.notices == new.notices && old.agentRuns == new.agentRuns
      && old.lineIsSlow == new.lineIsSlow
      && HeaderView(shown: before.shown).linkWords == HeaderView(shown: shown).linkWords
  }

  /// Whether the form looks the same, and has no cursor.
  var hasSameForm: Bool { old.pane != .form && new.pane != .form && old.$form == new.$form }

  /// Whether the details look the same.
  var hasSameDetails: Bool {
    guard hasSameFocus(.details), isSameDay, old.typical == new.typical,
      isSameMoment || !moves(new.details),
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
    let line = index - oldWindow.top
    guard rowsStay, line >= 0, line < oldWindow.height,
      (index < oldWindow.total) == (index < newWindow.total),
      (index == oldWindow.selected) == (index == newWindow.selected), isSameRow(index)
    else { return false }
    var source = place
    source.row += line - (index - newWindow.top)
    // A canvas begins with the last picture.
    if source == place { return true }
    canvas.copy(source, of: frame, to: Point(column: place.column, row: place.row))
    return true
  }

  private func isSameRow(_ index: Int) -> Bool {
    if areRowsSame && areMarksSame && isSameMoment { return true }
    // By their places: a row that is handed out is copied, with all of its texts.
    guard let place = new.table.place(of: index), let before = old.table.place(of: index) else {
      return false
    }
    let id = new.table.rows[place].id
    if old.table.marks.contains(id) != new.table.marks.contains(id) { return false }
    return (isSameMoment || !moves(new.table.rows[place]))
      && old.table.rows[before] == new.table.rows[place]
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
