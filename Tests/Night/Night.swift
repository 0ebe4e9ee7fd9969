import FoundationEssentials
import Glibc
import Synchronization
import TaskStore
import TestSupport
import VideoTasks

/// A night of work in little time: many tasks, a server on which everything goes wrong, and engines on
/// one store that are killed one after another.
public final class Night {
  private static let isInterrupted = Atomic<Bool>(false)

  /// Ends the night that is going on, and its programs; may be called in a signal handler.
  public static func interrupt() { isInterrupted.store(true, ordering: .relaxed) }

  private let plan: NightPlan
  private let home: TemporaryFolder
  private let program: String
  private var engines: [NightProcess] = []
  private var random: SeededRandom
  private var report = NightReport()

  private var data: String { home.file("data") }

  /// Prepares a night in a folder of its own.
  ///
  /// - Parameter program: the path of `rushes`.
  public init(_ plan: NightPlan, program: String) throws {
    self.plan = plan
    self.program = program
    home = try TemporaryFolder("night")
    random = SeededRandom(seed: plan.seed)
  }

  /// Has the night, and says how it was.
  public func run() throws -> NightReport {
    let sandbox = try startSandbox()
    defer { sandbox.end(SIGTERM) }
    let store = try TaskStore(folder: data, access: .readWrite, now: now())
    _ = try store.insert(plan.newTasks(), now: now())
    let user = NightUser { [self] words in
      try start(words, output: "user.txt").wait()
    }
    let began = ContinuousClock.now
    for _ in 0..<plan.engines { engines.append(try startEngine()) }
    let records = try goThrough(store, user, until: began + plan.patience)
    report.time = ContinuousClock.now - began
    for engine in engines {
      let status = engine.end(SIGTERM)
      if status != 0 { report.broken.append("an agent ended with \(status)") }
    }
    engines = []
    var usage = rusage()
    // The sandbox goes on, so that only the others are counted.
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    report.processorSeconds =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    try fill(store, records, user)
    return report
  }

  // MARK: The course of the night

  /// Kills engines until nothing more happens; the tasks then.
  private func goThrough(
    _ store: TaskStore, _ user: NightUser, until deadline: ContinuousClock.Instant
  ) throws -> [TaskRecord] {
    var killAt = nextKill()
    while true {
      let records = try all(store)
      if !records.contains(where: isOnItsWay) {
        if try !user.settle(records, try NightJournal(folder: data)) { return records }
      }
      if Night.isInterrupted.load(ordering: .relaxed) { throw NightTrouble("interrupted") }
      if ContinuousClock.now > deadline {
        report.broken.append("the night did not end")
        return records
      }
      if ContinuousClock.now >= killAt {
        try killOne()
        killAt = nextKill()
      }
      for engine in engines where !engine.isRunning() {
        report.broken.append("an agent ended by itself")
        return records
      }
      // The night is a clock: nothing tells of the moment for the next kill.
      usleep(100_000)
    }
  }

  private func nextKill() -> ContinuousClock.Instant {
    let spread = Double.random(in: 0.5...1.5, using: &random)
    return .now + .seconds(plan.secondsBetweenKills * spread)
  }

  private func killOne() throws {
    let chosen = Int.random(in: 0..<engines.count, using: &random)
    engines[chosen].end(SIGKILL)
    engines[chosen] = try startEngine()
    report.kills += 1
  }

  /// Whether something will still happen to a task by itself.
  private func isOnItsWay(_ record: TaskRecord) -> Bool {
    switch record.status {
    case .waiting, .submitting, .queued, .running: true
    case .succeeded: [.waiting, .running].contains(record.download)
    case .unconfirmed, .failed, .expired, .cancelled: false
    }
  }

  private func all(_ store: TaskStore) throws -> [TaskRecord] {
    let count = try store.count(TaskQuery())
    return try (1...max(1, count)).compactMap { try store.task(TaskID(Int64($0))) }
  }

  // MARK: Programs

  private var environment: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [
      "PATH": path, "HOME": home.path, "LANG": "C.UTF-8", "NIGHT_KEY": "key-of-the-night",
      "RUSHES_DATA": data, "RUSHES_CONFIG": home.file("config.yaml"),
      "SWIFT_BACKTRACE": "enable=no",
    ]
  }

  private func start(_ words: [String], output: String) throws -> NightProcess {
    try NightProcess(program, words, environment: environment, output: home.file(output))
  }

  private func startEngine() throws -> NightProcess { try start(["agent"], output: "agents.txt") }

  /// Starts the sandbox, and waits until it listens; the configuration is written for it.
  private func startSandbox() throws -> NightProcess {
    let faults = NightFaults.lines(tasks: plan.tasks, seed: plan.seed).joined(separator: "\n")
    try Data((faults + "\n").utf8).write(to: URL(filePath: home.file("faults.jsonl")))
    try Data().write(to: URL(filePath: home.file("config.yaml")))
    let sandbox = try start(
      [
        "sandbox", "--seconds", "1", "--clips", "shared", "--faults", home.file("faults.jsonl"),
      ], output: "sandbox.txt")
    for _ in 0..<1500 {
      let told = fileBytes(home.file("sandbox.txt")) ?? []
      let text = String(decoding: told, as: UTF8.self)
      if text.contains("End it with"),
        let port = text.split(separator: "port ").dropFirst().first.map({
          $0.prefix(while: \.isNumber)
        }).flatMap({ Int($0) })
      {
        let configuration = plan.configuration(port: port)
        try Data(configuration.utf8).write(to: URL(filePath: home.file("config.yaml")))
        return sandbox
      }
      guard sandbox.isRunning() else { throw NightTrouble("the sandbox does not start: \(text)") }
      usleep(20_000)
    }
    throw NightTrouble("the sandbox does not listen")
  }

  private func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  // MARK: The morning

  private func fill(_ store: TaskStore, _ records: [TaskRecord], _ user: NightUser) throws {
    let journal = try NightJournal(folder: data)
    report.creates = journal.lines.values.reduce(0) { $0 + $1.count }
    report.made = journal.madeInAll
    for record in records {
      report.statuses[record.status, default: 0] += 1
      if record.download == .done {
        report.videos += 1
        report.bytes += record.bytes ?? 0
      }
      for event in try store.events(of: record.id) { report.events[event.kind, default: 0] += 1 }
    }
    report.confirmed = user.confirmed
    report.denied = user.denied
    report.fetched = user.fetched
    report.retried = user.retries.values.reduce(0, +)
    let checks = NightChecks(
      plan: plan, folder: data, records: records, journal: journal, retries: user.retries)
    report.broken += checks.broken()
  }
}
