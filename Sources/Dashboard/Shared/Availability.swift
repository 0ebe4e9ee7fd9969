internal import VideoTasks

/// Which keys do something now: the footer shows no others, and the reducer obeys no others.
extension DashboardState {
  /// Where a key pressed now belongs.
  var keyContext: KeyContext {
    if layout.isTooSmall { return .tooSmall }
    if question != nil { return .question }
    if helpTop != nil { return .help }
    switch pane {
    case .form: return form.focus.context
    case .table: return table.isFiltering ? .filter : .table
    case .details: return .details
    }
  }

  /// The keys that do something now, in the order of the keymap.
  var availableBindings: [Binding] {
    Keymap.bindings(keyContext).filter { isAvailable($0.command) }
  }

  /// Whether a command would do something.
  func isAvailable(_ command: Command) -> Bool {
    switch command {
    case .submit: form.submitting == nil
    case .clearField: !form.isFocusedRowEmpty
    case .openDetails, .showDetails: table.selectedID != nil
    case .rowDown, .rowUp, .pageDown, .pageUp, .firstRow, .lastRow:
      pane != .table || table.total > 0 || helpTop != nil
    case .filter, .nextStatusFilter: table.total > 0 || table.isFiltered
    case .clearFilter: table.isFiltered || table.isFiltering
    case .showForm: pane != .form
    case .showTable: pane != .table
    case .editAgain, .retry, .cancel, .downloadAgain, .copyPath, .openFile, .remove:
      isAvailableForTask(command)
    default: true
    }
  }

  private func isAvailableForTask(_ command: Command) -> Bool {
    guard let row = selectedRow else { return false }
    switch command {
    case .editAgain: return true
    case .retry, .remove: return row.status.isEnded
    // What has been sent can only be cancelled at the server, which this version does not ask.
    case .cancel: return row.status == .waiting
    case .downloadAgain:
      return row.status == .succeeded && row.download != .done && row.download != .running
    case .copyPath, .openFile: return row.status == .succeeded && row.download == .done
    default: return false
    }
  }
}
