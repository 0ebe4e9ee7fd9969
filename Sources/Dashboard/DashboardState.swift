internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// Everything the screen shows, as one value; only `reduce` changes it.
struct DashboardState: Equatable, Sendable, Speaks {
  var profiles: [ProfileChoice]
  var version: String
  var notices: [Phrase]
  /// What the settings of the screen say, where they have words.
  var settings: [ScreenSetting: String]
  /// The settings that the configuration states.
  let configured: Set<ScreenSetting>
  /// What each key means.
  var keymap: Keymap
  /// Whether nobody has written anything here yet, nor said where to begin.
  let isFirstStart: Bool
  /// Paths that the first steps name.
  let configFile, credentialsFile: String
  var ascii: Bool
  /// The language of everything on the screen.
  var language: Language
  var secondsFromUTC: Int
  var size: Size
  /// The clock as of the latest tick.
  var now: Timestamp
  /// The clock that running rows are drawn by; it moves in steps, so that few bytes go out.
  var progressNow: Timestamp

  var pane = Pane.table
  /// How the user has divided the screen.
  var sizes = PaneSizes()
  /// Whether the focused pane has the screen to itself.
  var isZoomed = false
  /// The border that the mouse holds.
  var dragged: Drag?
  /// Whether the mouse is used.
  var usesMouse: Bool
  /// The row of a box over the panes that was clicked last; one more click chooses it.
  var clickedRow: Int?
  /// Choices that are not kept yet.
  var unsaved = UnsavedPreferences()
  /// How far the help is scrolled; nil while it is closed.
  var helpTop: Int?
  /// What lies over the panes and has the keys.
  @Boxed var overlay: Overlay? = nil
  /// What the palette did last, newest first.
  var recentDeeds: [PaletteEntry.Deed] = []
  /// The names of all themes; empty where none can be chosen.
  var themes: [String]
  /// The theme that is drawn with.
  var theme: String
  /// Whether the configuration names a theme, which comes back at the next start.
  var themeIsConfigured: Bool
  /// What lies over the panes.
  @Boxed var sheet: Sheet? = nil
  @Boxed var question: Question? = nil
  @Boxed var message: Message? = nil
  /// Keys that were pressed while the table looked for the task that is to be selected.
  var heldKeys: [Key] = []
  /// Whether a key was pressed yet; before that, an empty store opens the form.
  var wasUsed = false

  var tallies: [TaskStatus: Int] = [:]
  var costs: [Cost] = []
  /// When the next link to a video that is not on disk runs out; nil where there is none.
  var nextLink: Timestamp?
  /// Whether an agent works on the store beside this dashboard.
  var agentRuns: Bool
  /// Whether little is to be sent to the terminal.
  var lineIsSlow: Bool
  /// Whether nothing is to move by itself.
  var reducesMotion: Bool
  /// Whether a screen reader follows.
  var isPlain: Bool
  /// How the selected row of the table is shown.
  var selectionStyle: SelectionStyle
  var typical: [TaskKind: [Duration]] = [:]
  /// Kinds that were asked for and need no second asking yet.
  var askedKinds: Set<TaskKind> = []

  @Boxed var table = TableState()
  /// The filters that were given a name, as of when they were read last.
  var savedFilters: [NamedText] = []
  @Boxed var details = DetailsState()
  /// When the details follow the selection.
  var rest = SelectionRest()
  @Boxed var form: FormState
  @Boxed var assets = AssetsState()
  @Boxed var log = LogState()
  @Boxed var numbers = NumbersState()
  @Boxed var telling = TellingState()
  /// What went wrong in the background and was not seen yet, the latest last.
  var alerts: [Alert] = []

  /// The state at the start of the program.
  init(_ context: DashboardContext) {
    profiles = context.profiles
    version = context.version
    notices = context.notices
    keymap = context.keymap
    (settings, configured) = (context.settings, context.configured)
    isFirstStart = context.isFirstStart
    (configFile, credentialsFile) = (context.configFile, context.credentialsFile)
    ascii = context.ascii
    language = context.language
    secondsFromUTC = context.secondsFromUTC
    usesMouse = context.usesMouse
    (themes, theme) = (context.themes, context.theme)
    themeIsConfigured = context.themeIsConfigured
    agentRuns = context.agentRuns
    lineIsSlow = context.lineIsSlow
    reducesMotion = context.reducesMotion
    isPlain = context.isPlain
    selectionStyle = context.selectionStyle
    size = context.size
    now = context.now
    progressNow = context.now
    form = FormState(
      saved: context.savedForm, profile: context.currentProfile, profiles: context.profiles)
    telling.forms = context.tellingForms
    for preference in context.preferences { take(preference) }
  }

