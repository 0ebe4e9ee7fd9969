internal import TerminalUI
internal import VideoTasks

extension DashboardState {
  /// Does what a key of the keymap asks for.
  mutating func obey(_ command: Command, in context: KeyContext) -> [DashboardEffect] {
    switch command {
    case .help: helpTop = 0
    case .showForm: return show(.form)
    case .showTable: return show(.table)
    case .showDetails, .openDetails: return show(.details)
    case .showAssets: return showAssets(for: nil)
    case .nextPane: return cyclePane(by: 1)
    case .previousPane: return cyclePane(by: -1)
    case .back:
      if helpTop != nil { helpTop = nil } else { return show(.table) }
    case .redraw:
      // What was missing may have been installed.
      details.viewer.isOff = nil
      return [.redraw]
    case .suspend: return saveAll() + [.suspend]
    case .quit: return saveAll() + [.quit]
    case .yes, .no: return answered(yes: command == .yes)
    case .filter: table.isFiltering = true
    case .leaveFilter: return leaveFilter()
    case .clearFilter: return clearFilter()
    case .nextStatusFilter:
      table.shown = table.shown.next
      return filterChanged()
    case .editAgain, .retry, .retryWithoutSound, .cancel, .downloadAgain, .copyPath, .openFile,
      .remove, .copyPrompt, .copyLink, .copyCurl, .chain, .settle:
      return actOnTask(command)
    case .mark, .markRange, .markAll, .unmark: return mark(command)
    case .undoRemoval: return [.restoreRemoved]
    case .adopt: openAdoption()
    case .openColumns: openColumns()
    case .toggleColumn, .columnEarlier, .columnLater, .usualColumns: changeColumns(command)
    case .nextAnswer: changeAnswer(by: 1)
    case .previousAnswer: changeAnswer(by: -1)
    case .confirmEntry: return confirmEntry()
    case .submit:
      sheet = nil
      return submitPressed()
    case .previewRequest, .leaveSheet, .copyRequest, .nextVariant, .previousVariant:
      return actOnSheet(command)
    case .showWelcome, .beginInSandbox, .enterKey, .nextKeyProfile, .previousKeyProfile, .storeKey,
      .leaveKey, .clearKey:
      return actOnWelcome(command)
    case .copySelection, .cutSelection, .putBack: return actOnClipboard(command)
    case .showPrompts, .showSnippets, .showTemplates, .useKept, .removeKept, .nameKept, .saveKept,
      .withPrompt, .leaveName:
      return actOnKept(command)
    case .moveMediaUp: return moveMedia(by: -1)
    case .moveMediaDown: return moveMedia(by: 1)
    case .nextField where pane == .assets: moveUploadFocus(by: 1)
    case .previousField where pane == .assets: moveUploadFocus(by: -1)
    case .showSettings: openSettings()
    case .nextChoice where context == .settings: return changeSetting(by: 1)
    case .previousChoice where context == .settings: return changeSetting(by: -1)
    case .nextChoice where pane == .assets: changeUpload(by: 1)
    case .previousChoice where pane == .assets: changeUpload(by: -1)
    case .useAsset, .addAsset, .copyAsset, .removeAsset, .sendAsset, .leaveAssets:
      return actOnAssets(command)
    case .pickAsset: return pickAsset()
    case .probeAddress: return probeAddress()
    case .nextField: return context == .media ? completePath() : moveFocus(by: 1)
    case .previousField: return moveFocus(by: -1)
    case .fieldBelow: return moveFocusRow(by: 1)
    case .fieldAbove: return moveFocusRow(by: -1)
    case .nextChoice: return changeChoice(by: 1)
    case .previousChoice: return changeChoice(by: -1)
    case .editExternally: return saveAll() + [.editExternally(form.prompt.text)]
    case .clearField:
      form.clearFocusedRow()
      form.candidates = []
      return formChanged(at: now)
    case .play, .togglePlayer, .pictureBack, .pictureForward, .largePictures, .nextMedia,
      .closeViewer:
      return view(command)
    case .showNumbers: return showNumbers()
    case .nextPlot: changePlot(by: 1)
    case .previousPlot: changePlot(by: -1)
    case .nextSection: jumpToSection(by: 1)
    case .previousSection: jumpToSection(by: -1)
    case .copyPage: return copyPage()
    case .showLog: return showLog()
    case .nextLogLevel: nextLogLevel()
    case .acknowledge: return acknowledge()
    case .rowDown, .rowUp, .pageDown, .pageUp, .firstRow, .lastRow:
      return overlay == nil ? scroll(command) : scrollOverlay(command)
    case .toggleMouse: return toggleMouse()
    case .openPalette: openPalette()
    case .runPaletteEntry: return runPaletteEntry()
    case .closeOverlay: return closeOverlay()
    case .pickTheme: openThemes()
    case .keepTheme: return keepShownTheme()
    case .narrower, .wider, .lower, .higher, .zoom, .resetSizes: return resizePane(command)
    case .completeFilter, .openFilters, .saveFilter, .useFilter, .forgetFilter, .keepFilterName:
      return actOnFilters(command)
    case .openSorts: openSorts()
    case .takeSort: return takeSort()
    case .openJump: overlay = .jump(JumpLine())
    case .jump: return jump()
    }
    return []
  }

