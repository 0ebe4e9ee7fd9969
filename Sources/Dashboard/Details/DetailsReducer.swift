internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Showing the selected task, and what its keys do.
extension DashboardState {
  /// The details follow the selection wherever they can be seen, once it rests; after a rest they
  /// come with the first row, in one frame.
  mutating func selectionMoved() -> [DashboardEffect] {
    guard layout.details != nil else { return [] }
    guard details.id != table.selectedID else {
      rest.leftAt = nil
      return details.isStale ? loadDetails() : []
    }
    if pane == .details || details.id == nil || table.selectedID == nil { return followSelection() }
    if rest.movedAt != now || rest.leftAt == nil {
      rest.followsAtOnce =
        !lineIsSlow && rest.movedAt.map { now < $0 || now - $0 >= detailsRest } ?? true
    }
    (rest.leftAt, rest.movedAt) = (now, now)
    return []
  }

  /// All that had come in is taken: what comes next is a frame.
  mutating func inputEnded() -> [DashboardEffect] {
    rest.leftAt != nil && rest.followsAtOnce ? followSelection() : []
  }

  /// Shows the selected task now.
  mutating func followSelection() -> [DashboardEffect] {
    rest.leftAt = nil
    guard details.id != table.selectedID else { return [] }
    (details.id, details.row) = (table.selectedID, selectedRow)
    (details.record, details.events, details.top) = (nil, [], 0)
    details.viewer.media = 0
    (details.facts, details.probing) = ([:], [])
    return (details.viewer.mode == .page ? [] : closeViewer()) + loadDetails()
  }