  private mutating func take(_ preference: Preference) {
    switch preference {
    case .paneSizes(let kept): sizes = kept
    case .mouse(let isOn): usesMouse = usesMouse && isOn
    case .tableSort(let sort): table.sort = sort
    case .tableColumns(let names): table.columns = names.map { TableColumns.Kind.read($0) }
    // Drawn with before the first frame: the context's theme is this one already.
    case .theme, .setting: break
    }
  }

  /// The signs to draw with.
  var glyphs: Glyphs { Glyphs(ascii: ascii) }

  /// The profile that the form would submit to.
  var currentProfile: ProfileChoice? { profiles.first { $0.profile.name == form.profile } }

  /// Whether rows on the screen, or the task in the details, are still being read: a frame drawn now
  /// would soon be drawn over.
  var awaitsStore: Bool {
    if details.loading != nil, !details.hasRecord, layout.details != nil { return true }
    guard table.requested != nil, layout.table != nil else { return false }
    // Fewer tasks than before may be there than stood above the first row.
    let shown = max(0, min(table.total - table.top, tableHeight))
    return rowsOnScreen.count < shown
  }

  /// The row that the keys of a task act on, as far as it is loaded.
  var selectedRow: TaskSummary? { table.row(at: table.selected) }
  /// The same among the loaded rows, for what only looks at it: a row that is handed out is copied.
  var selectedPlace: Int? { table.place(of: table.selected) }

  // Looked at where they lie: compared with nil, each would be copied first.
  var hasOverlay: Bool { if case .some = overlay { true } else { false } }
  var hasSheet: Bool { if case .some = sheet { true } else { false } }
  var hasQuestion: Bool { if case .some = question { true } else { false } }
  var hasMessage: Bool { if case .some = message { true } else { false } }
}

/// A sentence for the user above the footer, until the next key.
struct Message: Hashable, Sendable {
  enum Tone: Hashable, Sendable { case good, plain, bad }

  var text: Phrase
  var tone: Tone
}

/// Something that is done only after a yes.
enum Question: Hashable, Sendable {
  case submit(SubmitOrder, price: Phrase)
  case retry(TaskID, profile: String, price: Phrase)
  case retryWithoutSound(TaskID, profile: String, price: Phrase)
  case cancel(TaskID)
  /// Cancelling at the server, which is asked whether it still can.
  case cancelThere(TaskID, profile: String)
  case remove(TaskID)
  case removeAsset(AssetRecord)
  case marked(MarkedQuestion)
  /// Whether a lost create made nothing.
  case notCreated(TaskID, profile: String)
  /// Forgetting what the form keeps, or writing over it.
  case forget(KeptText.Kind, KeptText)
  case replaceKept(KeptText.Kind, KeptText)

  /// The question in words, without the `y/n`.
  var words: Phrase {
    switch self {
    case .submit(let order, let price):
      Phrase(
        "Submit {tasks} to {profile}, {price}?",
        ["tasks": Words.tasks(order.variants.count), "profile": order.profile, "price": price])
    case .retry(let id, let profile, let price):
      Phrase(
        "Make task {id} again as a new task of {profile}, {price}?",
        ["id": id, "profile": profile, "price": price])
    case .retryWithoutSound(let id, let profile, let price):
      Phrase(
        "Make task {id} again without sound as a new task of {profile}, {price}?",
        ["id": id, "profile": profile, "price": price])
    case .cancel(let id):
      Phrase("Cancel task {id}? It was not sent, and costs nothing.", ["id": id])
    case .cancelThere(let id, let profile):
      Phrase(
        "Ask {profile} to cancel task {id}? It does so only while the task is queued.",
        ["id": id, "profile": profile])
    case .remove(let id):
      Phrase("Remove task {id} from the list? The video file stays.", ["id": id])
    case .marked(let asked): asked.words
    case .notCreated(let id, let profile):
      Phrase(
        "Count task {id} as never made? If {profile} has made it all the same, it is billed and "
          + "not followed.", ["id": id, "profile": profile])
    case .forget(.prompts, _): Phrase("Take this prompt out of the list?")
    case .forget(_, let kept):
      Phrase("Remove {name}?", ["name": CleanText.line(kept.name, limit: 60)])
    case .replaceKept(_, let kept):
      Phrase(
        "{name} is there already. Write over it?", ["name": CleanText.line(kept.name, limit: 60)])
    case .removeAsset(let asset):
      Phrase(
        "Remove {asset} from the library of {profile}? Requests that name it will fail.",
        [
          "asset": CleanText.line(asset.name ?? asset.reference.text, limit: 60),
          "profile": CleanText.line(asset.profile, limit: 40),
        ])
    }
  }
}
