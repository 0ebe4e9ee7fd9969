internal import TerminalUI
internal import Wording

/// The one table of keys: the reducer obeys it, footer and help show it.
public struct Keymap: Hashable, Sendable {
  /// The keys of every context, made once: each key and each picture asks for them.
  private var all: [KeyContext: ContextKeys]

  /// The keys as they are when nobody has changed any.
  public static let usual = Keymap(
    all: Dictionary(
      uniqueKeysWithValues: KeyContext.allCases.map {
        ($0, ContextKeys(own($0) + everywhere($0)))
      }))

  private init(all: [KeyContext: ContextKeys]) { self.all = all }

  /// The keys of a context, the weightiest first, then those that work everywhere.
  func bindings(_ context: KeyContext) -> [Binding] { all[context]?.rows ?? [] }

  /// Those of a context that the footer has room for.
  func footer(_ context: KeyContext) -> [Binding] { all[context]?.footer ?? [] }

  /// What a key may mean in a context, the weightiest first.
  func bindings(of key: Key, in context: KeyContext) -> [Binding] {
    all[context]?.bindings(of: key) ?? []
  }

  /// Gives a command other keys in a context; the first of its rows has them, others go.
  mutating func replaceKeys(of command: Command, with keys: [Key], in context: KeyContext) {
    var rows = bindings(context)
    guard let place = rows.firstIndex(where: { $0.command == command }) else { return }
    rows[place].keys = keys
    rows[place].label = keys.prefix(2).map(\.sign).joined(separator: " ")
    all[context] = ContextKeys(
      rows.enumerated().filter { index, row in
        row.command != command || index == place && !keys.isEmpty
      }.map(\.element))
  }

  private static func control(_ character: Character) -> Key {
    Key(.character(character), .control)
  }

  private static func letter(_ character: Character) -> Key { Key(.character(character)) }

  private static func own(_ context: KeyContext) -> [Binding] {
    switch context {
    case .tooSmall: []
    case .question:
      [
        Binding(.yes, [letter("y"), letter("Y")], "y", Phrase("yes")),
        Binding(.no, [letter("n"), letter("N"), Key(.escape)], "n", Phrase("no")),
      ]
    case .help:
      [
        Binding(
          .back, [Key(.escape), letter("?"), Key(.function(1)), letter("q")], "?", Phrase("close")),
        Binding(.rowDown, [Key(.down), letter("j"), Key(.pageDown)], "↓", Phrase("more")),
        Binding(.rowUp, [Key(.up), letter("k"), Key(.pageUp)], "↑", Phrase("back up")),
      ]
    case .filter:
      [
        Binding(.leaveFilter, [Key(.enter), Key(.down)], "Enter", Phrase("keep filter")),
        Binding(.completeFilter, [Key(.tab)], "Tab", Phrase("complete")),
        Binding(.saveFilter, [control("s")], "^S", Phrase("give it a name")),
        Binding(.clearFilter, [Key(.escape), control("g")], "Esc", Phrase("all tasks")),
      ]
    case .prompt, .media, .textField, .choice: form(context) + keptLists(context)
    case .table: table
    case .details: details
    case .assets: assets
    case .assetText, .assetChoice: upload(context)
    case .log: log
    case .viewer: viewer
    case .numbers: numbers
    case .palette: palette
    case .themes: themes
    case .sorts: sorts
    case .filters: filters
    case .filterName: entry(.keepFilterName, Phrase("keep"))
    case .jump: entry(.jump, Phrase("go there"))
    case .entry: entry(.confirmEntry, Phrase("do it")) + answers
    case .columns: columns
    case .request: request
    case .settings: settings
    case .welcome: welcome
    case .keyEntry: keyEntry
    case .kept: kept
    case .keptName: keptName
    }
  }

