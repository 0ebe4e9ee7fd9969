internal import CLinux
internal import Configuration
internal import Dashboard
internal import EventLoop
internal import Glibc
internal import NcursesTerminal
internal import TaskStore
internal import TerminalUI
internal import VideoTasks
internal import Wording

/// The loop of the first thread: bytes and news in, actions through the reducer, frames out.
final class DashboardSession {
  private let terminal: NcursesTerminal
  private let loop: EventLoop<DashboardNews>
  private let reader: StoreReader
  private let workspace: Workspace
  private var decoder: InputDecoder
  private let screen: DashboardScreen
  private var watch: FolderWatch?
  private var runner: EffectRunner?
  private var engine: EngineThread?
  private var isEnding = false
  private var escapeDeadline: MonotonicTime?
  /// When a paste whose end has not come is given up.
  private var pasteDeadline: MonotonicTime?
  /// Until when a frame waits for the store.
  private var storeDeadline: MonotonicTime?
  /// When the state wants to hear of the time.
  private var tickAt: Timestamp?
  /// When a frame that waits is due.
  private var frameDeadline: MonotonicTime?
  private var pace = FramePace()
  /// Since when the terminal takes nothing.
  private var stoppedSince: MonotonicTime?
  /// Rows that are read for later frames: only those that were asked for last are wanted.
  private var pageToRead: DashboardEffect?
  /// When they are read, unless a frame waits for them before.
  private var pageReadAt: MonotonicTime?
  /// Whether that is what the loop waits for.
  private var waitsForPage = false
  /// What the first frame wanted before there was anybody to do it.
  private var postponed: [DashboardEffect] = []
  /// Whether a key has asked for the next frame.
  private var isFrameByKey = false
  private var repeats = KeyRepeat()
  /// Whether something came in at the latest turn of the loop.
  private var hasInput = false
  /// Says whether the line is slow (`line.isSlow`).
  private var line: LineMeter
  /// What the state was told of an agent.
  private var hadAgent: Bool
  /// What the state was told of the line.
  private var wasSlow: Bool
  private let themes: BackgroundThemes
  /// What is drawn with now.
  private var theme: Theme
  /// Whether the state does not know yet that pictures look otherwise now.
  private var hasOtherLook = false
  private var pictures: PictureOrders?
  private var clicks = ClickCounter()
  private let start = MonotonicTime.now()

  /// How long a lone ESC waits for the rest of a key.
  static let escapeTime = Duration.milliseconds(25)
  /// The same while the terminal's answers may be under way...
  static let escapeTimeOfAnswers = Duration.milliseconds(250)
  /// ...which is so for this long after the start.
  static let answerTime = Duration.seconds(3)
  /// How long a paste may pause before its end counts as lost.
  static let pasteTime = Duration.seconds(1)
  /// How long a frame waits for what the store is asked for; less than the eye sees.
  static let patience = Duration.milliseconds(8)
  /// Rows for later frames are read so long after they are wanted: before that, whoever carries the
  /// frame to the user (the server of SSH, as a rule on this machine) needs the processors.
  static let pageRest = Duration.milliseconds(3)
  /// How often the store is looked at where changes cannot be watched.
  static let lookInterval = Duration.seconds(1)

  init(
    terminal: NcursesTerminal, loop: EventLoop<DashboardNews>, reader: StoreReader,
    workspace: Workspace, context: DashboardContext, themes: BackgroundThemes
  ) {
    self.terminal = terminal
    self.loop = loop
    self.reader = reader
    self.workspace = workspace
    self.themes = themes
    theme = themes.first
    line = ScreenOptions.line(workspace.settings.screen)
    wasSlow = line.isSlow
    hadAgent = context.agentRuns
    decoder = InputDecoder(extraKeys: terminal.extraKeys)
    screen = DashboardScreen(context)
    if !screen.usesMouse { terminal.useMouse(false) }
  }

  /// Reads what the first frame needs, at once, and draws it.
  func showFirstFrame() {
    var actions: [DashboardAction] = [.started]
    while !actions.isEmpty {
      let action = actions.removeFirst()
      for effect in screen.reduce(action) {
        if let answer = reader.answer(effect) ?? answerOfDisk(effect) {
          actions.append(answer)
        } else {
          postponed.append(effect)
        }
      }
    }
    draw()
    if terminal.isAsked { line.asked(at: .now() - start) }
    _ = reader.hasChanged()
  }

