internal import Dashboard
internal import Dispatch
internal import FoundationEssentials
internal import Synchronization
internal import TaskStore
internal import VideoTasks
internal import Wording

/// Reads the store for the screen, on a queue of its own, so that no key waits for the disk.
final class StoreReader: Sendable {
  private let store: Mutex<TaskStore>
  private let lastVersion: Mutex<Int64?> = Mutex(nil)
  /// The number of the page that was asked for last.
  private let latestPage = Mutex(0)
  private let queue = DispatchQueue(label: "store-reader", qos: .userInteractive)

  private let profiles: [Profile]
  /// Every model that any profile offers, by its id.
  private let models: [String: ModelSpec]
  /// Names of the profiles whose tasks cost nothing.
  private let freeProfiles: Set<String>

  init(store: sending TaskStore, profiles: [Profile]) {
    self.store = Mutex(store)
    self.profiles = profiles
    models = Dictionary(
      profiles.flatMap(\.catalogue.models).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    freeProfiles = Set(profiles.filter { $0.server == .sandbox }.map(\.name))
  }

  /// Whether the store has changed since the last time this was asked; true the first time.
  func hasChanged() -> Bool {
    // A store that cannot say has trouble that the next read reports.
    let version = store.withLock { try? $0.dataVersion() }
    return lastVersion.withLock { last in
      defer { last = version }
      return version == nil || last != version
    }
  }

  /// The answer to an effect that reads, at once; nil for any other effect.
  func answer(_ effect: DashboardEffect) -> DashboardAction? {
    store.withLock { store in
      do throws(StoreError) {
        return try read(effect, store)
      } catch {
        return .readFailed(effect, Phrase.recorded(error.message))
      }
    }
  }

  /// Answers an effect on the reader's queue; `deliver` is called there.
  func answer(
    _ effect: DashboardEffect, deliver: @escaping @Sendable (DashboardAction) -> Void
  ) {
    if case .loadPage(let request) = effect { latestPage.withLock { $0 = request.number } }
    queue.async { [self] in
      if isReplaced(effect) { return }
      if let action = answer(effect) { deliver(action) }
    }
  }

  /// Whether a later page was asked for meanwhile: a search for every letter typed would only queue.
  private func isReplaced(_ effect: DashboardEffect) -> Bool {
    guard case .loadPage(let request) = effect else { return false }
    return latestPage.withLock { $0 != request.number }
  }

  /// What was uploaded to asset libraries from this machine, newest first; calls `deliver` on the
  /// reader's queue, with nothing when the store refuses.
  func assets(deliver: @escaping @Sendable ([AssetRecord]) -> Void) {
    queue.async { [self] in
      // The trouble of a store that refuses is told by whatever else is read from it.
      deliver(store.withLock { store in (try? AssetActions.list(store)) ?? [] })
    }
  }

  /// The places that hold a draft of the form, the latest first.
  func draftPlaces() -> [Int] {
    // A store that refuses to say tells of its trouble at the first page.
    store.withLock { (try? $0.draftPlaces()) ?? [] }
  }

  /// The form as it was kept at a place, or nil.
  func savedForm(at place: Int) -> FormDraft? {
    // A form that an older version wrote and that no longer fits is let go: it is only a draft.
    let text = store.withLock { try? $0.draft(at: place) }
    guard let text = text ?? nil else { return nil }
    return try? JSONDecoder().decode(FormDraft.self, from: Data(text.utf8))
  }

  /// What the user has chosen in earlier runs.
  func preferences() -> [Preference] {
    // A store that refuses to say tells of its trouble at the first page.
    Preference.keys.compactMap { key in
      let text = store.withLock { try? $0.setting(key) }
      return (text ?? nil).flatMap { Preference(key: key, text: $0) }
    }
  }

  private func read(
    _ effect: DashboardEffect, _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    switch effect {
    case .loadPage(let request):
      return .pageLoaded(request, try page(request, store))
    case .loadMarks(let request): return .marksLoaded(request, try found(request, store))
    case .loadMarked(let deed, let ids): return .markedLoaded(deed, try store.summaries(of: ids))
    case .loadFilters: return .filtersLoaded(try store.named(.filter))
    case .loadKept(let kind): return try KeptStorage.load(kind, store)
    case .loadTallies: return .talliesLoaded(try store.tallies())
    case .loadCosts:
      let today = SystemClock.startOfDay(SystemClock.now())
      return .costsLoaded(try store.costs(endedSince: today, leavingOut: freeProfiles))
    case .loadNextLink:
      return .nextLinkLoaded(try store.nextLinkEnd(after: SystemClock.now()))
    case .loadStandings(let id): return .standingsLoaded(try store.standings(after: id))
    case .loadNumbers: return .numbersLoaded(try numbers(store))
    case .loadTurned(let ids): return .turnedLoaded(try store.summaries(of: ids))
    case .loadTask(let id): return .taskLoaded(id, try store.task(id), try store.events(of: id))
    case .loadTypicalDurations(let kind):
      return .typicalDurationsLoaded(kind, try typicalDurations(kind, store))
    default: return nil
    }
  }

  /// Rows of the table: those at the place that was asked for, or around the task that is kept.
  private func page(_ request: PageRequest, _ store: TaskStore) throws(StoreError) -> TablePage {
    var query = query(request.filter, request.statuses, request.sort)
    (query.offset, query.limit) = (request.offset, request.limit)
    var page = try store.page(query, keeping: request.keeping)
    if let place = page.place, !(query.offset..<query.offset + query.limit).contains(place) {
      query.offset = max(0, place - query.limit / 2)
      page = try store.page(query)
    }
    return TablePage(rows: page.rows, offset: query.offset, total: page.total)
  }

  private func query(
    _ filter: TaskFilter, _ statuses: [TaskStatus], _ sort: TaskSort
  ) -> TaskQuery {
    var context = FilterContext(profiles: profiles)
    // What `after:2h` means stays the same for a minute, so that a page costs no look at all tasks.
    context.now = Timestamp(milliseconds: context.now.milliseconds / 60_000 * 60_000)
    return TaskQuery(
      statuses: statuses.isEmpty ? nil : Set(statuses),
      condition: filter.condition(in: context), sort: sort)
  }

  /// The tasks to mark: all rows, or those between two of them.
  private func found(
    _ request: MarkRequest, _ store: TaskStore
  ) throws(StoreError) -> [TaskID] {
    var query = query(request.filter, request.statuses, request.sort)
    query.limit = MarkRequest.most
    if let ends = request.between {
      guard let one = try store.place(of: ends.one, in: query),
        let other = try store.place(of: ends.other, in: query)
      else { return [ends.other] }
      query.offset = min(one, other)
      query.limit = min(MarkRequest.most, abs(one - other) + 1)
    }
    return try store.summaries(query).map(\.id)
  }

  /// Tasks in full, those that are gone left out; calls `deliver` on the reader's queue.
  func records(
    _ ids: [TaskID],
    deliver: @escaping @Sendable (Result<[TaskRecord], ActionFailure>) -> Void
  ) {
    queue.async { [self] in
      deliver(
        store.withLock { store in
          var records: [TaskRecord] = []
          do throws(StoreError) {
            for id in ids { if let record = try store.task(id) { records.append(record) } }
          } catch {
            return .failure(ActionFailure(message: Phrase.recorded(error.message)))
          }
          return .success(records)
        })
    }
  }

  /// What the plots show, of the last days.
  private func numbers(_ store: TaskStore) throws(StoreError) -> StoreNumbers {
    let now = SystemClock.now()
    let calendar = LocalDays { SystemClock.secondsFromUTC(at: $0) }
    let first = calendar.startOfDay(now, daysEarlier: StoreNumbers.days - 1)
    return StoreNumbers(
      costs: try store.costs(
        lastDays: StoreNumbers.days, now: now, in: calendar, leavingOut: freeProfiles),
      outcomes: try store.outcomes(lastDays: StoreNumbers.days, now: now, in: calendar),
      times: try store.generationTimes(), refusals: try store.refusals(endedSince: first))
  }

  /// How long tasks of a kind took. What is not stated is the model's default, and counts as such.
  private func typicalDurations(
    _ kind: TaskKind, _ store: TaskStore
  ) throws(StoreError) -> [Duration] {
    let model = models[kind.model]
    var found: [Duration] = []
    for resolution in same(kind.resolution, model?.defaultResolution.rawValue) {
      for duration in same(kind.duration, model?.defaultDuration) {
        found += try store.typicalDurations(
          model: kind.model, resolution: resolution, duration: duration, limit: 20)
      }
    }
    return found
  }

  /// The ways to state a value: not at all and by its name are the same for a default.
  private func same<Value: Equatable>(_ stated: Value?, _ otherwise: Value?) -> [Value?] {
    guard let otherwise, stated == nil || stated == otherwise else { return [stated] }
    return [nil, otherwise]
  }
}

/// Where the form is kept between two runs.
enum FormStorage {
  /// The form as text.
  static func text(_ form: FormDraft) -> String {
    String(decoding: JSONText.line(form).dropLast(), as: UTF8.self)
  }
}
