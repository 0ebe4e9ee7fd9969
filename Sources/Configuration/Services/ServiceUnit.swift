/// The systemd unit that keeps an agent running for its user.
///
/// Source: systemd.unit(5), systemd.service(5), systemd.exec(5).
public struct ServiceUnit: Hashable, Sendable {
  /// The program's absolute path.
  public var program: String
  /// What follows it, `agent` first.
  public var arguments: [String]
  /// Variables that the service needs and that its manager may not have; never a key.
  public var environment: [String: String]

  /// Makes a unit; nothing is written.
  public init(program: String, arguments: [String], environment: [String: String]) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
  }

  /// The name under which systemd knows it.
  public static let name = "rushes-agent.service"

  /// The first line of every unit that this program has written.
  static let mark = "# Written by `rushes agent --install`, which writes it anew."

  /// Variables that say where files are.
  public static let variables = [
    "PATH", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_VIDEOS_DIR",
  ]

  /// The file's text.
  public var text: String {
    let command = ([ServiceUnit.quoted(program)] + arguments.map(ServiceUnit.argument))
      .joined(separator: " ")
    let variables = environment.sorted { $0.key < $1.key }.map {
      "Environment=" + ServiceUnit.quoted("\($0.key)=\($0.value)") + "\n"
    }
    // mixed: an ffprobe that looks at a finished video is not ended before the agent.
    // 2 and 3 are mistakes of the command line and of the configuration: starting again mends none.
    return """
      \(ServiceUnit.mark)
      # Your own changes belong into: systemctl --user edit \(ServiceUnit.name)
      [Unit]
      Description=rushes agent: sends, follows and fetches videos

      [Service]
      Type=notify
      ExecStart=\(command)
      \(variables.joined())Restart=on-failure
      RestartSec=10
      RestartPreventExitStatus=2 3
      WatchdogSec=180
      # A create that was sent is awaited for up to a minute, since its task may cost money.
      TimeoutStopSec=90
      KillMode=mixed

      [Install]
      WantedBy=default.target

      """
  }

  /// Whether this program has written a unit.
  static func isOurs(_ text: String) -> Bool { text.hasPrefix(mark) }

  /// An argument of `ExecStart`, where `$` begins a variable.
  private static func argument(_ text: String) -> String {
    quoted(text.replacing("$", with: "$$"))
  }

  /// A word of a unit file, where `%` begins a specifier.
  private static func quoted(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": shown += "%%"
      case "\\", "\"": shown += "\\\(scalar)"
      case "\n": shown += "\\n"
      case "\t": shown += "\\t"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    return isPlain && !shown.contains("\"") && !shown.contains("'") && !shown.contains(";")
      ? shown : "\"\(shown)\""
  }
}