  /// A file that is gone is told in the first frame; only beside the store, whose disk has answered
  /// already: another one may be a network's, and hang.
  private func answerOfDisk(_ effect: DashboardEffect) -> DashboardAction? {
    guard case .showMedia(let order) = effect,
      order.path.hasPrefix(workspace.paths.dataFolder + "/")
    else { return nil }
    return PictureOrders.absence(of: order)
  }

  /// Runs until the user quits, a signal ends it, or the terminal goes away.
  func run(_ runner: EffectRunner, _ engine: EngineThread) {
    self.runner = runner
    let pictures = PictureOrders(workspace: workspace, mailbox: loop.mailbox)
    self.pictures = pictures
    defer { pictures.close() }
    for effect in postponed { apply(perform(effect)) }
    postponed = []
    readPage()
    self.engine = engine
    loop.watch(descriptor: STDIN_FILENO)
    // Without inotify (a network disk) the store is looked at every second instead.
    watch = try? loop.watchFolder(workspace.paths.dataFolder)
    while true {
      let events = loop.wait(until: nextDeadline())
      if waitsForPage, events.allSatisfy(\.isDeadline) {
        readPage()
        continue
      }
      // After a pause nothing of the program is in the processor's caches.
      rushes_key_code_fetch()
      hasInput = false
      let ticks = ticks(before: events)
      let actions = actions(of: events) + lineActions()
      let isShown = ticks.isEmpty && showForeseen(actions)
      apply(ticks + actions + (hasInput ? [.inputEnded] : []))
      if isEnding { return }
      if screen.awaitsStore { readPage() }
      if isShown, !screen.awaitsStore {
        drawNow()
        // Other events change nothing: the store's files were touched, or a key has only begun.
      } else if !actions.isEmpty || events.contains(where: \.isDeadline) || terminal.isPaintedOver {
        drawWhenDue()
      }
      measureLine()
      if isTaken() { foresee() }
    }
  }

  /// Shows at once what a key leads to, where that was foreseen; all that follows from the key comes
  /// after that.
  private func showForeseen(_ actions: [DashboardAction]) -> Bool {
    guard repeats.isHeld, actions.count == 1, case .key(let key) = actions[0] else { return false }
    let now = MonotonicTime.now()
    if let due = pace.earliest(byKey: true, isSlow: line.isSlow), due > now { return false }
    guard isTaken(), screen.showForeseen(after: key, { terminal.draw($0) }) else { return false }
    pace.drew(at: now)
    return true
  }

  /// Between two strokes of a held key there is time to make the next picture.
  private func foresee() {
    guard !isFrameByKey, let key = repeats.expected(at: .now()), !screen.foresees(key) else {
      return
    }
    screen.foresee(key) { terminal.prepare($0) }
  }

  /// Tells the state the time. Before a key that is all, unless something is due by then.
  private func ticks(before events: [LoopEvent<DashboardNews>]) -> [DashboardAction] {
    let now = SystemClock.now()
    // The clock may have been set back, which the state must hear of.
    let isQuiet = now >= screen.now && tickAt.map { now < $0 } ?? true
    guard isQuiet, events.allSatisfy(\.isReadable) else { return [.ticked(now)] }
    screen.pass(to: now)
    return []
  }

  /// What the state does not know of the line yet.
  private func lineActions() -> [DashboardAction] {
    var actions: [DashboardAction] = []
    if hasOtherLook { actions.append(.lookChanged) }
    hasOtherLook = false
    guard line.isSlow != wasSlow else { return actions }
    wasSlow = line.isSlow
    return actions + [.lineChanged(isSlow: wasSlow)]
  }

  /// Whether the terminal has taken all that was sent; if not, it is looked at again in a moment.
  private func isTaken() -> Bool {
    if terminal.takesMore() {
      stoppedSince = nil
      return true
    }
    let now = MonotonicTime.now()
    let since = stoppedSince ?? now
    stoppedSince = since
    if now - since >= FramePace.longStop { line.stalled() }
    frameDeadline = now + FramePace.stopped
    return false
  }

