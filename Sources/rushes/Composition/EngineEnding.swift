internal import EventLoop

/// How an engine ends: a create that is on its way is awaited, all else is broken off after a while.
///
/// Its parts are handed in, so that a test can be engine, clock and loop at once.
struct EngineEnding<Failure: Error> {
  /// One step of the engine; it takes in all that has come so far.
  var step: () throws(Failure) -> Void
  /// Whether a create was sent that nobody has recorded the answer of.
  var hasCreateUnderWay: () -> Bool
  /// Whether anything is on its way.
  var hasCallUnderWay: () -> Bool
  /// Waits until something comes, at most until a moment; nil waits for as long as it takes.
  var wait: (MonotonicTime?) -> Void
  var now: () -> MonotonicTime

  /// Returns once all has ended that must.
  ///
  /// - Parameter patience: how long what may be broken off may take.
  func run(patience: Duration) throws(Failure) {
    let end = now() + patience
    while true {
      // Before each wait: what has come together with the wish to end wakes nobody a second time.
      try step()
      let hasCreate = hasCreateUnderWay()
      guard hasCreate || (hasCallUnderWay() && now() < end) else { return }
      wait(hasCreate ? nil : end)
    }
  }
}
