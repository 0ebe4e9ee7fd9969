public import VideoTasks

extension TaskStore {
  /// When the next link to a video that is not on disk runs out; nil where none will.
  ///
  /// Looks at the tasks that ended in the last two days only: links live for a day.
  public func nextLinkEnd(after moment: Timestamp) throws(StoreError) -> Timestamp? {
    let earliest = moment - .seconds(2 * 86_400)
    return try database.first(
      """
      SELECT min(link_expires_at) FROM tasks
      WHERE ended_at >= ? AND +status = 'succeeded' AND download <> 'done' AND link_expires_at > ?
      """, [.integer(earliest.milliseconds), .integer(moment.milliseconds)]
    ) { row in row.optionalMoment() } ?? nil
  }
}
