internal import Configuration
internal import EventLoop
internal import Glibc
internal import Sandbox

/// `rushes sandbox`: serves the simulated APIs until it is interrupted.
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
    Output.write(greeting(server, options))
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
    if let file = arguments.value("faults") { options.faults = try faults(in: file) }
    return options
  }

  private static func faults(in file: String) throws(CommandFailure) -> [SandboxFaultRule] {
    guard let bytes = LocalPath.read(file, limit: 1 << 20) else {
      throw .usage("--faults: \(file) cannot be read.")
    }
    do throws(SandboxFaultError) {
      return try SandboxFaultRule.parse(bytes)
    } catch {
      throw .usage("--faults: \(file): \(error.message)")
    }
  }
}

// MARK: What is printed

extension SandboxCommand {
  private static func greeting(_ server: SandboxServer, _ options: SandboxOptions) -> String {
    let lines = SandboxPrefix.allCases.map { prefix in
      "  base_url of \(pad(name(of: prefix) + ":", 12))\(server.baseURL(for: prefix))\n"
    }
    let faults =
      options.faults.isEmpty ? "" : "Rules for what goes wrong: \(options.faults.count).\n"
    return """
      The sandbox listens on 127.0.0.1, port \(server.port). Any key will do; nothing costs money.
      \(lines.joined())To use one, give it to its profile in config.yaml:
        profiles: { kyyvideo2: { base_url: "\(server.baseURL(for: .kyyvideo2))" } }
      Without this command, `base_url: sandbox` gives any profile a sandbox of its own.
      Every create that comes in has a line in sandbox/journal, and its body in sandbox/bodies.
      \(faults)End it with Ctrl-C.

      """
  }

  private static func name(of prefix: SandboxPrefix) -> String {
    switch prefix {
    case .apiyi: "APIYI"
    case .official: "Ark"
    case .kyyvideo2, .kyyaipower, .x1: prefix.rawValue
    }
  }

  /// The part of `--help` about faults.
  static var notes: String {
    let width = SandboxFault.allCases.map(\.rawValue.count).max() ?? 0
    let lines = SandboxFault.allCases.map { fault in
      "  \(pad(fault.rawValue, width))  \(fault.summary)\n"
        + "  \(pad("", width))  [\(calls(of: fault)); \(apis(of: fault)); \(times(of: fault))]\n"
    }
    return """
      A faults file has one JSON object a line, of which only "fault" must be stated:
        {"fault":"lost-answer","api":"ark","call":"create","times":1,"after":2,"prompt":"a cat"}
      "after" spares that many calls first; "times" is how often in all; "prompt" must occur in the
      task's prompt; "seconds" is how long, where it takes time. Without "call" the first is meant.
      A prompt can ask for one too: [fault: NAME], [fault: NAME CALL], [fault: NAME 3]; also
      [refuse: CODE], [fail: CODE] and [expire]. An asset whose name or URL holds [fail] fails.

      Faults [calls; APIs; how often where nothing is said]:
      \(lines.joined())
      """
  }

  private static func calls(of fault: SandboxFault) -> String {
    guard fault.calls.count > 3, let first = fault.calls.first else {
      return fault.calls.map(\.rawValue).joined(separator: ", ")
    }
    let missing = SandboxCall.allCases.filter { !fault.calls.contains($0) }.map(\.rawValue)
    let rest = missing.isEmpty ? "every other" : "all but \(missing.joined(separator: ", "))"
    return "\(first.rawValue), \(rest)"
  }

  private static func apis(of fault: SandboxFault) -> String {
    fault.apis == SandboxAPI.allCases
      ? "all" : fault.apis.map(\.rawValue).joined(separator: ", ")
  }

  private static func times(of fault: SandboxFault) -> String {
    fault.usualTimes.map { $0 == 1 ? "once" : "\($0) times" } ?? "always"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
