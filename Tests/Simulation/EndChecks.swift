import CSimulatedDisk
import TaskStore
import VideoTasks

/// What must hold when the weather has been fine for long.
extension Checks {
  /// Every video that has its name is whole.
  func checkVideos(_ when: String) {
    let disk = simulation.videos
    for name in foreign where disk.bytes(name) != [1, 2, 3] { fail("\(name) was written over") }
    for name in disk.names.keys.sorted() where name.hasSuffix(".mp4") && !foreign.contains(name) {
      let digits = name.dropFirst("/videos/clip-".count).prefix { $0.isNumber }
      guard let id = Int64(digits).map({ TaskID($0) }), let bytes = disk.bytes(name) else {
        continue
      }
      if !isVideo(bytes, of: id) { fail("\(name) is not whole \(when)") }
    }
  }

  /// Every task has come to an end, or is its user's to settle.
  ///
  /// - Parameter stopped: an engine that lives and does nothing; what it has claimed waits for it,
  ///   and so may what stands behind that.
  func checkAll(exceptClaimsOf stopped: SimulatedProcess?) {
    look()
    guard problem == nil,
      let store = simulation.processes.first(where: { !$0.isDead && !$0.isStopped })?.store
    else { return fail("nobody is left at the end") }
    for id in tasks {
      do throws(StoreError) {
        guard let record = try store.task(id) else { continue }
        check(record, store, mayBeClaimed: stopped != nil)
        sentences.formUnion(
          [record.waitReason, record.pollError, record.error?.message, record.error?.advice]
            .compactMap { $0 })
        sentences.formUnion(try store.events(of: id).map(\.detail))
      } catch {
        fail("task \(id) cannot be read: \(error)")
      }
    }
  }

  private func check(_ record: TaskRecord, _ store: TaskStore, mayBeClaimed: Bool) {
    let id = record.id
    let made = simulation.server.remotes.filter { $0.task == id }
    switch record.status {
    case .waiting, .submitting:
      if !mayBeClaimed && !waitsForUser(record, store) {
        fail(
          "task \(id) is left \(record.status), after \(record.after?.description ?? "none"): "
            + (record.waitReason ?? ""))
      }
    case .queued, .running: fail("task \(id) is left \(record.status) and nobody asks about it")
    case .unconfirmed: simulation.count("unconfirmed")
    case .succeeded: checkVideo(record)
    case .failed:
      if record.error == nil { fail("task \(id) failed and nobody says why") }
      if made.contains(where: { $0.end == .succeeded && !$0.isCancelled }) {
        fail("task \(id) counts as failed, and its video is paid for")
      }
    case .expired:
      simulation.count("expired")
      if record.error == nil { fail("task \(id) expired and nobody says why") }
    case .cancelled:
      if made.contains(where: { !$0.isCancelled && $0.end == .succeeded }) {
        fail("task \(id) counts as cancelled, and its video is paid for")
      }
    }
    // Who takes a file away and asks for it again late may find its link gone.
    let isOrderedAgain = shadows[id]?.story.contains("download-ordered") ?? false
    if simulation.isFine && !isOrderedAgain { checkFine(record) }
  }

  /// On a day on which nothing goes wrong, every video that is made is here.
  private func checkFine(_ record: TaskRecord) {
    guard let remote = simulation.server.remotes.first(where: { $0.task == record.id }) else {
      return
    }
    // The other APIs have no word for a task that ran out of its time.
    let end = record.api == .ark || remote.end != .expired ? remote.end : .failed
    if chains[record.id] != nil, record.error?.code == "NotSent" {
      fail("on a fine day task \(record.id) was not sent: \(record.error?.message ?? "")")
    }
    let isRight = record.status == (remote.isCancelled ? .cancelled : end)
    let isHere = record.status != .succeeded || record.download == .done
    if !isRight || !isHere {
      fail("on a fine day task \(record.id) is \(record.status), \(record.download)")
    }
  }

  /// Whether a task waits for one that only its user can settle.
  private func waitsForUser(_ record: TaskRecord, _ store: TaskStore) -> Bool {
    guard record.status == .waiting, let after = record.after, let other = shadows[after] else {
      return false
    }
    return other.status == .unconfirmed || other.status == .waiting
  }

  private func checkVideo(_ record: TaskRecord) {
    let id = record.id
    switch record.download {
    case .done:
      // Users may take their files away themselves.
      guard let file = record.file else { return fail("task \(id) is done and has no file") }
      if let bytes = simulation.videos.bytes(file), !isVideo(bytes, of: id) {
        fail("the video of task \(id) is not whole")
      }
    case .failed, .expired:
      simulation.count("videos lost and explained")
      if (record.pollError ?? "").isEmpty { fail("the video of task \(id) is lost without a word") }
    case .none, .waiting, .running:
      fail("task \(id) is done and its video is left \(record.download): \(record.pollError ?? "")")
    }
  }

  /// What must hold of the whole at the very end.
  func checkEnd() {
    guard problem == nil else { return }
    checkVideos("at the end")
    for remote in simulation.server.remotes {
      let others = simulation.server.remotes.count { $0.task == remote.task }
      if others > 1 { fail("task \(remote.task) was made \(others) times") }
      guard let shadow = shadows[remote.task] else { continue }
      if shadow.remoteID != remote.id && shadow.status != .unconfirmed {
        fail("\(remote.id) was made for task \(remote.task), which knows nothing of it")
      }
    }
    if simulated_disk_holds(simulation.disk, SimulatedNetwork.key) {
      fail("the key is in the store")
    }
    guard let audit = simulation.processes.first(where: { $0.audit != nil && !$0.isDead })?.audit
    else { return }
    if !simulated_audit_is_sound(audit) { fail("SQLite finds the store damaged") }
  }
}
