public import TerminalUI
public import VideoTasks
public import Wording

/// The dashboard as it stands on a screen: its state, and the picture of it that was shown last.
///
/// For the program's first thread alone. A class, because what is handed around is copied, and of a
/// state that means each of its texts and lists, at every key.
public final class DashboardScreen {
  private var held: DashboardState
  private var picture: Picture?
  /// What the next picture will probably be.
  private var foreseen: Picture?
  /// The key that leads to it, where it may be shown as soon as that comes; nil when more than time has
  /// passed meanwhile.
  private var foreseenKey: Key?

  /// The screen at the start of the program.
  public init(_ context: DashboardContext) {
    held = DashboardState(context)
  }

  private var state: DashboardState {
    // Where it lies: what only asks it something would copy it first.
    _read { yield held }
    _modify { yield &held }
  }

  /// Changes the state by what happened, and says what is to be done. O(rows on screen).
  public func reduce(_ action: DashboardAction) -> [DashboardEffect] {
    foreseenKey = nil
    return state.reduce(action)
  }

  /// The clock by which the next actions happen.
  public var now: Timestamp { state.now }

  /// Moves the clock, as `.ticked` does, to a moment before `nextTick`: nothing is due yet.
  public func pass(to moment: Timestamp) { state.pass(to: moment) }

  /// Makes the next frame out of the last one, and shows it; returns what `show` returns.
  public func draw(_ show: (Frame) -> Bool) -> Bool {
    let (last, ahead) = (picture, foreseen)
    let next = Dashboard.render(state, after: ahead ?? last)
    (picture, foreseen, foreseenKey) = (next, nil, nil)
    // What the last pictures leave behind is freed when nobody waits any more.
    defer { withExtendedLifetime((last, ahead)) {} }
    return show(next.frame)
  }

  /// Whether it is known what a key will lead to that comes next.
  public func foresees(_ key: Key) -> Bool { foreseenKey == key }

  /// Makes the frame that a key will lead to if it is the next thing to happen, and hands it to
  /// `prepare`. O(rows on screen).
  ///
  /// Nothing else comes of it: the next frame takes over from it what is right.
  public func foresee(_ key: Key, _ prepare: (Frame) -> Void) {
    var state = held
    let effects = state.reduce(.key(key))
    // Where the store is to be asked first, the frame would soon be drawn over.
    guard !state.awaitsStore else { return }
    let next = Dashboard.render(state, after: picture)
    foreseen = next
    // What a key does elsewhere may come out otherwise than its words say.
    foreseenKey = effects.allSatisfy(\.isPage) ? key : nil
    prepare(next.frame)
  }

  /// Shows what was foreseen of a key that has come, before the state knows of it; false where that is
  /// not to be shown. The key is to be reduced and the frame drawn afterwards, as ever; then nothing is
  /// left to be sent, unless time has changed something.
  public func showForeseen(after key: Key, _ show: (Frame) -> Bool) -> Bool {
    guard foresees(key), let foreseen else { return false }
    return show(foreseen.frame)
  }

  /// Whether something that the picture shows was asked of the store and has not come: a frame drawn
  /// now would soon be drawn over.
  public var awaitsStore: Bool { state.awaitsStore }

  /// When the state needs `.ticked` by itself; nil when nothing will change.
  ///
  /// Running tasks are drawn at most once a second, and the rarer the more of them are on the screen,
  /// so that about 100 bytes a second go out. A moving selection asks for one tick when it rests.
  public var nextTick: Timestamp? { state.nextTick }

  /// The title of the window: what goes on, and what came to its end since the last key.
  public var title: String { state.title }

  /// The language of everything on the screen.
  public var language: Language { state.language }

  /// Whether the mouse is used.
  public var usesMouse: Bool { state.usesMouse }
}

extension DashboardEffect {
  /// Whether it only asks for rows of the table.
  fileprivate var isPage: Bool { if case .loadPage = self { true } else { false } }
}
