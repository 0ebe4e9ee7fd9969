internal import Configuration
internal import Dashboard
internal import Engine
internal import EventLoop
internal import Gettext
internal import Glibc
internal import NcursesTerminal
internal import TaskStore
internal import TerminalUI
internal import VideoTasks
internal import Wording

/// `rushes` without a verb: puts the screen, the reader and the engine together, and takes them apart.
enum DashboardProgram {
  /// Signals that reach the loop instead of interrupting.
  static let signals = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH]

  static func run(_ found: Workspace) throws(CommandFailure) -> ExitStatus {
    var workspace = found
    let loop = try makeLoop()
    let reader = StoreReader(
      store: try workspace.openStoreForReading(), profiles: workspace.settings.profiles)
    let preferences = reader.preferences()
    workspace.settings = ScreenChoices.applied(preferences, to: workspace.settings)
    // Held until the last draft is written.
    let drafts = reader.draftPlaces()
    let place = DraftPlace.take(folder: workspace.paths.dataFolder, first: drafts)
    defer { withExtendedLifetime(place) {} }
    let themes = try BackgroundThemes(workspace, preferences)
    let keymap = try keymap(workspace)
    let terminal = try makeTerminal(workspace, themes.first)
    // Failures from here on are told after the terminal is given back.
    var isClosed = false
    defer { if !isClosed { terminal.close() } }
    var context = try context(
      workspace, terminal, reader, preferences, themes.first, place, keymap)
    // Who has configured or written something has been here before.
    context.isFirstStart = workspace.settings.defaultProfile == nil && drafts.isEmpty
    let session = DashboardSession(
      terminal: terminal, loop: loop, reader: reader, workspace: workspace, context: context,
      themes: themes)
    session.showFirstFrame()
    ProgramLog.write(
      "started", Phrase("dashboard {version}", ["version": Rushes.version]).english)
    let room = EngineRoom(workspace: workspace)
    let engine = try startEngine(room, loop.mailbox)
    let runner = EffectRunner(
      workspace: workspace, reader: reader, engine: engine, mailbox: loop.mailbox,
      draftPlace: place.number)
    session.run(runner, engine)
    terminal.close()
    isClosed = true
    engine.end {
      Output.complain("rushes: waiting for the answer to a request that was sent, a minute at most")
    }
    room.close()
    ProgramLog.write("ended", Phrase("dashboard").english)
    return .done
  }

  private static func makeLoop() throws(CommandFailure) -> EventLoop<DashboardNews> {
    do throws(EventLoopError) {
      return try EventLoop<DashboardNews>(signals: signals)
    } catch {
      throw CommandFailure(.machine, code: "EventLoop", error.message)
    }
  }

  private static func keymap(_ workspace: Workspace) throws(CommandFailure) -> Keymap {
    do throws(ConfigurationError) {
      return try workspace.keymap()
    } catch {
      throw CommandFailure(.configuration, code: "Configuration", error.message)
    }
  }

  private static func makeTerminal(
    _ workspace: Workspace, _ theme: Theme
  ) throws(CommandFailure) -> NcursesTerminal {
    do throws(TerminalError) {
      return try NcursesTerminal(
        theme: theme, options: ScreenOptions.terminal(workspace.settings.screen),
        environment: workspace.environment)
    } catch {
      throw CommandFailure(.machine, code: "Terminal", error.message)
    }
  }

  private static func startEngine(
    _ room: EngineRoom, _ mailbox: Mailbox<DashboardNews>
  ) throws(CommandFailure) -> EngineThread {
    do throws(EventLoopError) {
      return try EngineThread(room: room) { report in
        switch report {
        case .troubled(let sentence):
          ProgramLog.write("store", sentence)
          mailbox.post(.action(.troubled(Phrase.recorded(sentence))))
        case .told(let notice):
          let sentence = Phrase.recorded(notice.sentence)
          mailbox.post(.action(notice.isGood ? .notice(sentence) : .actionFailed(sentence)))
        case .asset(let news): mailbox.post(.action(AssetActions.action(news)))
        case .well: mailbox.post(.action(.notice(Phrase("The store can be written again."))))
        }
      }
    } catch {
      throw CommandFailure(.machine, code: "EventLoop", error.message)
    }
  }

  private static func context(
    _ workspace: Workspace, _ terminal: NcursesTerminal, _ reader: StoreReader,
    _ preferences: [Preference], _ theme: Theme, _ place: DraftPlace,
    _ keymap: Keymap
  ) throws(CommandFailure) -> DashboardContext {
    let now = SystemClock.now()
    let (language, languageNotice) = spoken(workspace, terminal.isUnicode)
    var context = DashboardContext(
      profiles: workspace.profileChoices(),
      currentProfile: try workspace.profile(named: nil, needsKey: false).name,
      size: terminal.size, now: now, secondsFromUTC: SystemClock.secondsFromUTC(at: now),
      version: Rushes.version,
      notices: terminal.notices.map { Phrase.recorded($0) } + [languageNotice].compactMap { $0 },
      ascii: !terminal.isUnicode, language: language,
      savedForm: reader.savedForm(at: place.number), preferences: preferences,
      tellingForms: ScreenOptions.tellings(workspace.settings.screen),
      usesMouse: workspace.settings.screen.mouse,
      agentRuns: TaskStore.hasAgent(folder: workspace.paths.dataFolder),
      lineIsSlow: ScreenOptions.line(workspace.settings.screen).isSlow,
      reducesMotion: workspace.settings.screen.motion == .reduced,
      isPlain: workspace.settings.screen.plain,
      selectionStyle: workspace.settings.screen.selection == .bar ? .bar : .marker,
      themes: ThemeFiles(paths: workspace.paths).names, theme: theme.name,
      themeIsConfigured: workspace.settings.theme != nil)
    context.keymap = keymap
    context.settings = ScreenChoices.values(workspace.settings)
    context.configured = ScreenChoices.configured(workspace.settings)
    context.configFile = workspace.paths.configFile
    context.credentialsFile = workspace.paths.credentialsFile
    return context
  }

  /// Why the screen has not come up, in its language.
  static func said(_ failure: CommandFailure, _ workspace: Workspace) -> CommandFailure {
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { workspace.environment[$0] }
      .first { !$0.isEmpty }?.lowercased() ?? ""
    let language = spoken(workspace, locale.contains("utf-8") || locale.contains("utf8")).0
    return CommandFailure(
      failure.status, code: failure.code, language.say(.recorded(failure.message)),
      advice: language.say(.recorded(failure.advice)), violations: failure.violations)
  }

  /// The language of the screen; one that cannot be shown is not spoken.
  private static func spoken(
    _ workspace: Workspace, _ isUnicode: Bool
  ) -> (Language, Phrase?) {
    guard isUnicode else { return (.english, nil) }
    let paths = workspace.paths
    return Gettext.language(
      setting: workspace.settings.language, environment: workspace.environment,
      folders: [paths.cacheFolder, paths.dataFolder])
  }
}
