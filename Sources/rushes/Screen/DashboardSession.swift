internal import Configuration
internal import Dashboard
internal import EventLoop
internal import Glibc
internal import NcursesTerminal
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
  private var state: DashboardState
  private var picture: Picture?
  private var watch: FolderWatch?
  private var runner: EffectRunner?
  private var engine: EngineThread?
  private var isEnding = false
  private var escapeDeadline: MonotonicTime?
  /// When a paste whose end has not come is given up.
  private var pasteDeadline: MonotonicTime?
  /// Until when a frame waits for the store.
  private var frameDeadline: MonotonicTime?

  /// How long a lone ESC waits for the rest of a key.
  static let escapeTime = Duration.milliseconds(25)
  /// How long a paste may pause before its end counts as lost.
  static let pasteTime = Duration.seconds(1)
  /// How long a frame waits for what the store is asked for; less than the eye sees.
  static let patience = Duration.milliseconds(8)
  /// How often the store is looked at where changes cannot be watched.
  static let lookInterval = Duration.seconds(1)

  init(
    terminal: NcursesTerminal, loop: EventLoop<DashboardNews>, reader: StoreReader,
    workspace: Workspace, context: DashboardContext
  ) {
    self.terminal = terminal
    self.loop = loop
    self.reader = reader
    self.workspace = workspace
    decoder = InputDecoder(extraKeys: terminal.extraKeys)
    state = DashboardState(context)
  }

  /// Reads what the first frame needs, at once, and draws it.
  func showFirstFrame() {
    var actions: [DashboardAction] = [.started]
    while !actions.isEmpty {
      let action = actions.removeFirst()
      for effect in Dashboard.reduce(&state, action) {
        if let answer = reader.answer(effect) { actions.append(answer) }
      }
    }
    draw()
    _ = reader.hasChanged()
  }

  /// Runs until the user quits, a signal ends it, or the terminal goes away.
  func run(_ runner: EffectRunner, _ engine: EngineThread) {
    self.runner = runner
    self.engine = engine
    loop.watch(descriptor: STDIN_FILENO)
    // Without inotify (a network disk) the store is looked at every second instead.
    watch = try? loop.watchFolder(workspace.paths.dataFolder)
    while true {
      let events = loop.wait(until: nextDeadline())
      let actions = actions(of: events)
      apply([.ticked(SystemClock.now())] + actions)
      if isEnding { return }
      // Other events change nothing: the store's files were touched, or a key has only begun.
      if !actions.isEmpty || events.contains(where: \.isDeadline) { drawWhenComplete() }
    }
  }

  /// Draws, but gives the store a moment to answer what the picture needs: one frame and not two.
  private func drawWhenComplete() {
    if Dashboard.awaitsStore(state) {
      let now = MonotonicTime.now()
      let deadline = frameDeadline ?? now + DashboardSession.patience
      frameDeadline = deadline
      if now < deadline { return }
    }
    frameDeadline = nil
    draw()
  }

  private func draw() {
    let next = Dashboard.render(state, after: picture)
    picture = next
    terminal.draw(next.frame)
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
    escapeDeadline = decoder.pending ? now + DashboardSession.escapeTime : nil
    pasteDeadline = decoder.isPasting ? now + DashboardSession.pasteTime : nil
    return events.map(DashboardSession.action) + (isGone ? [.endRequested] : [])
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
      actions += decoder.flush().map(DashboardSession.action)
    }
    if let pasteDeadline, now >= pasteDeadline {
      self.pasteDeadline = nil
      actions += decoder.abandon().map(DashboardSession.action)
    }
    if watch == nil { actions += lookAtStore() }
    return actions
  }

  private func lookAtStore() -> [DashboardAction] {
    guard reader.hasChanged() else { return [] }
    engine?.wake()
    return [.storeChanged]
  }

  private static func action(_ event: InputEvent) -> DashboardAction {
    switch event {
    case .key(let key): .key(key)
    case .paste(let text): .pasted(text)
    }
  }

  // MARK: What follows

  private func apply(_ actions: [DashboardAction]) {
    var waiting = actions[...]
    while let action = waiting.popFirst() {
      for effect in Dashboard.reduce(&state, action) {
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
    case .copy(let text):
      return terminal.copyToClipboard(text)
        ? [] : [.actionFailed(Phrase("The text is too long for the terminal's clipboard."))]
    case .editExternally(let text):
      let edited = terminal.withTerminalGivenBack {
        ExternalEditor.edit(text, environment: workspace.environment)
      }
      return [.resized(terminal.resize()), edited]
    default:
      runner?.run(effect)
      return []
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
    if let tick = Dashboard.nextTick(state) {
      consider(MonotonicTime.now() + (tick - SystemClock.now()))
    }
    return deadline
  }
}

extension LoopEvent {
  /// Whether the deadline has passed.
  fileprivate var isDeadline: Bool { if case .deadline = self { true } else { false } }
}
