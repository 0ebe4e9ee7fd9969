internal import Dispatch
internal import EventLoop
internal import Glibc
internal import MediaTools
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// `rushes join`: finished videos, one after the other, as one film.
enum JoinCommand {
  /// What the help says beyond the options.
  static let notes = """
    The videos are joined in the order in which they are named; one may be named again. Where they
    match (size, frame rate, codec, sound) they are copied as they are, within a moment. Else the
    film is encoded anew, in the size of the first one, with black where the shape is another and
    with silence where others have sound; a line says so.

    """

  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let ids = try TaskIDs.read(arguments, keepsRepeats: true)
    guard let name = arguments.value("out"), !name.isEmpty else {
      throw .usage("--out is missing: the film's file, as in --out film.mp4.")
    }
    let target = try target(name)
    let workspace = try Workspace(arguments)
    let clips = try files(ids, try workspace.existingStore(ids))
    let isJSON = arguments.has("json")
    switch try Joining(clips: clips, target: target, ids: ids, isQuiet: isJSON).run() {
    case .interrupted:
      throw CommandFailure(
        .interrupted, code: "Interrupted", "interrupted; nothing was made.")
    case .failed(let problem): throw CommandFailure(problem)
    case .made(let film, let encodedAnew):
      if isJSON {
        Output.write(JSONText.line(report(ids, target, film, encodedAnew)))
      } else {
        let count = ids.count == 1 ? "1 video" : "\(ids.count) videos"
        let seconds = (film.seconds * 10).rounded() / 10
        Output.write(
          "\(CleanText.line(target)) is made of \(count): \(seconds) s, \(film.bytes) bytes.\n")
      }
      return .done
    }
  }

  private static func target(_ name: String) throws(CommandFailure) -> String {
    let target = LocalPath.absolute(name)
    let shown = CleanText.line(name)
    guard target.lowercased().hasSuffix(".mp4") else {
      throw .usage("\(shown) does not end in .mp4, and a film is an MPEG-4 file.")
    }
    guard !LocalPath.exists(target) else {
      throw CommandFailure(
        .usage, code: "FileExists", "There is a file \(shown) already, and it was left as it is.",
        advice: "Name another file, or move that one away.")
    }
    let folder = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? ""
    guard folder.isEmpty || LocalPath.exists(folder) else {
      throw CommandFailure(
        .usage, code: "NoFolder", "There is no folder \(CleanText.line(folder)).",
        advice: "Make it first, or name a file in another one.")
    }
    return target
  }

  /// The files of the tasks; all tasks that have none are told at once.
  private static func files(
    _ ids: [TaskID], _ store: TaskStore
  ) throws(CommandFailure) -> [String] {
    var files: [String] = []
    var refusals: [String] = []
    var told: Set<TaskID> = []
    do throws(StoreError) {
      for id in ids {
        guard let record = try store.task(id) else { continue }
        if let file = record.file, LocalPath.exists(file) {
          files.append(file)
        } else if told.insert(id).inserted {
          refusals.append(refusal(record))
        }
      }
    } catch {
      throw CommandFailure(store: error)
    }
    guard refusals.isEmpty else {
      throw CommandFailure(.rule, code: "NoVideo", refusals.joined(separator: " "))
    }
    return files
  }

  private static func refusal(_ record: TaskRecord) -> String {
    let task = "Task \(record.id)"
    if record.status == .succeeded {
      return record.file == nil
        ? "The video of task \(record.id) is not on disk: rushes download \(record.id)."
        : "The video of task \(record.id) is gone from the disk: rushes download \(record.id)."
    }
    guard record.status.isEnded else {
      return "\(task) is \(record.status.rawValue): rushes wait \(record.id)."
    }
    return "\(task) has no video, since it is \(record.status.rawValue): rushes retry \(record.id)."
  }

  private static func report(
    _ ids: [TaskID], _ target: String, _ film: JoinedFilm, _ encodedAnew: Bool
  ) -> JSONValue {
    .object([
      "file": .string(target), "bytes": .integer(film.bytes), "seconds": .number(film.seconds),
      "reencoded": .bool(encodedAnew), "ids": .array(ids.map { .integer($0.rawValue) }),
    ])
  }
}

