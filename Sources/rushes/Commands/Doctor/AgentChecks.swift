internal import Configuration
internal import TaskStore

/// What `doctor` says of the agent: whether one is at work, and whether it outlives a logout.
enum AgentChecks {
  static func all(_ workspace: Workspace) -> [Check] {
    let services = UserServices(configHome: workspace.paths.configHome)
    let isRunning = TaskStore.hasAgent(folder: workspace.paths.dataFolder)
    var checks = [
      isRunning
        ? Check("agent", .ok, "one works on this store")
        : Check(
          "agent", .note, "none: tasks go on only while a dashboard or a command runs",
          advice: services.areThere
            ? "Have one run as a service: rushes agent --install" : UserServices.withoutSystemd)
    ]
    if services.areThere, services.hasUnit {
      checks.append(
        services.linger
          ? Check("lingering", .ok, "on: the agent goes on after a logout")
          : Check("lingering", .note, "off", advice: services.lingerAdvice))
    }
    return checks
  }
}
