public import TerminalUI
public import VideoTasks

/// The dashboard: a state, what changes it, and how it looks. Pure.
public enum Dashboard {
  /// Changes the state by what happened, and says what is to be done. O(rows on screen).
  public static func reduce(
    _ state: inout DashboardState, _ action: DashboardAction
  ) -> [DashboardEffect] {
    switch action {
    case .ticked(let now): state.now = now
    case .resized(let size): state.size = size
    default: break
    }
    return []
  }

  /// The picture of a state; its size is the state's size. O(cells).
  public static func render(_ state: DashboardState) -> Frame {
    Frame(size: state.size)
  }

  /// When the screen or a saved form needs `.ticked` by itself; nil when nothing will change.
  public static func nextTick(_ state: DashboardState) -> Timestamp? { nil }
}
