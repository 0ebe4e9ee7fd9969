internal import Glibc
internal import Synchronization

/// The moments of a task's way at which something has just become durable, or is just about to.
///
/// A program that is killed at any of them must find its way when it is started again. A build for
/// debugging ends itself at one when it is told to (`RUSHES_KILL_AT`, `RUSHES_STOP_AT`: see
/// `Sources/README.md`); any other build has nothing of this.
public enum DurableStep: String, CaseIterable, Sendable {
  /// The task is in the store, and nobody has claimed it.
  case taskStored = "task-stored"
  /// It is claimed for sending, and no connection is open.
  case claimed
  /// Connected, and `submitting` is written down; not a byte has gone out.
  case submittingMarked = "submitting-marked"
  /// The picture that a chained task begins with is on disk, and nothing of it is written down.
  case frameTaken = "frame-taken"
  /// It is written down that the task begins with it.
  case frameRecorded = "frame-recorded"
  /// The answer to the create has come, and nothing of it is written down.
  case createAnswered = "create-answered"
  /// The answer to the create is written down, and nobody has been told.
  case createRecorded = "create-recorded"
  /// The right to ask about the task is taken.
  case pollLeased = "poll-leased"
  /// The answer to a poll has come, and nothing of it is written down.
  case pollAnswered = "poll-answered"
  /// The answer to a poll is written down.
  case pollRecorded = "poll-recorded"
  /// The right to fetch the video is taken.
  case downloadLeased = "download-leased"
  /// The fetching is written down, and nothing was fetched.
  case downloadBegun = "download-begun"
  /// Some bytes are in the partial file, and their number and entity tag are written down.
  case bytesCounted = "bytes-counted"
  /// All bytes are in the partial file, and were not looked at.
  case bytesComplete = "bytes-complete"
  /// The file was found to be whole, and has no name yet.
  case fileChecked = "file-checked"
  /// The file has its name and its partial name, and nothing of that is written down.
  case fileNamed = "file-named"
  /// The file's name is written down, and the partial name is still there.
  case fileRecorded = "file-recorded"
  /// The partial name is gone.
  case partialRemoved = "partial-removed"

  /// Says that the program is at this point.
  public func reached() {
    #if DEBUG
      DurableStep.debugger?.reached(self)
    #endif
  }

  #if DEBUG
    /// What the environment asks for; nil in all but a few tests.
    private static let debugger = StepDebugger()
  #endif
}

#if DEBUG
  /// Kills or stops the program at the point that the environment names.
  private final class StepDebugger: Sendable {
    private final class Point: Sendable {
      let step: DurableStep
      let signal: Int32
      /// How often it is still passed before that happens.
      let left: Mutex<Int>

      init?(_ variable: String, _ signal: Int32) {
        guard let value = getenv(variable) else { return nil }
        let parts = String(cString: value).split(separator: ":", maxSplits: 1)
        guard let name = parts.first, let step = DurableStep(rawValue: String(name)) else {
          return nil
        }
        self.step = step
        self.signal = signal
        left = Mutex(parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
      }
    }

    private let points: [Point]

    init?() {
      points = [("RUSHES_KILL_AT", SIGKILL), ("RUSHES_STOP_AT", SIGSTOP)].compactMap {
        Point($0.0, $0.1)
      }
      if points.isEmpty { return nil }
    }

    func reached(_ step: DurableStep) {
      for point in points where point.step == step {
        let isNow = point.left.withLock { left in
          left -= 1
          return left == 0
        }
        // To this thread itself: it goes no further.
        if isNow { raise(point.signal) }
      }
    }
  }
#endif
