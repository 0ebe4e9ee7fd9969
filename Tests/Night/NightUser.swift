import TaskStore
import VideoTasks

/// The person who comes in the morning: settles what the program leaves to its user, by looking into
/// the account, and asks again for what was certainly never made.
final class NightUser {
  /// How many tasks were settled as made, and as not made.
  private(set) var confirmed = 0
  private(set) var denied = 0
  /// How often an intent was asked for again, by its mark.
  private(set) var retries: [String: Int] = [:]
  /// How many videos were asked for again.
  private(set) var fetched = 0
  private var answered: Set<TaskID> = []
  private let run: ([String]) throws -> Int32

  /// - Parameter run: runs `rushes` with these words; its exit status.
  init(run: @escaping ([String]) throws -> Int32) { self.run = run }

  /// Does what is to be done about tasks that nothing more happens to by itself.
  ///
  /// - Returns: whether there was anything.
  func settle(_ records: [TaskRecord], _ journal: NightJournal) throws -> Bool {
    var hasActed = false
    let known = Set(records.compactMap(\.remoteID))
    for record in records where !answered.contains(record.id) {
      guard let mark = NightJournal.mark(record.request.prompt) else { continue }
      let made = journal.made(mark)
      if record.status == .unconfirmed {
        hasActed = true
        if let id = made.first(where: { !known.contains($0) }) {
          confirmed += 1
          try say(["resolve", "\(record.id)", "--created", id])
          continue
        }
        denied += 1
        try say(["resolve", "\(record.id)", "--not-created"])
      } else if record.status == .succeeded, [.failed, .expired].contains(record.download) {
        hasActed = true
        fetched += 1
        try say(["download", "\(record.id)", "--json"])
        continue
      } else if record.status != .failed || record.remoteID != nil {
        continue
      }
      // It has failed, and nothing was made: the user still wants the video.
      answered.insert(record.id)
      guard made.isEmpty else { continue }
      hasActed = true
      retries[mark, default: 0] += 1
      try say(["retry", "\(record.id)", "--json"])
    }
    return hasActed
  }

  private func say(_ words: [String]) throws { _ = try run(words) }
}
