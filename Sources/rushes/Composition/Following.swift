internal import Configuration
internal import Engine
internal import EventLoop
internal import Glibc
internal import TaskStore
internal import VideoTasks

/// Runs the engine for named tasks until they are where somebody wants them.
struct Following {
  let workspace: Workspace
  let store: TaskStore
  let tasks: [TaskID]

  /// How far the tasks are followed.
  enum Goal: Hashable {
    /// Until each is at the server, has failed, or is held back by a limit.
    case sent
    /// Until it is known of each whether it is cancelled, as somebody wants.
    case cancelDecided
    /// Until each is settled, its video on disk.
    case settled
  }

  /// Follows the tasks; what they are at the end is in the store.
  ///
  /// - Parameters:
  ///   - progress: called with the records after every step in which something changed.
  ///   - isWanted: asked after every step; false breaks off in good order, as an interrupt does.
  func run(
    to goal: Goal, timeLimit: Duration? = nil, progress: ([TaskRecord]) -> Void = { _ in },
    isWanted: () -> Bool = { true }
  ) throws(CommandFailure) -> EngineLoop.End {
    do throws(StoreError) {
      return try follow(to: goal, timeLimit: timeLimit, progress: progress, isWanted: isWanted)
    } catch {
      throw CommandFailure(store: error)
    }
  }

  private func follow(
    to goal: Goal, timeLimit: Duration?, progress: ([TaskRecord]) -> Void,
    isWanted: () -> Bool
  ) throws(StoreError) -> EngineLoop.End {
    if try areThere(records(), goal) {
      // No engine runs then, which would do this.
      try Engine.removeLeftFiles(store, LocalVideoFiles(), now: SystemClock.now())
      return try ending(goal)
    }
    guard let loop = try? EventLoop<EngineNews>(signals: [SIGINT, SIGTERM, SIGHUP]) else {
      // Only a machine without descriptors or memory refuses one; nothing has begun yet.
      return .timedOut
    }
    let room = EngineRoom(workspace: workspace)
    defer { room.close() }
    let mailbox = loop.mailbox
    let policy = EnginePolicy(
      downloadsAutomatically: workspace.settings.automaticDownload, unsentAttempts: 3)
    let driver = try room.driver(store: store, scope: try scope(), policy: policy) {
      mailbox.post(.wake)
    }
    let engine = EngineLoop(
      loop: loop, driver: driver, store: store, folder: workspace.paths.dataFolder)
    var latest = LatestRecords(tasks, of: store)
    var isBrokenOff = false
    let end = try engine.run(
      until: { () throws(StoreError) -> Bool in
        let hasChanged = try latest.look(isThorough: goal != .settled)
        if hasChanged { progress(latest.records) }
        isBrokenOff = !isWanted()
        if isBrokenOff { return true }
        return try areThere(latest.records, goal)
      },
      timeLimit: timeLimit)
    guard end == .done else { return end }
    try engine.end()
    return isBrokenOff ? .interrupted : try ending(goal)
  }

  /// How it ended, each task being as far as it can get.
  private func ending(_ goal: Goal) throws(StoreError) -> EngineLoop.End {
    guard goal == .settled else { return .done }
    let open = try records().filter { !TaskOutcome.isSettled($0) }
    for record in open where record.status == .waiting {
      if let lost = try lostTask(before: record) { return .unresolved(lost) }
    }
    return open.isEmpty ? .done : .diskRefuses
  }

  /// The task without an answer that a waiting one stands behind, near or far: it waits until its
  /// user has settled that one. Nil where there is none, or the server's list may yet tell.
  private func lostTask(before record: TaskRecord) throws(StoreError) -> TaskID? {
    var seen: Set<TaskID> = [record.id]
    var next = record.after
    while let id = next, seen.insert(id).inserted, let earlier = try store.task(id) {
      if earlier.status == .unconfirmed { return try isLookedFor(earlier) ? nil : id }
      next = earlier.status == .waiting ? earlier.after : nil
    }
    return nil
  }