  private static func form(_ context: KeyContext) -> [Binding] {
    let submit = Binding(
      .submit, [control("s"), Key(.function(5)), Key(.enter, .alt)], "^S", Phrase("submit"))
    let fields = [
      Binding(.nextField, [Key(.tab)], "Tab", Phrase("next field")),
      Binding(.previousField, [Key(.tab, .shift)], "⇧Tab", Phrase("previous field"), footer: false),
    ]
    let rows = [
      Binding(.fieldBelow, [Key(.down)], "↓", Phrase("field below"), footer: false),
      Binding(.fieldAbove, [Key(.up)], "↑", Phrase("field above"), footer: false),
    ]
    let preview = Binding(
      .previewRequest, [Key(.character("p"), .alt), Key(.function(12))], "Alt-P", Phrase("as JSON"))
    let clipboard = [
      Binding(.cutSelection, [control("x")], "^X", Phrase("cut")),
      Binding(
        .copySelection, [Key(.character("w"), .alt), Key(.character("c"), .alt)], "Alt-W",
        Phrase("copy")),
      Binding(
        .putBack, [Key(.character("y"), .alt)], "Alt-Y", Phrase("put back"), footer: false),
    ]
    switch context {
    case .prompt:
      return clipboard + [submit, preview] + fields + [
        Binding(.editExternally, [control("o")], "^O", Phrase("editor"))
      ]
    case .choice:
      return [submit, preview] + fields + [
        Binding(.previousChoice, [Key(.left), letter("h")], "←", Phrase("less"), footer: false),
        Binding(.nextChoice, [Key(.right), letter("l"), letter(" ")], "←→", Phrase("change")),
      ] + rows + [
        Binding(.fieldBelow, [letter("j")], "j", Phrase("field below"), footer: false),
        Binding(.fieldAbove, [letter("k")], "k", Phrase("field above"), footer: false),
      ]
    case .media:
      return clipboard
        + [submit, Binding(.nextField, [Key(.tab)], "Tab", Phrase("complete")), fields[1]]
        + [
          Binding(.probeAddress, [control("p")], "^P", Phrase("look at it")),
          Binding(.pickAsset, [control("t")], "^T", Phrase("library")),
          Binding(.clearField, [control("u")], "^U", Phrase("take out")),
          Binding(
            .moveMediaUp, [Key(.up, .alt), Key(.character("k"), .alt)], "Alt-↑",
            Phrase("earlier"), footer: false),
          Binding(
            .moveMediaDown, [Key(.down, .alt), Key(.character("j"), .alt)], "Alt-↓",
            Phrase("later"), footer: false),
          preview,
        ] + rows + [
          Binding(.fieldBelow, [Key(.enter)], "Enter", Phrase("field below"), footer: false)
        ]
    default:
      return clipboard + [submit, preview] + fields + rows
        + [Binding(.fieldBelow, [Key(.enter)], "Enter", Phrase("field below"), footer: false)]
    }
  }

  private static let table: [Binding] =
    [
      Binding(.openDetails, [Key(.enter)], "Enter", Phrase("details")),
      Binding(.showForm, [letter("n"), letter("1")], "n", Phrase("new")),
      Binding(.clearFilter, [Key(.escape), control("g")], "Esc", Phrase("all tasks")),
      Binding(.unmark, [letter("u")], "u", Phrase("unmark all")),
    ] + task + marks + [
      Binding(.filter, [letter("/")], "/", Phrase("find")),
      Binding(.nextStatusFilter, [letter("f")], "f", Phrase("by state")),
      Binding(.openFilters, [letter("F")], "F", Phrase("saved filters"), footer: false),
      Binding(.openSorts, [letter("S")], "S", Phrase("sort")),
      Binding(.openColumns, [letter("C")], "C", Phrase("columns"), footer: false),
      Binding(.openJump, [letter("'")], "'", Phrase("go to a task"), footer: false),
    ] + rows + panes

