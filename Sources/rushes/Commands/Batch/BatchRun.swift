internal import Batch
internal import FoundationEssentials
internal import TaskStore
internal import VideoTasks

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
    tellProblems()
    if !problems.isEmpty, isUnusable || !arguments.has("skip-invalid") {
      let refusal = refusal()
      report.end(BatchProgress([]), videos: jobs.count, EstimateSum([]), refusal.status)
      throw refusal
    }
    if jobs.isEmpty, problems.isEmpty {
      report.remark("\(source.file) has no lines, so there is nothing to do.")
    }
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
    var names: [Int: String] = [:]
    for item in plan.items { names[item.line] = item.name }
    for (line, problems) in byLine.sorted(by: { $0.key < $1.key }) {
      var event = BatchEvent(.invalid, line: line)
      event.name = names[line]
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
    report.end(BatchProgress([]), videos: jobs.count, sum, status)
    if !report.isJSON {
      report.write("Nothing was sent. \(made.count) would be made, for \(sum.words).")
    }
    return status
  }
}