/// One run of ffmpeg on a thread of its own, while this one waits for its end or for a signal.
private struct Joining {
  enum End: Sendable {
    case made(JoinedFilm, encodedAnew: Bool)
    case failed(JoinProblem)
    case interrupted
  }

  private enum News: Sendable {
    case looked(JoinPlan)
    case begun(JoinWork)
    case ended(Result<JoinedFilm, JoinProblem>)
  }

  let clips: [String]
  let target: String
  let ids: [TaskID]
  let isQuiet: Bool
  private static let pause = Duration.milliseconds(300)

  func run() throws(CommandFailure) -> End {
    let loop: EventLoop<News>
    do throws(EventLoopError) {
      loop = try EventLoop<News>(signals: [SIGINT, SIGTERM, SIGHUP])
    } catch {
      throw CommandFailure(.machine, code: "Signals", error.message)
    }
    let cancellation = MediaCancellation()
    start(loop.mailbox, cancellation)
    return follow(loop, cancellation)
  }

  private func start(_ mailbox: Mailbox<News>, _ cancellation: MediaCancellation) {
    let (clips, target) = (clips, target)
    DispatchQueue(label: "join").async {
      do throws(JoinProblem) {
        let plan = try JoinPlan(clips: clips, cancellation: cancellation)
        mailbox.post(.looked(plan))
        let work = try JoinWork(plan, to: target)
        mailbox.post(.begun(work))
        let film = perform(work, cancellation)
        // Before the end is told, which is the end of the program.
        work.remove()
        mailbox.post(.ended(film))
      } catch {
        mailbox.post(.ended(.failure(error)))
      }
    }
  }

  private func perform(
    _ work: JoinWork, _ cancellation: MediaCancellation
  ) -> Result<JoinedFilm, JoinProblem> {
    do throws(JoinProblem) {
      return .success(try work.run(cancellation: cancellation))
    } catch {
      return .failure(error)
    }
  }

  private func follow(_ loop: EventLoop<News>, _ cancellation: MediaCancellation) -> End {
    var plan: JoinPlan?
    var work: JoinWork?
    var isInterrupted = false
    let showsProgress = !isQuiet && isatty(STDERR_FILENO) == 1
    defer { if showsProgress { Output.showInPlace("") } }
    while true {
      let isTicking = showsProgress && work != nil
      for event in loop.wait(until: isTicking ? MonotonicTime.now() + Joining.pause : nil) {
        switch event {
        case .signal:
          isInterrupted = true
          cancellation.cancel()
        case .message(.looked(let looked)):
          plan = looked
          tell(looked)
        case .message(.begun(let begun)): work = begun
        case .message(.ended(.success(let film))):
          return .made(film, encodedAnew: plan?.encodesAnew ?? false)
        case .message(.ended(.failure(let problem))):
          return isInterrupted ? .interrupted : .failed(problem)
        default: break
        }
      }
      if isTicking, let made = work?.secondsMade(), let all = plan?.seconds, all > 0 {
        Output.showInPlace("joining: \(min(100, Int(made / all * 100))) %")
      }
    }
  }

  private func tell(_ plan: JoinPlan) {
    guard !isQuiet, let difference = plan.difference else { return }
    Output.complain(
      "rushes: the videos do not match, so that the film is encoded anew: that of task "
        + "\(ids[difference.clip]) \(difference.words).")
  }
}

extension CommandFailure {
  /// Videos that could not be joined.
  init(_ problem: JoinProblem) {
    let (status, code): (ExitStatus, String) =
      switch problem {
      case .exists: (.usage, "FileExists")
      case .noProgram: (.machine, "NoProgram")
      case .missing, .unreadable, .notAVideo: (.machine, "Video")
      case .unwritable, .noRoom: (.machine, "Disk")
      case .failed, .notWhole, .cancelled: (.machine, "Join")
      }
    self.init(status, code: code, CleanText.line(problem.message), advice: problem.advice)
  }
}
