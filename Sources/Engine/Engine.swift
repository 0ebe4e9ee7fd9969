public import TaskStore
internal import VideoAPIs
public import VideoTasks

/// Submits, polls and fetches: decides what to do next and records how it ended.
///
/// Synchronous and owned by one thread: it calls the store and the disk directly, and orders network
/// work as `EngineCall`s, whose results come back through `finish`. It never waits, and knows no
/// clock: every call is told the time. The rules about money that it keeps are in `Sources/README.md`.
public final class Engine {
  /// The profiles that it may work for, by name; a task of any other is left alone.
  public let profiles: [String: Profile]
  /// The tasks that it works for; nil for all.
  public let scope: [TaskID]?

  let store: TaskStore
  let owner: OwnerID
  let policy: EnginePolicy
  let videos: VideoFolder
  let random: () -> UInt64

  private var budgets: [String: RequestBudget] = [:]
  private var budgetFreeAt: Timestamp?
  private var calls: [CallID: EngineCall] = [:]
  private var busy: Set<TaskID> = []
  private var nextCall: UInt64 = 1
  private var recoveredAt: Timestamp?
  private var isEnding = false

  /// How long a poll's lease lasts: longer than a poll may take.
  static let pollLease = Duration.seconds(90)
  /// How long a transfer's lease lasts; it is renewed while bytes come in.
  static let downloadLease = Duration.seconds(120)
  /// How often the claims of engines that died are looked for.
  static let recoveryInterval = Duration.seconds(15)