  /// The tasks as the store has them now.
  func records() throws(StoreError) -> [TaskRecord] {
    var found: [TaskRecord] = []
    for id in tasks {
      if let record = try store.task(id) { found.append(record) }
    }
    return found
  }

  /// The tasks, and those that they wait for: nobody else may be following them.
  private func scope() throws(StoreError) -> [TaskID] {
    var scope = tasks
    var known = Set(tasks)
    var place = 0
    while place < scope.count {
      if let after = try store.task(scope[place])?.after, known.insert(after).inserted {
        scope.append(after)
      }
      place += 1
    }
    return scope
  }

  private func areThere(_ records: [TaskRecord], _ goal: Goal) throws(StoreError) -> Bool {
    for record in records where try !isThere(record, goal) { return false }
    return true
  }

  private func isThere(_ record: TaskRecord, _ goal: Goal) throws(StoreError) -> Bool {
    switch goal {
    case .sent: return try isSent(record)
    case .cancelDecided: return try store.schedule(record.id).nextCancelAt == nil
    case .settled:
      if record.status == .unconfirmed { return try !isLookedFor(record) }
      if record.status == .waiting { return try lostTask(before: record) != nil }
      return TaskOutcome.isSettled(record) ? true : try isStoppedByDisk(record)
    }
  }

  private func isSent(_ record: TaskRecord) throws(StoreError) -> Bool {
    switch record.status {
    case .submitting: return false
    case .waiting: return try isHeldBack(record)
    case .unconfirmed: return try !isLookedFor(record)
    default: return true
    }
  }

  /// Whether the server's list is about to tell what became of a lost create.
  ///
  /// The first looks follow each other within seconds; the later ones are left to whoever runs then.
  private func isLookedFor(_ record: TaskRecord) throws(StoreError) -> Bool {
    let schedule = try store.schedule(record.id)
    guard let next = schedule.nextPollAt else { return false }
    if next <= SystemClock.now() { return true }
    let looks = try store.events(of: record.id).count { $0.kind == LookStory.looked }
    return looks + schedule.pollFailures < Following.awaitedLooks
  }

  /// How many looks at the list a command waits for: some fifteen seconds.
  private static let awaitedLooks = 4

  /// After how many failures of a transfer in a row a command no longer waits for its video.
  private static let awaitedFailures = 3

  /// Whether a waiting task waits for a limit, the server's leave, or another task: then there is
  /// nothing that this command could do for it now.
  private func isHeldBack(_ record: TaskRecord) throws(StoreError) -> Bool {
    if let after = record.after, let earlier = try store.task(after) {
      if !earlier.status.isEnded { return true }
      // Its frame comes within seconds, unless something is wrong with the link.
      if record.frameSource != nil, earlier.status == .succeeded {
        return try store.schedule(after).downloadFailures >= Following.awaitedFailures
      }
    }
    guard record.waitReason != nil else { return false }
    let schedule = try store.schedule(record.id)
    return schedule.submitAttempts == 0 || schedule.firstRefusedAt != nil
  }

  /// Whether a finished video waits for this machine's disk, which no waiting here would mend.
  private func isStoppedByDisk(_ record: TaskRecord) throws(StoreError) -> Bool {
    guard record.status == .succeeded, record.download == .waiting,
      try store.schedule(record.id).downloadFailures > 0
    else { return false }
    let (folder, files) = (workspace.videoFolder, LocalVideoFiles())
    // A folder that is missing is made when the video comes.
    do throws(DiskError) { try files.makeFolder(folder) } catch { return true }
    var facts = stat()
    guard stat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR,
      access(folder, W_OK | X_OK) == 0
    else { return true }
    return files.freeBytes(in: folder).map { $0 < Engine.spareBytes } ?? false
  }
}