  private static let details: [Binding] =
    [Binding(.back, [Key(.escape), Key(.backspace)], "Esc", Phrase("tasks"))] + pictures + task + [
      Binding(.nextSection, [letter("]")], "]", Phrase("next part"), footer: false),
      Binding(.previousSection, [letter("[")], "[", Phrase("part before"), footer: false),
      Binding(.copyPage, [letter("Y")], "Y", Phrase("copy all of it"), footer: false),
      Binding(.showForm, [letter("n"), letter("1")], "n", Phrase("new"), footer: false),
    ] + rows + panes

  private static let pictures: [Binding] = [
    Binding(.play, [letter(" ")], "Space", Phrase("play")),
    Binding(.largePictures, [letter("P"), Key(.enter)], "P", Phrase("large pictures")),
    Binding(.togglePlayer, [letter("p")], "p", Phrase("player"), footer: false),
    Binding(.pictureBack, [Key(.left), letter("h")], "←", Phrase("picture before"), footer: false),
    Binding(
      .pictureForward, [Key(.right), letter("l")], "→", Phrase("picture after"), footer: false),
    Binding(.nextMedia, [letter("m")], "m", Phrase("next media")),
  ]

  private static let viewer: [Binding] =
    [
      Binding(.play, [letter(" ")], "Space", Phrase("play or pause")),
      Binding(.pictureBack, [Key(.left), letter("h")], "←", Phrase("picture before")),
      Binding(.pictureForward, [Key(.right), letter("l")], "→", Phrase("picture after")),
      Binding(
        .closeViewer, [letter("p"), Key(.escape), Key(.backspace)], "p", Phrase("back to the page")),
      Binding(.largePictures, [letter("P"), Key(.enter)], "P", Phrase("large or small")),
      Binding(.nextMedia, [letter("m")], "m", Phrase("next media")),
      Binding(.openFile, [letter("o")], "o", Phrase("open")),
    ] + panes

  private static let task: [Binding] = [
    Binding(.settle, [letter("R")], "R", Phrase("settle it"), footer: false),
    Binding(.cancel, [letter("x")], "x", Phrase("cancel")),
    Binding(.downloadAgain, [letter("d")], "d", Phrase("fetch again")),
    Binding(.retryWithoutSound, [letter("s")], "s", Phrase("retry silent")),
    Binding(.retry, [letter("r")], "r", Phrase("retry")),
    Binding(.copyPath, [letter("c")], "c", Phrase("copy path")),
    Binding(.openFile, [letter("o")], "o", Phrase("open")),
    Binding(.editAgain, [letter("e")], "e", Phrase("edit again")),
    Binding(.chain, [letter("a")], "a", Phrase("go on from its end"), footer: false),
    Binding(.remove, [Key(.delete), letter("D")], "D", Phrase("remove"), footer: false),
    Binding(.undoRemoval, [letter("U")], "U", Phrase("undo a removal"), footer: false),
    Binding(.copyPrompt, [letter("y")], "y", Phrase("copy prompt"), footer: false),
    Binding(.copyLink, [letter("w")], "w", Phrase("copy link"), footer: false),
    Binding(.copyCurl, [letter("E")], "E", Phrase("copy as curl"), footer: false),
  ]

  private static let marks: [Binding] = [
    Binding(.mark, [letter(" ")], "Space", Phrase("mark"), footer: false),
    Binding(.markRange, [letter("V")], "V", Phrase("mark up to here"), footer: false),
    Binding(.markAll, [letter("*")], "*", Phrase("mark all shown"), footer: false),
    Binding(.adopt, [letter("A")], "A", Phrase("follow by id"), footer: false),
  ]

  private static let answers: [Binding] = [
    Binding(.nextAnswer, [Key(.down), Key(.tab)], "↓", Phrase("other answer")),
    Binding(
      .previousAnswer, [Key(.up), Key(.tab, .shift)], "↑", Phrase("answer before"), footer: false),
  ]

