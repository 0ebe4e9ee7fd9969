internal import TextLayout
internal import VideoTasks
internal import Wording

/// Noticing what becomes of tasks, wherever they are in the table, and whoever works on them.
extension DashboardState {
  /// Looks where the tasks stand.
  mutating func loadStandings() -> [DashboardEffect] {
    guard !telling.isLoading else {
      telling.isStale = true
      return []
    }
    telling.isLoading = true
    telling.isStale = false
    return [.loadStandings(after: telling.standings?.highest)]
  }

  /// Takes in where they stand; what has ended since the last look is read in full.
  mutating func standingsLoaded(_ new: Standings) -> [DashboardEffect] {
    telling.isLoading = false
    let old = telling.standings
    telling.standings = Standings(
      tasks: new.tasks.filter { !$0.value.isSettled }, highest: new.highest)
    var effects: [DashboardEffect] = []
    if let old {
      notice(troubles: new, since: old)
      let turned = Self.turned(from: old, to: new)
      let fetched = old.tasks.filter { $0.value.status.isEnded && new.tasks[$0.key] == nil }.keys
      telling.turned.formUnion(turned)
      telling.fetched.formUnion(fetched)
      let ids = Set(turned + fetched).sorted()
      if !ids.isEmpty { effects.append(.loadTurned(ids)) }
    }
    return telling.isStale ? effects + loadStandings() : effects
  }

  /// The tasks that have ended, or have come to need the user.
  private static func turned(from old: Standings, to new: Standings) -> [TaskID] {
    // A task that no longer changes is not named.
    let gone = old.tasks.filter { !$0.value.status.isEnded && new.tasks[$0.key] == nil }.keys
    let named = new.tasks.filter { id, standing in
      guard standing.status.isEnded || standing.status == .unconfirmed else { return false }
      return old.tasks[id].map { $0.status != standing.status } ?? (id > old.highest)
    }
    return Array(gone) + Array(named.keys)
  }

  /// Takes in the tasks that have turned: what the user is to know is told in a moment.
  mutating func turnedLoaded(_ rows: [TaskSummary]) -> [DashboardEffect] {
    for row in rows.map(\.cleaned) {
      let wasKnown = telling.fetched.remove(row.id) != nil
      let isTurned = telling.turned.remove(row.id) != nil
      guard wasKnown || isTurned else { continue }
      if row.status == .succeeded, row.download == .failed || row.download == .expired {
        raise(
          Phrase(
            "The video of task {id} could not be fetched: {reason}",
            ["id": row.id, "reason": Phrase.recorded(row.pollError ?? "")]), level: .error)
      }
      guard isTurned, Telling.events.contains(row.status) else { continue }
      telling.unseen[row.status, default: 0] += 1
      telling.news.append(row)
      telling.tellAt = telling.tellAt ?? now + TellingState.pause
    }
    return []
  }

  /// New troubles of questions and transfers, each told once for all tasks that have it.
  private mutating func notice(troubles new: Standings, since old: Standings) {
    let known = Set(old.tasks.values.compactMap(\.trouble))
    var fresh: [String: [TaskID]] = [:]
    for (id, standing) in new.tasks {
      guard let trouble = standing.trouble, !known.contains(trouble) else { continue }
      fresh[trouble, default: []].append(id)
    }
    for (trouble, ids) in fresh.sorted(by: { $0.key < $1.key }) {
      let reason = Phrase.recorded(CleanText.line(trouble, limit: 300))
      raise(
        ids.count == 1
          ? Phrase("Task {id}: {reason}", ["id": ids[0], "reason": reason])
          : Phrase("{tasks}: {reason}", ["tasks": Words.tasks(ids.count), "reason": reason]),
        level: .warning)
    }
  }

  /// Tells what was collected, once it has rested.
  mutating func tellNews(at moment: Timestamp) -> [DashboardEffect] {
    guard let due = telling.tellAt, due <= moment else { return [] }
    let news = telling.news
    (telling.news, telling.tellAt) = ([], nil)
    // What changes is read aloud from the line above the footer.
    if isPlain, !news.isEmpty {
      let told = Self.telling(of: news, .auto)
      message = Message(
        text: Phrase("{title}: {body}", ["title": told.title, "body": told.body]), tone: .plain)
    }
    let forms = Dictionary(grouping: news) { telling.forms[$0.status] ?? .auto }
    return TellingForm.allCases.compactMap { form in
      guard form != .none, let rows = forms[form] else { return nil }
      return .tell(Self.telling(of: rows, form))
    }
  }

  private static func telling(of rows: [TaskSummary], _ form: TellingForm) -> Telling {
    if rows.count == 1 {
      let row = rows[0]
      return Telling(
        form: form,
        title: Phrase("Task {id} {state}", ["id": row.id, "state": row.status.words]),
        body: .verbatim(CleanText.line(row.prompt, limit: 120)))
    }
    let counts = Dictionary(grouping: rows, by: \.status).mapValues(\.count)
    let parts = Telling.events.compactMap { status in
      counts[status].map {
        Phrase("{count} {state}", ["count": Words.grouped($0), "state": status.words])
      }
    }
    return Telling(
      form: form, title: Words.tasks(rows.count), body: Phrase.list(parts))
  }
}

extension TaskStanding {
  /// Whether nothing more will become of it.
  fileprivate var isSettled: Bool {
    status.isEnded && download != .waiting && download != .running
  }
}

extension DashboardState {
  /// The title of the window: what goes on, and what came to its end since the last key.
  var title: String {
    func sum(_ states: [TaskStatus], _ counts: [TaskStatus: Int]) -> Int {
      states.reduce(0) { $0 + (counts[$1] ?? 0) }
    }
    let unseen = telling.unseen
    let parts: [(Int, Phrase)] = [
      (sum([.submitting, .queued, .running], tallies), Phrase("running")),
      (sum([.unconfirmed], tallies), Phrase("unconfirmed")),
      (sum([.succeeded], unseen), Phrase("done")),
      (sum([.failed, .expired], unseen), Phrase("failed")),
    ]
    let words = parts.filter { $0.0 > 0 }.map { count, name in
      Phrase("{count} {state}", ["count": Words.grouped(count), "state": name])
    }
    guard var list = words.first else { return "rushes" }
    for next in words.dropFirst() { list = Phrase("{list}, {next}", ["list": list, "next": next]) }
    return say("{list} - rushes", ["list": list])
  }
}