  /// Draws, but not sooner than the line can use it, and gives the store a moment to answer what the
  /// picture needs: one frame and not two.
  private func drawWhenDue() {
    let now = MonotonicTime.now()
    var due = pace.earliest(byKey: isFrameByKey, isSlow: line.isSlow) ?? now
    if screen.awaitsStore {
      let deadline = storeDeadline ?? now + DashboardSession.patience
      storeDeadline = deadline
      due = max(due, deadline)
    }
    guard now >= due else {
      frameDeadline = due
      return
    }
    frameDeadline = nil
    if isTaken() { drawNow() }
  }

  private func drawNow() {
    (frameDeadline, storeDeadline) = (nil, nil)
    isFrameByKey = false
    if draw() { pace.drew(at: .now()) }
  }

  /// Asks the terminal for a short answer now and then, while it is used.
  private func measureLine() {
    let now = MonotonicTime.now() - start
    guard line.wantsQuestion(at: now, isInUse: hasInput), terminal.measureLine() else { return }
    line.asked(at: now)
  }

  /// Draws what has changed; false when nothing has.
  @discardableResult
  private func draw() -> Bool {
    defer { terminal.setTitle(screen.title) }
    return screen.draw { terminal.draw($0) }
  }

  // MARK: What happened

  private func actions(of events: [LoopEvent<DashboardNews>]) -> [DashboardAction] {
    var actions: [DashboardAction] = []
    for event in events {
      switch event {
      case .readable: actions += input()
      case .hungUp: actions.append(.endRequested)
      case .signal(let signal): actions += handle(signal)
      case .message(.action(let action)): actions.append(action)
      case .folderChanged: actions += lookAtStore()
      case .deadline: actions += deadlinePassed()
      }
    }
    return actions
  }

  /// Everything that waits at the terminal: a held key over a slow line becomes one frame.
  private func input() -> [DashboardAction] {
    var events: [InputEvent] = []
    var isGone = false
    hasInput = true
    reading: while true {
      switch terminal.read() {
      case .bytes(let bytes):
        events += decoder.feed(bytes)
        if bytes.count < ReadResult.most { break reading }
      case .nothing: break reading
      case .endOfFile:
        isGone = true
        break reading
      }
    }
    let now = MonotonicTime.now()
    escapeDeadline = decoder.pending ? now + escapeTime(at: now) : nil
    pasteDeadline = decoder.isPasting ? now + DashboardSession.pasteTime : nil
    return events.flatMap { actions(of: $0) } + (isGone ? [.endRequested] : [])
  }

  /// While answers are under way their beginning must not be taken for a key, however slow the line.
  private func escapeTime(at now: MonotonicTime) -> Duration {
    let mayBeAnswer =
      terminal.isAsked && !terminal.capabilities.isComplete
      && now - start < DashboardSession.answerTime
    return mayBeAnswer ? DashboardSession.escapeTimeOfAnswers : DashboardSession.escapeTime
  }

  private func handle(_ signal: Int32) -> [DashboardAction] {
    switch signal {
    case SIGWINCH: return [.resized(terminal.resize())]
    case SIGTSTP: return suspend()
    default: return [.endRequested]
    }
  }

  private func deadlinePassed() -> [DashboardAction] {
    var actions: [DashboardAction] = []
    let now = MonotonicTime.now()
    if let escapeDeadline, now >= escapeDeadline {
      self.escapeDeadline = nil
      actions += decoder.flush().flatMap { self.actions(of: $0) }
    }
    if let pasteDeadline, now >= pasteDeadline {
      self.pasteDeadline = nil
      actions += decoder.abandon().flatMap { self.actions(of: $0) }
    }
    if watch == nil { actions += lookAtStore() }
    return actions
  }

  private func lookAtStore() -> [DashboardAction] {
    var actions = lookForAgent()
    guard reader.hasChanged() else { return actions }
    engine?.wake()
    actions.append(.storeChanged)
    return actions
  }

  /// An agent that begins or ends touches the store's folder.
  private func lookForAgent() -> [DashboardAction] {
    let isRunning = TaskStore.hasAgent(folder: workspace.paths.dataFolder)
    guard isRunning != hadAgent else { return [] }
    hadAgent = isRunning
    return [.agentChanged(isRunning: isRunning)]
  }

