public import TaskStore
internal import VideoAPIs
public import VideoTasks
internal import Wording

/// Submits, polls and fetches: decides what to do next and records how it ended.
///
/// Synchronous and owned by one thread: it calls the store and the disk directly, and orders network
/// work as `EngineCall`s, whose results come back through `finish`. It never waits, and every call is
/// told the time; the clock is read only where a moment that was read before could be an old one by
/// then. The rules about money that it keeps are in `Sources/README.md`.
public final class Engine {
  /// The profiles that it may work for, by name; a task of any other is left alone.
  public let profiles: [String: Profile]
  /// The tasks that it works for; nil for all.
  public let scope: [TaskID]?

  let store: TaskStore
  let owner: OwnerID
  let policy: EnginePolicy
  let videos: VideoFolder
  let clock: () -> Timestamp
  let random: () -> UInt64

  var calls: [CallID: EngineCall] = [:]
  var busy: Set<TaskID> = []
  /// Finished tasks whose link was refused: the next step asks for a fresh one.
  var wantsFreshLink: Set<TaskID> = []
  /// Tasks to be cancelled that the server has just called queued, and when it was asked.
  var queuedSince: [TaskID: Timestamp] = [:]
  var notices: [EngineNotice] = []
  /// Tasks that the list did not know: the next question is about each alone.
  var asksAlone: Set<TaskID> = []
  /// Until when a profile's list is not asked about tasks, since it did not answer as one.
  var listsPausedUntil: [String: Timestamp] = [:]
  /// Searches of lists that go on with another page.
  var searches: [ListSearch] = []
  /// What the pages of a search under way have brought so far, by the call for the next page.
  var searching: [CallID: ListSearch] = [:]
  /// How fast transfers are, and why those that are broken off from here are.
  var paces: [CallID: TransferPace] = [:]
  var brokenOff: [CallID: CallFailure] = [:]
  private var ordered: [EngineCall] = []
  /// Profiles that have no request left now, in this step.
  private var spent: Set<String> = []
  private var budgetFreeAt: Timestamp?
  /// Due tasks of profiles that are not ours.
  private var foreign: Set<TaskID> = []
  private(set) var nextCall: UInt64 = 1
  private var decidedAt: Timestamp?
  private var recoveredAt: Timestamp?
  /// Whether a full profile holds back a task that this engine was named for.
  private var isHeldBack = false
  private var isEnding = false
  /// Whether this step has made room for waiting tasks: ended one that they were to follow, or given
  /// up one that filled its profile.
  var hasMadeRoom = false
  /// Whether this step has ordered a video that a waiting task begins with the end of.
  var hasOrderedDownload = false

  /// How long a poll's lease lasts: longer than a poll may take.
  static let pollLease = Duration.seconds(90)
  /// How long a transfer's lease lasts; it is renewed while bytes come in.
  static let downloadLease = Duration.seconds(120)
  /// How often the claims of engines that died are looked for.
  static let recoveryInterval = Duration.seconds(15)
  /// How much of each kind of work is looked at in one step.
  static let mostAtOnce = 200

