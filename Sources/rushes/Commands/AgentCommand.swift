internal import Configuration
internal import Engine
internal import EventLog
internal import EventLoop
internal import Glibc
internal import TaskStore
internal import VideoTasks

/// `rushes agent`: the engine without a screen, until somebody ends it.
enum AgentCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    if let word = arguments.words.first {
      throw .usage("agent takes no \(word). Try --install.")
    }
    let workspace = try Workspace(arguments)
    if arguments.has("install") { return try AgentInstallation.run(workspace, arguments) }
    let loop: EventLoop<EngineNews>
    do throws(EventLoopError) {
      loop = try EventLoop<EngineNews>(signals: [SIGINT, SIGTERM, SIGHUP])
    } catch {
      throw CommandFailure(.machine, code: "EventLoop", error.message)
    }
    ProgramLog.echo { entry, words in
      if AgentWords.areWorthSaying(entry.kind) { Output.mention(words) }
    }
    do throws(StoreError) {
      try work(workspace, loop)
    } catch {
      throw CommandFailure(store: error)
    }
    return .done
  }

  private static func work(
    _ workspace: Workspace, _ loop: EventLoop<EngineNews>
  ) throws(StoreError) {
    let folder = workspace.paths.dataFolder
    let store = try workspace.openStore(.readWrite)
    let mark = try AgentMark(folder: folder)
    let room = EngineRoom(workspace: workspace)
    defer { room.close() }
    let mailbox = loop.mailbox
    let driver = try room.driver(
      store: store, scope: nil,
      policy: EnginePolicy(downloadsAutomatically: workspace.settings.automaticDownload)
    ) { mailbox.post(.wake) }
    let supervisor = Supervisor(environment: workspace.environment)
    ProgramLog.write(AgentWords.started, "\(Rushes.version) on \(folder)")
    if !mark.isFirst { ProgramLog.write(AgentWords.second, AgentWords.ofSecond) }
    supervisor.ready("works on \(folder)")
    let engine = EngineLoop(
      loop: loop, driver: driver, store: store, folder: folder, supervisor: supervisor)
    try withExtendedLifetime(mark) { () throws(StoreError) in
      try engine.runUntilSignalled { trouble in
        ProgramLog.write(
          AgentWords.store, trouble?.message ?? "The task store can be used again.")
      }
    }
    ProgramLog.write(AgentWords.ended, "")
  }
}

extension AgentCommand {
  /// The part of `--help` about what it is for.
  static var notes: String {
    """
    An agent does what an open dashboard does: it sends what waits, asks the servers, and fetches what
    is done. Close the SSH line; the next dashboard shows all that has happened. Dashboards, commands
    and agents work on the same tasks at once, and nothing is done twice.
    It says on standard output what becomes of tasks, and more in the log; systemd hears that it is
    ready and alive. SIGTERM, SIGINT and SIGHUP end it: within two seconds, or as soon as a request
    that was sent has its answer, a minute at most.

    """
  }
}

/// What an agent says on standard output: the turns of a task's way, not every step of it. The rest is
/// in the log.
enum AgentWords {
  static let started = "agent-started"
  static let second = "agent-second"
  static let ended = "agent-ended"
  static let store = "store"

  static let ofSecond =
    "Another agent works on these tasks already. Both go on, and nothing is done twice; one is enough."

  static func areWorthSaying(_ kind: String) -> Bool { kinds.contains(kind) }

  private static let kinds: Set<String> = [
    started, second, ended, store, "submitting", "accepted", "refused", "unconfirmed", "not-sent",
    LookStory.found, "succeeded", "failed", "expired", "cancelled", "downloaded",
    "download-failed", "link-expired",
  ]
}