  private static let assets: [Binding] =
    [
      Binding(.useAsset, [Key(.enter)], "Enter", Phrase("use it")),
      Binding(.addAsset, [letter("a"), letter("n")], "a", Phrase("upload")),
      Binding(.copyAsset, [letter("c")], "c", Phrase("copy id")),
      Binding(.removeAsset, [Key(.delete), letter("D")], "D", Phrase("remove")),
      Binding(.leaveAssets, [Key(.escape), Key(.backspace)], "Esc", Phrase("back")),
    ] + rows + [
      Binding(.showForm, [letter("1")], "1", Phrase("new video"), footer: false),
      Binding(.showTable, [letter("2")], "2", Phrase("tasks"), footer: false),
      Binding(.showDetails, [letter("3")], "3", Phrase("details"), footer: false),
      Binding(.showNumbers, [letter("5")], "5", Phrase("numbers"), footer: false),
    ]

  private static func upload(_ context: KeyContext) -> [Binding] {
    let fields = [
      Binding(
        .sendAsset, [control("s"), Key(.function(5)), Key(.enter, .alt)], "^S", Phrase("upload")),
      Binding(.nextField, [Key(.tab), Key(.down), Key(.enter)], "Tab", Phrase("next field")),
      Binding(
        .previousField, [Key(.tab, .shift), Key(.up)], "⇧Tab", Phrase("previous field"),
        footer: false),
      Binding(.leaveAssets, [Key(.escape), control("g")], "Esc", Phrase("do not")),
    ]
    guard context == .assetChoice else { return fields }
    return fields + [
      Binding(.previousChoice, [Key(.left), letter("h")], "←", Phrase("less"), footer: false),
      Binding(.nextChoice, [Key(.right), letter("l"), letter(" ")], "←→", Phrase("change")),
    ]
  }

  private static let welcome: [Binding] = [
    Binding(.beginInSandbox, [Key(.enter)], "Enter", Phrase("sandbox")),
    Binding(.enterKey, [control("k"), Key(.function(10))], "^K", Phrase("enter a key")),
    Binding(.leaveSheet, [Key(.escape), control("g")], "Esc", Phrase("close")),
    Binding(.rowDown, [Key(.down), Key(.pageDown)], "↓", Phrase("more"), footer: false),
    Binding(.rowUp, [Key(.up), Key(.pageUp)], "↑", Phrase("back up"), footer: false),
  ]

  private static let keyEntry: [Binding] = [
    Binding(.storeKey, [Key(.enter), control("s")], "Enter", Phrase("store it")),
    Binding(.nextKeyProfile, [Key(.down), Key(.tab)], "↓", Phrase("next profile")),
    Binding(
      .previousKeyProfile, [Key(.up), Key(.tab, .shift)], "↑", Phrase("profile before"),
      footer: false),
    Binding(.clearKey, [control("u")], "^U", Phrase("clear")),
    Binding(.leaveKey, [Key(.escape), control("g")], "Esc", Phrase("do not")),
  ]

  private static func keptLists(_ context: KeyContext) -> [Binding] {
    [
      Binding(
        .showPrompts, [control("r")], "^R", Phrase("history"), footer: context == .prompt),
      Binding(
        .showSnippets, [Key(.character("s"), .alt)], "Alt-S", Phrase("snippets"), footer: false),
      Binding(
        .showTemplates, [Key(.character("r"), .alt)], "Alt-R", Phrase("templates"),
        footer: false),
    ]
  }

  private static let kept: [Binding] = [
    Binding(.useKept, [Key(.enter)], "Enter", Phrase("use it")),
    Binding(.nameKept, [control("s")], "^S", Phrase("save")),
    Binding(.leaveSheet, [Key(.escape), control("g")], "Esc", Phrase("close")),
    Binding(.removeKept, [control("d")], "^D", Phrase("remove")),
    Binding(.rowDown, [Key(.down)], "↓", Phrase("down"), footer: false),
    Binding(.rowUp, [Key(.up)], "↑", Phrase("up"), footer: false),
    Binding(.pageDown, [Key(.pageDown)], "PgDn", Phrase("page down"), footer: false),
    Binding(.pageUp, [Key(.pageUp)], "PgUp", Phrase("page up"), footer: false),
  ]

