public import TerminalUI
public import VideoTasks

/// Everything the screen shows, as one value; only `Dashboard.reduce` changes it.
public struct DashboardState: Equatable, Sendable {
  var profiles: [ProfileChoice]
  var version: String
  var notices: [String]
  var ascii: Bool
  var secondsFromUTC: Int
  var size: Size
  var now: Timestamp

  /// The state at the start of the program.
  public init(_ context: DashboardContext) {
    profiles = context.profiles
    version = context.version
    notices = context.notices
    ascii = context.ascii
    secondsFromUTC = context.secondsFromUTC
    size = context.size
    now = context.now
  }
}
