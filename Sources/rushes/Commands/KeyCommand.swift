internal import Configuration
internal import Glibc
internal import TextLayout
internal import VideoTasks

/// `rushes key set`: stores a profile's key; it is asked for, and never an argument.
enum KeyCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    guard arguments.words.count == 2, arguments.words.first == "set" else {
      throw .usage("Write: rushes key set PROFILE")
    }
    let workspace = try Workspace(arguments)
    let profile = try workspace.profile(named: arguments.words[1], needsKey: false)
    guard profile.server != .sandbox else {
      throw CommandFailure(
        .configuration, code: "Key", "The profile \(profile.name) is the sandbox: it needs no key.")
    }
    try workspace.storeKey(try secret(profile), for: profile)
    Output.complain("The key of \(profile.name) is stored in \(workspace.paths.credentialsFile).")
    return .done
  }

  /// One line of standard input; on a terminal it is asked for and not shown.
  private static func secret(_ profile: Profile) throws(CommandFailure) -> String {
    var modes = termios()
    let isTerminal = tcgetattr(STDIN_FILENO, &modes) == 0
    if isTerminal {
      Output.complain("The key of \(profile.name) (it is not shown): ", newline: false)
      var silent = modes
      silent.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    }
    defer {
      if isTerminal {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes)
        Output.complain("")
      }
    }
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw CommandFailure(
        .configuration, code: "Key", "No key was entered; nothing was stored.")
    }
    return line
  }
}