  private static let keptName: [Binding] = [
    Binding(.saveKept, [Key(.enter), control("s")], "Enter", Phrase("save")),
    Binding(.withPrompt, [Key(.tab)], "Tab", Phrase("with the prompt or not")),
    Binding(.leaveName, [Key(.escape), control("g")], "Esc", Phrase("do not")),
  ]

  private static let settings: [Binding] =
    [
      Binding(.nextChoice, [Key(.right), letter("l"), letter(" ")], "←→", Phrase("change")),
      Binding(.previousChoice, [Key(.left), letter("h")], "←", Phrase("less"), footer: false),
      Binding(
        .leaveSheet, [Key(.escape), Key(.enter), letter("q"), letter(",")], "Esc", Phrase("close")),
    ] + rows

  private static let request: [Binding] =
    [
      Binding(
        .submit, [control("s"), Key(.function(5)), Key(.enter, .alt)], "^S", Phrase("submit")),
      Binding(
        .leaveSheet, [Key(.escape), letter("q"), Key(.character("p"), .alt), Key(.function(12))],
        "Esc", Phrase("close")),
      Binding(.copyRequest, [letter("c")], "c", Phrase("copy")),
      Binding(.nextVariant, [Key(.right), letter("l")], "→", Phrase("next variant")),
      Binding(.previousVariant, [Key(.left), letter("h")], "←", Phrase("variant before")),
    ] + rows

  private static let log: [Binding] =
    [
      Binding(.back, [Key(.escape), Key(.backspace)], "Esc", Phrase("tasks")),
      Binding(.nextLogLevel, [letter("f")], "f", Phrase("by weight")),
    ] + rows + [
      Binding(.showForm, [letter("n"), letter("1")], "1", Phrase("new video"), footer: false),
      Binding(.showTable, [letter("2")], "2", Phrase("tasks"), footer: false),
      Binding(.showDetails, [letter("3")], "3", Phrase("details"), footer: false),
      Binding(.showAssets, [letter("4")], "4", Phrase("library"), footer: false),
      Binding(.showNumbers, [letter("5")], "5", Phrase("numbers"), footer: false),
    ]

  private static let numbers: [Binding] =
    [
      Binding(.back, [Key(.escape), Key(.backspace)], "Esc", Phrase("tasks")),
      Binding(.previousPlot, [letter("["), Key(.left), letter("h")], "←", Phrase("plot before")),
      Binding(.nextPlot, [letter("]"), Key(.right), letter("l")], "→", Phrase("plot after")),
    ] + panes

  private static let rows: [Binding] = [
    Binding(.rowDown, [Key(.down), letter("j")], "↓ j", Phrase("down"), footer: false),
    Binding(.rowUp, [Key(.up), letter("k")], "↑ k", Phrase("up"), footer: false),
    Binding(.pageDown, [Key(.pageDown), control("f")], "PgDn", Phrase("page down"), footer: false),
    Binding(.pageUp, [Key(.pageUp), control("b")], "PgUp", Phrase("page up"), footer: false),
    Binding(.firstRow, [Key(.home), letter("g")], "Home g", Phrase("first"), footer: false),
    Binding(.lastRow, [Key(.end), letter("G")], "End G", Phrase("last"), footer: false),
  ]

  private static let panes: [Binding] = [
    Binding(.showTable, [letter("2")], "2", Phrase("tasks"), footer: false),
    Binding(.showDetails, [letter("3")], "3", Phrase("details"), footer: false),
    Binding(.showAssets, [letter("4")], "4", Phrase("library"), footer: false),
    Binding(.showNumbers, [letter("5")], "5", Phrase("numbers"), footer: false),
    Binding(.nextPane, [Key(.tab)], "Tab", Phrase("next pane")),
    Binding(.previousPane, [Key(.tab, .shift)], "⇧Tab", Phrase("previous pane"), footer: false),
  ]

