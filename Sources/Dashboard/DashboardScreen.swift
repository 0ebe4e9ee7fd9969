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
  public func reduce(_ action: DashboardAction) -> [DashboardEffect] { state.reduce(action) }

  /// The clock by which the next actions happen.
  public var now: Timestamp { state.now }

  /// Moves the clock, as `.ticked` does, to a moment before `nextTick`: nothing is due yet.
  public func pass(to moment: Timestamp) { state.pass(to: moment) }

  /// Makes the next frame out of the last one, and shows it; returns what `show` returns.
  public func draw(_ show: (Frame) -> Bool) -> Bool {
    let last = picture
    let next = Dashboard.render(state, after: last)
    picture = next
    // What the last picture leaves behind is freed when nobody waits any more.
    defer { withExtendedLifetime(last) {} }
    return show(next.frame)
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
