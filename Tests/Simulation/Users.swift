import Engine
import TaskStore
import VideoTasks

/// The people at the machine: what they want, and what they do about what they see.
///
/// What the screen and the commands do to the store is done here in the same way, since both are
/// part of the program and not of a library.
final class Users {
  unowned let simulation: Simulation
  private var onceNames: [String: TaskID] = [:]
  private var prompts = 0

  init(_ simulation: Simulation) { self.simulation = simulation }

  private var dice: Dice { simulation.dice }
  private var checks: Checks { simulation.checks }

  func plan(until end: Timestamp) {
    let clock = simulation.clock
    let span = max(1, Int((end - clock.truth).wholeMilliseconds / 1000))
    for _ in 0..<dice.pick([1, 1, 2, 3]) {
      let wait = dice.seconds(0...max(1, span / dice.pick([2, 20, 20])))
      simulation.queue.add(at: clock.truth + wait, nil) { [self] in submit() }
    }
    for _ in 0..<dice.within(0...5) {
      simulation.queue.add(at: clock.truth + dice.seconds(0...span), nil) { [self] in act() }
    }
    for _ in 0..<dice.within(2...14) {
      simulation.queue.add(at: clock.truth + dice.seconds(0...span), nil) { [simulation] in
        simulation.brew()
      }
    }
  }

  /// Does something to the store through a process that can; one is started where there is none.
  ///
  /// - Parameter refused: called when the store has refused, and has said whether that is certain.
  private func with(
    _ body: (SimulatedProcess, TaskStore) throws(StoreError) -> Void,
    refused: (_ isCertain: Bool) -> Void = { _ in }
  ) {
    let free = simulation.processes.filter { !$0.isDead && !$0.isStopped && $0.depth == 0 }
    let process = free.isEmpty ? simulation.start(.dashboard) : dice.pick(free)
    guard let process, process.store != nil else { return }
    process.depth += 1
    let error = perform(body, in: process)
    // A person whose program dies is told nothing.
    if let error, !process.isDead { refused(error.kind != .uncertain) }
    process.depth -= 1
    process.wake(after: .zero)
    simulation.stepped(process)
  }

  /// A function of its own, so that nobody holds the store when the process is cleared away.
  private func perform(
    _ body: (SimulatedProcess, TaskStore) throws(StoreError) -> Void, in process: SimulatedProcess
  ) -> StoreError? {
    guard let store = process.store else { return nil }
    do throws(StoreError) {
      try body(process, store)
      return nil
    } catch {
      simulation.say("user: refused in \(process.name): \(error.kind) \(error.detail)")
      simulation.count(error.kind == .uncertain ? "refused, perhaps" : "refused")
      checks.told(error.message)
      return error
    }
  }

  // MARK: Submitting

  func submit() {
    let profile = dice.pick(simulation.profiles)
    let count = dice.pick([1, 1, 1, 1, 2, 3])
    let onceName = dice.below(4) == 0 ? "once-\(dice.below(3))" : nil
    let drafts = (0..<count).map { _ in draft(profile) }
    var made: [TaskID] = []
    var inserted = false
    with { process, store throws(StoreError) in
      let now = simulation.clock.now
      checks.insertBegins()
      if let onceName {
        let (id, isNew) = try store.insertOnce(
          task(profile, drafts[0], onceName), now: now)
        if let known = onceNames[onceName], known != id, checks.isThere(known) {
          checks.fail("the name \(onceName) was given to \(known) and to \(id)")
        }
        if isNew { made = [id] }
        onceNames[onceName] = id
      } else {
        made = try store.insert(drafts.map { task(profile, $0, nil) }, now: now)
      }
      checks.inserted(made)
      inserted = true
      try join(made, store, now)
      simulation.say("user: submits \(made) at \(profile.name) in \(process.name)")
    } refused: { isCertain in
      if isCertain && !inserted { checks.insertRefused() }
    }
    guard !made.isEmpty else { return }
    switch dice.below(4) {
    case 0: simulation.start(.sending(made))
    case 1: simulation.start(.waiting(made))
    default: break
    }
  }

  private func task(_ profile: Profile, _ draft: RequestDraft, _ onceName: String?) -> NewTask {
    var new = NewTask(
      profile: profile.name, api: profile.api, model: draft.model ?? "", request: draft,
      onceName: onceName)
    if dice.below(4) == 0, let last = checks.tasks.last { follow(last, &new) }
    return new
  }

  /// Has a task begin where another one ends, or, where that cannot be, only wait for it.
  private func follow(_ earlier: TaskID, _ new: inout NewTask) {
    new.after = earlier
    let isArk = ["apiyi", "volcengine"].contains(checks.shadows[earlier]?.profile)
    if new.api == .ark && isArk {
      new.request.returnLastFrame = true
    } else {
      new.request.firstFrame = MediaReference("https://media.test/a.png")
    }
  }

  /// What a new link of a chain means for the one before it.
  private func join(
    _ made: [TaskID], _ store: TaskStore, _ now: Timestamp
  ) throws(StoreError) {
    for id in made {
      guard let source = try store.task(id)?.frameSource else { continue }
      checks.chains[id] = source
      _ = try store.wantLastFrame(of: source, for: id, now: now)
    }
  }

