internal import TaskStore
internal import VideoTasks

/// Tasks as the store had them when it was last looked at.
///
/// Of many tasks only those are read again whose standing has changed, so that a look costs what is
/// under way, not what there is.
struct LatestRecords {
  /// The tasks, in the order in which they were named; those that are gone are left out.
  private(set) var records: [TaskRecord] = []

  private let ids: [TaskID]
  private let store: TaskStore
  private var known: [TaskID: (standing: TaskStanding?, record: TaskRecord?)] = [:]

  /// So few tasks are read each time: their progress in bytes is shown.
  private static let few = 20

  /// Names the tasks; nothing is read yet.
  init(_ ids: [TaskID], of store: TaskStore) {
    self.ids = ids
    self.store = store
  }

  /// Looks again; whether anything has changed.
  ///
  /// - Parameter isThorough: whether every open task is read, also for changes that its standing
  ///   does not show, as why it waits.
  mutating func look(isThorough: Bool) throws(StoreError) -> Bool {
    let isFirst = known.isEmpty
    var hasChanged = isFirst
    let standings = try store.standings(after: nil).tasks
    for id in ids {
      let standing = standings[id]
      if let before = known[id], before.standing == standing {
        // What has ended for good changes no more.
        guard standing != nil, isThorough || ids.count <= Self.few else { continue }
      }
      let record = try store.task(id)
      if !isFirst, record != known[id]?.record { hasChanged = true }
      known[id] = (standing, record)
    }
    if hasChanged { records = ids.compactMap { known[$0]?.record } }
    return hasChanged
  }
}
