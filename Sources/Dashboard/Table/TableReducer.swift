internal import TerminalUI
internal import VideoTasks

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
    table.wasSought = false
    scrollToSelection()
    return fillTable() + selectionMoved()
  }

  /// Moves the window so that the selection is in it and no row is wasted below the last task.
  ///
  /// Beside another pane a terminal cannot scroll the table, and every row must be sent: there the
  /// window goes on by a third, once for as many keys; on a slow line it always goes on by a page.
  mutating func scrollToSelection() {
    let height = max(1, tableHeight)
    let jump = isSparing ? max(0, height - 2) : layout.isWide ? height / 3 : 0
    if table.selected < table.top { table.top = table.selected - jump }
    if table.selected >= table.top + height { table.top = table.selected - height + 1 + jump }
    table.top = max(0, min(table.top, table.total - height))
  }

  /// Asks for rows when those on the screen, or half a screen beside them, are not loaded.
  mutating func fillTable() -> [DashboardEffect] {
    guard table.requested == nil else { return [] }
    let height = max(1, tableHeight)
    let first = max(0, table.top - height / 2)
    let last = min(table.total, table.top + height + height / 2)
    let loaded = table.offset..<(table.offset + table.rows.count)
    if first >= last || (loaded.lowerBound <= first && last <= loaded.upperBound) { return [] }
    return loadTable()
  }

  /// Asks for the rows around the window anew; while a request is under way, remembers to.
  mutating func loadTable() -> [DashboardEffect] {
    guard table.requested == nil else {
      table.isStale = true
      return []
    }
    let height = max(1, tableHeight)
    table.requests += 1
    table.isStale = false
    let request = PageRequest(
      number: table.requests, offset: max(0, table.top - height), limit: 3 * height,
      text: table.filter.text, statuses: table.shown.statuses)
    table.requested = request
    return [.loadPage(request)]
  }

  /// Starts at the top of other tasks: the filter has changed.
  mutating func filterChanged() -> [DashboardEffect] {
    (table.top, table.selected, table.selectedID, table.goTo) = (0, 0, nil, nil)
    // The request under way is of the old filter: its number makes its answer void.
    table.requested = nil
    return loadTable()
  }

  /// Takes rows in, and keeps the selection on its task.
  mutating func pageLoaded(
    _ request: PageRequest, _ rows: [TaskSummary], total: Int
  ) -> [DashboardEffect] {
    guard request == table.requested else { return [] }
    let grown = total - table.total
    let wasLoaded = table.isLoaded
    table.requested = nil
    (table.rows, table.offset, table.total) = (
      rows.map(\.cleaned), request.offset, max(0, total)
    )
    table.isLoaded = true
    if total == 0 && !wasUsed && !wasLoaded && !table.isFiltered { pane = .form }
    if let row = table.rows.first(where: { $0.id == details.id }) { details.row = row }
    if let effects = keepSelection(grownBy: wasLoaded ? grown : 0) { return effects }
    var effects = table.isStale ? loadTable() : fillTable()
    effects += askTypicalDurations() + selectionMoved()
    return effects
  }

  /// Finds the selected task among new rows; effects only when it has to be looked for elsewhere.
  private mutating func keepSelection(grownBy grown: Int) -> [DashboardEffect]? {
    let wanted = table.goTo ?? table.selectedID
    if let wanted, let place = table.rows.firstIndex(where: { $0.id == wanted }) {
      table.selected = table.offset + place
      table.selectedID = wanted
      (table.goTo, table.wasSought) = (nil, false)
      scrollToSelection()
      return nil
    }
    if wanted != nil, table.goTo == nil, grown != 0, !table.wasSought {
      // New tasks come in at the top: the selected one has moved down by as many rows.
      table.wasSought = true
      table.selected = max(0, min(table.selected + grown, table.total - 1))
      scrollToSelection()
      return loadTable()
    }
    table.selected = max(0, min(table.selected, table.total - 1))
    table.wasSought = false
    scrollToSelection()
    table.selectedID = table.row(at: table.selected)?.id
    return nil
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
