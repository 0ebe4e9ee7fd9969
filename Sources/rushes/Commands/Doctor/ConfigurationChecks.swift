internal import Configuration
internal import Glibc
internal import VideoTasks

/// What `doctor` says of the configuration and of keys; a key itself is never shown.
enum ConfigurationChecks {
  static func all(_ workspace: Workspace, _ trouble: ConfigurationError?) -> [Check] {
    [configuration(workspace, trouble), theme(workspace)] + keys(workspace)
  }

  private static func configuration(
    _ workspace: Workspace, _ trouble: ConfigurationError?
  ) -> Check {
    let file = workspace.paths.configFile
    if let trouble {
      return Check(
        "config", .problem(.configuration), trouble.message,
        advice: "Until then every command refuses; what follows is of the built-in settings.")
    }
    do throws(ConfigurationError) {
      _ = try workspace.keymap()
    } catch {
      return Check(
        "config", .problem(.configuration), error.message,
        advice: "Until then the dashboard does not start; commands do.")
    }
    return LocalPath.exists(file)
      ? Check("config", .ok, file)
      : Check("config", .ok, "built in; there is no \(file)")
  }

  private static func theme(_ workspace: Workspace) -> Check {
    do throws(CommandFailure) {
      _ = try workspace.theme()
      return Check("theme", .ok, workspace.themeName())
    } catch {
      return Check(
        "theme", .problem(.configuration), error.message, advice: error.advice)
    }
  }

  private static func keys(_ workspace: Workspace) -> [Check] {
    var checks = [credentials(workspace)].compactMap { $0 }
    let paid = workspace.settings.profiles.filter { $0.server != .sandbox }
    let present = paid.filter(workspace.hasKey).map(\.name)
    checks.append(
      present.isEmpty
        ? Check(
          "keys", .note, "none: only the sandbox can be used, which costs nothing",
          advice: "Store one with: rushes key set apiyi")
        : Check("keys", .ok, "there for " + present.joined(separator: ", ")))
    if let name = workspace.settings.defaultProfile, paid.contains(where: { $0.name == name }),
      !present.contains(name)
    {
      checks.append(
        Check(
          "keys", .problem(.configuration), "The default profile \(name) has no key.",
          advice: "Store one with: rushes key set \(name)"))
    }
    return checks
  }

  /// Others who may read the file, or a file that cannot be read.
  private static func credentials(_ workspace: Workspace) -> Check? {
    do throws(KeyError) {
      try workspace.checkCredentials()
      return nil
    } catch {
      return Check("credentials", .problem(.configuration), error.message)
    }
  }
}
