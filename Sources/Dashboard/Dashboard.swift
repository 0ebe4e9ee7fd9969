public import TerminalUI
public import VideoTasks

/// The dashboard: a state, what changes it, and how it looks. Pure.
public enum Dashboard {
  /// Changes the state by what happened, and says what is to be done. O(rows on screen).
  public static func reduce(
    _ state: inout DashboardState, _ action: DashboardAction
  ) -> [DashboardEffect] {
    state.reduce(action)
  }

  /// The picture of a state; its size is the state's size. O(cells).
  public static func render(_ state: DashboardState) -> Frame {
    Screen(Shown(state), unchanged: nil).frame
  }

  /// The same picture, made faster by taking over what looks as it did in the last one.
  public static func render(_ state: DashboardState, after last: Picture?) -> Picture {
    let shown = Shown(state)
    let unchanged = last.flatMap { Unchanged(since: $0, shown: shown) }
    let screen = Screen(shown, unchanged: unchanged)
    return Picture(
      frame: screen.frame, shown: shown, layout: screen.layout, columns: screen.columns,
      footer: screen.footer.bindings)
  }

  /// Whether something that the picture shows was asked of the store and has not come: a frame drawn
  /// now would soon be drawn over.
  public static func awaitsStore(_ state: DashboardState) -> Bool { state.awaitsStore }

  /// When the state needs `.ticked` by itself; nil when nothing will change.
  ///
  /// Running tasks are drawn at most once a second, and the rarer the more of them are on the screen,
  /// so that about 100 bytes a second go out. A moving selection asks for one tick when it rests.
  public static func nextTick(_ state: DashboardState) -> Timestamp? {
    state.nextTick
  }
}
