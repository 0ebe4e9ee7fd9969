internal import Batch
internal import FoundationEssentials
internal import TaskStore
internal import VideoTasks

/// `rushes batch`: many videos from the lines of a file.
enum BatchCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let source = try BatchSource(arguments)
    let limit = try BatchRun.limit(arguments)
    let defaults = try RequestOptions.draft(arguments)
    let workspace = try Workspace(arguments)
    var run = BatchRun(
      arguments: arguments, workspace: workspace, source: source, limit: limit,
      file: try source.read(), defaults: defaults)
    return try run.run()
  }

  /// What is to be known beyond the options.
  static let notes = """
    The file is JSON Lines (one object a line) or CSV with a heading; its name's ending says which, else
    its first character. Members and columns are called as the options: \
    prompt, prompt-file, profile, model,
    ratio, resolution, duration, audio, seed, watermark, return-last-frame, expires-after, first-frame,
    last-frame, image, video, voice (with - or _), and besides

      name   by what the line is known to other lines, and when the file is given again
      count  how many equal videos it stands for
      after  the name of a line, or the number of a task, that must succeed before

    An empty cell, and null, state nothing; then the options of the command line hold. Several images,
    videos or voices are a list in JSON; in CSV they are parted by |, or the column stands there again.
    {red|blue} in a prompt, and seeds as 1-5 or 7,9, make one line many. Paths count from the file's
    folder. What `show --json` prints is a line, too. A video that another line comes after returns its
    last frame by itself.

    All lines are checked first; where one is broken, nothing is sent. The same file given again goes on
    where it stopped: a line is known by its name, else by its request, within the file's real path or
    --batch NAME, and is made once. What failed before it was sent is made anew; what has failed at the
    server is tried again with `rushes retry`, and counts for its line from then on.

    --max-cost counts each video at the dearest that its request may become, and those made before at
    what they cost; it makes lines in their order and stops before the amount is passed.

    Without --wait it ends when each task is sent or waits for its turn. Exit status: of all videos the
    first that applies of 6, 1 and 5; else 4 where lines were left out (--skip-invalid, --max-cost).

    --json prints one object a line: event (\
    \(BatchEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")),
    end), line, name, part, id, profile, model, status, remote_id, after, estimate, cost, file, error,
    reason, violations; what does not apply is null. The last one is end, with the counts of all.

    """
}

/// One run of a batch: what was read, what is known of it, and what is wrong.
struct BatchRun {
  let arguments: Arguments
  let workspace: Workspace
  let source: BatchSource
  let limit: Decimal?
  let report: BatchReport
  let plan: BatchPlan
  /// The names of lines that others come after.
  let followed: Set<String>
  /// Whether the file cannot be read as a whole.
  let isUnusable: Bool
  var jobs: [BatchJob] = []
  /// The places of the named lines' first videos.
  var places: [String: Int] = [:]
  var problems: [LineProblem]
  /// The tasks that lines come after by their numbers.
  var earlierTasks: [Int64: TaskRecord] = [:]
  /// Why new videos cannot be made whose earlier ones have failed, by their places.
  var lateFollowers: [Int: String] = [:]
  var profiles: [String?: Result<Profile, CommandFailure>] = [:]

  init(
    arguments: Arguments, workspace: Workspace, source: BatchSource, limit: Decimal?,
    file: BatchFile, defaults: RequestDraft
  ) {
    self.arguments = arguments
    self.workspace = workspace
    self.source = source
    self.limit = limit
    report = BatchReport(arguments, file: source.file)
    plan = BatchPlan(file.lines, defaults: defaults, profile: arguments.value("profile"))
    followed = Set(
      plan.items.compactMap { if case .line(let name)? = $0.after { name } else { nil } })
    problems = file.problems + plan.problems
    isUnusable = file.lines.isEmpty && !file.problems.isEmpty
  }

