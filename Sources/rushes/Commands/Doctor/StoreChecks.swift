internal import Glibc
internal import TaskStore
internal import VideoTasks

/// What `doctor` says of the task store.
enum StoreChecks {
  static let name = "store"

  static func check(_ condition: StoreCondition) -> Check {
    switch condition.state {
    case .missing:
      return Check(name, .ok, "there is none yet; the first task makes \(condition.path)")
    case .sound:
      let tasks = condition.tasks ?? 0
      let old = (condition.version ?? 0) < TaskStore.currentVersion
      let words =
        "\(condition.path), version \(condition.version ?? 0)"
        + (old ? ", brought up to date at the next start" : "")
        + ", \(tasks == 1 ? "1 task" : "\(tasks) tasks"), whole"
      guard condition.isOnNetwork else { return Check(name, .ok, words) }
      return Check(
        name, .note, words + ", on another machine's disk",
        advice: "Let one process at a time use it there, or keep it here with --data.")
    case .damaged(let words):
      return Check(
        name, .problem(.machine), "\(condition.path) is damaged (\(words)).",
        advice: "Run rushes doctor in a terminal: it keeps the file, and makes a new store of what "
          + "can be read.")
    case .refused(let error):
      return Check(name, .problem(.machine), error.message)
    }
  }
}

/// Makes a new store of a damaged one, when its user wants that.
enum StoreRepair {
  enum Outcome { case mended, leftAlone }

  /// Asks, where there is somebody to ask, and does it.
  static func offer(_ folder: String) -> Outcome {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return .leftAlone }
    let now = SystemClock.now()
    let suffix = ".damaged-" + now.rfc3339.prefix(19).filter { $0 != ":" }
    Output.complain(
      "\nMake a new store of what can be read? The damaged file stays, as rushes.db\(suffix). [y/N] ",
      newline: false)
    guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
      Output.complain("Nothing was changed.")
      return .leftAlone
    }
    do throws(StoreRescueError) {
      let rescued = try TaskStore.rescue(folder: folder, suffix: suffix, now: now)
      ProgramLog.write("rescued", "\(rescued.tasks) tasks from a damaged store")
      Output.write(words(rescued))
      return .mended
    } catch {
      Output.complain("rushes: " + error.message)
      return .leftAlone
    }
  }

  private static func words(_ rescued: StoreRescue) -> String {
    var text = "The new store has \(count(rescued.tasks)). The damaged one is \(rescued.kept).\n"
    if rescued.lost > 0 {
      text += "Of \(count(rescued.lost)) nothing could be read.\n"
    }
    if !rescued.unconfirmed.isEmpty {
      let ids = rescued.unconfirmed.map(\.description).joined(separator: ", ")
      text +=
        "Whether these were sent is not sure: \(ids). Look at the account, then settle each with: "
        + "rushes resolve ID --created REMOTE_ID, or --not-created.\n"
    }
    return text
  }

  private static func count(_ tasks: Int) -> String { tasks == 1 ? "1 task" : "\(tasks) tasks" }
}
