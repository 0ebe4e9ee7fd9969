import CSimulatedDisk
import Engine
import TaskStore
import VideoTasks

/// One run: the real engine, store, dialects and gate under a fake clock, in one thread, with
/// servers, a network, two disks and several processes that a seed has misbehave; then fine weather,
/// in which everything must come to its right end.
///
/// The same seed of the same program repeats the same run, call by call.
public final class Simulation {
  /// How often a call to the disk may be interrupted within an interruption.
  private static let mostNesting = 2
  /// More than this within a second is work that gets nowhere.
  private static let mostInASecond = 500
  /// How a run ended.
  public struct Outcome: Sendable {
    /// What did not hold; nil when all did.
    public let problem: String?
    /// What happened, line by line, when it was asked for.
    public let trace: [String]
    /// Counts of what was met, for whoever wants to know whether the runs reach anything.
    public let met: [String: Int]
    /// What the engine and the store have written for people to read, in English.
    public let sentences: Set<String>
  }

  let ground: Ground
  let name: String
  let dice: Dice
  let clock = SimulatedClock()
  let queue = EventQueue()
  let profiles: [Profile]
  let server: SimulatedServer
  let videos: SimulatedVideoDisk
  private(set) var weather: Weather
  /// Whether nothing goes wrong in this run from its beginning on.
  let isFine: Bool
  private(set) var disk: OpaquePointer
  private(set) lazy var network = SimulatedNetwork(self, server, dice)
  private(set) lazy var checks = Checks(self)
  private lazy var users = Users(self)

  var living: Set<OwnerID> = []
  private(set) var processes: [SimulatedProcess] = []
  private var graves: [SimulatedProcess] = []
  private var started = 0
  private var changesSeen: UInt64 = 0
  private var nesting = 0
  private let isTracing: Bool
  private var trace: [String] = []
  private(set) var met: [String: Int] = [:]

  /// Runs one seed.
  public static func run(seed: UInt64, ground: Ground, isTracing: Bool = false) -> Outcome {
    let simulation = Simulation(seed: seed, ground: ground, isTracing: isTracing)
    simulation.run()
    simulation.clear()
    return Outcome(
      problem: simulation.checks.problem, trace: simulation.trace, met: simulation.met,
      sentences: simulation.checks.sentences)
  }

  private init(seed: UInt64, ground: Ground, isTracing: Bool) {
    self.ground = ground
    self.isTracing = isTracing
    name = "simulated-\(seed)"
    let dice = Dice(seed: seed)
    self.dice = dice
    let weather = Weather.of(dice)
    self.weather = weather
    isFine = weather == .calm
    server = SimulatedServer(dice)
    server.mayStick = !isFine
    videos = SimulatedVideoDisk(clock: clock)
    disk = simulated_disk_make(dice.number())
    profiles = Simulation.profiles(dice)
    let isBlank = dice.below(20) == 0
    ground.newStore.withUnsafeBytes { bytes in
      simulated_disk_put(disk, ground.database, bytes.baseAddress, isBlank ? 0 : Int64(bytes.count))
    }
    for number in 1...3 where dice.below(6) == 0 {
      videos.put([1, 2, 3], at: "/videos/clip-\(number).mp4")
    }
    if !isFine && dice.below(12) == 0 { videos.room = Int64(dice.pick([1000, 100 << 20])) }
    checks.foreign = videos.names.keys.sorted()
  }

  /// Ends what is left, and with it everything that holds on to this object.
  private func clear() {
    queue.removeAll()
    for process in processes { process.kill() }
    for process in processes { process.clear() }
    processes = []
    clearGraves()
    simulated_disk_free(disk)
  }

  private static func profiles(_ dice: Dice) -> [Profile] {
    let names = ["apiyi", "volcengine", "kyyvideo2", "kyyaipower", "x1"]
    let first = dice.below(names.count)
    let chosen = dice.below(3) == 0 ? [first, (first + 1) % names.count] : [first]
    return chosen.compactMap { place in
      var profile = Profile.builtIn.first { $0.name == names[place] }
      profile?.maxActive = dice.within(1...4)
      profile?.requestsPerMinute = dice.pick([6, 20, 60, 180])
      return profile
    }
  }

  // MARK: Words