  private func draft(_ profile: Profile) -> RequestDraft {
    prompts += 1
    var draft = RequestDraft(prompt: "a hill in the rain, take \(prompts)")
    switch profile.api {
    case .ark:
      draft.model = "doubao-seedance-2-0-260128"
      draft.returnLastFrame = dice.below(4) == 0 ? true : nil
      draft.expiresAfter = dice.below(4) == 0 ? 3600 : nil
    case .kyyvideo2: draft.model = "seedance_2_0_pro"
    case .kyyaipower: draft.model = "seedance_1_5_pro_720p"
    case .x1:
      draft.model = "seedance_2_0_x1_official"
      draft.firstFrame = MediaReference("https://media.test/a.png")
    }
    return draft
  }

  // MARK: Acting on tasks

  private func act() {
    guard let id = checks.tasks.isEmpty ? nil : dice.pick(checks.tasks),
      let standing = checks.standing(id)
    else { return }
    switch (standing.status, dice.below(3)) {
    case (.unconfirmed, _): resolve(id)
    case (.waiting, _), (.queued, 0), (.queued, 1): cancel(id)
    case (.failed, _), (.expired, 0), (.cancelled, 0): retry(id)
    case (.succeeded, 0): downloadAgain(id)
    case (.succeeded, 1), (.cancelled, _): remove(id)
    default: remove(id)
    }
  }

  private func retry(_ id: TaskID) {
    var begins = false
    with { process, store throws(StoreError) in
      guard let record = try store.task(id), record.status.isEnded else { return }
      let source = try record.frameSource.map { id throws(StoreError) in try store.task(id) }
      if let source, source?.status.isEnded ?? true, source?.status != .succeeded { return }
      checks.insertBegins()
      begins = true
      let made = try store.insert(
        [
          NewTask(
            profile: record.profile, api: record.api, model: record.model, request: record.request,
            retryOf: id, after: record.frameSource)
        ], now: simulation.clock.now)
      checks.inserted(made)
      for new in made { checks.chains[new] = record.frameSource }
      simulation.say("user: retries \(id) as \(made) in \(process.name)")
    } refused: { isCertain in
      if isCertain && begins { checks.insertRefused() }
    }
  }

  private func cancel(_ id: TaskID) {
    with { process, store throws(StoreError) in
      let now = simulation.clock.now
      let canAsk = simulation.profiles.contains { $0.isOfficialArk }
      simulation.say("user: cancels \(id) in \(process.name)")
      _ = try store.change(id, now: now) { record, schedule in
        switch record.status {
        case .waiting:
          record.status = .cancelled
          record.endedAt = now
          record.error = TaskFailure(
            code: "Cancelled", message: "Cancelled here before it was sent.", advice: "")
          schedule.nextSubmitAt = nil
          return TaskEvent(at: now, kind: "cancelled", detail: "before it was sent")
        case .queued where canAsk && schedule.nextCancelAt == nil:
          schedule.nextCancelAt = now
          schedule.cancelAttempts = 0
          return TaskEvent(at: now, kind: "cancel-asked", detail: "")
        default: return nil
        }
      }
    }
  }

  /// A user who looks into the account, later than any create may still come to something.
  private func resolve(_ id: TaskID) {
    guard checks.isSettledAtServer(id) else { return }
    let made = simulation.server.remotes.first { $0.task == id }?.id
    with { process, store throws(StoreError) in
      let now = simulation.clock.now
      simulation.say("user: resolves \(id) as \(made ?? "not created") in \(process.name)")
      _ = try store.change(id, now: now) { record, _ in
        guard record.status == .unconfirmed else { return nil }
        record.pollError = nil
        if let made {
          record.remoteID = made
          record.status = .queued
          return TaskEvent(at: now, kind: "resolved", detail: "created as \(made)")
        }
        record.status = .failed
        record.endedAt = now
        record.error = TaskFailure(
          code: "NotCreated", message: "It was never made at the server, says its user.", advice: ""
        )
        return TaskEvent(at: now, kind: "resolved", detail: "not created")
      }
    }
  }

  private func downloadAgain(_ id: TaskID) {
    with { process, store throws(StoreError) in
      let now = simulation.clock.now
      _ = try store.change(id, now: now) { record, schedule in
        guard record.status == .succeeded, record.download != .running else { return nil }
        if let file = record.file {
          if dice.below(2) == 0 { _ = simulation.videos.remove(file) }
          if simulation.videos.bytes(file) != nil, record.download == .done { return nil }
          if simulation.videos.bytes(file) == nil { record.file = nil }
        }
        simulation.say("user: downloads \(id) again in \(process.name)")
        schedule.wantsDownload = true
        record.download = .waiting
        record.pollError = nil
        schedule.downloadFailures = 0
        schedule.linkRenewals = 0
        schedule.nextDownloadAt = now
        return TaskEvent(at: now, kind: "download-ordered", detail: "")
      }
    }
  }

  private func remove(_ id: TaskID) {
    with { process, store throws(StoreError) in
      checks.removeBegins(id)
      switch try store.remove(id, now: simulation.clock.now) {
      // One whose removal was refused by the disk may be gone all the same.
      case .removed, .unknown:
        simulation.say("user: removes \(id) in \(process.name)")
        checks.removed(id)
      case .mayStillCost: checks.removeRefused(id)
      }
    } refused: { isCertain in
      if isCertain { checks.removeRefused(id) }
    }
  }
}
