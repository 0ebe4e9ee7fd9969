internal import TerminalUI
internal import Wording

/// What a key asks for; which key that is stands in the keymap alone.
enum Command: Hashable, CaseIterable, Sendable {
  // Everywhere.
  case help, showForm, showTable, showDetails, showAssets, nextPane, previousPane, back, redraw,
    suspend, quit
  // The sizes of the panes.
  case toggleMouse
  // The log and what went wrong.
  case showLog, nextLogLevel, acknowledge
  case narrower, wider, lower, higher, zoom, resetSizes
  // The form.
  case submit, nextField, previousField, fieldBelow, fieldAbove, nextChoice, previousChoice
  case editExternally, clearField, probeAddress, pickAsset
  // Lists.
  case rowDown, rowUp, pageDown, pageUp, firstRow, lastRow, openDetails
  case filter, nextStatusFilter, clearFilter, leaveFilter
  // The selected task.
  case editAgain, retry, retryWithoutSound, cancel, downloadAgain, copyPath, openFile, remove
  // The numbers.
  case showNumbers, nextPlot, previousPlot
  // The page of a task.
  case nextSection, previousSection, copyPage
  // The pictures of a task.
  case play, togglePlayer, pictureBack, pictureForward, largePictures, nextMedia, closeViewer
  // The asset library.
  case useAsset, addAsset, copyAsset, removeAsset, sendAsset, leaveAssets
  // A question.
  case yes, no
  // What lies over the panes.
  case openPalette, runPaletteEntry, closeOverlay, pickTheme, keepTheme
  // The order of the table, its filters, and going to a task.
  case openSorts, takeSort
  case completeFilter, openFilters, saveFilter, useFilter, forgetFilter, keepFilterName
  case openJump, jump
  // Marks, and what is done to tasks besides.
  case mark, markRange, markAll, unmark, undoRemoval
  case copyPrompt, copyLink, copyCurl, chain, settle, adopt
  case nextAnswer, previousAnswer, confirmEntry
  // The columns of the table.
  case openColumns, toggleColumn, columnEarlier, columnLater, usualColumns
  // What will be sent.
  case previewRequest, leaveSheet, copyRequest, nextVariant, previousVariant
  // The page for a first start.
  case showWelcome, beginInSandbox, enterKey, nextKeyProfile, previousKeyProfile, storeKey
  case leaveKey, clearKey
  // What is selected in a text, and what was taken out of it.
  case copySelection, cutSelection, putBack
  // What the form keeps.
  case showPrompts, showSnippets, showTemplates, useKept, removeKept, nameKept, saveKept
  case withPrompt, leaveName
  // The settings of the screen.
  case showSettings
  // The order of media.
  case moveMediaUp, moveMediaDown
}

/// The part of the screen that keys go to.
enum Pane: Hashable, CaseIterable, Sendable {
  case form, table, details, assets, log, numbers

  /// The panes that Tab goes through; the library is gone to by its own key.
  static let ring: [Pane] = [.form, .table, .details]

  /// Whether it stands in place of table and details.
  var isPage: Bool {
    switch self {
    case .form, .table, .details: false
    case .assets, .log, .numbers: true
    }
  }

  /// The pane's name on the screen.
  var title: Phrase {
    switch self {
    case .form: Phrase("New video")
    case .table: Phrase("Tasks")
    case .details: Phrase("Details")
    case .assets: Phrase("Library")
    case .log: Phrase("Log")
    case .numbers: Phrase("Numbers")
    }
  }
}

/// Where a key was pressed, as far as that decides what it means.
enum KeyContext: Hashable, CaseIterable, Sendable {
  case tooSmall, question, help, filter
  case prompt, media, textField, choice
  case table, details
  case assets, assetText, assetChoice
  case log
  case viewer
  case numbers
  case palette, themes
  case sorts, filters, filterName, jump
  case entry, columns
  case request
  case welcome, keyEntry
  case kept, keptName
  case settings

  /// Whether ordinary characters are text here.
  var takesText: Bool {
    switch self {
    case .prompt, .media, .textField, .filter, .assetText, .palette: true
    case .tooSmall, .question, .help, .choice, .table, .details, .assets, .assetChoice, .log: false
    case .viewer, .numbers, .themes, .request, .settings: false
    case .sorts, .filters, .columns: false
    case .filterName, .jump, .entry: true
    case .welcome, .keyEntry, .kept, .keptName: true
    }
  }

  /// The heading of the keys in the help.
  var title: Phrase {
    switch self {
    case .tooSmall: Phrase("Small screen")
    case .question: Phrase("Question")
    case .help: Phrase("Help")
    case .filter: Phrase("Filter")
    case .prompt: Phrase("Prompt")
    case .media: Phrase("Picture, clip or sound")
    case .textField: Phrase("Number")
    case .choice: Phrase("Choice")
    case .table: Phrase("Tasks")
    case .details: Phrase("Details")
    case .assets: Phrase("Library")
    case .assetText: Phrase("Upload")
    case .assetChoice: Phrase("Upload: choice")
    case .log: Phrase("Log")
    case .viewer: Phrase("Pictures")
    case .numbers: Phrase("Numbers")
    case .palette: Phrase("Actions")
    case .themes: Phrase("Theme")
    case .sorts: Phrase("Sort by")
    case .filters, .filterName: Phrase("Saved filters")
    case .jump: Phrase("Go to task")
    case .entry: Phrase("Task at the server")
    case .columns: Phrase("Columns")
    case .request: Phrase("What will be sent")
    case .welcome: Phrase("First steps")
    case .keyEntry: Phrase("Entering a key")
    case .settings: Phrase("Settings of the screen")
    case .kept: Phrase("Prompts, snippets, templates")
    case .keptName: Phrase("Saving by a name")
    }
  }
}

/// One row of the keymap: keys, what they do, and the words for it.
struct Binding: Hashable, Sendable {
  var command: Command
  var keys: [Key]
  /// The keys as the footer writes them.
  var label: String
  /// What they do, in one or two words.
  var words: Phrase
  /// Whether the footer has room for it; the help shows all of them.
  var inFooter: Bool

  init(_ command: Command, _ keys: [Key], _ label: String, _ words: Phrase, footer: Bool = true) {
    self.command = command
    self.keys = keys
    self.label = label
    self.words = words
    inFooter = footer
  }
}
