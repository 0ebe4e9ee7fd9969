internal import TaskStore
internal import VideoAPIs
internal import VideoTasks
internal import Wording

/// Asking how tasks are: each alone, or, where there is a list, all that are due at once.
extension Engine {
  /// How long a list is not asked about tasks after it has answered with something else.
  static let listPause = Duration.seconds(600)

  /// Orders the questions about tasks that are due.
  ///
  /// - Parameter wanted: the profiles whose tasks count; nil for all.
  func decidePolls(
    _ ids: [TaskID], of wanted: Set<String>?, _ trouble: inout StoreError?, now: Timestamp
  ) {
    var together: [String: [TaskRecord]] = [:]
    var lost: [String: [TaskID]] = [:]
    each(ids, &trouble) { id throws(StoreError) in
      guard let record = try store.task(id), let profile = profile(of: record),
        wanted?.contains(profile.name) ?? true
      else { return }
      if record.status == .unconfirmed {
        lost[profile.name, default: []].append(id)
      } else if asksList(profile, now: now), !asksAlone.contains(id), record.remoteID != nil {
        together[profile.name, default: []].append(record)
      } else {
        try decidePoll(record, profile, now: now)
      }
    }
    for (name, records) in together.sorted(by: { $0.key < $1.key }) {
      for start in stride(from: 0, to: records.count, by: TaskListQuery.mostIDs) {
        let part = Array(records[start..<min(records.count, start + TaskListQuery.mostIDs)])
        each([part[0].id], &trouble) { _ throws(StoreError) in
          try decideTogether(part, profiles[name], now: now)
        }
      }
    }
    for (name, tasks) in lost.sorted(by: { $0.key < $1.key }) {
      each([tasks[0]], &trouble) { _ throws(StoreError) in
        try decideLook(tasks, profiles[name], now: now)
      }
    }
  }

  private func asksList(_ profile: Profile, now: Timestamp) -> Bool {
    guard profile.hasList else { return false }
    guard let until = listsPausedUntil[profile.name] else { return true }
    // A pause that is longer than any is one of a clock that was set back.
    if now < until, until - now <= Engine.listPause { return false }
    listsPausedUntil[profile.name] = nil
    return true
  }

  private func decidePoll(
    _ record: TaskRecord, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    guard let remoteID = record.remoteID, try hasBudget(profile, now: now),
      try store.leasePoll(record.id, owner: owner, until: now + Engine.pollLease, now: now)
    else { return }
    DurableStep.pollLeased.reached()
    order(.poll(remoteID: remoteID), record, now: now)
    try spend(profile, now: now)
  }

  /// Orders one question about several tasks of a profile, and the usual one about a single one.
  private func decideTogether(
    _ records: [TaskRecord], _ profile: Profile?, now: Timestamp
  ) throws(StoreError) {
    guard let profile else { return }
    if records.count == 1 { return try decidePoll(records[0], profile, now: now) }
    guard try hasBudget(profile, now: now) else { return }
    let leased = Set(
      try store.leasePolls(
        records.map(\.id), owner: owner, until: now + Engine.pollLease, now: now))
    let ours = records.filter { leased.contains($0.id) }
    guard !ours.isEmpty else { return }
    order(
      .list(remoteIDs: ours.compactMap(\.remoteID)), ours.map(\.id), profile: profile.name,
      now: now)
    try spend(profile, now: now)
  }

  // MARK: Answers

  func finishPoll(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    asksAlone.remove(call.task)
    if case .failed(let failure) = result, failure.kind == .cancelled {
      return try store.releasePoll(call.task, owner: owner)
    }
    try record(
      Engine.queryOutcome(result, profile, now: now), of: call.task, call, profile,
      isUnknown: result.status == 404, now: now)
  }

