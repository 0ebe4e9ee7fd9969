import FoundationEssentials
import Glibc
import MediaTools
import TaskStore
import VideoTasks

/// The promises of a night, held against what it has left.
struct NightChecks {
  let plan: NightPlan
  let folder: String
  let records: [TaskRecord]
  let journal: NightJournal
  let retries: [String: Int]

  /// The promises that were broken, in sentences; empty when all were kept.
  func broken() -> [String] {
    intents() + tasks() + files() + store()
  }

  /// Each intent was made exactly once, and was sent again only when it was certainly not made.
  private func intents() -> [String] {
    var broken: [String] = []
    for number in 1...max(1, plan.tasks) {
      let mark = NightPlan.mark(number)
      let lines = journal.lines[mark, default: []]
      let made = lines.compactMap(\.id)
      if made.count != 1 { broken.append("\(mark) was made \(made.count) times: \(made)") }
      // Each asking sends once, and once more for every answer that made nothing certain.
      let sent = lines.count { !$0.isRefusedForNow }
      let asked = 1 + retries[mark, default: 0]
      if sent > asked {
        let went = lines.map { "\($0.id ?? $0.error ?? "-") \($0.faults)" }
        broken.append("\(mark) was asked for \(asked) times and sent \(sent) times: \(went)")
      }
    }
    if journal.madeInAll != plan.tasks {
      broken.append("\(journal.madeInAll) creates were made of \(plan.tasks) intents")
    }
    return broken
  }

  /// Every task has come to an end that is known and told.
  private func tasks() -> [String] {
    var broken: [String] = []
    var owner: [String: TaskID] = [:]
    for record in records {
      if !record.status.isEnded { broken.append("task \(record.id) is \(record.status.rawValue)") }
      if record.status != .succeeded, record.error?.message.isEmpty != false {
        broken.append("task \(record.id) is \(record.status.rawValue) and does not say why")
      }
      if let id = record.remoteID {
        if let other = owner[id] { broken.append("tasks \(other) and \(record.id) are both \(id)") }
        owner[id] = record.id
      }
    }
    for (mark, lines) in journal.lines {
      for id in lines.compactMap(\.id) where owner[id] == nil {
        broken.append("\(id) of \(mark) was paid for, and nobody follows it")
      }
    }
    return broken
  }

  /// Every finished video is whole on disk under a name of its own, and nothing else is there.
  private func files() -> [String] {
    var broken: [String] = []
    var names: Set<String> = []
    for record in records where record.status == .succeeded {
      guard let file = record.file, record.download == .done else {
        broken.append("task \(record.id) has no video (\(record.download.rawValue))")
        continue
      }
      var facts = stat()
      if stat(file, &facts) != 0 {
        broken.append("the video of task \(record.id) is gone")
      } else if let problem = VideoCheck.problem(path: file) {
        broken.append("the video of task \(record.id) is not whole: \(problem)")
      } else if record.bytes != Int64(facts.st_size) {
        broken.append("the video of task \(record.id) has \(facts.st_size) bytes, not its own")
      }
      if !names.insert(file).inserted { broken.append("two tasks have the video \(file)") }
    }
    let known = Set(names.compactMap { $0.split(separator: "/").last.map(String.init) })
    // A folder that cannot be listed has been told of above, video by video.
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/videos")) ?? []
    let sidecars = Set(known.map { String($0.dropLast(".mp4".count)) + ".json" })
    for name in sidecars.subtracting(found) { broken.append("\(name) is missing") }
    for name in found where !known.contains(name) && !sidecars.contains(name) {
      broken.append("\(name) is left in the folder of videos")
    }
    return broken
  }

  private func store() -> [String] {
    let condition = TaskStore.examine(folder: folder)
    guard condition.state == .sound else { return ["the store is not sound: \(condition.state)"] }
    return condition.tasks == records.count ? [] : ["the store has lost tasks"]
  }
}
