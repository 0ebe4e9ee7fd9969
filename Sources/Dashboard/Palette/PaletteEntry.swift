internal import VideoTasks
internal import Wording

/// One thing that the palette can do.
struct PaletteEntry: Hashable, Sendable {
  /// What is done when it is chosen.
  enum Deed: Hashable, Sendable {
    /// What a key of a pane does; nil for one that works everywhere.
    case command(Command, Pane?)
    case profile(String)
    case theme(String)
    case task(TaskID)
  }

  var deed: Deed
  var words: Phrase
  /// The key that does the same; empty where there is none.
  var label = ""
  /// Whether it would do something now; else it is shown faintly.
  var isAvailable = true
}

extension DashboardState {
  /// Everything that the palette offers, in the order of the keymap.
  var paletteEntries: [PaletteEntry] {
    commandEntries + profileEntries + themeEntries
  }

  /// Where the keys of a command are, and the pane that they belong to.
  private static let paletteContexts: [(KeyContext, Pane?)] = [
    (.table, .table), (.prompt, .form), (.media, .form), (.assets, .assets),
  ]

  private var commandEntries: [PaletteEntry] {
    var seen: Set<Command> = []
    return Self.paletteContexts.flatMap { context, pane in
      keymap.bindings(context).compactMap { binding in
        let command = binding.command
        guard !Self.notInPalette.contains(command), !(pane == .assets && pane != self.pane),
          seen.insert(command).inserted
        else { return nil }
        let isEverywhere = Self.everywhere.contains(command)
        return PaletteEntry(
          deed: .command(command, isEverywhere ? nil : pane), words: binding.words,
          label: binding.label, isAvailable: isAvailable(command))
      }
    }
  }

  /// Keys that move about, answer, or mean something only where the caret is.
  private static let notInPalette: Set<Command> = [
    .rowDown, .rowUp, .pageDown, .pageUp, .firstRow, .lastRow, .nextField, .previousField,
    .fieldBelow, .fieldAbove, .nextChoice, .previousChoice, .leaveFilter, .back, .yes, .no,
    .clearField, .probeAddress, .pickAsset, .leaveAssets, .sendAsset, .openPalette,
    .runPaletteEntry, .closeOverlay, .keepTheme, .copySelection, .cutSelection, .putBack,
    .moveMediaUp, .moveMediaDown,
    .toggleColumn, .columnEarlier, .columnLater, .usualColumns,
    .nextAnswer, .previousAnswer, .confirmEntry, .mark, .markRange,
    .takeSort, .completeFilter, .useFilter, .forgetFilter, .keepFilterName, .jump,
  ]

  /// What may be done in any pane, although the table's keymap has it too.
  private static let everywhere: Set<Command> = [
    .help, .showForm, .showTable, .showDetails, .openDetails, .showAssets, .nextPane,
    .previousPane, .redraw, .suspend, .quit, .zoom, .narrower, .wider, .lower, .higher,
    .resetSizes, .toggleMouse, .pickTheme, .showSettings, .editAgain, .retry, .retryWithoutSound,
    .cancel,
    .downloadAgain, .copyPath, .openFile, .remove, .copyPrompt, .copyLink, .copyCurl, .chain,
    .settle, .adopt, .undoRemoval,
  ]

  private var profileEntries: [PaletteEntry] {
    profiles.map { choice in
      PaletteEntry(
        deed: .profile(choice.profile.name),
        words: Phrase("Profile: {name}", ["name": choice.profile.name]),
        isAvailable: choice.profile.name != form.profile)
    }
  }

  private var themeEntries: [PaletteEntry] {
    themes.map { name in
      PaletteEntry(
        deed: .theme(name), words: Phrase("Theme: {name}", ["name": name]),
        isAvailable: name != theme)
    }
  }
}
