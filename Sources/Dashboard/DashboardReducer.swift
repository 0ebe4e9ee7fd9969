internal import TerminalUI
internal import VideoTasks
internal import Wording

extension DashboardState {
  /// Every action ends up here; each screen's own part is in its folder.
  mutating func reduce(_ action: DashboardAction) -> [DashboardEffect] {
    let (messageBefore, questionBefore, alertsBefore) = ($message, $question, alerts)
    let ground = detailsGround
    var effects = apply(action) + releaseKeys()
    if detailsGround != ground { effects += followMedia() + lookAtFiles() }
    if $message != messageBefore, let message {
      log.add(message.text, level: message.tone == .bad ? .error : .info, at: now)
    }
    if $message != messageBefore || $question != questionBefore || alerts != alertsBefore {
      // The panes have become higher or lower.
      scrollToSelection()
      scrollForm()
      scrollSheet(by: 0)
    }
    return effects
  }

  private mutating func apply(_ action: DashboardAction) -> [DashboardEffect] {
    switch action {
    case .started:
      scrollForm()
      return loadTable() + [.loadTallies, .loadCosts, .loadNextLink] + loadStandings()
    case .key(let key): return pressed(key)
    case .pasted(let text): return pasted(text)
    case .mouse(let event, let clicks): return mouse(event, clicks: clicks)
    case .resized(let size): return resized(size)
    case .ticked(let moment): return ticked(moment)
    case .inputEnded: return inputEnded()
    case .endRequested: return saveAll() + [.quit]
    case .localTimeMoved(let seconds): secondsFromUTC = seconds
    case .pageLoaded(let request, let page): return pageLoaded(request, page)
    case .taskLoaded(let id, let record, let events): return taskLoaded(id, record, events)
    case .talliesLoaded(let counts): return talliesLoaded(counts)
    case .costsLoaded(let loaded): costs = loaded
    case .standingsLoaded(let standings): return standingsLoaded(standings)
    case .turnedLoaded(let rows): return turnedLoaded(rows)
    case .logLoaded(let lines): logLoaded(lines)
    case .troubled(let sentence): raise(sentence, level: .error)
    case .nextLinkLoaded(let moment): nextLink = moment
    case .agentChanged(let isRunning): agentRuns = isRunning
    case .lineChanged(let isSlow): lineIsSlow = isSlow
    case .mediaShown(let order, let result): return mediaShown(order, result)
    case .numbersLoaded(let loaded): numbers.numbers = loaded
    case .lookChanged: details.viewer.lookChanged()
    case .typicalDurationsLoaded(let kind, let durations): typical[kind] = durations
    case .storeChanged:
      return loadTable() + [.loadTallies, .loadCosts, .loadNextLink] + loadDetails()
        + reloadAssets() + loadStandings() + reloadLog() + reloadNumbers()
    case .probed(let reference, let result):
      detailsProbed(reference, result)
      return probed(reference, result)
    case .addressProbed(let reference, let result): return addressProbed(reference, result)
    case .assetsLoaded(let records): assetsLoaded(records)
    case .folderListed(let folder, let names): return folderListed(folder, names)
    case .submitted(let order, let result): return submitted(order, result)
    case .keyStored(let profile, let result): return keyStored(profile, result)
    case .keptLoaded(let kind, let kept): keptLoaded(kind, kept)
    case .requestPreviewed(let request, let result): requestPreviewed(request, result)
    case .retried(let old, let new):
      message = Message(
        text: Phrase("Task {new} is task {old} again.", ["new": new, "old": old]), tone: .good)
      return goTo(new)
    case .readFailed(let effect, let sentence):
      endReading(effect)
      message = Message(text: sentence, tone: .bad)
    case .actionFailed(let sentence):
      message = Message(text: sentence, tone: .bad)
      return reloadAssets()
    case .notice(let sentence):
      message = Message(text: sentence, tone: .plain)
      // What has become of an upload is told in this way.
      return reloadAssets()
    case .noticesChanged(let remarks): notices = remarks
    case .profilesChanged(let choices):
      profiles = choices
      form.tidyMedia(form.model(in: profiles))
      form.recheck(profiles)
      if !form.fields(profiles).contains(form.focus) { form.focus = .prompt }
    case .editedExternally(let text): return editedExternally(text)
    case .filtersLoaded(let filters): filtersLoaded(filters)
    case .marksLoaded(let request, let ids): marksLoaded(request, ids)
    case .markedLoaded(let deed, let rows): return markedLoaded(deed, rows)
    case .markedDone(let deed, let outcome): return markedDone(deed, outcome)
    case .removed(let id): removed(id)
    case .restored(let outcome): return restored(outcome)
    case .textsLoaded(let kind, let ids, let result): return textsLoaded(kind, ids, result)
    case .lastFrameTaken(let id, let result): return lastFrameTaken(id, result)
    case .adopted(let id, let remoteID, let isNew):
      return adopted(id, remoteID: remoteID, isNew: isNew)
    }
    return []
  }

