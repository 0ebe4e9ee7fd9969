internal import TerminalUI
internal import VideoTasks
internal import Wording

extension TaskSort.Column {
  /// Whether its greatest comes first when the table is first ordered by it.
  var beginsDescending: Bool {
    switch self {
    case .id, .changed, .ended, .took, .cost, .duration, .resolution: true
    case .status, .model, .profile, .ratio, .prompt: false
    }
  }

  /// Its name in the list of what the table can be ordered by.
  var words: Phrase {
    switch self {
    case .id: Phrase("number")
    case .changed: Phrase("latest change")
    case .status: Phrase("state")
    case .model: Phrase("model")
    case .profile: Phrase("profile")
    case .ratio: Phrase("ratio")
    case .resolution: Phrase("resolution")
    case .duration: Phrase("length of the clip")
    case .cost: Phrase("cost")
    case .prompt: Phrase("prompt")
    case .ended: Phrase("end")
    case .took: Phrase("time it took")
    }
  }
}

extension TableColumns.Kind {
  /// What a click on its heading orders by.
  var sort: TaskSort.Column {
    switch self {
    case .status, .progress: .status
    case .id: .id
    case .prompt: .prompt
    case .profile: .profile
    case .model: .model
    case .ratio: .ratio
    case .resolution: .resolution
    case .length: .duration
    case .cost: .cost
    case .time: .changed
    case .took: .took
    }
  }
}

/// Ordering the table; the selection stays on its task.
extension DashboardState {
  /// Orders by a column, or the other way round where it is ordered by that already.
  mutating func sortTable(by column: TaskSort.Column) -> [DashboardEffect] {
    if table.sort.column == column {
      table.sort.isDescending.toggle()
    } else {
      table.sort = TaskSort(column, isDescending: column.beginsDescending)
    }
    unsaved.add(.tableSort(table.sort), at: now)
    table.requested = nil
    return loadTable(keeping: table.goTo ?? table.selectedID)
  }

  /// A heading of the table was clicked.
  mutating func headingClicked(_ column: TableColumns.Kind) -> [DashboardEffect] {
    sortTable(by: column.sort)
  }

  mutating func openSorts() {
    var list = RowList(count: TaskSort.Column.allCases.count)
    list.select(TaskSort.Column.allCases.firstIndex(of: table.sort.column) ?? 0)
    overlay = .sorts(list)
    fitOverlay()
  }

  /// Orders by the selected column of the list.
  mutating func takeSort() -> [DashboardEffect] {
    guard case .sorts(let list) = overlay, let place = list.selected else { return [] }
    overlay = nil
    return sortTable(by: TaskSort.Column.allCases[place])
  }
}
