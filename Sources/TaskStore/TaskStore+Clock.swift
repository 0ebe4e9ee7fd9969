public import VideoTasks

extension TaskStore {
  /// Makes due what a clock that was set back has put out of reach, and ends such leases.
  ///
  /// All plans are moments of the wall clock. When it ran ahead and was corrected, they would hold
  /// every poll back until the wrong time has come, while links run out. Deadlines stay.
  /// - Parameters:
  ///   - furthest: how far from now anything may be planned.
  ///   - longestLease: how far from now a lease may end.
  ///   - clock: read once nobody else can take a lease any more. A moment that was read before would
  ///     be an old one in a process that was stopped meanwhile, and leases that others have taken
  ///     since would seem to be ones of a clock that ran ahead.
  public func bringForward(
    furthest: Duration, longestLease: Duration, clock: () -> Timestamp
  ) throws(StoreError) {
    try database.write(durably: false) { () throws(StoreError) in
      let now = clock()
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
          UPDATE schedules INDEXED BY schedules_by_\(kind) SET \(kind)_leased_until = ?1
          WHERE next_\(kind)_at IS NOT NULL AND \(kind)_leased_until > ?2
          """, [.integer(now.milliseconds), .integer((now + longestLease).milliseconds)])
      }
    }
  }
}
