internal import CLinux

/// Which signals reach the process as events of a loop instead of as interruptions.
public enum SignalMask {
  /// Blocks signals in this thread and in all that it starts later.
  ///
  /// It must be the first call in `main`: a thread that exists already keeps its own mask, and the
  /// kernel would hand it the signal. A signal that was ignored at the start stays ignored.
  public static func block(_ signals: [Int32]) throws(EventLoopError) {
    let result = rushes_signals_block(signals, Int32(signals.count))
    guard result >= 0 else { throw EventLoopError(.signals, result) }
  }

  /// Ignores signals in the whole process, as one does with SIGPIPE.
  public static func ignore(_ signals: [Int32]) throws(EventLoopError) {
    for signal in signals {
      let result = rushes_signal_ignore(signal)
      guard result >= 0 else { throw EventLoopError(.signals, result) }
    }
  }
}
