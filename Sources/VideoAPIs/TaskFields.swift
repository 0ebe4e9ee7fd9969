/// Where an API's answers keep what is known of a task: of several places the first that holds
/// something counts. A place is the keys that lead to it, from the outside in.
struct TaskFields {
  /// The link of the video.
  var videoLink: [[String]]
  /// The link of the last frame.
  var lastFrameLink: [[String]] = []
  /// Billed tokens.
  var tokens: [[String]] = []
  /// Seconds of the video that was made.
  var seconds: [[String]] = []
  /// When the server last changed the task, in Unix seconds: what a link without a date of its own
  /// is counted from.
  var made: [[String]] = []
  /// Whether `ratio`, `resolution` and `seed` say what was really made.
  var describesClip = false
}
