public import VideoTasks

/// How the dashboard treats the terminal; what is `auto` is left to the terminal.
public struct ScreenSettings: Hashable, Sendable {
  /// How many colours are used.
  public var colors: Colors
  /// Whether the mouse is used; holding Shift selects text as usual all the same.
  public var mouse: Bool
  /// How the user is told that a task has ended or needs him.
  public var notifications: Notifications
  /// The same for what is to be told otherwise: `succeeded`, `failed`, `expired`, `unconfirmed`.
  public var notificationsByEvent: [TaskStatus: Notifications]
  /// Whether little is to be sent.
  public var slowLine: SlowLine
  /// Whether anything may move by itself.
  public var motion: Motion
  /// Whether a screen reader follows.
  public var plain: Bool
  /// Whether lines and signs are of ASCII alone, for a terminal whose font lacks all others.
  public var ascii: Bool
  /// How the selected row is shown.
  public var selection: Selection

  /// Makes the settings of a screen.
  public init(
    colors: Colors = .auto, mouse: Bool = true, notifications: Notifications = .auto,
    notificationsByEvent: [TaskStatus: Notifications] = [:],
    slowLine: SlowLine = .auto, motion: Motion = .full, plain: Bool = false,
    ascii: Bool = false, selection: Selection = .bar
  ) {
    self.colors = colors
    self.mouse = mouse
    self.notifications = notifications
    self.notificationsByEvent = notificationsByEvent
    self.slowLine = slowLine
    self.motion = motion
    self.plain = plain
    self.ascii = ascii
    self.selection = selection
  }

  /// How many colours are used.
  public enum Colors: String, CaseIterable, Sendable {
    case auto, none
    case eight = "8"
    case sixteen = "16"
    case palette = "256"
    case truecolor
  }

  /// How the user is told something.
  public enum Notifications: String, CaseIterable, Sendable {
    case auto, none, bell, osc9, osc777, osc99

    /// What can be told in ways of its own.
    static let events: [TaskStatus] = [.succeeded, .failed, .expired, .unconfirmed]
  }

  /// Whether little is to be sent.
  public enum SlowLine: String, CaseIterable, Sendable {
    case auto, on, off
  }

  /// How the selected row is shown: on a background of its own, or with a marker alone.
  public enum Selection: String, CaseIterable, Sendable {
    case bar, marker
  }

  /// Whether anything may move by itself.
  public enum Motion: String, CaseIterable, Sendable {
    case full, reduced
  }
}
