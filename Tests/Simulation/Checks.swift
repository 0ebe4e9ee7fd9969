import CSimulatedDisk
import Engine
import FoundationEssentials
import TaskStore
import VideoAPIs
import VideoTasks

/// What must hold after every step and at the end of a run.
final class Checks {
  /// A task as the store showed it last.
  struct Shadow {
    var profile = ""
    var status = TaskStatus.waiting
    var download = DownloadState.none
    var remoteID = ""
    var link = ""
    var file = ""
    /// The words of its story that no power cut may cost.
    var story = ""
    var isClaimed = false
  }

  /// What is known of one create that has left.
  private enum Send {
    /// It may have made a task.
    case mayHaveMade
    /// The server has refused it, and its answer is under way.
    case refused
    /// That answer has come.
    case toldRefused
  }

  unowned let simulation: Simulation
  /// The first thing that did not hold.
  private(set) var problem: String?
  /// Files of other programs, which must stay as they are.
  var foreign: [String] = []
  /// The tasks that were stored and not removed, oldest first.
  private(set) var tasks: [TaskID] = []
  private(set) var shadows: [TaskID: Shadow] = [:]
  private var removed: Set<TaskID> = []
  private var maybeRemoved: Set<TaskID> = []
  private var openInserts = 0
  private var sends: [TaskID: [Send]] = [:]
  private var lastSend: [TaskID: Timestamp] = [:]
  private var requests: [String: [Timestamp]] = [:]
  private var underWay: [(call: SimulatedCall, leasedAt: Timestamp)] = []
  private var mustCheckFile = false
  private(set) var clockSettings = 0
  /// Tasks that begin with the last frame of another one, and that one.
  var chains: [TaskID: TaskID] = [:]
  /// What was written for people to read, in English.
  var sentences: Set<String> = []

  init(_ simulation: Simulation) { self.simulation = simulation }

  func fail(_ what: String) {
    guard problem == nil else { return }
    problem = what
    simulation.say("PROBLEM: \(what)")
  }

  func standing(_ id: TaskID) -> (status: TaskStatus, download: DownloadState)? {
    shadows[id].map { ($0.status, $0.download) }
  }

  func isThere(_ id: TaskID) -> Bool { shadows[id] != nil }

  /// What people are told.
  func told(_ text: String) {
    if text.contains(SimulatedNetwork.key) { fail("the key is in a message") }
  }

  func clockWasSet() {
    clockSettings += 1
    requests = [:]
    underWay = []
  }

  // MARK: Storing and removing

  func insertBegins() { openInserts += 1 }

  /// Who was told that nothing was stored may store it again, and nothing of the first may come back.
  func insertRefused() { openInserts -= 1 }

  func inserted(_ ids: [TaskID]) {
    openInserts -= 1
    for id in ids { add(id) }
  }

  private func add(_ id: TaskID) {
    guard shadows[id] == nil else { return }
    shadows[id] = Shadow()
    tasks.append(id)
  }

  func removeBegins(_ id: TaskID) {
    simulation.say("user: would remove \(id)")
    maybeRemoved.insert(id)
  }

  func removeRefused(_ id: TaskID) { maybeRemoved.remove(id) }

  func removed(_ id: TaskID) {
    maybeRemoved.remove(id)
    removed.insert(id)
    shadows[id] = nil
    tasks.removeAll { $0 == id }
  }

  // MARK: Calls

  /// A call begins: is it this engine's to make, and is there leave for it?
  func starts(_ call: SimulatedCall) {
    let process = call.process
    let age = simulation.clock.now - process.steppedAt
    let late = age > .zero ? ", in a step of \(age) ago" : ""
    simulation.say("\(process.name): begins \(call.call.words)\(late)")
    switch call.call.purpose {
    case .download, .lastFrame:
      for other in underWay where isRival(other.call, call) && isDownload(other.call) {
        // Whoever came later has found the lease of the other over. That may be the other one: an engine
        // that is stopped in the middle of a step goes on with what it leased at its beginning, and
        // writes into a file of its own.
        let apart = process.steppedAt - other.leasedAt
        guard apart < .seconds(120), apart > .seconds(-120) else { continue }
        fail("\(process.name) fetches task \(call.call.task), leased by \(other.call.process.name)")
      }
    case .create:
      spend(call)
      for other in underWay where isRival(other.call, call) && other.call.call.isCreate {
        fail("\(process.name) sends task \(call.call.task), claimed by \(other.call.process.name)")
      }
    case .poll, .list, .look, .cancel:
      spend(call)
      for other in underWay where isRival(other.call, call) && other.call.isQuestion {
        // Who was stopped between the leasing and the asking may ask when another has the lease.
        let age = process.steppedAt - other.leasedAt
        guard age >= .zero, age < .seconds(90),
          simulation.clock.now - process.steppedAt < .seconds(90)
        else { continue }
        let name = other.call.process.name
        fail("\(process.name) asks about task \(call.call.task), as \(name) does")
      }
    case .renew: spend(call)
    case .frame: return
    }
    underWay.removeAll { $0.call.isEnded }
    // Whose clock was set back within its step takes leases that last, and others may end its own.
    if process.steppedAt <= simulation.clock.now {
      underWay.append((call, process.steppedAt))
    } else {
      underWay.removeAll { isRival($0.call, call) }
    }
  }

