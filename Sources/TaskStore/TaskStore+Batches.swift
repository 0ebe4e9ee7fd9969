public import VideoTasks
internal import Wording

/// What was made of a batch: which task stands for which of its lines.
public struct BatchEntry: Hashable, Sendable {
  /// By what the line is known: its name, or what stands for its request.
  public var key: String
  /// Which of the line's videos, or of equal lines, from 1.
  public var place: Int
  /// What its request was known by.
  public var fingerprint: String
  /// The task; it may have been removed since.
  public var task: TaskID

  /// Makes an entry.
  public init(key: String, place: Int, fingerprint: String, task: TaskID) {
    self.key = key
    self.place = place
    self.fingerprint = fingerprint
    self.task = task
  }
}

/// A task that is to be stored for a line of a batch.
public struct NewBatchTask: Hashable, Sendable {
  /// By what the line is known.
  public var key: String
  /// Which of the line's videos, or of equal lines, from 1.
  public var place: Int
  /// What its request is known by.
  public var fingerprint: String
  /// The task.
  public var task: NewTask
  /// Which line it is, in words, for the task's story.
  public var origin: String
  /// Where in the same list the task stands that it comes after; nil when it comes after none of them.
  public var follows: Int?
  /// The task that stood for the line and no longer does; nil when there was none.
  public var replaces: TaskID?

  /// Makes a task for a line.
  public init(
    key: String, place: Int, fingerprint: String, task: NewTask, origin: String = "",
    follows: Int? = nil, replaces: TaskID? = nil
  ) {
    self.key = key
    self.place = place
    self.fingerprint = fingerprint
    self.task = task
    self.origin = origin
    self.follows = follows
    self.replaces = replaces
  }
}

/// Batches: a line and the task that stands for it are stored together or not at all, so that
/// whatever happens to a program, no line is made twice.
///
/// A line that was made stays so when its task is removed: it may have been paid for.
extension TaskStore {
  /// What was made of a batch, in no order.
  public func batch(_ name: String) throws(StoreError) -> [BatchEntry] {
    try database.all(
      "SELECT line, place, fingerprint, task FROM batch_lines WHERE batch = ?", [.text(name)]
    ) { row in
      BatchEntry(
        key: row.text(), place: Int(row.integer()), fingerprint: row.text(), task: row.taskID())
    }
  }

  /// Stores tasks for lines of a batch, all or none, and returns what stands for each, in the same
  /// order.
  ///
  /// A line for which another program has made a task meanwhile keeps that one.
  public func insert(
    _ new: [NewBatchTask], batch: String, now: Timestamp
  ) throws(StoreError) -> [(id: TaskID, isNew: Bool)] {
    try database.write { () throws(StoreError) in
      var made: [(id: TaskID, isNew: Bool)] = []
      for line in new {
        let known = try task(of: line, batch)
        if let known, known != line.replaces {
          made.append((known, false))
          continue
        }
        var task = line.task
        if let earlier = line.follows.map({ made[$0].id }) {
          task.after = earlier
          task.waitReason = Phrase("for task {id} to succeed", ["id": earlier]).english
        }
        let id = try insertOnce(task, now: now).id
        try append(TaskEvent(at: now, kind: "batch", detail: line.origin), id)
        try database.run(
          "INSERT OR REPLACE INTO batch_lines VALUES (?, ?, ?, ?, ?)",
          [
            .text(batch), .text(line.key), SQLValue(line.place), .text(line.fingerprint),
            .integer(id.rawValue),
          ])
        made.append((id, true))
      }
      return made
    }
  }

  /// The latest task that repeats each of these, where there is one, repeats of repeats included.
  ///
  /// Costs a look at every task.
  public func latestRetries(of ids: Set<TaskID>) throws(StoreError) -> [TaskID: TaskID] {
    guard !ids.isEmpty else { return [:] }
    var origin: [TaskID: TaskID] = [:]
    var latest: [TaskID: TaskID] = [:]
    try database.forEachRow(
      "SELECT id, retry_of FROM tasks WHERE retry_of IS NOT NULL ORDER BY id"
    ) { row in
      let (id, repeated) = (row.taskID(), row.taskID())
      origin[id] = repeated
      // A repeat has a greater number than what it repeats, so that this comes to an end.
      var earlier: TaskID? = repeated
      while let next = earlier {
        if ids.contains(next) { latest[next] = id }
        earlier = origin[next]
      }
      return true
    }
    return latest
  }

  private func task(of line: NewBatchTask, _ batch: String) throws(StoreError) -> TaskID? {
    try database.first(
      "SELECT task FROM batch_lines WHERE batch = ? AND line = ? AND place = ?",
      [.text(batch), .text(line.key), SQLValue(line.place)]
    ) { row in row.taskID() }
  }
}
