public import VideoTasks
public import Wording

/// How the user is told of something while he may look elsewhere.
public enum TellingForm: String, Hashable, CaseIterable, Sendable {
  /// As the terminal can.
  case auto
  case none, bell, osc9, osc777, osc99
}

/// What the user is told of, at once and in one piece.
public struct Telling: Hashable, Sendable {
  /// How.
  public var form: TellingForm
  /// A few words: `Task 12 succeeded`.
  public var title: Phrase
  /// What it is about.
  public var body: Phrase

  /// Makes something to tell.
  public init(form: TellingForm, title: Phrase, body: Phrase) {
    self.form = form
    self.title = title
    self.body = body
  }

  /// What can be told of: how a task ends, or that it needs the user.
  public static let events: [TaskStatus] = [.succeeded, .failed, .expired, .unconfirmed]
}

/// What the dashboard knows of the tasks that it is not shown.
struct TellingState: Equatable, Sendable {
  /// How the user is told of each event; what is not in it is told as the terminal can.
  var forms: [TaskStatus: TellingForm] = [:]
  /// The tasks that may still change, as they were last seen; nil before the first look.
  var standings: Standings?
  /// Whether the store is being asked.
  var isLoading = false
  /// Whether it changed meanwhile.
  var isStale = false
  /// Tasks that have ended or need the user, while their rows are read.
  var turned: Set<TaskID> = []
  /// Tasks whose transfer has come to an end, while their rows are read.
  var fetched: Set<TaskID> = []
  /// What was not told yet.
  var news: [TaskSummary] = []
  /// When it is told; nil while there is nothing.
  var tellAt: Timestamp?
  /// What came to its end since the last key, for the title of the window.
  var unseen: [TaskStatus: Int] = [:]

  /// How long news are collected.
  static let pause = Duration.seconds(1)
}