  /// One answer about several tasks.
  ///
  /// A task that it lacks is asked about alone, and so is one that is done: the link that its video
  /// is fetched by comes from a question of its own.
  func finishList(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    if case .failed(let failure) = result, failure.kind == .cancelled {
      for id in call.tasks { try store.releasePoll(id, owner: owner) }
      return
    }
    switch Engine.listOutcome(result, profile, now: now) {
    case .tasks(let listed, _):
      let states = Dictionary(
        listed.map { ($0.remoteID, $0.state) }, uniquingKeysWith: { first, _ in first })
      for id in call.tasks {
        let state = try store.task(id)?.remoteID.flatMap { states[$0] }
        if let state, state.status != .succeeded {
          try record(.state(state), of: id, call, profile, isUnknown: false, now: now)
        } else {
          try askAlone(id)
        }
      }
    case .tryAgain(let reason, let retryAfter):
      let isAnswer = Engine.isAnswer(result)
      if result.status != 429 { listsPausedUntil[profile.name] = now + Engine.listPause }
      for id in call.tasks {
        if isAnswer {
          try askAlone(id)
        } else {
          try record(
            .tryAgain(reason: reason, retryAfter: retryAfter), of: id, call, profile,
            isUnknown: false, now: now)
        }
      }
    }
  }

  private func askAlone(_ id: TaskID) throws(StoreError) {
    asksAlone.insert(id)
    try store.releasePoll(id, owner: owner)
  }

  /// Records what was heard about one task.
  ///
  /// - Parameter isUnknown: whether the server has said that it does not know the task.
  private func record(
    _ outcome: QueryOutcome, of id: TaskID, _ call: EngineCall, _ profile: Profile,
    isUnknown: Bool, now: Timestamp
  ) throws(StoreError) {
    let decision = PollDecision(
      now: now, profile: profile, policy: policy, jitter: random(), askedAt: call.orderedAt,
      isUnknown: isUnknown)
    let cancel = CancelDecision(now: now, profile: profile, jitter: random())
    let isQueued = if case .state(let remote) = outcome { remote.status == .queued } else { false }
    var isWanted = false
    try change(id, now: now) { record, schedule in
      guard PollDecision.counts(outcome, for: record) else { return nil }
      isWanted = schedule.nextCancelAt != nil
      let event =
        switch outcome {
        case .state(let remote): decision.state(remote, &record, &schedule)
        case .tryAgain(let reason, let retryAfter):
          decision.noAnswer(reason, retryAfter: retryAfter, &record, &schedule)
        }
      return cancel.heard(isQueued: isQueued, record, &schedule) ?? event
    }
    if isQueued && isWanted {
      // Nobody else may ask or cancel until this engine has.
      let isOurs = try store.leasePoll(
        id, owner: owner, until: now + Engine.pollLease, now: now)
      queuedSince[id] = isOurs ? call.orderedAt : nil
      return
    }
    try store.releasePoll(id, owner: owner)
  }

  static func queryOutcome(
    _ result: CallResult, _ profile: Profile, now: Timestamp
  ) -> QueryOutcome {
    switch result {
    case .answered(let answer):
      Dialects.of(profile).queryOutcome(answer, now: now)
    case .failed(let failure): .tryAgain(reason: failure.reason, retryAfter: nil)
    case .fetched, .brokeOff, .frame:
      .tryAgain(reason: Phrase("The answer was not kept.").english, retryAfter: nil)
    }
  }

  static func listOutcome(
    _ result: CallResult, _ profile: Profile, now: Timestamp
  ) -> TaskListOutcome {
    switch result {
    case .answered(let answer):
      Dialects.of(profile).listOutcome(answer, now: now)
    case .failed(let failure): .tryAgain(reason: failure.reason, retryAfter: nil)
    case .fetched, .brokeOff, .frame:
      .tryAgain(reason: Phrase("The answer was not kept.").english, retryAfter: nil)
    }
  }
}

extension CallResult {
  /// The HTTP status of an answer that was kept; nil for all other ends.
  var status: Int? {
    if case .answered(let answer) = self { answer.status } else { nil }
  }
}

extension Profile {
  /// Whether its server can list tasks.
  var hasList: Bool { Dialects.of(self).list(TaskListQuery()) != nil }
}
