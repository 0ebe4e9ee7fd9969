internal import Configuration
internal import EventLoop
internal import Glibc
internal import Sandbox

/// `rushes sandbox`: serves the simulated API until it is interrupted.
enum SandboxCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    if let word = arguments.words.first { throw .usage("sandbox takes no \(word). Try --port.") }
    let workspace = try Workspace(arguments)
    let options = try options(arguments, workspace)
    let port = try arguments.integer("port") ?? 0
    guard let number = UInt16(exactly: port) else {
      throw .usage("--port takes a number from 0 to 65535; 0 takes any free port.")
    }
    let loop: EventLoop<Never>
    do throws(EventLoopError) {
      loop = try EventLoop<Never>(signals: [SIGINT, SIGTERM, SIGHUP])
    } catch {
      throw CommandFailure(.machine, code: "EventLoop", error.message)
    }
    let server: SandboxServer
    switch workspace.startSandbox(port: number, options: options) {
    case .success(let started): server = started
    case .failure(let error): throw CommandFailure(.machine, code: "Sandbox", error.message)
    }
    Output.write(
      """
      The sandbox listens on 127.0.0.1, port \(server.port). Any key will do; nothing costs money.
        base_url of Ark:   \(server.baseURL(for: .official))
        base_url of APIYI: \(server.baseURL(for: .apiyi))
      End it with Ctrl-C.

      """)
    _ = loop.wait(until: nil)
    server.stop()
    return .done
  }

  private static func options(
    _ arguments: Arguments, _ workspace: Workspace
  ) throws(CommandFailure) -> SandboxOptions {
    var options = SandboxOptions()
    options.realTimes = arguments.has("real-times") || workspace.settings.sandbox.realTimes
    if let seconds = workspace.settings.sandbox.seconds { options.seconds = seconds }
    if let text = arguments.value("seconds") {
      guard let seconds = Double(text), seconds >= 0, seconds <= 86_400 else {
        throw .usage("--seconds takes a number from 0 to 86400.")
      }
      options.seconds = seconds
    }
    if let word = arguments.value("clips") {
      guard let clips = SandboxOptions.Clips(rawValue: word) else {
        let known = SandboxOptions.Clips.allCases.map(\.rawValue).joined(separator: " or ")
        throw .usage("--clips takes \(known), not \"\(word)\".")
      }
      options.clips = clips
    }
    return options
  }
}
