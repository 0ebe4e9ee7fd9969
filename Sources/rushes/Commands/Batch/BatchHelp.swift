internal import Batch

extension BatchCommand {
  /// What is to be known beyond the options.
  static var notes: String {
    """
    The file is JSON Lines (one object a line) or CSV with a heading; its name's ending says which, else
    its first character. Members and columns are called as the options, with - or _: prompt, prompt-file,
    profile, model, ratio, resolution, duration, audio, seed, watermark, return-last-frame,
    expires-after, first-frame, last-frame, image, video and voice. Besides these:

      name   by what the line is known to other lines, and when the file is given again
      count  how many equal videos it stands for
      after  the name of a line, or the number of a task, that must succeed before

    An empty cell, and null, state nothing; then the options of the command line hold. Several images,
    videos or voices are a list in JSON; in CSV they are parted by |, or the column stands there again.
    {red|blue} in a prompt, and seeds as 1-5 or 7,9, make one line many. Paths count from the file's
    folder. What `show --json` and `list --json` print is taken, too. A video that another line comes
    after returns its last frame by itself.

    All lines are checked first; where one is broken, nothing is sent. The same file given again goes on
    where it stopped: a line is known by its name, else by its request, within the file's real path or
    --batch NAME, and is made once. What failed before it was sent is made anew; what has failed at the
    server is tried again with `rushes retry`, and counts for its line from then on.

    --max-cost counts each video at the dearest that its request may become, and those made before at
    what they cost; it makes lines in their order and stops before the amount is passed.

    Without --wait it ends when each task is sent or waits for its turn. Exit status: of all videos the
    first that applies of 6, 1 and 5; else 4 where lines were left out (--skip-invalid, --max-cost).

    --json prints one object a line: event, line, name, part, id, profile, model, status, remote_id,
    after, estimate, cost, file, error, reason and violations; what does not apply is null. The events:

    \(eventLines)

    The last one is end, with the counts of all: videos, done, running, waiting, failed, unconfirmed,
    invalid, skipped, left, checked, made, cost, estimate and exit.

    """
  }

  /// The events with what each means, for the help.
  private static var eventLines: String {
    let width = BatchEvent.Kind.allCases.map(\.rawValue.count).max() ?? 0
    return BatchEvent.Kind.allCases.map { kind in
      let blanks = String(repeating: " ", count: width - kind.rawValue.count)
      return "  \(kind.rawValue)\(blanks)  \(kind.meaning)"
    }.joined(separator: "\n")
  }
}

extension BatchEvent.Kind {
  fileprivate var meaning: String {
    switch self {
    case .invalid: "the line breaks the rules in violations"
    case .skipped: "made before, as the task id"
    case .left: "not made, for the reason"
    case .checked: "would be made: a dry run"
    case .made: "stored as the task id; nothing was sent yet"
    case .sent: "the server has it, as remote_id"
    case .running: "the server works on it"
    case .unconfirmed: "sent, and the answer was lost"
    case .succeeded: "the server has made it"
    case .downloaded: "the video is on disk, as file"
    case .notFetched: "the video could not be fetched"
    case .failed: "failed, for the error"
    case .expired: "the time was up"
    case .cancelled: "somebody has cancelled it"
    case .waiting: "waits for its turn, as this command ends"
    }
  }
}
