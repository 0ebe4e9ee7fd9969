public import VideoTasks
internal import Wording

extension TaskStore {
  /// Has a task that waits ask for its last frame too, unless its request says something of that, or
  /// somebody has claimed it: what may be on its way already is not changed.
  ///
  /// - Returns: whether the request was changed.
  @discardableResult
  public func wantLastFrame(
    of id: TaskID, for later: TaskID, now: Timestamp
  ) throws(StoreError) -> Bool {
    try database.write { () throws(StoreError) in
      guard let claim = try claim(id), claim.status == .waiting,
        claim.owner.map({ !isAlive($0) }) ?? true, var request = try task(id)?.request,
        request.returnLastFrame == nil
      else { return false }
      request.returnLastFrame = true
      try database.run(
        "UPDATE details SET request = ? WHERE id = ?",
        [.text(TaskColumns.text(request: request)), .integer(id.rawValue)])
      try database.run(
        "UPDATE tasks SET updated_at = ? WHERE id = ?",
        [.integer(now.milliseconds), .integer(id.rawValue)])
      try append(
        TaskEvent(
          at: now, kind: "last-frame-wanted",
          detail: Phrase("task {id} is to begin with it", ["id": later]).english), id)
      return true
    }
  }
}