  private static func everywhere(_ context: KeyContext) -> [Binding] {
    let terminal = [
      Binding(.redraw, [control("l")], "^L", Phrase("draw anew"), footer: false),
      Binding(.suspend, [control("z")], "^Z", Phrase("suspend"), footer: false),
    ]
    let quit = Binding(
      .quit, [control("q"), control("c")] + (context.takesText ? [] : [letter("q")]),
      context.takesText ? "^Q" : "q", Phrase("quit"))
    switch context {
    case .tooSmall: return [quit] + terminal
    case .welcome, .keyEntry, .kept, .keptName:
      return [
        Binding(.help, [Key(.function(1))], "F1", Phrase("help"), footer: false), quit,
      ] + terminal
    case .question, .help, .filter, .palette, .themes, .sorts, .filters, .filterName, .jump,
      .entry, .columns, .request, .settings:
      // `q` closes or answers here; it must not end the program by a slip.
      return [Binding(.quit, [control("q"), control("c")], "^Q", Phrase("quit"), footer: false)]
        + terminal
    case .prompt, .media, .textField, .choice, .table, .details, .assets, .assetText, .assetChoice,
      .log, .viewer,
      .numbers:
      return panes(everywhere: context, quit) + overlays(context) + sizes(context) + terminal
    }
  }

  private static func panes(everywhere context: KeyContext, _ quit: Binding) -> [Binding] {
    let inForm = [.prompt, .media, .textField, .choice].contains(context)
    let isList = lists.contains(context)
    return [
      Binding(
        .help, [Key(.function(1))] + (context.takesText ? [] : [letter("?")]),
        context.takesText ? "F1" : "?", Phrase("help")),
      Binding(.showForm, [Key(.function(2))], "F2", Phrase("new video"), footer: false),
      Binding(.showTable, [Key(.function(3))], "F3", Phrase("tasks"), footer: inForm),
      Binding(.showDetails, [Key(.function(4))], "F4", Phrase("details"), footer: false),
      Binding(.showAssets, [Key(.function(6))], "F6", Phrase("library"), footer: false),
      Binding(.showNumbers, [Key(.function(7))], "F7", Phrase("numbers"), footer: false),
      Binding(.showWelcome, [Key(.function(10))], "F10", Phrase("first steps"), footer: false),
      Binding(
        .showLog, [Key(.function(9)), Key(.character("L"), .alt)] + (isList ? [letter("L")] : []),
        isList ? "L" : "F9", Phrase("log"), footer: false),
      Binding(
        .acknowledge, [Key(.character("!"), .alt)] + (isList ? [letter("!")] : []),
        isList ? "!" : "Alt-!", Phrase("seen"), footer: false),
    ] + (inForm ? [Binding(.back, [Key(.escape)], "Esc", Phrase("tasks"), footer: false)] : [])
      + [quit]
  }

  /// Where letters are commands and nothing else.
  private static let lists: Set<KeyContext> = [.table, .details, .assets, .log, .viewer, .numbers]

  /// The palette, and what it opens: where characters are text, by keys that are none.
  private static func overlays(_ context: KeyContext) -> [Binding] {
    let signs: [Key] = context.takesText ? [] : [letter(":")]
    return [
      Binding(
        .openPalette, [Key(.character("x"), .alt)] + signs,
        context.takesText ? "Alt-X" : ":", Phrase("all actions"), footer: false),
      Binding(
        .showSettings, [Key(.character(","), .alt)] + (context.takesText ? [] : [letter(",")]),
        context.takesText ? "Alt-," : ",", Phrase("settings"), footer: false),
      Binding(
        .pickTheme, [Key(.character("t"), .alt)] + (context.takesText ? [] : [letter("T")]),
        context.takesText ? "Alt-T" : "T", Phrase("theme"), footer: false),
    ]
  }

