internal import CLinux
internal import Configuration
internal import EventLoop
internal import Glibc
internal import VideoTasks

/// The program: takes the command line apart and hands over to the dashboard or a verb.
@main
enum Rushes {
  /// The version that `rushes --version` prints.
  static let version = "0.1.0"
  /// The day of that version, as the manual page tells it.
  static let date = "2026-11-28"

  static func main() {
    rushes_memory_one_heap()
    Output.holdPlaces()
    let status = run(Array(CommandLine.arguments.dropFirst()))
    ProgramLog.drain()
    exit(status.rawValue)
  }

  /// Runs the program and says how it ended; every failure has been told by then.
  static func run(_ words: [String]) -> ExitStatus {
    let json = words.contains("--json")
    do throws(CommandFailure) {
      try ignoreBrokenPipes()
      guard let first = words.first, !first.hasPrefix("-") else {
        return try withoutVerb(words)
      }
      guard let verb = Verb(rawValue: first) else {
        let near = Nearest.name(first, among: Verb.allCases.map(\.rawValue))
        throw .usage(
          "\(first) is not a command. " + (near.map { "Did you mean \($0)?" } ?? "Try --help."))
      }
      return try perform(verb, Array(words.dropFirst()))
    } catch {
      Output.report(error, json: json)
      return error.status
    }
  }

  private static func withoutVerb(_ words: [String]) throws(CommandFailure) -> ExitStatus {
    let options = OptionSpec.common + OptionSpec.dashboard
    let arguments = try Arguments(words, options: options)
    if let word = arguments.words.first { throw .usage("\(word) is not a command. Try --help.") }
    if arguments.has("help") {
      Output.write(HelpText.program)
      return .done
    }
    if arguments.has("man") {
      Output.write(Array(ManPage.text.utf8))
      return .done
    }
    if arguments.has("version") {
      Output.write("rushes \(version)\n")
      return .done
    }
    return try dashboard(arguments)
  }

  /// The screen; why it does not come up is told in its language.
  private static func dashboard(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    var (workspace, trouble) = Workspace.evenIfBroken(arguments)
    do throws(CommandFailure) {
      if let trouble {
        throw CommandFailure(.configuration, code: "Configuration", trouble.message)
      }
      if arguments.has("plain") { workspace.settings.screen.plain = true }
      return try DashboardProgram.run(workspace)
    } catch {
      throw DashboardProgram.said(error, workspace)
    }
  }

  private static func perform(
    _ verb: Verb, _ words: [String]
  ) throws(CommandFailure) -> ExitStatus {
    let arguments = try Arguments(words, options: verb.options)
    if arguments.has("help") {
      Output.write(HelpText.verb(verb))
      return .done
    }
    switch verb {
    case .submit: return try SubmitCommand.run(arguments)
    case .batch: return try BatchCommand.run(arguments)
    case .list: return try ListCommand.run(arguments)
    case .show: return try ShowCommand.run(arguments)
    case .wait: return try WaitCommand.run(arguments)
    case .download: return try DownloadCommand.run(arguments)
    case .cancel: return try CancelCommand.run(arguments)
    case .retry: return try RetryCommand.run(arguments)
    case .remove: return try ChangeCommand.remove(arguments)
    case .resolve: return try ChangeCommand.resolve(arguments)
    case .adopt: return try AdoptCommand.run(arguments)
    case .join: return try JoinCommand.run(arguments)
    case .asset: return try AssetCommand.run(arguments)
    case .models: return try ModelsCommand.run(arguments)
    case .agent: return try AgentCommand.run(arguments)
    case .sandbox: return try SandboxCommand.run(arguments)
    case .doctor: return try DoctorCommand.run(arguments)
    case .key: return try KeyCommand.run(arguments)
    case .completions: return try CompletionsCommand.run(arguments)
    }
  }

  /// A reader that goes away is an error of the write, not the end of the program.
  private static func ignoreBrokenPipes() throws(CommandFailure) {
    do throws(EventLoopError) {
      try SignalMask.ignore([SIGPIPE])
    } catch {
      throw CommandFailure(.machine, code: "Signals", error.message)
    }
  }
}
