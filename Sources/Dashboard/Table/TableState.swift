internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The table: a window of rows out of all that match, and where the selection stands.
struct TableState: Equatable, Sendable {
  /// The rows that are held: a few screens of them, from `offset` on.
  var rows: [TaskSummary] = []
  var offset = 0
  /// How many tasks match in all.
  var total = 0
  /// The first row on the screen, counted from 0 among all that match.
  var top = 0
  /// The selected row, counted the same way.
  var selected = 0
  /// The task under the selection; nil while its row is not loaded.
  var selectedID: TaskID?
  /// A task to select as soon as a page holds it.
  var goTo: TaskID?
  /// The order of the rows.
  var sort = TaskSort.newestFirst
  /// The columns that the user wants, in order; nil for the usual ones.
  var columns: [TableColumns.Kind]?
  /// The highest id that any row had.
  var highestID: Int64 = 0

  var filter = TextEditor(isMultiline: false, maximumBytes: mostFilterBytes)
  /// What the filter's text says.
  var reading = TaskFilter.read("")
  /// What Tab found for the word before the caret, while there are several.
  var candidates: [String] = []
  /// Whether keys go to the filter's text.
  var isFiltering = false
  var shown = StatusFilter.all

  static let mostFilterBytes = 200

  /// The marked tasks, wherever they stand.
  var marks: Set<TaskID> = []
  /// The task that was marked last: where a range begins.
  var markedLast: TaskID?

  /// The request that is under way.
  var requested: PageRequest?
  /// Whether the store changed after `requested` was sent.
  var isStale = false
  /// Whether the rows that are under way are the first of another filter.
  var isOfNewFilter = false
  var requests = 0
  var isLoaded = false

  /// The row at a place among all that match, as far as it is loaded.
  func row(at index: Int) -> TaskSummary? {
    place(of: index).map { rows[$0] }
  }

  /// Where among the loaded rows one stands that has a place among all that match.
  func place(of index: Int) -> Int? {
    let place = index - offset
    return rows.indices.contains(place) ? place : nil
  }

  /// Whether anything is left out.
  var isFiltered: Bool { !filter.isEmpty || shown != .all }
}

/// Which statuses the table shows.
enum StatusFilter: Hashable, CaseIterable, Sendable {
  case all, active, troubled, done

  var statuses: [TaskStatus] {
    switch self {
    case .all: []
    case .active: [.waiting, .submitting, .unconfirmed, .queued, .running]
    case .troubled: [.unconfirmed, .failed, .expired, .cancelled]
    case .done: [.succeeded]
    }
  }

  var words: Phrase {
    switch self {
    case .all: Phrase("all")
    case .active: Phrase("unfinished")
    case .troubled: Phrase("in trouble")
    case .done: Phrase("succeeded")
    }
  }

  var next: StatusFilter {
    let all = Self.allCases
    let place = all.firstIndex(of: self) ?? 0
    return all[(place + 1) % all.count]
  }
}

extension TaskSummary {
  /// The row with all its texts fit for a terminal: cleaned once, and not with every frame.
  var cleaned: TaskSummary {
    func clean(_ text: String?) -> String? { text.map { CleanText.line($0, limit: 200) } }
    var row = self
    row.profile = CleanText.line(profile, limit: 60)
    row.model = CleanText.line(model, limit: 100)
    row.prompt = CleanText.line(prompt, limit: 200)
    (row.ratio, row.resolution) = (clean(ratio), clean(resolution))
    (row.errorCode, row.pollError, row.waitReason) = (
      clean(errorCode), clean(pollError), clean(waitReason)
    )
    return row
  }
}
