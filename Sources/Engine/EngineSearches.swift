internal import TaskStore
internal import VideoAPIs
internal import VideoTasks

/// Looking in the server's list for tasks whose answers were lost. Nothing is ever sent again.
extension Engine {
  /// Goes on with searches that need another page; their tasks are still leased.
  func decideSearches(_ trouble: inout StoreError?, now: Timestamp) {
    let waiting = searches
    searches = []
    for search in waiting {
      do throws(StoreError) {
        if try !order(search, now: now) { searches.append(search) }
      } catch {
        busy.subtract(search.tasks)
        trouble = error
      }
    }
  }

  /// Looks for tasks of one profile; where there is no list, they are left to the user.
  func decideLook(
    _ tasks: [TaskID], _ profile: Profile?, now: Timestamp
  ) throws(StoreError) {
    guard let profile else { return }
    guard profile.hasList else {
      for id in tasks {
        _ = try store.change(id, now: now) { record, schedule in
          if record.status == .unconfirmed { schedule.nextPollAt = nil }
          return nil
        }
      }
      // What is not looked for takes no place at the server any more.
      hasMadeRoom = true
      return
    }
    _ = try order(ListSearch(profile: profile.name, tasks: tasks), now: now)
  }

  /// Asks for a search's next page; false when there is no request left for it now.
  private func order(_ search: ListSearch, now: Timestamp) throws(StoreError) -> Bool {
    guard let profile = profiles[search.profile] else { return true }
    guard try hasBudget(profile, now: now) else { return false }
    let leased = try store.leasePolls(
      search.tasks, owner: owner, until: now + Engine.pollLease, now: now)
    busy.subtract(search.tasks)
    guard !leased.isEmpty else { return true }
    let call = order(.look(page: search.page), leased, profile: profile.name, now: now)
    searching[call] = search
    try spend(profile, now: now)
    return true
  }

  func finishLook(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    guard var search = searching[call.id] else { return }
    if case .failed(let failure) = result, failure.kind == .cancelled {
      for id in call.tasks { try store.releasePoll(id, owner: owner) }
      return searching[call.id] = nil
    }
    switch Engine.listOutcome(result, profile, now: now) {
    case .tasks(let items, let total):
      if search.add(items, total: total, oldest: try oldestMoment(call.tasks)) {
        searches.append(search)
      } else {
        try judge(call.tasks, search, profile, now: now)
      }
    case .tryAgain(let reason, let retryAfter):
      let decision = LookDecision(now: now, profile: profile, jitter: random())
      for id in call.tasks {
        try changeLost(id, now: now) { record, schedule in
          decision.unanswered(reason, retryAfter: retryAfter, record, &schedule)
        }
      }
    }
    searching[call.id] = nil
  }

  /// What was made before this cannot be any of the tasks.
  private func oldestMoment(_ tasks: [TaskID]) throws(StoreError) -> Timestamp {
    var oldest: Timestamp?
    for id in tasks {
      guard let sent = try store.task(id)?.submittedAt else { continue }
      oldest = min(oldest ?? sent, sent)
    }
    return (oldest ?? Timestamp(milliseconds: 0)) - (LookDecision.window + .seconds(1))
  }

  /// The whole list is there: settles each task for which it says enough.
  private func judge(
    _ tasks: [TaskID], _ search: ListSearch, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    let rivals = try store.tasksWithoutAnswer().filter { mayShareServer($0, profile) }
    let sought = rivals.filter { tasks.contains($0.id) }
    var unknown: [ListedTask] = []
    for listed in search.listed where sought.contains(where: { LookDecision.mayBe(listed, $0) }) {
      if try !store.knows(remoteID: listed.remoteID) { unknown.append(listed) }
    }
    let decision = LookDecision(now: now, profile: profile, jitter: random())
    let settling = SubmitDecision(now: now, profile: profile, policy: policy, jitter: random())
    for record in sought where record.status == .unconfirmed {
      let verdict = LookDecision.verdict(record, unknown: unknown, rivals: rivals)
      if case .found(let listed) = verdict, !search.isIncomplete,
        try store.confirm(
          record.id, as: listed.remoteID, askedBy: owner, now: now,
          { settling.found(listed, &$0, &$1) })
      {
        continue
      }
      let story = try store.events(of: record.id)
      try changeLost(record.id, now: now) { _, schedule in
        decision.looked(
          verdict, isIncomplete: search.isIncomplete, story: story, &schedule)
      }
    }
    for id in tasks { try store.releasePoll(id, owner: owner) }
  }

  /// Whether a task may be in the list of a profile's server.
  private func mayShareServer(_ record: TaskRecord, _ profile: Profile) -> Bool {
    guard record.api == profile.api else { return false }
    guard record.profile != profile.name, let other = profiles[record.profile] else { return true }
    return other.server == profile.server
  }

  /// Changes a task that is still unconfirmed: a person may have settled it meanwhile.
  private func changeLost(
    _ id: TaskID, now: Timestamp, _ body: (TaskRecord, inout TaskSchedule) -> TaskEvent?
  ) throws(StoreError) {
    _ = try store.change(id, askedBy: owner, now: now) { record, schedule in
      record.status == .unconfirmed ? body(record, &schedule) : nil
    }
    try store.releasePoll(id, owner: owner)
  }
}