  /// Keys that move in a list under a line of text: letters are text there.
  private static let overlayRows: [Binding] = [
    Binding(.rowDown, [Key(.down), control("n"), Key(.tab)], "↓", Phrase("down"), footer: false),
    Binding(
      .rowUp, [Key(.up), control("p"), Key(.tab, .shift)], "↑", Phrase("up"), footer: false),
    Binding(.pageDown, [Key(.pageDown)], "PgDn", Phrase("page down"), footer: false),
    Binding(.pageUp, [Key(.pageUp)], "PgUp", Phrase("page up"), footer: false),
  ]

  private static let palette: [Binding] =
    [
      Binding(.runPaletteEntry, [Key(.enter)], "Enter", Phrase("do it")),
      Binding(
        .closeOverlay, [Key(.escape), control("g"), Key(.character("x"), .alt)], "Esc",
        Phrase("close")),
    ] + overlayRows

  private static let themes: [Binding] =
    [
      Binding(.keepTheme, [Key(.enter)], "Enter", Phrase("keep it")),
      Binding(
        .closeOverlay, [Key(.escape), control("g"), letter("q"), letter("T")], "Esc",
        Phrase("as before")),
    ] + rows

  private static let sorts: [Binding] =
    [
      Binding(.takeSort, [Key(.enter), letter("S")], "Enter", Phrase("sort by it")),
      Binding(
        .closeOverlay, [Key(.escape), control("g"), letter("q")], "Esc", Phrase("as before")),
    ] + rows

  private static let columns: [Binding] =
    [
      Binding(.toggleColumn, [letter(" ")], "Space", Phrase("show or hide")),
      Binding(.columnEarlier, [letter("K"), letter("<")], "K", Phrase("to the left")),
      Binding(.columnLater, [letter("J"), letter(">")], "J", Phrase("to the right")),
      Binding(.usualColumns, [letter("=")], "=", Phrase("usual columns")),
      Binding(
        .closeOverlay, [Key(.escape), Key(.enter), control("g"), letter("q"), letter("C")],
        "Enter", Phrase("close")),
    ] + rows

  private static let filters: [Binding] =
    [
      Binding(.useFilter, [Key(.enter)], "Enter", Phrase("use it")),
      Binding(.saveFilter, [letter("s"), letter("+")], "s", Phrase("save this one")),
      Binding(.forgetFilter, [Key(.delete), letter("D")], "D", Phrase("forget it")),
      Binding(
        .closeOverlay, [Key(.escape), control("g"), letter("q"), letter("F")], "Esc",
        Phrase("close")),
    ] + rows

  /// The keys of a line of text over the panes.
  private static func entry(_ command: Command, _ words: Phrase) -> [Binding] {
    [
      Binding(command, [Key(.enter)], "Enter", words),
      Binding(.closeOverlay, [Key(.escape), control("g")], "Esc", Phrase("close")),
    ]
  }

  /// The sizes of the panes: where characters are text or change a field, with Alt.
  private static func sizes(_ context: KeyContext) -> [Binding] {
    let isList = lists.contains(context)
    func binding(_ command: Command, _ signs: [Character], _ words: Phrase) -> Binding {
      let keys = signs.map { Key(.character($0), .alt) } + (isList ? signs.map(letter) : [])
      return Binding(
        command, keys, isList ? "\(signs[0])" : "Alt-\(signs[0])", words, footer: false)
    }
    return [
      Binding(
        .zoom, [Key(.function(8)), Key(.character("z"), .alt)] + (isList ? [letter("z")] : []),
        isList ? "z" : "F8", Phrase("whole screen"), footer: false),
      binding(.narrower, ["<"], Phrase("narrower")), binding(.wider, [">"], Phrase("wider")),
      binding(.lower, ["-"], Phrase("lower")), binding(.higher, ["+"], Phrase("higher")),
      binding(.resetSizes, ["="], Phrase("usual sizes")),
      binding(.toggleMouse, ["M"], Phrase("mouse on or off")),
    ]
  }
}
