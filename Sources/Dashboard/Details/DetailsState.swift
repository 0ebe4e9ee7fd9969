internal import VideoTasks

/// The details: one task in full, and how far its page is scrolled.
struct DetailsState: Equatable, Sendable {
  /// The task that is shown.
  var id: TaskID?
  /// Its row in the table, as of the latest page that held it.
  var row: TaskSummary?
  /// What the store knows of it; nil until it is read, or when it is gone.
  var record: TaskRecord?
  var events: [TaskEvent] = []
  /// The first line on the screen.
  var top = 0
  /// The task that is being read.
  var loading: TaskID?
  /// Whether the store changed after the reading began.
  var isStale = false
  /// The pictures of its media.
  var viewer = ViewerState()
  /// What was found in its files.
  var facts: [MediaReference: Result<MediaFacts, MediaProblem>] = [:]
  /// Files that are being looked at.
  var probing: Set<MediaReference> = []
  /// What a key asked for, to be done as soon as its task is read.
  var wanted: Wanted?

  // Looked at where it lies: compared with nil, it would be copied first.
  var hasRecord: Bool { if case .some = record { true } else { false } }

  /// What is known in full of a row's task; nil while another task is held.
  func record(of row: TaskSummary) -> TaskRecord? { record?.id == row.id ? record : nil }

  /// A command that needs a task in full.
  struct Wanted: Hashable, Sendable {
    var id: TaskID
    var command: Command
  }
}

/// When the details follow the selection. Not a part of them, because every key changes it.
struct SelectionRest: Hashable, Sendable {
  /// When the selection went to another task than the details show; nil when they show it.
  var leftAt: Timestamp?
  /// When the selection moved last.
  var movedAt: Timestamp?
  /// Whether the details follow with the next frame, because the selection had rested before it moved.
  var followsAtOnce = false

  /// How long the selection must rest before the details follow: a held key draws only the table.
  static let time = Duration.milliseconds(150)
}