  /// Makes an engine.
  ///
  /// - Parameters:
  ///   - store: the engine's own connection, used on its thread only.
  ///   - owner: the lock under which it claims tasks.
  ///   - clock: the machine's, which `now` of every call comes from as well.
  ///   - random: numbers for the spread of waits.
  public init(
    store: TaskStore, owner: OwnerID, profiles: [Profile], policy: EnginePolicy,
    videos: VideoFolder, scope: [TaskID]? = nil, clock: @escaping () -> Timestamp,
    random: @escaping () -> UInt64
  ) {
    self.store = store
    self.owner = owner
    self.profiles = Dictionary(profiles.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.policy = policy
    self.videos = videos
    self.scope = scope
    self.clock = clock
    self.random = random
  }

  /// Whether a create is on its way, whose answer must be awaited before the program ends.
  public var hasCreateUnderWay: Bool { calls.values.contains { $0.isCreate } }

  /// Whether anything at all is on its way.
  public var hasCallUnderWay: Bool { !calls.isEmpty }

  /// What a person who watches should hear of, since this was last asked.
  public func takeNotices() -> [EngineNotice] {
    defer { notices = [] }
    return notices
  }

  /// Takes no new work from now on.
  public func beginEnding() { isEnding = true }

  // MARK: Deciding

  /// Orders what is due, at most as much as the limits allow.
  ///
  /// - Throws: what the store throws, when nothing could be ordered. What it refuses for one task
  ///   alone holds up no other; what was ordered before it refused is carried out.
  public func decide(now: Timestamp) throws(StoreError) -> [EngineCall] {
    guard !isEnding else { return [] }
    budgetFreeAt = nil
    spent = []
    hasOrderedDownload = false
    try noteClock(now)
    try recoverIfDue(now: now)
    let work = try dueWork(now: now)
    var trouble: StoreError?
    var full: [String: String] = [:]
    try decideSubmits(work.submits, &full, &trouble, now: now)
    each(queuedSince.keys.sorted(), &trouble) { id throws(StoreError) in
      try decideCancelNow(id, now: now)
    }
    each(work.cancels, &trouble) { id throws(StoreError) in try decideCancel(id, now: now) }
    decideSearches(&trouble, now: now)
    decidePolls(work.polls, of: nil, &trouble, now: now)
    isHeldBack = scope != nil && !full.isEmpty
    if isHeldBack { try pollWhatHoldsBack(Set(full.keys), &trouble, now: now) }
    if hasMadeRoom {
      full = [:]
      try decideSubmits(try dueWork(now: now).submits, &full, &trouble, now: now)
    }
    let downloads = hasOrderedDownload ? try dueWork(now: now).downloads : work.downloads
    each(downloads, &trouble) { id throws(StoreError) in try decideDownload(id, now: now) }
    defer { ordered = [] }
    if ordered.isEmpty, let trouble { throw trouble }
    return ordered
  }

  /// The next moment at which `decide` has something to do by itself; nil when nothing is planned.
  public func nextDecision(now: Timestamp) throws(StoreError) -> Timestamp? {
    guard !isEnding else { return nil }
    var next = try store.nextDueAt(only: isHeldBack ? nil : scope)
    for moment in [budgetFreeAt, try recoveryDueAt(now: now)].compactMap({ $0 }) {
      next = min(next ?? moment, moment)
    }
    return next
  }

  /// Sends what waits, and what may follow once that has ended without being sent.
  private func decideSubmits(
    _ due: [TaskID], _ full: inout [String: String], _ trouble: inout StoreError?, now: Timestamp
  ) throws(StoreError) {
    var submits = due
    repeat {
      hasMadeRoom = false
      each(submits, &trouble) { id throws(StoreError) in
        try decideSubmit(id, &full, now: now)
      }
      if hasMadeRoom { submits = try dueWork(now: now).submits }
    } while hasMadeRoom
  }

  /// Polls the tasks that fill a profile for which a named task waits.
  ///
  /// Nobody else may be following them, and then their places would never be free again.
  private func pollWhatHoldsBack(
    _ profiles: Set<String>, _ trouble: inout StoreError?, now: Timestamp
  ) throws(StoreError) {
    let due = try store.due(at: now, only: nil, limit: Engine.mostAtOnce).polls
    decidePolls(due, of: profiles, &trouble, now: now)
  }

  /// Does a piece of work for each task that nothing is on its way for.
  ///
  /// A row that cannot be read is passed over; a store that refuses altogether is asked no more.
  func each(
    _ ids: [TaskID], _ trouble: inout StoreError?, _ work: (TaskID) throws(StoreError) -> Void
  ) {
    for id in ids where !busy.contains(id) && !foreign.contains(id) {
      if let trouble, trouble.kind != .damaged { return }
      do throws(StoreError) {
        try work(id)
      } catch {
        trouble = error
      }
    }
  }

  /// What is due: so much of it that tasks which are none of ours hide none that are.
  private func dueWork(now: Timestamp) throws(StoreError) -> DueWork {
    while true {
      // A command that waits for its own tasks wants to know of each why it waits.
      let limit = max(Engine.mostAtOnce, scope?.count ?? 0) + foreign.count
      let work = try store.due(at: now, only: scope, limit: limit)
      let known = foreign.count
      for ids in [work.polls, work.downloads, work.cancels] where ids.count == limit {
        for id in ids where !foreign.contains(id) {
          if let record = try store.task(id), profile(of: record) == nil { foreign.insert(id) }
        }
      }
      if foreign.count == known { return work }
    }
  }

  /// The profile to work with for a task; nil when it is not ours, or speaks another API by now.
  func profile(of record: TaskRecord) -> Profile? {
    profiles[record.profile].flatMap { $0.api == record.api ? $0 : nil }
  }

  // MARK: The clock, and engines that died

  /// Plans that a wrong clock has made would never fall due: see `bringForward`.
  ///
  /// Nothing is planned for more than the day that a `Retry-After` may ask for; a clock that is seen
  /// to go back leaves nothing but the waits of a few minutes.
  private func noteClock(_ now: Timestamp) throws(StoreError) {
    let before = decidedAt
    decidedAt = now
    let furthest: Duration
    switch before {
    case nil: furthest = .seconds(90_000)
    case let before? where before - now > .seconds(60): furthest = .seconds(600)
    default: return
    }
    try store.bringForward(
      furthest: furthest, longestLease: max(Engine.pollLease, Engine.downloadLease), clock: clock)
  }

  private func recoverIfDue(now: Timestamp) throws(StoreError) {
    if let recoveredAt, now - recoveredAt < Engine.recoveryInterval, now >= recoveredAt { return }
    _ = try store.recoverDeadSubmits(now: now)
    try store.releaseDeadLeases()
    try Engine.removeLeftFiles(store, videos.files, now: now)
    recoveredAt = now
  }

  /// Only what another engine has claimed can have to be recovered, and its end tells nobody.
  private func recoveryDueAt(now: Timestamp) throws(StoreError) -> Timestamp? {
    guard try store.othersHoldClaims(besides: owner) else { return nil }
    return (recoveredAt ?? now) + Engine.recoveryInterval
  }

  // MARK: One task

  private func decideSubmit(
    _ id: TaskID, _ full: inout [String: String], now: Timestamp
  ) throws(StoreError) {
    guard let record = try store.task(id), let profile = profile(of: record),
      try mayFollow(record, now: now)
    else { return }
    if let source = record.frameSource { return try decideFrame(record, source, now: now) }
    if let reason = full[profile.name] { return try sayHeldBack(record, reason, now: now) }
    guard try hasBudget(profile, now: now) else { return }
    switch try store.claimSubmit(id, owner: owner, maxActive: profile.maxActive, now: now) {
    case .claimed:
      DurableStep.claimed.reached()
      // Read again: what was asked of a waiting task before it was claimed is part of it.
      guard let record = try store.task(id) else { return }
      var draft = record.request
      draft.model = draft.model ?? record.model
      order(.create(draft), record, now: now)
      // Only now: a claim whose task is not ordered would hold it until this engine ends.
      try spend(profile, now: now)
    case .limit(let active):
      let limit = profile.maxActive
      let reason =
        (active == 1
        ? Phrase(
          "1 task is at {profile}, its limit of {limit}",
          ["profile": profile.name, "limit": limit])
        : Phrase(
          "{count} tasks are at {profile}, its limit of {limit}",
          ["count": active, "profile": profile.name, "limit": limit])).english
      full[profile.name] = reason
      try sayHeldBack(record, reason, now: now)
    case .taken, .notWaiting: return
    }
  }

  /// Whether the task that it waits for has succeeded; when it never will, the task has failed.
  private func mayFollow(_ record: TaskRecord, now: Timestamp) throws(StoreError) -> Bool {
    guard let after = record.after else { return true }
    let earlier = try store.task(after)
    if earlier?.status == .succeeded { return true }
    if let earlier, !earlier.status.isEnded { return false }
    let ended = try store.change(record.id, now: now) { record, schedule in
      guard record.status == .waiting else { return nil }
      return SubmitDecision.notFollowing(after, earlier?.status, &record, &schedule, now: now)
    }
    if ended?.status.isEnded == true { hasMadeRoom = true }
    return false
  }

  /// Tells a task that waits behind a full profile why it waits.
  func sayHeldBack(
    _ record: TaskRecord, _ reason: String, now: Timestamp
  ) throws(StoreError) {
    guard record.waitReason != reason else { return }
    _ = try store.change(record.id, now: now) { record, _ in
      if record.status == .waiting { record.waitReason = reason }
      return nil
    }
  }

  private func decideDownload(_ id: TaskID, now: Timestamp) throws(StoreError) {
    guard transfersUnderWay < policy.maxDownloads, let record = try store.task(id),
      let profile = profile(of: record),
      try store.leaseDownload(id, owner: owner, until: now + Engine.downloadLease, now: now)
    else { return }
    DurableStep.downloadLeased.reached()
    if let purpose = try beginTransfer(record, try store.schedule(id), profile, now: now) {
      order(purpose, record, now: now)
    } else {
      try store.releaseDownload(id, owner: owner)
    }
  }

  private var transfersUnderWay: Int {
    calls.values.count {
      switch $0.purpose {
      case .download, .lastFrame, .renew: true
      case .create, .poll, .list, .look, .cancel, .frame: false
      }
    }
  }

  /// Takes a request out of the profile's budget; false when there is none now.
  func takeFromBudget(_ profile: Profile, now: Timestamp) throws(StoreError) -> Bool {
    guard try hasBudget(profile, now: now) else { return false }
    try spend(profile, now: now)
    return true
  }

  /// Whether the profile may be asked for something now; when not, the engine comes back for it.
  func hasBudget(_ profile: Profile, now: Timestamp) throws(StoreError) -> Bool {
    if spent.contains(profile.name) { return false }
    guard
      let freeAt = try store.requestFreeAt(
        profile: profile.name, perMinute: profile.requestsPerMinute, now: now)
    else { return true }
    spent.insert(profile.name)
    budgetFreeAt = min(budgetFreeAt ?? freeAt, freeAt)
    return false
  }

  func spend(_ profile: Profile, now: Timestamp) throws(StoreError) {
    try store.countRequest(
      profile: profile.name, perMinute: profile.requestsPerMinute, now: now)
  }

  func order(_ purpose: EngineCall.Purpose, _ record: TaskRecord, now: Timestamp) {
    order(purpose, [record.id], profile: record.profile, now: now)
  }

  @discardableResult
  func order(
    _ purpose: EngineCall.Purpose, _ tasks: [TaskID], profile: String, now: Timestamp
  ) -> CallID {
    let call = EngineCall(
      id: CallID(number: nextCall), tasks: tasks, profile: profile, purpose: purpose,
      orderedAt: now)
    nextCall += 1
    calls[call.id] = call
    busy.formUnion(tasks)
    ordered.append(call)
    return call.id
  }
}
