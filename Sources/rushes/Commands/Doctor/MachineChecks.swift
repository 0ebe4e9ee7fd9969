internal import ChildProcesses
internal import Configuration
internal import Engine
internal import Glibc
internal import NcursesTerminal
internal import TaskStore
internal import VideoTasks

/// What `doctor` looks at on this machine: terminal, disks, programs, clock.
enum MachineChecks {
  // MARK: Terminal

  static func terminal(_ workspace: Workspace) -> [Check] {
    let found = NcursesTerminal.examine(environment: workspace.environment)
    var checks: [Check] = []
    if let problem = found.problem {
      checks.append(Check("terminal", .problem(.machine), problem.message))
    } else {
      let type = found.type ?? "unknown"
      checks.append(
        found.isTerminal
          ? Check("terminal", .ok, type)
          : Check(
            "terminal", .note, "\(type); this run has no terminal on standard input and output"))
      checks.append(colors(found, workspace.environment))
    }
    checks.append(
      found.isUnicode
        ? Check("characters", .ok, "UTF-8")
        : Check(
          "characters", .note, "only ASCII can be shown",
          advice: "Install the locale C.UTF-8, or set LANG to one that is UTF-8."))
    return checks + found.notices.map { Check("terminal", .note, $0) }
  }

  private static func colors(
    _ found: TerminalExamination, _ environment: [String: String]
  ) -> Check {
    if environment["NO_COLOR", default: ""].isEmpty == false {
      return Check("colours", .note, "none, because NO_COLOR is set")
    }
    guard found.colors >= 8 else {
      return Check(
        "colours", .note, "none",
        advice: "Set TERM to what your terminal is, for example TERM=xterm-256color.")
    }
    return Check("colours", .ok, found.colors >= 1 << 24 ? "24 bits" : "\(found.colors)")
  }

  // MARK: Disks

  static func disks(_ workspace: Workspace) -> [Check] {
    [
      disk("data", workspace.paths.dataFolder), disk("videos", workspace.videoFolder),
      disk("log", parent(workspace.paths.logFile)),
    ]
  }

  private static func disk(_ name: String, _ folder: String) -> Check {
    let place = nearestThatExists(folder)
    var facts = stat()
    guard stat(place, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
      return Check(
        name, .problem(.machine), "\(place) is not a folder.",
        advice: "Move it away, or name another folder with --data.")
    }
    guard access(place, W_OK | X_OK) == 0 else {
      return Check(
        name, .problem(.machine), "\(place) cannot be written.",
        advice: "Make it writable, or name another folder with --data.")
    }
    guard let free = LocalVideoFiles().freeBytes(in: place) else {
      return Check(name, .note, "\(folder); how much is free cannot be told")
    }
    let words = "\(folder), \(megabytes(free)) free"
    guard free >= Engine.spareBytes else {
      return Check(
        name, .problem(.machine), words,
        advice: "Make room: videos are fetched only while \(megabytes(Engine.spareBytes)) are free."
      )
    }
    return Check(name, .ok, words)
  }

  private static func megabytes(_ bytes: Int64) -> String {
    bytes >= 10_000_000_000 ? "\(bytes / 1_000_000_000) GB" : "\(bytes / 1_000_000) MB"
  }

  private static func nearestThatExists(_ path: String) -> String {
    var path = path
    while !LocalPath.exists(path), path.count > 1 { path = parent(path) }
    return path
  }

  private static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  // MARK: Programs

  static func programs() -> [Check] {
    [
      program("ffprobe", without: "local pictures, clips and sounds cannot be checked"),
      program("ffmpeg", without: "the sandbox makes no videos"),
    ]
  }

  private static func program(_ name: String, without: String) -> Check {
    let advice = "Install ffmpeg, for example: apt-get install ffmpeg"
    let run = ChildProcess.Command(
      name, ["-version"], environment: ChildProcess.cleanEnvironment, timeLimit: .seconds(10),
      outputLimit: 4096)
    do throws(ChildProcessError) {
      let output = try ChildProcess.run(run)
      guard output.succeeded else {
        return Check(name, .problem(.machine), "It does not run; \(without).", advice: advice)
      }
      let words = String(decoding: output.output, as: UTF8.self).split(separator: " ").prefix(3)
      return Check(name, .ok, words.joined(separator: " "))
    } catch {
      return Check(name, .problem(.machine), "\(error.message) Then \(without).", advice: advice)
    }
  }

  // MARK: Clock

  static func clock() -> Check {
    let now = SystemClock.now()
    // Older than this program: the clock was never set.
    guard now.seconds > 1_760_000_000 else {
      return Check(
        "clock", .problem(.machine), "It says \(now.rfc3339).",
        advice: "Set it: the end of links and the age of tasks are counted by it.")
    }
    return Check("clock", .ok, now.rfc3339)
  }
}