  func say(_ line: @autoclosure () -> String) {
    guard isTracing else { return }
    let at = (clock.truth - Timestamp(seconds: 1_795_000_000)).wholeMilliseconds
    trace.append("\(at / 1000).\(1000 + at % 1000)".replacingDot() + " " + line())
  }

  func count(_ what: String) { met[what, default: 0] += 1 }

  // MARK: The run

  private func run() {
    say("weather \(weather)")
    let end = clock.truth + dice.seconds(dice.pick([100...800, 100...800, 100...8000]))
    start(.dashboard)
    if dice.below(3) == 0 { start(.dashboard) }
    users.plan(until: end)
    go(until: end)
    guard checks.problem == nil else { return }
    endWell()
  }

  /// Lets things happen until `end`, or until nothing is left to happen.
  private func go(until end: Timestamp) {
    var second = clock.truth
    var happened = 0
    while checks.problem == nil, let next = queue.next, next <= end,
      let event = queue.removeFirst()
    {
      clock.truth = event.at
      happened = event.at - second < .seconds(1) ? happened + 1 : 0
      if happened == 0 { second = event.at }
      if happened > Simulation.mostInASecond {
        checks.fail("\(happened) things happened within a second: something spins")
      }
      count("things that happened")
      happen(event)
      clearGraves()
    }
  }

  private func happen(_ event: EventQueue.Event) {
    guard let process = event.process else { return event.action() }
    if process.isDead { return }
    if process.isStopped { return process.held.append(event.action) }
    event.action()
  }

  /// Lets a stopped process go on: what it has missed happens to it now.
  private func resume(_ process: SimulatedProcess) {
    process.isStopped = false
    for action in process.held { queue.add(at: clock.truth, process, action) }
    process.held = []
  }

  private func endWell() {
    say("the weather turns fine")
    weather = .calm
    videos.room = 1 << 40
    for process in processes { process.endFaults() }
    let stopped =
      !isFine && dice.below(3) == 0
      ? processes.first { !$0.isDead } : nil
    for process in processes where process !== stopped {
      resume(process)
      if !isFine && dice.below(2) == 0 { kill(process) }
    }
    stopped?.isStopped = true
    start(.dashboard)
    let patience = Duration.seconds(500_000)
    go(until: clock.truth + patience)
    checks.checkAll(exceptClaimsOf: stopped)
    guard checks.problem == nil else { return }
    if let stopped {
      say("\(stopped.name) wakes")
      resume(stopped)
      stopped.wake(after: .zero)
      go(until: clock.truth + patience)
      checks.checkAll(exceptClaimsOf: nil)
    }
    checks.checkEnd()
  }

  // MARK: Processes

  private func clearGraves() {
    let dead = graves
    graves = []
    for process in dead { process.clear() }
  }

  @discardableResult
  func start(_ kind: SimulatedProcess.Kind) -> SimulatedProcess? {
    started += 1
    let process = SimulatedProcess(self, number: started, kind: kind)
    processes.append(process)
    say("\(process.name): starts \(kind)")
    process.brew()
    process.depth += 1
    var isOpen = true
    do throws(StoreError) {
      try process.open()
    } catch {
      say("\(process.name): does not start: \(error.kind) \(error.detail)")
      checks.told(error.message)
      isOpen = false
    }
    process.depth -= 1
    if isOpen && !process.isDead {
      process.wake(after: .zero)
      stepped(process)
      return process.isDead ? nil : process
    }
    process.kill()
    bury(process)
    if case .dashboard = kind {
      queue.add(at: clock.truth + .seconds(5), nil) { [self] in start(.dashboard) }
    }
    return nil
  }

  /// Kills one process.
  func kill(_ process: SimulatedProcess) {
    guard !process.isDead else { return }
    say("\(process.name): is killed")
    count("kills")
    process.kill()
    bury(process)
  }

  /// Takes a dead process out of the world, as soon as no step of it is on the stack.
  ///
  /// Its connections are closed when what is happening has happened: the caller may hold some.
  func bury(_ process: SimulatedProcess) {
    guard process.isDead, process.depth == 0, !graves.contains(where: { $0 === process }),
      processes.contains(where: { $0 === process })
    else { return }
    if let owner = process.owner { living.remove(owner) }
    processes.removeAll { $0 === process }
    checks.forgetCalls(of: process)
    process.settle()
    graves.append(process)
    say("\(process.name): is gone")
  }

