internal import Configuration
internal import Glibc
internal import VideoTasks

/// `rushes agent --install`: writes a service of the user for systemd, and says what is left to do.
enum AgentInstallation {
  static func run(
    _ workspace: Workspace, _ arguments: Arguments
  ) throws(CommandFailure) -> ExitStatus {
    let services = UserServices(configHome: workspace.paths.configHome)
    guard services.areThere else {
      throw CommandFailure(
        .machine, code: "NoSystemd", "systemd does not run this machine; nothing was written.",
        advice: UserServices.withoutSystemd)
    }
    let unit = try unit(workspace, arguments)
    let isChanged: Bool
    do throws(ServiceUnitError) {
      isChanged = try services.install(unit)
    } catch {
      throw CommandFailure(.machine, code: "Unit", error.message)
    }
    Output.write(
      """
      \(services.unitFile) \(isChanged ? "is written" : "is as it should be").
      Start it, now and at every login:
        systemctl --user daemon-reload && systemctl --user enable --now \(ServiceUnit.name)
      See what it does:
        journalctl --user -u \(ServiceUnit.name) -f
      \(services.linger ? "Lingering is on: it goes on when you log out." : services.lingerAdvice)

      """)
    for line in unseen(workspace) { Output.complain("rushes: " + line) }
    return .done
  }

  /// The unit for the program that runs now, with the folders that it uses now.
  private static func unit(
    _ workspace: Workspace, _ arguments: Arguments
  ) throws(CommandFailure) -> ServiceUnit {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    guard length > 0 else {
      throw CommandFailure(.machine, code: "Program", "Where this program is cannot be told.")
    }
    let program = String(
      decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let (paths, environment) = (workspace.paths, workspace.environment)
    var words = ["agent"]
    if paths.hasOwnDataFolder { words += ["--data", paths.dataFolder] }
    if arguments.has("config") || environment["RUSHES_CONFIG"]?.isEmpty == false {
      words += ["--config", paths.configFile]
    }
    return ServiceUnit(
      program: program, arguments: words,
      environment: environment.filter { ServiceUnit.variables.contains($0.key) })
  }

  /// What this shell has and a service has not.
  private static func unseen(_ workspace: Workspace) -> [String] {
    let profiles = workspace.profilesWithKeyInEnvironment().map(\.name)
    let proxies = workspace.environment.keys.filter { $0.lowercased().hasSuffix("_proxy") }.sorted()
    var lines: [String] = []
    if !profiles.isEmpty {
      lines.append(
        "A service does not see this shell's variables, so it has no key for "
          + profiles.joined(separator: ", ") + ". Store each: rushes key set \(profiles[0])")
    }
    if !proxies.isEmpty {
      lines.append(
        "A service does not see \(proxies.joined(separator: ", ")). If it needs them, write them "
          + "into ~/.config/environment.d/proxy.conf and log in anew.")
    }
    return lines
  }
}
