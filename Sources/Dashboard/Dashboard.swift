internal import TerminalUI

/// The dashboard: a state, what changes it, and how it looks. Pure.
enum Dashboard {
  /// Changes the state by what happened, and says what is to be done. O(rows on screen).
  static func reduce(
    _ state: inout DashboardState, _ action: DashboardAction
  ) -> [DashboardEffect] {
    state.reduce(action)
  }

  /// The picture of a state; its size is the state's size. O(cells).
  static func render(_ state: DashboardState) -> Frame {
    Screen(Shown(state), unchanged: nil).frame
  }

  /// The same picture, made faster by taking over what looks as it did in the last one.
  static func render(_ state: DashboardState, after last: Picture?) -> Picture {
    let shown = Shown(state)
    let unchanged = last.flatMap { Unchanged(since: $0, shown: shown) }
    return Picture(Screen(shown, unchanged: unchanged))
  }
}