  /// Cuts the power: every process dies, and what was not synced may be lost.
  func cutPower() {
    say("the power fails")
    count("power cuts")
    for process in processes { process.kill() }
    for process in processes { bury(process) }
    let loss = dice.pick([PowerLoss.all, .none, .some, .some])
    let kind = [PowerLoss.all: SIMULATED_LOSS_ALL, .none: SIMULATED_LOSS_NONE][loss]
    simulated_disk_cut_power(disk, kind ?? SIMULATED_LOSS_SECTORS)
    videos.cutPower(loss, dice)
    // No machine is up again within a second or two, by which file systems round their times.
    clock.truth = clock.truth + .seconds(5)
    videos.startedAt = clock.truth
    checks.checkVideos("after a power cut")
    queue.add(at: clock.truth + dice.seconds(20...400), nil) { [self] in start(.dashboard) }
  }

  /// After every step: what it has changed is looked at, and others hear of it.
  func stepped(_ process: SimulatedProcess) {
    if process.isDead {
      died(process)
    } else if process.depth == 0, process.isDone({ checks.standing($0) }) {
      say("\(process.name): ends")
      process.kill()
      bury(process)
    }
    let changes = simulated_disk_changes(disk)
    guard changes != changesSeen else { return }
    changesSeen = changes
    checks.look()
    for other in processes where other !== process && !other.isDead {
      if !dice.chance(weather.deafness) { other.wake(after: dice.milliseconds(1...60)) }
    }
  }

  /// It has died at a call to the disk: alone, or with the machine.
  private func died(_ process: SimulatedProcess) {
    guard process.depth == 0, processes.contains(where: { $0 === process }) else { return }
    say("\(process.name): has died")
    count("deaths at a call")
    bury(process)
    let isPower = nesting == 0 && dice.chance(weather.powerCuts)
    if isPower { return cutPower() }
    if case .dashboard = process.kind {
      queue.add(at: clock.truth + dice.seconds(1...300), nil) { [self] in start(.dashboard) }
    }
  }

  /// A process is about to write: others may run meanwhile, or it may be stopped right here.
  func interrupts(_ process: SimulatedProcess, holdsLock: Bool) {
    guard nesting < Simulation.mostNesting, process.depth > 0, checks.problem == nil,
      dice.chance(holdsLock ? weather.interleaving / 8 : weather.interleaving)
    else { return }
    nesting += 1
    let pause = dice.pick([
      Duration.milliseconds(100), .seconds(1), .seconds(20), .seconds(300),
    ])
    say("\(process.name): others run for \(pause)\(holdsLock ? ", while it holds the lock" : "")")
    count("interruptions")
    let end = clock.truth + pause
    process.isStopped = true
    if dice.below(3) == 0 {
      for other in processes where other !== process { other.wake(after: .zero) }
    }
    go(until: end)
    clock.truth = end
    resume(process)
    nesting -= 1
  }

  // MARK: Weather

  /// One piece of bad weather.
  func brew() {
    for process in processes where process.depth == 0 && !process.isStopped {
      process.brew()
      if dice.chance(weather.stops) {
        let pause = dice.seconds(dice.pick([1...30, 60...400, 400...4000]))
        say("\(process.name): is stopped for \(pause)")
        count("stops")
        process.isStopped = true
        queue.add(at: clock.truth + pause, nil) { [self] in
          if process.depth == 0 { resume(process) }
        }
      }
    }
    if dice.chance(weather.clockJumps) {
      clock.error = clock.error + dice.seconds(dice.pick([-4000 ... -60, -90...90, 60...90_000]))
      say("the clock is set: \(clock.error) ahead")
      checks.clockWasSet()
    }
    if dice.chance(weather.oddLinks / 4) { server.replaceSomeFile() }
    if dice.chance(weather.crashes / 8), let process = processes.first(where: { $0.depth == 0 }) {
      kill(process)
      queue.add(at: clock.truth + dice.seconds(1...300), nil) { [self] in start(.dashboard) }
    } else if dice.chance(weather.crashes * weather.powerCuts / 8000),
      processes.allSatisfy({ $0.depth == 0 })
    {
      cutPower()
    }
  }
}

extension String {
  /// Seconds and milliseconds that were put together with a leading 1 in the latter.
  fileprivate func replacingDot() -> String {
    let parts = split(separator: ".")
    guard parts.count == 2 else { return self }
    return parts[0] + "." + parts[1].dropFirst()
  }
}