  /// Makes an engine.
  ///
  /// - Parameters:
  ///   - store: the engine's own connection, used on its thread only.
  ///   - owner: the lock under which it claims tasks.
  ///   - random: numbers for the spread of waits.
  public init(
    store: TaskStore, owner: OwnerID, profiles: [Profile], policy: EnginePolicy,
    videos: VideoFolder, scope: [TaskID]? = nil, random: @escaping () -> UInt64
  ) {
    self.store = store
    self.owner = owner
    self.profiles = Dictionary(profiles.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.policy = policy
    self.videos = videos
    self.scope = scope
    self.random = random
  }

  /// Whether a create is on its way, whose answer must be awaited before the program ends.
  public var hasCreateUnderWay: Bool { calls.values.contains { $0.isCreate } }

  /// Whether anything at all is on its way.
  public var hasCallUnderWay: Bool { !calls.isEmpty }

  /// Takes no new work from now on.
  public func beginEnding() { isEnding = true }

  // MARK: Deciding

  /// Orders what is due, at most as much as the limits allow.
  ///
  /// - Throws: what the store throws; nothing is ordered then.
  public func decide(now: Timestamp) throws(StoreError) -> [EngineCall] {
    guard !isEnding else { return [] }
    budgetFreeAt = nil
    try recoverIfDue(now: now)
    let work = try store.due(at: now, only: scope, limit: 200)
    var ordered: [EngineCall] = []
    try decideSubmits(work.submits, now: now, &ordered)
    try decidePolls(work.polls, now: now, &ordered)
    try decideDownloads(work.downloads, now: now, &ordered)
    return ordered
  }

  /// The next moment at which `decide` has something to do by itself; nil when nothing is planned.
  public func nextDecision(now: Timestamp) throws(StoreError) -> Timestamp? {
    guard !isEnding else { return nil }
    var next = try store.nextDueAt(only: scope)
    for moment in [budgetFreeAt, try recoveryDueAt()].compactMap({ $0 }) {
      next = min(next ?? moment, moment)
    }
    return next
  }

  private func recoverIfDue(now: Timestamp) throws(StoreError) {
    if let recoveredAt, now - recoveredAt < Engine.recoveryInterval, now >= recoveredAt { return }
    recoveredAt = now
    _ = try store.recoverDeadSubmits(now: now)
  }

  /// Only while another engine's create is on its way can there be something to recover.
  private func recoveryDueAt() throws(StoreError) -> Timestamp? {
    let submitting = try store.tallies()[.submitting] ?? 0
    let own = calls.values.count { $0.isCreate }
    guard submitting > own else { return nil }
    return recoveredAt.map { $0 + Engine.recoveryInterval }
  }

  private func decideSubmits(
    _ ids: [TaskID], now: Timestamp, _ ordered: inout [EngineCall]
  ) throws(StoreError) {
    var full: Set<String> = []
    for id in ids where !busy.contains(id) {
      guard let record = try store.task(id), let profile = profiles[record.profile],
        !full.contains(profile.name)
      else { continue }
      guard takeFromBudget(profile, now: now) else { continue }
      let claim = try store.claimSubmit(id, owner: owner, maxActive: profile.maxActive, now: now)
      switch claim {
      case .claimed:
        ordered.append(order(.create(record.request), record))
      case .limit(let active):
        full.insert(profile.name)
        try sayHeldBack(ids, profile, active: active, now: now)
      case .taken, .notWaiting:
        continue
      }
    }
  }

  /// Tells the tasks that wait behind a full profile why they wait.
  private func sayHeldBack(
    _ ids: [TaskID], _ profile: Profile, active: Int, now: Timestamp
  ) throws(StoreError) {
    let reason = "\(active) tasks are at \(profile.name), its limit of \(profile.maxActive)"
    for id in ids {
      _ = try store.change(id, now: now) { record, _ in
        guard record.profile == profile.name, record.status == .waiting else { return nil }
        record.waitReason = reason
        return nil
      }
    }
  }

  private func decidePolls(
    _ ids: [TaskID], now: Timestamp, _ ordered: inout [EngineCall]
  ) throws(StoreError) {
    for id in ids where !busy.contains(id) {
      guard let record = try store.task(id), let profile = profiles[record.profile],
        let remoteID = record.remoteID
      else { continue }
      guard takeFromBudget(profile, now: now) else { continue }
      guard try store.leasePoll(id, owner: owner, until: now + Engine.pollLease, now: now) else {
        continue
      }
      ordered.append(order(.poll(remoteID: remoteID), record))
    }
  }

  private func decideDownloads(
    _ ids: [TaskID], now: Timestamp, _ ordered: inout [EngineCall]
  ) throws(StoreError) {
    for id in ids where !busy.contains(id) {
      guard transfersUnderWay < policy.maxDownloads else { return }
      guard let record = try store.task(id), profiles[record.profile] != nil else { continue }
      let schedule = try store.schedule(id)
      guard try store.leaseDownload(id, owner: owner, until: now + Engine.downloadLease, now: now)
      else { continue }
      if let purpose = try beginTransfer(record, schedule, now: now) {
        ordered.append(order(purpose, record))
      }
    }
  }

  private var transfersUnderWay: Int {
    calls.values.count {
      switch $0.purpose {
      case .download, .lastFrame, .renew: true
      case .create, .poll: false
      }
    }
  }

  private func takeFromBudget(_ profile: Profile, now: Timestamp) -> Bool {
    var budget =
      budgets[profile.name] ?? RequestBudget(perMinute: profile.requestsPerMinute, now: now)
    defer { budgets[profile.name] = budget }
    guard let freeAt = budget.take(now: now) else { return true }
    budgetFreeAt = min(budgetFreeAt ?? freeAt, freeAt)
    return false
  }

  func order(_ purpose: EngineCall.Purpose, _ record: TaskRecord) -> EngineCall {
    let call = EngineCall(
      id: CallID(number: nextCall), task: record.id, profile: record.profile, purpose: purpose)
    nextCall += 1
    calls[call.id] = call
    busy.insert(record.id)
    return call
  }

  // MARK: Finishing

  /// Records how a call ended.
  ///
  /// A call that was finished before, or never ordered, changes nothing.
  public func finish(_ id: CallID, _ result: CallResult, now: Timestamp) throws(StoreError) {
    guard let call = calls[id], let profile = profiles[call.profile] else { return }
    switch call.purpose {
    case .create:
      try finishCreate(call, result, profile, now: now)
    case .poll:
      try finishPoll(call, result, profile, now: now)
    case .renew:
      try finishRenewal(call, result, profile, now: now)
    case .download(let transfer), .lastFrame(let transfer):
      try finishTransfer(call, transfer, result, profile, now: now)
    }
    // Only now: a store that threw is told the same end once more.
    calls[id] = nil
    busy.remove(call.task)
  }

  /// Records how far a transfer has come, and keeps its lease.
  ///
  /// The entity tag is kept from the first call on, so that a program that is killed in the middle
  /// goes on where it was.
  public func progress(_ id: CallID, bytes: Int64, head: DownloadHead, now: Timestamp)
    throws(StoreError)
  {
    guard let call = calls[id], case .download = call.purpose else { return }
    _ = try store.leaseDownload(
      call.task, owner: owner, until: now + Engine.downloadLease, now: now)
    _ = try store.change(call.task, now: now) { record, schedule in
      record.download = .running
      record.downloadBytes = bytes
      record.bytes = head.totalBytes ?? record.bytes
      schedule.entityTag = head.entityTag
      return nil
    }
  }

  private func finishCreate(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    let decision = SubmitDecision(now: now, profile: profile, policy: policy, jitter: random())
    let dialect = Dialects.of(profile.api)
    _ = try store.change(call.task, now: now) { record, schedule in
      guard record.status == .waiting || record.status == .submitting else { return nil }
      switch result {
      case .answered(let answer):
        switch dialect.createOutcome(answer) {
        case .accepted(let remoteID, let status):
          return decision.accepted(remoteID: remoteID, status: status, &record, &schedule)
        case .refused(let failure):
          return decision.refused(failure, &record, &schedule)
        case .refusedForNow(let failure, let retryAfter, let isRate):
          return decision.refusedForNow(
            failure, retryAfter: retryAfter, isRate: isRate, &record, &schedule)
        case .unreadable(let reason):
          return decision.unconfirmed(reason, &record, &schedule)
        }
      case .failed(let failure) where failure.kind == .claimLost:
        return nil
      case .failed(let failure) where failure.mayHaveBeenSent:
        return decision.unconfirmed(failure.reason, &record, &schedule)
      case .failed(let failure):
        return decision.notSent(failure, &record, &schedule)
      case .fetched, .brokeOff:
        return decision.unconfirmed("The answer was not kept.", &record, &schedule)
      }
    }
    try store.releaseClaim(call.task, owner: owner)
  }

  private func finishPoll(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    let decision = PollDecision(now: now, profile: profile, policy: policy, jitter: random())
    let outcome = Engine.queryOutcome(result, profile, now: now)
    _ = try store.change(call.task, now: now) { record, schedule in
      guard record.status.isPolled else { return nil }
      switch outcome {
      case .state(let remote): return decision.state(remote, &record, &schedule)
      case .tryAgain(let reason, let retryAfter):
        return decision.noAnswer(reason, retryAfter: retryAfter, &record, &schedule)
      }
    }
    try store.releasePoll(call.task, owner: owner)
  }

  static func queryOutcome(
    _ result: CallResult, _ profile: Profile, now: Timestamp
  ) -> QueryOutcome {
    switch result {
    case .answered(let answer): Dialects.of(profile.api).queryOutcome(answer, now: now)
    case .failed(let failure): .tryAgain(reason: failure.reason, retryAfter: nil)
    case .fetched, .brokeOff: .tryAgain(reason: "The answer was not kept.", retryAfter: nil)
    }
  }
}