  /// Keeps what is to outlive the program, as far as it has changed.
  mutating func saveAll() -> [DashboardEffect] { saveForm() + unsaved.take() }

  mutating func show(_ wanted: Pane) -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    if pane == .form, wanted != .form { effects += leaveField() }
    pane = wanted
    helpTop = nil
    scrollToSelection()
    scrollForm()
    return effects + fillTable() + selectionMoved()
  }

  private mutating func cyclePane(by step: Int) -> [DashboardEffect] {
    let all = Pane.ring
    let place = all.firstIndex(of: pane) ?? 0
    return show(all[(place + step + all.count) % all.count])
  }

  private mutating func answered(yes: Bool) -> [DashboardEffect] {
    guard let asked = question else { return [] }
    question = nil
    guard yes else { return [] }
    switch asked {
    case .submit(let order, _): return send(order)
    case .retry(let id, _, _): return [.retry(id)]
    case .retryWithoutSound(let id, _, _): return [.retryWithoutSound(id)]
    case .cancel(let id), .cancelThere(let id, _): return [.cancel(id)]
    case .remove(let id): return [.remove(id)]
    case .marked(let asked): return [.doMarked(asked.deed, asked.ids)]
    case .notCreated(let id, _): return [.resolve(id, remoteID: nil)]
    case .removeAsset(let asset): return [.removeAsset(asset)]
    case .forget(let kind, let kept): return [.forget(kind, kept)]
    case .replaceKept(let kind, let kept): return keep(kind, kept)
    }
  }

  private mutating func scroll(_ command: Command) -> [DashboardEffect] {
    if let top = helpTop {
      let step = command == .rowUp ? -1 : 1
      helpTop = max(0, min(top + step, HelpPage(self).maximumTop))
      return []
    }
    if !hasSheet, pane == .assets { return scrollAssets(command) }
    let page =
      hasSheet
      ? sheetBody.rows
      : pane == .table ? tableHeight : ((layout.details ?? layout.page)?.rows ?? 3) - 3
    let step =
      switch command {
      case .rowDown: 1
      case .rowUp: -1
      case .pageDown: max(1, page)
      case .pageUp: -max(1, page)
      case .firstRow: -1_000_000_000
      default: 1_000_000_000
      }
    switch pane {
    case _ where hasSheet: scrollSheet(by: step)
    case .table: return moveSelection(by: step)
    case .log: scrollLog(by: step)
    default: scrollDetails(by: step)
    }
    return []
  }

  /// When a tick is needed: for running rows, for a countdown, or to save the form. Nil when nothing
  /// changes by itself.
  var nextTick: Timestamp? {
    var moments: [Timestamp] = []
    let layout = layout
    if !layout.isTooSmall {
      let rows = layout.table == nil ? [] : rowsOnScreen
      var hasPolled = false
      // By their places: a row that is handed out is copied, with all of its texts.
      for place in rows.indices {
        if let moment = rows[place].nextLinkTick(after: progressNow) { moments.append(moment) }
        hasPolled = hasPolled || rows[place].status.isPolled
      }
      if hasPolled {
        moments.append(progressNow + progressStep)
      } else if let record = details.record, layout.details != nil, !layout.isStrip {
        if record.status.isPolled {
          moments.append(progressNow + progressStep)
        } else if record.linkExpiresAt.map({ $0 > now }) == true, record.download != .done {
          // Links live for a day: a countdown in minutes is enough.
          moments.append(progressNow + .seconds(60))
        }
      }
    }
    if let left = rest.leftAt { moments.append(left + detailsRest) }
    if details.viewer.isPlaying, let next = details.viewer.nextAt { moments.append(next) }
    if let since = form.unsavedSince { moments.append(since + FormState.saveRest) }
    if let changed = form.changedAt { moments.append(changed + .seconds(1)) }
    if let due = telling.tellAt { moments.append(due) }
    if let changed = unsaved.changedAt { moments.append(changed + UnsavedPreferences.rest) }
    if !layout.isTooSmall, let moment = nextLinkTick { moments.append(moment) }
    return moments.min().map { max($0, now + .milliseconds(1)) }
  }

  /// When the header looks different because the next link runs out: see `TaskSummary.nextLinkTick`.
  private var nextLinkTick: Timestamp? {
    guard let nextLink, nextLink > now else { return nil }
    let left = nextLink - progressNow
    guard left >= TaskSummary.linkIsShort else { return min(nextLink, progressNow + .seconds(60)) }
    return progressNow + (left - TaskSummary.linkIsShort + .seconds(1))
  }
}