  /// Reads the shown task anew; while one is being read, remembers to.
  mutating func loadDetails() -> [DashboardEffect] {
    guard let id = details.wanted?.id ?? details.id else { return [] }
    guard details.loading == nil, layout.details != nil || details.wanted != nil else {
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
    if let wanted = details.wanted, wanted.id == id {
      details.wanted = nil
      if let record { effects += act(wanted.command, on: record) }
    }
    if details.isStale || details.wanted != nil || (details.id != nil && details.id != id) {
      effects += loadDetails()
    }
    return effects
  }

  /// Looks at the shown task's files, once each, where the page has room for what is found.
  mutating func lookAtFiles() -> [DashboardEffect] {
    guard let record = details.record, record.id == details.id, layout.details != nil,
      !layout.isStrip
    else { return [] }
    var files = record.request.media.map(\.reference).filter { $0.path != nil }
    if let file = record.file, record.status == .succeeded { files.append(.file(file)) }
    let new = files.filter { details.facts[$0] == nil && details.probing.insert($0).inserted }
    return new.map { .probe($0) }
  }

  /// Takes in what was found in a file of the shown task.
  mutating func detailsProbed(
    _ reference: MediaReference, _ result: Result<MediaFacts, MediaProblem>
  ) {
    guard details.probing.remove(reference) != nil else { return }
    details.facts[reference] = result
  }

  /// Goes to the part of the page before or after the one at the top.
  mutating func jumpToSection(by step: Int) {
    let places = DetailsPlaces(self)
    let marks = DetailsPage(self).marks(columns: max(1, places.text.columns))
    let wanted = step > 0 ? marks.first { $0 > details.top } : marks.last { $0 < details.top }
    if let wanted { scrollDetails(by: wanted - details.top) }
  }

  /// Puts the whole page on the clipboard.
  mutating func copyPage() -> [DashboardEffect] {
    guard details.record != nil else { return [] }
    let text = DetailsPage(self).text
    message = Message(
      text: Phrase(
        "Copied: what is known of {task}, {size}.",
        [
          "task": Phrase("task {id}", ["id": details.id ?? TaskID(0)]),
          "size": Words.bytes(Int64(text.utf8.count)),
        ]), tone: .plain)
    return [.copy(text)]
  }

  /// Scrolls the page, as far as it goes.
  mutating func scrollDetails(by step: Int) {
    guard layout.details != nil, details.viewer.mode == .page else { return }
    let text = DetailsPlaces(self).text
    let lines = DetailsPage(self).lines(columns: max(1, text.columns)).count
    details.top = max(0, min(details.top + step, lines - text.rows))
  }

  /// Puts a task's request into the form, as a new request.
  mutating func takeIntoForm(_ record: TaskRecord) -> [DashboardEffect] {
    let bytes = record.request.prompt.utf8.count
    guard bytes <= FormState.mostPromptBytes else {
      message = Message(
        text: .sentences([
          Phrase(
            "The prompt of task {id} is too long for the form ({size}).",
            ["id": record.id, "size": Words.bytes(Int64(bytes))]),
          keyName(.retry, in: taskContext).map {
            Phrase("Send it again with {key}, or from a file with submit.", ["key": $0])
          } ?? Phrase("Send it again from a file with submit."),
        ]), tone: .bad)
      return []
    }
    let dropped = form.take(record.request, model: record.model, profile: record.profile, profiles)
    pane = .form
    form.focus = .prompt
    message = Message(
      text: dropped.isEmpty
        ? Phrase("The form holds the request of task {id}.", ["id": record.id])
        : Phrase(
          "The form holds the request of task {id}, without {list}.",
          ["id": record.id, "list": Phrase.list(dropped)]),
      tone: .plain)
    return formChanged(at: now)
  }

  /// Does what a key of the selected task asks for; the keymap has checked that it can be done.
  mutating func actOnTask(_ command: Command) -> [DashboardEffect] {
    if actsOnMarks(command), let deed = command.deed { return [.loadMarked(deed, markedIDs)] }
    if let copied = command.copied, actsOnMarks(command) || copied == .curl {
      return copyTexts(copied)
    }
    guard let row = selectedRow else { return [] }
    switch command {
    case .settle:
      openSettling()
      return []
    case .editAgain, .copyPath, .openFile, .copyPrompt, .copyLink, .chain:
      if details.id == row.id, let record = details.record { return act(command, on: record) }
      details.wanted = DetailsState.Wanted(id: row.id, command: command)
      return loadDetails()
    case .retry:
      guard isPaid(profile: row.profile) else { return [.retry(row.id)] }
      question = .retry(row.id, profile: row.profile, price: priceWords(row, silent: false))
      return []
    case .retryWithoutSound:
      guard isPaid(profile: row.profile) else { return [.retryWithoutSound(row.id)] }
      question = .retryWithoutSound(
        row.id, profile: row.profile, price: priceWords(row, silent: true))
      return []
    case .cancel:
      if let refusal = refusalToCancel(row) {
        message = Message(text: refusal, tone: .plain)
      } else {
        question =
          row.status == .waiting
          ? .cancel(row.id) : .cancelThere(row.id, profile: row.profile)
      }
      return []
    case .remove:
      question = .remove(row.id)
      return []
    case .downloadAgain: return [.downloadAgain(row.id)]
    default: return []
    }
  }

  /// Does what needs a task in full.
  private mutating func act(_ command: Command, on record: TaskRecord) -> [DashboardEffect] {
    if command == .editAgain { return takeIntoForm(record) }
    if command == .chain { return chain(record) }
    if let kind = command.copied {
      return textsLoaded(
        kind, [record.id], .success([record.text(kind, at: now)].compactMap { $0 }))
    }
    guard let file = record.file else {
      message = Message(
        text: Phrase("Task {id} has no file yet.", ["id": record.id]), tone: .bad)
      return []
    }
    return [.openFile(file)]
  }

  /// A new request with the settings of a task, which begins where that one ends.
  private mutating func chain(_ record: TaskRecord) -> [DashboardEffect] {
    guard let frame = record.lastFrameFile else {
      guard let file = record.file else { return [] }
      return [.takeLastFrame(record.id, file: file)]
    }
    return goOn(from: record, frame: frame)
  }

  /// The last frame of a task's video was taken out of it, or could not be.
  mutating func lastFrameTaken(
    _ id: TaskID, _ result: Result<String, ActionFailure>
  ) -> [DashboardEffect] {
    switch result {
    case .failure(let failure): message = Message(text: failure.message, tone: .bad)
    case .success(let frame):
      // Whoever does something else meanwhile is not taken away from it.
      guard let record = details.record, record.id == id,
        isIdleInTable || (pane == .details && isIdle)
      else { return [] }
      return goOn(from: record, frame: frame)
    }
    return []
  }

  private mutating func goOn(from record: TaskRecord, frame: String) -> [DashboardEffect] {
    var next = record
    next.request.firstFrame = .file(frame)
    next.request.lastFrame = nil
    // They exclude a first frame.
    (next.request.images, next.request.videos, next.request.voices) = ([], [], [])
    next.request.returnLastFrame = true
    let effects = takeIntoForm(next)
    guard pane == .form else { return effects }
    form.prompt.selectAll()
    message = Message(
      text: Phrase("The form goes on from the last frame of task {id}.", ["id": record.id]),
      tone: .plain)
    return effects
  }

  /// What a task would cost once more, in words.
  private func priceWords(_ row: TaskSummary, silent: Bool) -> Phrase {
    let profile = profiles.first { $0.profile.name == row.profile }?.profile
    if silent, let record = details.record(of: row), let model = profile?.catalogue[row.model] {
      var request = record.request
      request.audio = false
      // Sound may have a price of its own.
      let cost = Estimate.cost(draft: request, model: model, price: profile?.price(of: model.id))
      return FormState.priceWords(cost, count: 1)
    }
    guard let cost = row.estimate ?? row.cost else { return Phrase("at an unknown price") }
    return FormState.priceWords(cost, count: 1)
  }

  /// Whether a task of this profile costs money; an unknown profile is taken to.
  func isPaid(profile: String) -> Bool {
    profiles.first { $0.profile.name == profile }?.isSandbox != true
  }
}
