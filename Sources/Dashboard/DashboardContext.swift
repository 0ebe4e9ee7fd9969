public import TerminalUI
public import VideoTasks
public import Wording

/// What the dashboard is told when it starts, and cannot find out by itself.
public struct DashboardContext: Hashable, Sendable {
  /// Every profile, in the order in which they are offered.
  public var profiles: [ProfileChoice]
  /// The name of the profile that the form begins with when there is no saved form.
  public var currentProfile: String
  /// The terminal's size.
  public var size: Size
  /// The clock.
  public var now: Timestamp
  /// Seconds that local time is ahead of UTC; negative to the west.
  public var secondsFromUTC: Int
  /// The program's version, without a `v` before it.
  public var version: String
  /// Standing remarks for the header (`no agent runs`, `disk almost full`), the weightiest first.
  public var notices: [Phrase]
  /// Whether only ASCII may be drawn.
  public var ascii: Bool
  /// The language of everything on the screen.
  public var language: Language
  /// The form as it was when the program last ended; nil at a first start.
  public var savedForm: FormDraft?
  /// What the user has chosen in earlier runs of the program.
  public var preferences: [Preference]
  /// How the user is told of what becomes of tasks; as the terminal can where nothing is said.
  public var tellingForms: [TaskStatus: TellingForm]
  /// Whether the mouse may be used.
  public var usesMouse: Bool
  /// Whether an agent works on the store.
  public var agentRuns: Bool
  /// Whether little is to be sent to the terminal.
  public var lineIsSlow: Bool
  /// Whether nothing is to move by itself.
  public var reducesMotion: Bool
  /// Whether a screen reader follows.
  public var isPlain: Bool
  /// How the selected row of the table is shown.
  public var selectionStyle: SelectionStyle
  /// The names of all themes, in the order in which they are offered.
  public var themes: [String]
  /// The name of the theme that is drawn with.
  public var theme: String
  /// Whether the configuration names it, and will again at the next start.
  public var themeIsConfigured: Bool
  /// What the settings of the screen say, where they have words: see `ScreenSetting.values`.
  public var settings: [ScreenSetting: String] = [:]
  /// The settings that the configuration states, and will again at the next start.
  public var configured: Set<ScreenSetting> = []
  /// What each key means.
  public var keymap = Keymap.usual
  /// Whether nobody has written anything here yet, nor configured where to begin.
  public var isFirstStart = false
  /// The path of the configuration, to be shown.
  public var configFile = ""
  /// The path of the file of keys, to be shown.
  public var credentialsFile = ""

  /// Makes a context.
  public init(
    profiles: [ProfileChoice], currentProfile: String, size: Size, now: Timestamp,
    secondsFromUTC: Int = 0, version: String, notices: [Phrase] = [], ascii: Bool = false,
    language: Language = .english, savedForm: FormDraft? = nil,
    preferences: [Preference] = [], tellingForms: [TaskStatus: TellingForm] = [:],
    usesMouse: Bool = true, agentRuns: Bool = false,
    lineIsSlow: Bool = false,
    reducesMotion: Bool = false, isPlain: Bool = false, selectionStyle: SelectionStyle = .bar,
    themes: [String] = [], theme: String = "", themeIsConfigured: Bool = false
  ) {
    self.profiles = profiles
    self.currentProfile = currentProfile
    self.size = size
    self.now = now
    self.secondsFromUTC = secondsFromUTC
    self.version = version
    self.notices = notices
    self.ascii = ascii
    self.language = language
    self.savedForm = savedForm
    self.preferences = preferences
    self.tellingForms = tellingForms
    self.usesMouse = usesMouse
    self.agentRuns = agentRuns
    self.lineIsSlow = lineIsSlow
    self.reducesMotion = reducesMotion
    self.isPlain = isPlain
    self.selectionStyle = selectionStyle
    self.themes = themes
    self.theme = theme
    self.themeIsConfigured = themeIsConfigured
  }
}

/// One profile as the form offers it.
public struct ProfileChoice: Hashable, Sendable {
  /// The profile itself.
  public var profile: Profile
  /// Whether a key was found for it; true for a profile whose server is the sandbox.
  public var hasKey: Bool
  /// What to do when there is no key, in a sentence (`Run: rushes key set apiyi.`); nil where that
  /// is not known.
  public var keyAdvice: Phrase?

  /// Makes a choice.
  public init(profile: Profile, hasKey: Bool, keyAdvice: Phrase? = nil) {
    self.profile = profile
    self.hasKey = hasKey
    self.keyAdvice = keyAdvice
  }

  /// Whether tasks of this profile cost nothing and reach no vendor.
  public var isSandbox: Bool { profile.server == .sandbox }
}

/// The form as it is kept between two runs of the program.
public struct FormDraft: Hashable, Codable, Sendable {
  /// The profile's name.
  public var profile: String
  /// The request, as far as it was written.
  public var request: RequestDraft
  /// How many tasks were to be made, 1 or more.
  public var count: Int
  /// The seeds as they were written; nil where the request says it.
  public var seeds: String?

  /// Makes a saved form.
  public init(profile: String, request: RequestDraft, count: Int, seeds: String? = nil) {
    self.profile = profile
    self.request = request
    self.count = count
    self.seeds = seeds
  }
}