  /// The lines that are wrong themselves.
  var brokenLines: Set<Int> { Set(problems.map(\.line)) }

  /// Remembers a problem, each once.
  mutating func tell(_ problem: LineProblem) {
    if told.insert(problem).inserted { problems.append(problem) }
  }
  private var told: Set<LineProblem> = []

  mutating func run() throws(CommandFailure) -> ExitStatus {
    let isDry = arguments.has("dry-run")
    // A dry run changes nothing, and makes no store.
    let store = isDry ? try workspace.openStoreIfAny() : try workspace.openStoreForReading()
    do throws(StoreError) {
      try lookUp(store)
    } catch {
      throw CommandFailure(store: error)
    }
    try findEarlierTasks(store)
    try check()
    checkPrices()
    tellProblems()
    if !problems.isEmpty, isUnusable || !arguments.has("skip-invalid") { throw refusal() }
    tellSkipped()
    findLateFollowers()
    let (made, left) = try affordable()
    tellLeft(left)
    let isShort = !problems.isEmpty || !left.isEmpty || !lateFollowers.isEmpty
    if isDry { return dryEnd(made, isShort: isShort) }
    guard let store else { return .machine }
    let records = try make(made, in: store)
    return try follow(records, in: store, isShort: isShort)
  }

  // MARK: Telling

  private func tellProblems() {
    var byLine: [Int: [LineProblem]] = [:]
    for problem in problems { byLine[problem.line, default: []].append(problem) }
    for (line, problems) in byLine.sorted(by: { $0.key < $1.key }) {
      var event = BatchEvent(.invalid, line: line)
      event.name = plan.items.first { $0.line == line }?.name
      event.problems = problems
      report.tell(event)
    }
  }

  /// Why nothing is done at all.
  private func refusal() -> CommandFailure {
    let count = brokenLines.count
    let settings = [BatchRule.key.rawValue, BatchRule.profileChoice.rawValue]
    return CommandFailure(
      problems.allSatisfy { settings.contains($0.rule) } ? .configuration : .rule,
      code: "Batch",
      "\(count == 1 ? "1 line is" : "\(count) lines are") broken; nothing was sent.",
      advice: isUnusable ? "" : "Mend them, or leave them out with --skip-invalid.")
  }

  private func tellSkipped() {
    let broken = brokenLines
    for job in jobs where !broken.contains(job.item.line) {
      guard case .made(let id, let record) = job.standing else { continue }
      var event = BatchEvent(.skipped, job.item, record)
      event.task = id
      report.tell(event)
    }
  }

  private func tellLeft(_ left: [Int]) {
    for place in left + lateFollowers.keys.sorted() {
      var event = BatchEvent(.left, jobs[place].item)
      event.estimate = jobs[place].checked?.estimate
      event.reason =
        lateFollowers[place]
        ?? "It would pass --max-cost \(arguments.value("max-cost") ?? "")."
      report.tell(event)
    }
  }

  private func dryEnd(_ made: [Int], isShort: Bool) -> ExitStatus {
    for place in made {
      var event = BatchEvent(.checked, jobs[place].item)
      event.estimate = jobs[place].checked?.estimate
      for warning in jobs[place].checked?.warnings ?? [] {
        report.warn("line \(jobs[place].item.line): \(warning)")
      }
      report.tell(event)
    }
    let sum = EstimateSum(made.compactMap { jobs[$0].checked?.estimate })
    let status: ExitStatus = isShort ? .rule : .done
    if report.isJSON {
      Output.write(
        JSONValue.object([
          "event": .string("end"), "videos": .integer(Int64(jobs.count)),
          "checked": .integer(Int64(made.count)), "estimate": sum.json,
          "exit": .integer(Int64(status.rawValue)),
        ]).bytes + [0x0a])
    } else {
      Output.write("Nothing was sent. \(made.count) would be made, for \(sum.words).\n")
    }
    return status
  }
}
