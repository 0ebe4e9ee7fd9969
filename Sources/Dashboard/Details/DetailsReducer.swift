internal import TerminalUI
internal import VideoTasks

/// Showing the selected task, and what its keys do.
extension DashboardState {
  /// The details follow the selection wherever they can be seen.
  mutating func selectionMoved() -> [DashboardEffect] {
    guard layout.details != nil else { return [] }
    guard details.id != table.selectedID else { return details.isStale ? loadDetails() : [] }
    details.id = table.selectedID
    (details.record, details.events, details.top) = (nil, [], 0)
    return loadDetails()
  }

  /// Reads the shown task anew; while one is being read, remembers to.
  mutating func loadDetails() -> [DashboardEffect] {
    guard let id = details.wantedInForm ?? details.id else { return [] }
    guard details.loading == nil, layout.details != nil || details.wantedInForm != nil else {
      details.isStale = true
      return []
    }
    details.loading = id
    details.isStale = false
    return [.loadTask(id)]
  }

  /// Takes a task in.
  mutating func taskLoaded(
    _ id: TaskID, _ record: TaskRecord?, _ events: [TaskEvent]
  ) -> [DashboardEffect] {
    guard details.loading == id else { return [] }
    details.loading = nil
    if id == details.id { (details.record, details.events) = (record, events) }
    var effects: [DashboardEffect] = []
    if id == details.wantedInForm {
      details.wantedInForm = nil
      if let record { effects += takeIntoForm(record) }
    }
    if details.isStale || (details.id != nil && details.id != id) { effects += loadDetails() }
    return effects
  }

  /// Scrolls the page, as far as it goes.
  mutating func scrollDetails(by step: Int) {
    guard let rect = layout.details else { return }
    let inner = rect.inset(by: 1)
    let lines = DetailsPage(self).lines(columns: max(1, inner.columns - 2)).count
    details.top = max(0, min(details.top + step, lines - inner.rows))
  }

  /// Puts a task's request into the form, as a new request.
  mutating func takeIntoForm(_ record: TaskRecord) -> [DashboardEffect] {
    let dropped = form.take(record.request, model: record.model, profile: record.profile, profiles)
    pane = .form
    form.focus = .prompt
    message = Message(
      text: dropped.isEmpty
        ? "The form holds the request of task \(record.id)."
        : "The form holds the request of task \(record.id), without \(Words.list(dropped)).",
      tone: .plain)
    return formChanged(at: now)
  }

  /// Does what a key of the selected task asks for; the keymap has checked that it can be done.
  mutating func actOnTask(_ command: Command) -> [DashboardEffect] {
    guard let row = selectedRow else { return [] }
    switch command {
    case .editAgain:
      if details.id == row.id, let record = details.record { return takeIntoForm(record) }
      details.wantedInForm = row.id
      return loadDetails()
    case .retry:
      guard isPaid(profile: row.profile) else { return [.retry(row.id)] }
      let price = (row.estimate ?? row.cost).map { "about " + Words.plainCost($0) }
      question = .retry(row.id, profile: row.profile, price: price ?? "at an unknown price")
      return []
    case .cancel:
      question = .cancel(row.id)
      return []
    case .remove:
      question = .remove(row.id)
      return []
    case .downloadAgain: return [.downloadAgain(row.id)]
    case .copyPath:
      guard let file = shownFile else { return [] }
      message = Message(text: "Copied: \(file)", tone: .plain)
      return [.copy(file)]
    case .openFile: return shownFile.map { [.openFile($0)] } ?? []
    default: return []
    }
  }

  /// The finished video of the selected task, as far as its details are read.
  var shownFile: String? {
    guard let record = details.record, record.id == table.selectedID else { return nil }
    return record.file
  }

  /// Whether a task of this profile costs money; an unknown profile is taken to.
  func isPaid(profile: String) -> Bool {
    profiles.first { $0.profile.name == profile }?.isSandbox != true
  }
}
