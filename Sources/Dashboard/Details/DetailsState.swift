internal import VideoTasks

/// The details: one task in full, and how far its page is scrolled.
struct DetailsState: Equatable, Sendable {
  /// The task that is shown.
  var id: TaskID?
  /// What the store knows of it; nil until it is read, or when it is gone.
  var record: TaskRecord?
  var events: [TaskEvent] = []
  /// The first line on the screen.
  var top = 0
  /// The task that is being read.
  var loading: TaskID?
  /// Whether the store changed after the reading began.
  var isStale = false
  /// A task whose request goes into the form as soon as it is read.
  var wantedInForm: TaskID?
}