  /// What is no longer awaited: the next change of the store, or the next key, asks for it again.
  private mutating func endReading(_ effect: DashboardEffect) {
    switch effect {
    case .loadPage(let request) where request == table.requested:
      (table.requested, table.goTo) = (nil, nil)
      // Nothing is done to a task that was not meant.
      heldKeys = []
    case .loadTask(let id) where id == details.loading:
      (details.loading, details.wanted) = (nil, nil)
    default: break
    }
  }

  mutating func pressed(_ key: Key) -> [DashboardEffect] {
    wasUsed = true
    clickedRow = nil
    if !telling.unseen.isEmpty { telling.unseen = [:] }
    let context = keyContext
    let binding = keymap.bindings(of: key, in: context).first { isAvailable($0.command) }
    // What is drawn anew is what was there.
    let isRead = !hasQuestion && context != .tooSmall && binding?.command != .redraw
    if isRead && hasMessage { message = nil }
    if holds(key, binding?.command, in: context) { return [] }
    if let binding { return obey(binding.command, in: context) }
    switch context {
    case .prompt, .media, .textField: return typeInForm(key)
    case .assetText: return typeInAssetForm(key)
    case .palette: typeInPalette(key)
    case .filter: return typeInFilter(key)
    case .filterName, .jump, .entry: typeInLine(key)
    case .filters: return useFilter(byDigit: key)
    case .choice: return typeInChoice(key)
    case .welcome, .keyEntry: return typeInWelcome(key)
    case .kept, .keptName: return typeInKept(key)
    default: break
    }
    return []
  }

  private mutating func pasted(_ text: String) -> [DashboardEffect] {
    wasUsed = true
    switch keyContext {
    case .prompt, .media, .textField:
      message = nil
      return pasteInForm(text)
    case .assetText:
      message = nil
      return pasteInAssetForm(text)
    case .filter: return pasteInFilter(text)
    case .filterName, .jump, .entry: pasteInLine(text)
    case .palette: pasteInPalette(text)
    case .welcome, .keyEntry: return pasteInWelcome(text)
    case .kept, .keptName: return pasteInKept(text)
    // A paste is never an answer, and never a row of commands.
    default: break
    }
    return []
  }

  private mutating func resized(_ newSize: Size) -> [DashboardEffect] {
    size = newSize
    fitOverlay()
    fitSheet()
    return dividedAnew()
  }

  /// Moves the clock, and that of running rows by whole steps.
  mutating func pass(to moment: Timestamp) {
    now = moment
    // The step is a second at least, and is found by a look at every row.
    if moment < progressNow
      || moment - progressNow >= .seconds(1) && moment - progressNow >= progressStep
    {
      progressNow = moment
    }
  }

  private mutating func ticked(_ moment: Timestamp) -> [DashboardEffect] {
    pass(to: moment)
    var effects: [DashboardEffect] = []
    if let left = rest.leftAt, moment - left >= detailsRest {
      effects += followSelection()
    }
    if let since = form.unsavedSince, moment - since >= FormState.saveRest { effects += saveForm() }
    if let changed = form.changedAt, moment - changed >= .seconds(1) { effects += leaveField() }
    if let changed = unsaved.changedAt, moment - changed >= UnsavedPreferences.rest {
      effects += unsaved.take()
    }
    effects += playOn(at: moment)
    effects += tellNews(at: moment)
    if let end = nextLink, end <= moment {
      nextLink = nil
      effects.append(.loadNextLink)
    }
    return effects
  }

  private mutating func talliesLoaded(_ counts: [TaskStatus: Int]) -> [DashboardEffect] {
    let wasDone = tallies[.succeeded]
    tallies = counts
    guard let wasDone, wasDone != counts[.succeeded] else { return [] }
    // One more finished task makes the estimates better.
    askedKinds = []
    return askTypicalDurations()
  }

  private mutating func editedExternally(_ text: String?) -> [DashboardEffect] {
    guard let text, text != form.prompt.text else { return [.redraw] }
    form.prompt = TextEditor(text, isMultiline: true, maximumBytes: FormState.mostPromptBytes)
    form.isTouched = true
    return [.redraw] + formChanged(at: now)
  }
}
