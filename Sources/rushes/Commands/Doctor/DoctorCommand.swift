internal import Configuration
internal import Glibc
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// `rushes doctor`: whether everything is as the program needs it, and what to do where it is not.
enum DoctorCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    if let word = arguments.words.first {
      throw .usage("doctor takes no \(CleanText.line(word, limit: 80)). Try --online.")
    }
    let (workspace, trouble) = Workspace.evenIfBroken(arguments)
    let isJSON = arguments.has("json")
    var checks: [Check] = []
    func add(_ more: [Check]) {
      checks += more
      if !isJSON { for check in more { Output.write(text(check)) } }
    }
    add(MachineChecks.terminal(workspace))
    add(ConfigurationChecks.all(workspace, trouble))
    let condition = TaskStore.examine(folder: workspace.paths.dataFolder)
    add([StoreChecks.check(condition)] + AgentChecks.all(workspace))
    add(MachineChecks.disks(workspace) + MachineChecks.programs() + [MachineChecks.clock()])
    if arguments.has("online") { add(OnlineChecks.all(workspace)) }
    if isJSON {
      Output.write(
        JSONValue.object([
          "checks": .array(checks.map(\.json)), "ok": .bool(Check.status(checks) == .done),
        ]).bytes + [0x0a])
    } else if case .damaged = condition.state,
      StoreRepair.offer(workspace.paths.dataFolder) == .mended
    {
      checks.removeAll { $0.name == StoreChecks.name }
    }
    return Check.status(checks)
  }

  /// One check, with what to do in a line of its own.
  private static func text(_ check: Check) -> String {
    let head = "\(Padding.right(check.word, columns: 7))  \(Padding.right(check.name, columns: 12))"
    let advice = check.advice.isEmpty ? "" : String(repeating: " ", count: 23) + check.advice + "\n"
    return "\(head)  \(CleanText.line(check.message))\n" + CleanText.paragraph(advice)
  }
}
