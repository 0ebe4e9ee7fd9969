internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Which keys do something now: the footer shows no others, and the reducer obeys no others.
extension DashboardState {
  /// Where a key pressed now belongs.
  var keyContext: KeyContext {
    // Not from the layout, which has room for lines that name keys.
    if !ScreenLayout.smallest.fits(in: size) { return .tooSmall }
    if hasQuestion { return .question }
    if helpTop != nil { return .help }
    if hasOverlay, let context = overlay?.context { return context }
    if hasSheet, let sheet { return sheet.context }
    switch pane {
    case .form: return form.focus.context
    case .table: return table.isFiltering ? .filter : .table
    case .details: return details.viewer.mode == .page ? .details : .viewer
    case .log: return .log
    case .numbers: return .numbers
    case .assets:
      return assets.upload.map { $0.focus.isText ? .assetText : .assetChoice } ?? .assets
    }
  }

  /// The keys that do something now, in the order of the keymap.
  var availableBindings: [Binding] {
    keymap.bindings(keyContext).filter { isAvailable($0.command) }
  }

  /// Whether the footer names a command: one that would do something, and not only say why not.
  func isOffered(_ command: Command) -> Bool {
    switch command {
    case .cancel:
      actsOnMarks(command)
        || selectedPlace.map { refusalToCancel(table.rows[$0]) == nil } ?? false
    case .probeAddress: if case .url? = form.focusedReference { true } else { false }
    case .pickAsset: refusalOfAssets == nil
    case .useAsset: selectedAsset?.status == .active
    default: true
    }
  }

  /// Whether a command would do something.
  func isAvailable(_ command: Command) -> Bool {
    switch command {
    case .submit: form.submitting == nil
    case .leaveSheet, .copyRequest, .nextVariant, .previousVariant: isAvailableInSheet(command)
    case .useKept, .removeKept, .nameKept, .withPrompt: isAvailableInSheet(command)
    case .beginInSandbox: profiles.contains(where: \.isSandbox)
    case .enterKey: !profilesOfVendors.isEmpty
    case .copySelection, .cutSelection: form.editor?.selectedText != nil
    case .putBack: !form.takenOut.isEmpty
    case .moveMediaUp: form.canMoveMedia(by: -1)
    case .moveMediaDown: form.canMoveMedia(by: 1)
    case .clearField: !form.isFocusedRowEmpty
    case .openDetails, .showDetails: table.selectedID != nil
    case .rowDown, .rowUp, .pageDown, .pageUp, .firstRow, .lastRow:
      hasOverlay || helpTop != nil || hasSheet
        ? hasOverlay || helpTop != nil || isAvailableInSheet(command)
        : (pane == .table ? table.total > 0 : pane != .assets || !shownAssets.isEmpty)
    case .filter, .nextStatusFilter: table.total > 0 || table.isFiltered
    case .clearFilter: table.isFiltered || table.isFiltering
    case .openSorts, .openJump: table.total > 0 || table.isFiltered
    case .saveFilter: !table.filter.isEmpty
    case .useFilter, .forgetFilter: isFilterSelected
    case .nextSection, .previousSection, .copyPage: details.record != nil
    case .showNumbers: pane != .numbers
    case .nextPlot, .previousPlot: !showsAllPlots
    case .showForm: pane != .form
    case .showTable: pane != .table
    case .showAssets: pane != .assets
    case .showLog: pane != .log
    case .acknowledge: !alerts.isEmpty
    case .narrower, .wider, .lower, .higher, .zoom, .resetSizes: canResize(command)
    case .pickTheme: !themes.isEmpty
    case .useAsset: selectedAsset != nil && assets.purpose != nil
    case .copyAsset, .removeAsset: selectedAsset != nil
    case .editAgain, .retry, .retryWithoutSound, .cancel, .downloadAgain, .copyPath, .openFile,
      .remove, .copyPrompt, .copyLink, .copyCurl, .chain, .settle:
      actsOnMarks(command)
        || selectedPlace.map { isAvailable(command, for: table.rows[$0]) } ?? false
    case .mark, .markRange: table.selectedID != nil
    case .markAll: table.total > 0
    case .unmark: !table.marks.isEmpty
    case .adopt: !profiles.isEmpty
    case .play, .togglePlayer, .pictureBack, .pictureForward, .largePictures, .nextMedia:
      isAvailableForMedia(command)
    default: true
    }
  }

  private func isAvailableForMedia(_ command: Command) -> Bool {
    guard let media = details.media, details.viewer.isOff == nil else { return false }
    return switch command {
    case .nextMedia: details.shownMedia.count > 1
    case .largePictures: true
    // A picture neither plays nor has others beside it.
    default: media.kind == .video
    }
  }

  /// Whether a command would do something to a task.
  @inline(__always)
  func isAvailable(_ command: Command, for row: TaskSummary) -> Bool {
    // Inlined: a row that is handed over is copied, with all of its texts.
    switch command {
    case .editAgain, .copyCurl: true
    case .retry, .remove: row.status.isEnded
    case .retryWithoutSound: mayPassWithoutSound(row)
    // Also where it cannot be done: then the key says why.
    case .cancel: !row.status.isEnded
    case .downloadAgain:
      row.status == .succeeded && row.download != .done && row.download != .running
    case .copyPath, .openFile, .chain: row.status == .succeeded && row.download == .done
    case .copyPrompt: !row.prompt.isEmpty
    case .copyLink:
      row.status == .succeeded && row.linkExpiresAt.map { $0 > now } ?? true
    case .settle: row.status == .unconfirmed
    default: false
    }
  }

  /// Why a task cannot be cancelled, in a sentence; nil when it can, or when its server is to be asked.
  func refusalToCancel(_ row: TaskSummary) -> Phrase? {
    switch row.status {
    case .waiting: return nil
    case .submitting:
      return Phrase(
        "Task {id} is being sent right now. Cancel it again in a moment.", ["id": row.id])
    case .unconfirmed:
      guard let key = keyName(.settle, in: taskContext) else {
        return Phrase(
          "It is not known whether task {id} exists at {profile}, so it cannot be cancelled. "
            + "Look at the account, then settle it with: rushes resolve {id}",
          ["id": row.id, "profile": row.profile])
      }
      return Phrase(
        "It is not known whether task {id} exists at {profile}, so it cannot be "
          + "cancelled. Look there, then settle it with {key}.",
        ["id": row.id, "profile": row.profile, "key": key])
    case .queued, .running: break
    case .succeeded, .failed, .expired, .cancelled:
      return Phrase("Task {id} has ended already.", ["id": row.id])
    }
    let profile = profiles.first { $0.profile.name == row.profile }?.profile
    guard profile?.isOfficialArk == true else {
      return Phrase(
        "The API of {profile} cannot cancel what it has taken: task {id} goes on, and "
          + "its video will be fetched.", ["id": row.id, "profile": row.profile])
    }
    guard row.status == .queued else {
      return Phrase(
        "{profile} has begun with task {id}, and cancels only what is queued. It goes "
          + "on, and its video will be fetched.", ["id": row.id, "profile": row.profile])
    }
    return nil
  }

  /// Whether a task failed for its sound, and its model can leave the sound out.
  func mayPassWithoutSound(_ row: TaskSummary) -> Bool {
    guard row.status == .failed, let code = row.errorCode,
      ErrorAdvice.isSoundRefusal(code: code)
    else { return false }
    let profile = profiles.first { $0.profile.name == row.profile }?.profile
    // A model that is in no catalogue, such as an endpoint id, is taken at its API's word.
    return profile?.catalogue[row.model]?.takesAudio ?? (profile?.api == .ark)
  }
}
