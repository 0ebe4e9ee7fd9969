public import VideoTasks

extension TaskStore {
  /// Makes due at `now` what a clock that was set back has put out of reach, and ends such leases.
  ///
  /// All plans are moments of the wall clock. When it ran ahead and was corrected, they would hold
  /// every poll back until the wrong time has come, while links run out. Deadlines stay.
  /// - Parameters:
  ///   - furthest: how far after `now` anything may be planned.
  ///   - longestLease: how far after `now` a lease may end.
  public func bringForward(
    now: Timestamp, furthest: Duration, longestLease: Duration
  ) throws(StoreError) {
    try database.write(durably: false) { () throws(StoreError) in
      for kind in ["submit", "poll", "download", "cancel"] {
        let time = "next_\(kind)_at"
        try database.run(
          """
          UPDATE schedules INDEXED BY schedules_by_\(kind) SET \(time) = ?1 WHERE \(time) > ?2
          """, [.integer(now.milliseconds), .integer((now + furthest).milliseconds)])
      }
      try database.run(
        "UPDATE assets SET next_check_at = ?1 WHERE next_check_at > ?2",
        [.integer(now.milliseconds), .integer((now + furthest).milliseconds)])
      for kind in ["poll", "download"] {
        try database.run(
          """
          UPDATE schedules INDEXED BY schedules_by_\(kind)
          SET \(kind)_owner = NULL, \(kind)_leased_until = NULL
          WHERE next_\(kind)_at IS NOT NULL AND \(kind)_leased_until > ?
          """, [.integer((now + longestLease).milliseconds)])
      }
    }
  }
}
