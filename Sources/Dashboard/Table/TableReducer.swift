internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Moving about in the table, and keeping the rows that are on the screen loaded.
extension DashboardState {
  /// Moves the selection by a number of rows.
  mutating func moveSelection(by step: Int) -> [DashboardEffect] {
    select(table.selected + step)
  }

  /// Selects a row, counted from 0 among all that match; places outside are pulled in.
  mutating func select(_ index: Int) -> [DashboardEffect] {
    table.selected = max(0, min(index, table.total - 1))
    table.selectedID = table.row(at: table.selected)?.id
    table.goTo = nil
    scrollToSelection()
    return fillTable() + selectionMoved()
  }

  /// Moves the window so that the selection is in it and no row is wasted below the last task.
  ///
  /// Beside another pane a terminal cannot scroll the table, and every row must be sent: there the
  /// window goes on by two thirds, once for as many keys, and the last third stays to be seen; on a slow
  /// line it always goes on by a page.
  mutating func scrollToSelection() {
    let height = max(1, tableHeight)
    let jump = scrollJump
    if table.selected < table.top { table.top = table.selected - jump }
    if table.selected >= table.top + height { table.top = table.selected - height + 1 + jump }
    table.top = max(0, min(table.top, table.total - height))
  }

  /// By how many rows more than it must the window goes on; fewer than it holds.
  private var scrollJump: Int {
    let height = max(1, tableHeight)
    return isSparing ? max(0, height - 2) : layout.isWide ? height * 2 / 3 : 0
  }

  /// Asks for rows when those on the screen, or those that the next keys bring to it, are not loaded.
  mutating func fillTable() -> [DashboardEffect] {
    guard table.requested == nil else { return [] }
    let height = max(1, tableHeight)
    let ahead = max(height / 2, scrollJump + 1)
    let first = max(0, table.top - ahead)
    let last = min(table.total, table.top + height + ahead)
    let loaded = table.offset..<(table.offset + table.rows.count)
    if first >= last || (loaded.lowerBound <= first && last <= loaded.upperBound) { return [] }
    return loadTable()
  }

  /// Asks for the rows around the window anew; while a request is under way, remembers to.
  ///
  /// - Parameter id: the task whose surroundings are wanted, wherever it stands now.
  mutating func loadTable(keeping id: TaskID? = nil) -> [DashboardEffect] {
    guard table.requested == nil else {
      table.isStale = true
      return []
    }
    let height = max(1, tableHeight)
    table.requests += 1
    table.isStale = false
    // Around a task as many are needed on both sides, wherever in the window it stands.
    let screens = id == nil ? 3 : 4
    let request = PageRequest(
      number: table.requests, offset: max(0, table.top - height), limit: screens * height,
      filter: table.reading.filter, statuses: table.shown.statuses, sort: table.sort, keeping: id)
    table.requested = request
    return [.loadPage(request)]
  }

  /// Takes rows in, and keeps the selection on its task.
  mutating func pageLoaded(_ request: PageRequest, _ page: TablePage) -> [DashboardEffect] {
    guard request == table.requested else { return [] }
    let wasLoaded = table.isLoaded
    table.requested = nil
    (table.rows, table.offset, table.total) = (
      page.rows.map(\.cleaned), page.offset, max(0, page.total)
    )
    table.highestID = max(table.highestID, page.rows.map(\.id.rawValue).max() ?? 0)
    table.isLoaded = true
    if page.total == 0 && !wasUsed && !wasLoaded && !table.isFiltered {
      pane = .form
      welcome()
    }
    if let row = table.rows.first(where: { $0.id == details.id }) { details.row = row }
    if let effects = keepSelection(request) { return effects }
    var effects = table.isStale ? loadTable() : fillTable()
    effects += askTypicalDurations() + selectionMoved()
    return effects
  }

  /// Finds the selected task among new rows; effects only when it has to be looked for elsewhere.
  private mutating func keepSelection(_ request: PageRequest) -> [DashboardEffect]? {
    let wanted = table.goTo ?? table.selectedID
    if let wanted, let place = table.rows.firstIndex(where: { $0.id == wanted }) {
      let index = table.offset + place
      if request.keeping == wanted { moveWindow(to: index) }
      (table.selected, table.selectedID, table.goTo) = (index, wanted, nil)
      table.isOfNewFilter = false
      scrollToSelection()
      return nil
    }
    if let wanted, request.keeping != wanted { return loadTable(keeping: wanted) }
    if let goal = table.goTo {
      table.goTo = nil
      if let effects = missed(goal) { return effects }
    }
    // It is gone: its neighbour has the selection, or the first of what another filter shows.
    if table.isOfNewFilter { (table.selected, table.top) = (0, 0) }
    table.isOfNewFilter = false
    table.selected = max(0, min(table.selected, table.total - 1))
    scrollToSelection()
    table.selectedID = table.row(at: table.selected)?.id
    return nil
  }

  /// Scrolls so that a row that was looked for stands where the selection stood; one that was gone
  /// to stands in the middle, unless it is on the screen already.
  private mutating func moveWindow(to index: Int) {
    let height = max(1, tableHeight)
    guard table.goTo != nil else {
      table.top = index - (table.selected - table.top)
      return
    }
    if !(table.top..<table.top + height).contains(index) { table.top = index - height / 2 }
  }

  /// A task that was to be gone to is not among the rows: the filter hides it, or there is none.
  private mutating func missed(_ id: TaskID) -> [DashboardEffect]? {
    guard table.isFiltered else {
      // What was typed for it is meant for no other.
      heldKeys = []
      message = Message(text: Phrase("There is no task {id} here.", ["id": id]), tone: .bad)
      return nil
    }
    message = Message(
      text: Phrase("The filter hid task {id}: all tasks are shown.", ["id": id]), tone: .plain)
    table.clearFilter()
    table.goTo = id
    return loadTable(keeping: id)
  }

  /// Asks how long tasks like the running ones took.
  mutating func askTypicalDurations() -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    for row in table.rows where row.status.isPolled {
      let kind = TaskKind(row)
      if askedKinds.insert(kind).inserted { effects.append(.loadTypicalDurations(kind)) }
    }
    return effects
  }

  /// The rows on the screen that are loaded.
  var rowsOnScreen: ArraySlice<TaskSummary> {
    let first = max(0, table.top - table.offset)
    let last = min(table.rows.count, table.top - table.offset + max(0, tableHeight))
    return first < last ? table.rows[first..<last] : []
  }
}
