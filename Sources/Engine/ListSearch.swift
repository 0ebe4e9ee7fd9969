internal import VideoAPIs
internal import VideoTasks

/// What the pages of a list have brought so far, in a search for tasks whose answers were lost.
struct ListSearch {
  /// Tasks on a page: as many as the vendor's page allows.
  static let pageSize = 500
  /// More pages than a week can fill are a server that repeats itself.
  static let mostPages = 40

  /// The name of the profile whose list it is.
  let profile: String
  /// The tasks that are looked for.
  let tasks: [TaskID]
  /// The page that is asked for next, from 1.
  private(set) var page = 1
  /// Everything that came, each task once.
  private(set) var listed: [ListedTask] = []
  /// Whether something in the list could not be read, so that nothing is certain.
  private(set) var isIncomplete = false
  private var ids: Set<String> = []
  private var isSorted = true

  init(profile: String, tasks: [TaskID]) {
    self.profile = profile
    self.tasks = tasks
  }

  /// Takes a page in.
  ///
  /// - Parameter oldest: what was made before this is of no interest.
  /// - Returns: whether another page is needed.
  mutating func add(_ items: [ListedTask], total: Int?, oldest: Timestamp) -> Bool {
    let before = ids.count
    for item in items where ids.insert(item.remoteID).inserted {
      isSorted = isSorted && isOlder(item)
      listed.append(item)
    }
    page += 1
    if isSorted, let last = listed.last?.createdAt, last < oldest { return false }
    let isLast = total.map { ids.count >= $0 } ?? (items.count < ListSearch.pageSize)
    if isLast { return false }
    if ids.count > before && page <= ListSearch.mostPages { return true }
    isIncomplete = true
    return false
  }

  /// Whether it comes after what is there, the newest being first.
  private func isOlder(_ item: ListedTask) -> Bool {
    guard let created = item.createdAt else { return false }
    return listed.last?.createdAt.map { created <= $0 } ?? true
  }
}