  private func actions(of event: InputEvent) -> [DashboardAction] {
    switch event {
    case .key(let key):
      isFrameByKey = true
      repeats.note(key, at: .now())
      return [.key(key)]
    case .paste(let text): return [.pasted(text)]
    case .mouse(let event):
      isFrameByKey = true
      return [.mouse(event, clicks: clicks.count(event, at: .now() - start))]
    case .answer(let answer):
      take(answer)
      return []
    }
  }

  private func take(_ answer: TerminalAnswer) {
    switch answer {
    case .attributes, .present: line.answered(at: .now() - start)
    default: break
    }
    let graphics = terminal.graphics
    guard terminal.take(answer) else { return }
    if terminal.graphics != graphics { hasOtherLook = true }
    guard case .background = answer,
      let other = themes.change(onLight: terminal.capabilities.isLight)
    else { return }
    terminal.use(other)
    (theme, hasOtherLook) = (other, true)
  }

  // MARK: What follows

  private func apply(_ actions: [DashboardAction]) {
    var waiting = actions[...]
    while let action = waiting.popFirst() {
      for effect in screen.reduce(action) {
        waiting += perform(effect)
      }
    }
  }

  private func perform(_ effect: DashboardEffect) -> [DashboardAction] {
    switch effect {
    case .quit:
      isEnding = true
      return []
    case .suspend: return suspend()
    case .redraw:
      terminal.redrawAll()
      return []
    case .tell(let telling):
      let form = NotificationForm(rawValue: telling.form.rawValue) ?? .auto
      terminal.notify(
        title: screen.language.say(telling.title), body: screen.language.say(telling.body),
        as: form)
      return []
    case .showMedia(let order):
      pictures?.show(order, on: terminal, theme: theme)
      return []
    case .endMedia:
      pictures?.end()
      return []
    case .useTheme(let name): return use(theme: name)
    case .useMouse(let isOn):
      terminal.useMouse(isOn)
      return []
    case .copy(let text):
      if terminal.copyToClipboard(text) { return [] }
      let isLong = text.utf8.count > NcursesTerminal.mostClipboardBytes
      return [
        .actionFailed(
          isLong
            ? Phrase("The text is too long for the terminal's clipboard.")
            : Phrase("This kind of terminal has no clipboard to copy to."))
      ]
    case .editExternally(let text):
      let edited = terminal.withTerminalGivenBack {
        ExternalEditor.edit(text, environment: workspace.environment)
      }
      return [.resized(terminal.resize()), edited]
    case .loadPage:
      (pageToRead, pageReadAt) = (effect, .now() + DashboardSession.pageRest)
      return []
    default:
      runner?.run(effect)
      return []
    }
  }

  private func readPage() {
    guard let effect = pageToRead else { return }
    (pageToRead, pageReadAt) = (nil, nil)
    runner?.run(effect)
  }

  private func use(theme name: String) -> [DashboardAction] {
    do throws(CommandFailure) {
      let chosen = try workspace.theme(named: name)
      terminal.use(chosen)
      (theme, hasOtherLook) = (chosen, true)
      return []
    } catch {
      return [.actionFailed(Phrase.recorded(error.message))]
    }
  }

  private func suspend() -> [DashboardAction] {
    terminal.suspend()
    let now = SystemClock.now()
    return [
      .ticked(now), .resized(terminal.resize()),
      .localTimeMoved(secondsFromUTC: SystemClock.secondsFromUTC(at: now)), .storeChanged,
    ]
  }

  private func nextDeadline() -> MonotonicTime? {
    var deadline = [escapeDeadline, pasteDeadline, frameDeadline].compactMap { $0 }.min()
    func consider(_ other: MonotonicTime) { deadline = min(deadline ?? other, other) }
    if watch == nil { consider(MonotonicTime.now() + DashboardSession.lookInterval) }
    tickAt = screen.nextTick
    if let tickAt {
      consider(MonotonicTime.now() + (tickAt - SystemClock.now()))
    }
    waitsForPage = false
    if let pageReadAt, deadline.map({ pageReadAt < $0 }) ?? true {
      waitsForPage = true
      return pageReadAt
    }
    return deadline
  }
}

extension LoopEvent {
  /// Whether the deadline has passed.
  fileprivate var isDeadline: Bool { if case .deadline = self { true } else { false } }
  /// Whether there is something to read.
  fileprivate var isReadable: Bool { if case .readable = self { true } else { false } }
}
