import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// `rushes sandbox` in a process of its own: for other processes a vendor's server.
///
/// It is ended when this object goes.
final class SandboxProcess: Sendable {
  struct Failure: Error {
    var what: String
  }

  let port: UInt16
  private let studio: Studio
  private let running: ChildProcess.Running

  /// Starts it, and blocks until it listens.
  ///
  /// - Parameters:
  ///   - faults: the lines of its faults file.
  ///   - clips: made beforehand, in a tenth of the time that the sandbox's own take. One that is
  ///     missing is made by the sandbox when it is asked for.
  init(seconds: Double = 0, faults: [String] = [], clips: Set<Media.Clip> = []) throws {
    studio = try Studio()
    for clip in clips {
      let name = "\(clip.width)x\(clip.height)-\(clip.seconds)s" + (clip.hasSound ? "-sound" : "")
      let file = try studio.write("", to: "data/sandbox/clips/shared-\(name).png")
      try Media.makeClip(
        file.dropLast(4) + ".mp4", seconds: clip.seconds, width: clip.width, height: clip.height,
        hasSound: clip.hasSound, picture: file)
    }
    let file = try studio.write(faults.joined(separator: "\n") + "\n", to: "faults.jsonl")
    let output = try NamedPipe(studio.path("output"), staysOpen: true)
    // Whatever becomes of this process, the server does not outlive it for long.
    let words =
      "exec timeout \(900 * slowness) rushes sandbox --seconds \(seconds) --clips shared"
      + " --faults '\(file)' >'\(output.path)'"
    running = try ChildProcess.start(
      ChildProcess.Command(
        "sh", ["-c", words], environment: studio.environment(),
        timeLimit: .seconds(900 * slowness)))
    let deadline = ContinuousClock.now + Terminal.patience
    var told = ""
    while !told.contains("End it with") {
      guard output.waitForMore(until: deadline) else {
        throw Failure(what: "the sandbox did not start: \(told)")
      }
      told += String(decoding: output.drain(), as: UTF8.self)
    }
    let digits = told.split(separator: "port ").dropFirst().first?.prefix(while: \.isNumber)
    guard let port = digits.flatMap({ UInt16($0) }) else {
      throw Failure(what: "the sandbox told no port: \(told)")
    }
    self.port = port
  }

  /// The creates that reached it and whose line holds this text, in order.
  func journal(with text: String) throws -> [JSON] {
    // Only these are read as JSON: there are many, and other tests are at work.
    try (studio.read("data/sandbox/journal") ?? "").split(separator: "\n")
      .filter { $0.contains(text) }.map { try JSON(parsing: String($0)) }
  }

  /// The body of a create, as it came, by the id of the task that it made.
  func body(of id: String) throws -> [UInt8] {
    let lines = try journal(with: id)
    guard lines.count == 1, let name = lines[0]["body"]?.string,
      let bytes = FileManager.default.contents(atPath: studio.data + "/sandbox/" + name)
    else { throw Failure(what: "\(lines.count) lines for \(id): \(lines)") }
    return Array(bytes)
  }
}

/// Gives the tests of a suite one sandbox, a process of its own, for as long as they run.
struct ServedBySandbox: SuiteTrait, TestScoping {
  @TaskLocal private static var current: SandboxProcess?

  let faults: [String]
  let clips: Set<Media.Clip>
  let isRecursive = false

  /// The sandbox of the suite.
  static var server: SandboxProcess {
    get throws { try #require(current) }
  }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let (faults, clips) = (faults, clips)
    let server = try await offPool { try SandboxProcess(faults: faults, clips: clips) }
    try await Self.$current.withValue(server) { try await function() }
  }
}

extension Trait where Self == ServedBySandbox {
  /// One sandbox for the whole suite; the lines are those of its faults file.
  static func served(faults: [String] = [], clips: Set<Media.Clip> = []) -> Self {
    ServedBySandbox(faults: faults, clips: clips)
  }
}
