internal import TerminalUI
internal import VideoTasks
internal import Wording

/// The filter of the table: what is typed is read with every key, and what is right of it filters.
extension DashboardState {
  /// A key in the filter's line that is no command.
  mutating func typeInFilter(_ key: Key) -> [DashboardEffect] {
    let before = table.filter.text
    guard table.filter.apply(key) else { return [] }
    table.candidates = []
    return table.filter.text == before ? [] : readFilter()
  }

  mutating func pasteInFilter(_ text: String) -> [DashboardEffect] {
    table.filter.paste(text)
    table.candidates = []
    return readFilter()
  }

  /// Reads the text anew; the tasks are asked for only when it means something else now.
  mutating func readFilter() -> [DashboardEffect] {
    let reading = TaskFilter.read(table.filter.text, isBeingTyped: table.isFiltering)
    let isSame = reading.filter == table.reading.filter
    table.reading = reading
    scrollToSelection()
    return isSame ? fillTable() : filterChanged()
  }

  /// Keeps the filter and gives the keys back to the table.
  mutating func leaveFilter() -> [DashboardEffect] {
    guard table.isFiltering else { return [] }
    table.isFiltering = false
    table.candidates = []
    // The last word is finished now.
    return readFilter()
  }

  /// Shows all tasks; the selection stays on its task.
  mutating func clearFilter() -> [DashboardEffect] {
    let isFiltered = table.isFiltered
    table.clearFilter()
    scrollToSelection()
    return isFiltered ? filterChanged() : fillTable()
  }

  /// Filters by a text, such as a saved one.
  mutating func setFilter(_ text: String) -> [DashboardEffect] {
    table.clearFilter()
    table.filter.replaceAll(with: text)
    table.reading = TaskFilter.read(table.filter.text)
    scrollToSelection()
    return filterChanged()
  }

  /// Completes the key or the value before the caret, or shows what there is.
  mutating func completeFilter() -> [DashboardEffect] {
    let completion = FilterCompletion(
      table.filter.text, caret: table.filter.caret, profiles: profiles)
    table.candidates = completion.candidates.count > 1 ? completion.candidates : []
    guard let addition = completion.addition else { return [] }
    table.filter.paste(addition)
    return readFilter()
  }

  /// Starts at the top of other tasks, or stays on the selected one where that is among them.
  mutating func filterChanged() -> [DashboardEffect] {
    table.goTo = nil
    table.isOfNewFilter = true
    // The request under way is of the old filter: its number makes its answer void.
    table.requested = nil
    return loadTable(keeping: table.selectedID)
  }
}

extension TableState {
  /// Leaves nothing out any more.
  mutating func clearFilter() {
    filter = TextEditor(isMultiline: false, maximumBytes: Self.mostFilterBytes)
    reading = TaskFilter.read("")
    candidates = []
    isFiltering = false
    shown = .all
  }
}