  /// Progress of a transfer keeps its lease.
  func prolongs(_ call: SimulatedCall, now: Timestamp) {
    guard let place = underWay.firstIndex(where: { $0.call === call }) else { return }
    underWay[place].leasedAt = now
    if now > simulation.clock.now { underWay.remove(at: place) }
  }

  func forgetCalls(of process: SimulatedProcess) {
    underWay.removeAll { $0.call.process === process }
  }

  private func isRival(_ one: SimulatedCall, _ other: SimulatedCall) -> Bool {
    !one.isEnded && !Set(one.call.tasks).isDisjoint(with: other.call.tasks)
      && one.process !== other.process && !one.process.isDead
  }

  private func isDownload(_ call: SimulatedCall) -> Bool {
    switch call.call.purpose {
    case .download, .lastFrame: true
    default: false
    }
  }

  /// A minute may hold what is allowed in one, and what the bucket had saved up.
  private func spend(_ call: SimulatedCall) {
    let now = call.process.steppedAt
    let name = "\(call.process.number) \(call.profile.name)"
    let recent = requests[name, default: []].filter { now - $0 < .seconds(60) } + [now]
    requests[name] = recent
    let most = call.profile.requestsPerMinute + max(1, call.profile.requestsPerMinute / 10)
    if recent.count > most {
      fail("\(call.process.name) asked \(call.profile.name) \(recent.count) times in a minute")
    }
  }

  /// A create leaves: nothing that left for this task before may have made one.
  func createLeaves(_ call: SimulatedCall, _ request: APICall) {
    let task = call.call.task
    let earlier = sends[task, default: []]
    if earlier.contains(where: { $0 != .toldRefused }) {
      fail("task \(task) is sent again, and may have been made before")
    }
    if removed.contains(task) { fail("task \(task) is sent after it was removed") }
    if let body = request.body, String(decoding: body, as: UTF8.self).contains(SimulatedNetwork.key)
    {
      fail("the key is in a body")
    }
    checkFrame(call, request)
    simulation.say("\(call.process.name): the create of task \(task) leaves")
    simulation.count("creates")
    sends[task] = earlier + [.mayHaveMade]
    lastSend[task] = simulation.clock.truth
  }

  /// A link of a chain leaves: the one before it has succeeded, and this one carries its last frame.
  private func checkFrame(_ call: SimulatedCall, _ request: APICall) {
    guard let earlier = chains[call.call.task] else { return }
    let made = simulation.server.remotes.filter {
      $0.task == earlier && $0.status(at: simulation.clock.truth) == .succeeded
    }
    let pictures = made.flatMap { remote in
      [Clip.picture(remote.id)]
        + (1...remote.version).map { Clip.lastFrame(of: Clip.bytes(remote.id, $0)) }
    }
    let body = String(decoding: request.body ?? [], as: UTF8.self)
    let carries = pictures.contains { picture in
      body.contains(Data(picture).base64EncodedString())
    }
    if !carries || !body.contains("first_frame") {
      fail("task \(call.call.task) leaves without the last frame of task \(earlier)")
    }
    simulation.count("links of chains")
  }

  func createRefused(_ task: TaskID) { setLastSend(task, from: .mayHaveMade, to: .refused) }

  func createAnswered(_ task: TaskID) { setLastSend(task, from: .refused, to: .toldRefused) }

  private func setLastSend(_ task: TaskID, from old: Send, to new: Send) {
    guard var list = sends[task], list.last == old else { return }
    list[list.count - 1] = new
    sends[task] = list
  }

  /// Whether all that was sent for a task has come to the server or never will.
  func isSettledAtServer(_ task: TaskID) -> Bool {
    lastSend[task].map { simulation.clock.truth - $0 > .seconds(300) } ?? true
  }

  func plans(_ process: SimulatedProcess, _ next: Timestamp, now: Timestamp) {
    if next <= now { fail("\(process.name) would spin: it plans for \(next - now) from now") }
  }

  // MARK: The store

  /// Looks at what has changed in the store, through a process that lives.
  func look() {
    guard problem == nil,
      let audit = simulation.processes.first(where: { !$0.isDead && $0.audit != nil })?.audit
    else { return }
    let context = Unmanaged.passUnretained(self).toOpaque()
    let result = simulated_audit_look(
      audit,
      { context, row in
        guard let context, let row else { return }
        Unmanaged<Checks>.fromOpaque(context).takeUnretainedValue().hear(row.pointee)
      }, context)
    guard result == 0 else { return fail("the store cannot be read: SQLite \(result)") }
    let count = Int(simulated_audit_count(audit))
    if count < shadows.count - maybeRemoved.count {
      fail("the store holds \(count) tasks; \(shadows.count) were stored")
    }
    checkLimits()
  }

  private func hear(_ row: simulated_row) {
    let id = TaskID(row.id)
    let found = Shadow(row)
    guard var known = shadows[id] else {
      if removed.contains(id) { return fail("task \(id) was removed and is back") }
      if openInserts == 0 { return fail("task \(id) was stored by nobody") }
      simulation.count("tasks of a refused submit")
      add(id)
      shadows[id] = found
      return
    }
    if known.story != found.story || known.status != found.status {
      simulation.say(
        "task \(id): \(found.status) \(found.download) \(found.remoteID) [\(found.story)]")
    }
    if !found.story.utf8.starts(with: known.story.utf8) {
      fail("task \(id) has forgotten: [\(known.story)] became [\(found.story)]")
    }
    if !known.remoteID.isEmpty && known.remoteID != found.remoteID {
      fail("task \(id) has lost its id \(known.remoteID)")
    }
    if !known.link.isEmpty && found.link.isEmpty { fail("task \(id) has lost its link") }
    if known.file != found.file { fileChanged(id, known, found) }
    known = found
    shadows[id] = known
  }

  private func fileChanged(_ id: TaskID, _ known: Shadow, _ found: Shadow) {
    if found.file.isEmpty {
      let ordered = { (text: String) in
        text.split(separator: " ").count { $0 == "download-ordered" }
      }
      if ordered(found.story) == ordered(known.story) { fail("task \(id) has lost its file") }
      return
    }
    simulation.count("videos")
    let isWhole = simulation.videos.durableBytes(found.file).map { isVideo($0, of: id) } ?? false
    if !isWhole {
      fail("task \(id) is said to be in \(found.file), which is not durable and whole")
    }
  }

  func isVideo(_ bytes: [UInt8], of id: TaskID) -> Bool {
    simulation.server.remotes.contains { remote in
      remote.task == id
        && (1...remote.version).contains { Clip.bytes(remote.id, $0) == bytes }
    }
  }

  private func checkLimits() {
    for profile in simulation.profiles {
      var active = 0
      for id in tasks {
        guard let shadow = shadows[id], shadow.profile == profile.name else { continue }
        guard [.submitting, .queued, .running].contains(shadow.status) else { continue }
        // What came back from the dead may be too many; nothing more is sent then.
        if !shadow.story.contains("unconfirmed") { active += 1 }
      }
      if active > profile.maxActive {
        fail("\(active) tasks are at \(profile.name), whose limit is \(profile.maxActive)")
      }
    }
  }
}

extension Checks.Shadow {
  init(_ row: simulated_row) {
    profile = String(cString: row.profile)
    status = TaskStatus(rawValue: String(cString: row.status)) ?? .waiting
    download = DownloadState(rawValue: String(cString: row.download)) ?? .none
    remoteID = String(cString: row.remote_id)
    link = String(cString: row.link)
    file = String(cString: row.file)
    story = String(cString: row.story)
    isClaimed = row.is_claimed
  }
}

extension EngineCall {
  /// The call in a few words.
  var words: String {
    switch purpose {
    case .create: "create of task \(task)"
    case .poll(let id): "poll of task \(task), \(id)"
    case .list(let ids): "list of \(ids.joined(separator: " "))"
    case .look(let page): "look for task \(task) on page \(page) of the list"
    case .renew(let id): "renewal of task \(task), \(id)"
    case .cancel(let id, _): "cancel of task \(task), \(id)"
    case .download(let order): "download of task \(task) from byte \(order.offset)"
    case .lastFrame: "last frame of task \(task)"
    case .frame: "the frame that task \(task) begins with"
    }
  }
}
