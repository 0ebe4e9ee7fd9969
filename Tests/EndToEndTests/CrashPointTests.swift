import Engine
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The program is killed at each of its durable steps, is started again, and ends right.
///
/// The points are reached through the environment, in builds for debugging alone.
@Suite struct `Crash points` {
  /// A sandbox in a process of its own, which outlives the program that is killed.
  private final class Sandbox {
    private let pid: pid_t
    let address: String

    /// Videos come in a second or two, so that there is a middle to be killed in.
    init(_ studio: Studio) throws {
      let output = studio.path("sandbox.txt")
      let faults = try studio.write(
        #"{"fault":"slow-download","seconds":0.1}"# + "\n", to: "faults")
      pid = try Sandbox.spawn(
        studio,
        ["sandbox", "--port", "0", "--seconds", "0.4", "--clips", "shared", "--faults", faults],
        output)
      address = try Sandbox.address(in: output)
    }

    deinit {
      kill(pid, SIGTERM)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }

    /// Starts the program with its output in a file.
    static func spawn(
      _ studio: Studio, _ words: [String], _ output: String, _ changes: [String: String] = [:]
    ) throws -> pid_t {
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(
        &actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      posix_spawn_file_actions_adddup2(&actions, 1, 2)
      let program = Studio.programs + "/rushes"
      let words = ([program] + words).map { strdup($0) } + [nil]
      let variables = studio.environment(changes).map { strdup("\($0.key)=\($0.value)") } + [nil]
      defer { for text in words + variables { free(text) } }
      var pid: pid_t = 0
      let code = posix_spawn(&pid, program, &actions, nil, words, variables)
      guard code == 0 else { throw NotStarted(code: code) }
      return pid
    }

    /// The base of the vendor's own Ark, from the greeting.
    private static func address(in file: String) throws -> String {
      for _ in 0..<500 {
        let text = fileBytes(file).map { String(decoding: $0, as: UTF8.self) }
        let line = text?.split(separator: "\n").first { $0.contains("base_url of Ark:") }
        if let line, text?.contains("Ctrl-C") == true, let word = line.split(separator: " ").last {
          return String(word)
        }
        // A file that another program writes tells nobody of its growth.
        usleep(20_000)
      }
      throw NotStarted(code: 0)
    }

    struct NotStarted: Error { var code: Int32 }
  }

  /// A world whose profile `volcengine` is the sandbox in another process.
  private func world() throws -> (Studio, Sandbox) {
    let studio = try Studio()
    let sandbox = try Sandbox(studio)
    try studio.write(
      """
      profiles:
        volcengine: { base_url: "\(sandbox.address)", poll_seconds: 0.2, key: { env: KEY_OF_TEST } }
      """, to: "config.yaml")
    return (studio, sandbox)
  }

  private static let key: [String: String] = ["KEY_OF_TEST": "k-1"]
  private static let submit = [
    "submit", "--profile", "volcengine", "--prompt", "a pier", "--resolution", "480p",
    "--duration", "4", "--wait", "--json",
  ]

  /// Runs the program until it is killed at a point; the signal that ended it.
  private func run(_ studio: Studio, _ words: [String], killedAt point: String) throws -> Int32 {
    let pid = try Sandbox.spawn(
      studio, words, studio.path("killed.txt"),
      Self.key.merging(["RUSHES_KILL_AT": point]) { $1 })
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    return status & 0x7f
  }

  /// One create, one whole video, nothing half done.
  private func isWell(_ studio: Studio, _ task: JSON) throws {
    #expect(task["status"]?.string == "succeeded", "\(task)")
    #expect(task["download"]?.string == "done")
    #expect(try studio.journal().count == 1)
    let file = try #require(task["file"]?.string)
    let videos = try FileManager.default.contentsOfDirectory(atPath: file.parentFolder)
    let name = String(file.split(separator: "/").last ?? "")
    #expect(videos.sorted() == [String(name.dropLast(4)) + ".json", name])
    let sidecar = try JSON(parsing: try #require(studio.read("data/videos/\(videos.sorted()[0])")))
    #expect(sidecar["file"]?.string == file && sidecar["download"]?.string == "done")
    let clip = try Media.measure(file)
    #expect(clip.height == 496 && clip.seconds == 4)
    let shown = try studio.run("show", "1", "--json").json
    #expect(shown["file"]?.string == file)
  }

  private static let ofChains: Set<DurableStep> = [.frameTaken, .frameRecorded]

  @Test(arguments: DurableStep.allCases.filter(ofChains.contains))
  func `killed while it hands a last frame over, it sends the next task once, and with it`(
    step: DurableStep
  ) throws {
    let (studio, sandbox) = try world()
    try withExtendedLifetime(sandbox) {
      #expect(try studio.run(Self.submit, environment: Self.key).status == 0)
      for words in [Self.submit + ["--after", "1"], ["wait", "2"]] {
        let isReached = step == .frameTaken || words.count > 2
        guard isReached else { continue }
        #expect(try run(studio, words, killedAt: step.rawValue) == SIGKILL)
      }
      #expect(try studio.journal().count == 1)
      let waited = try studio.run(["wait", "2", "--json"], environment: Self.key)
      #expect(waited.status == 0, "\(waited)")
      let frame = try waited.json["request"]?["first_frame"]?.string
      #expect(frame?.hasSuffix(".last.png") == true)
      let journal = try studio.journal()
      #expect(journal.count == 2)
      let body = try studio.read("data/sandbox/" + #require(journal[1]["body"]?.string))
      #expect(body?.contains("first_frame") == true)
    }
  }

  @Test(arguments: DurableStep.allCases.filter { !ofChains.contains($0) })
  func `killed at any step, it pays once and the video comes`(step: DurableStep) throws {
    let (studio, sandbox) = try world()
    try withExtendedLifetime(sandbox) {
      #expect(try run(studio, Self.submit, killedAt: step.rawValue) == SIGKILL)
      let waited = try studio.run(["wait", "1", "--json"], environment: Self.key)
      // Connected, and nothing sent yet: that it was not made is for the user to find out.
      if step == .submittingMarked {
        #expect(waited.status == 6, "\(waited)")
        #expect(try waited.json["status"]?.string == "unconfirmed")
        #expect(try studio.journal().isEmpty)
        let told = try studio.run("show", "1").output
        #expect(told.contains("looked-for") && told.contains("rushes resolve 1"))
        return
      }
      #expect(waited.status == 0, "\(waited)")
      try isWell(studio, try waited.json)
    }
  }

  @Test(arguments: [DurableStep.pollAnswered, .bytesCounted, .fileNamed])
  func `killed twice at the same step, it goes on all the same`(step: DurableStep) throws {
    let (studio, sandbox) = try world()
    try withExtendedLifetime(sandbox) {
      for words in [Self.submit, ["wait", "1"]] {
        #expect(try run(studio, words, killedAt: step.rawValue) == SIGKILL)
      }
      let waited = try studio.run(["wait", "1", "--json"], environment: Self.key)
      #expect(waited.status == 0, "\(waited)")
      try isWell(studio, try waited.json)
    }
  }

  @Test func `a task that follows another goes out after that one has succeeded, or never`() throws
  {
    let (studio, sandbox) = try world()
    try withExtendedLifetime(sandbox) {
      let plain = ["submit", "--profile", "volcengine", "--duration", "4", "--resolution", "480p"]
      #expect(
        try studio.run(plain + ["--prompt", "one"], environment: Self.key).status == 0)
      let second = try studio.run(
        plain + ["--prompt", "two [fail: OutputVideoSensitiveContentDetected]", "--after", "1"],
        environment: Self.key)
      #expect(second.status == 0 && second.output.contains("waits (for task 1 to succeed)"))
      let third = try studio.run(
        plain + ["--prompt", "three", "--after", "2", "--wait", "--json"], environment: Self.key)
      #expect(third.status == 1, "\(third)")
      #expect(try third.json["error"]?["code"]?.string == "EarlierTaskFailed")
      #expect(try third.json["after"]?.number == 2)
      #expect(try studio.journal().count == 2)
      #expect(
        try studio.run(plain + ["--prompt", "four", "--after", "9"], environment: Self.key).status
          == 2)
    }
  }

  // MARK: A process that was stopped

  /// Starts the program and waits until it has stopped itself at a point.
  private func start(_ studio: Studio, stoppedAt step: DurableStep) throws -> pid_t {
    let pid = try Sandbox.spawn(
      studio, Self.submit, studio.path("stopped.txt"),
      Self.key.merging(["RUSHES_STOP_AT": step.rawValue]) { $1 })
    var status: Int32 = 0
    #expect(waitpid(pid, &status, WUNTRACED) == pid)
    #expect(status & 0xff == 0x7f, "it has not stopped")
    return pid
  }

  /// Lets a stopped program go on to its end; its exit status.
  private func goOn(_ pid: pid_t) -> Int32 {
    kill(pid, SIGCONT)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    return (status >> 8) & 0xff
  }

  @Test func `stopped before it sends, it keeps its claim, and sends nothing that was cancelled`()
    throws
  {
    let (studio, sandbox) = try world()
    try withExtendedLifetime(sandbox) {
      let pid = try start(studio, stoppedAt: .claimed)
      // It lives: nobody else may send what it has claimed.
      let waited = try studio.run(
        ["wait", "1", "--timeout", "1", "--json"], environment: Self.key)
      #expect(waited.status == 5)
      #expect(try waited.json["status"]?.string == "waiting")
      #expect(try studio.run("cancel", "1").status == 0)
      #expect(goOn(pid) == 1)
      #expect(try studio.journal().isEmpty)
      #expect(try studio.run("show", "1", "--json").json["status"]?.string == "cancelled")
    }
  }

  @Test func `stopped before it sends, it sends nothing that another has taken over`() throws {
    let (studio, sandbox) = try world()
    try withExtendedLifetime(sandbox) {
      let pid = try start(studio, stoppedAt: .claimed)
      // As after a network disk has given its lock back: it counts as dead, and wakes all the same.
      let locks = try FileManager.default.contentsOfDirectory(atPath: studio.data + "/engines")
      #expect(locks.count == 1)
      for name in locks { unlink(studio.data + "/engines/" + name) }
      let waited = try studio.run(["wait", "1", "--json"], environment: Self.key)
      #expect(waited.status == 0, "\(waited)")
      #expect(goOn(pid) == 0)
      try isWell(studio, try studio.run("show", "1", "--json").json)
    }
  }

  @Test func `stopped before it sends, it sends once when it wakes`() throws {
    let (studio, sandbox) = try world()
    try withExtendedLifetime(sandbox) {
      let pid = try start(studio, stoppedAt: .submittingMarked)
      let waited = try studio.run(
        ["wait", "1", "--timeout", "1", "--json"], environment: Self.key)
      #expect(try waited.json["status"]?.string == "submitting")
      #expect(goOn(pid) == 0)
      try isWell(studio, try studio.run("show", "1", "--json").json)
    }
  }

  @Test func `stopped with an answer in hand while another fetches the video, it changes nothing`()
    throws
  {
    let (studio, sandbox) = try world()
    try withExtendedLifetime(sandbox) {
      let pid = try start(studio, stoppedAt: .createRecorded)
      let waited = try studio.run(["wait", "1", "--json"], environment: Self.key)
      #expect(waited.status == 0, "\(waited)")
      #expect(goOn(pid) == 0)
      try isWell(studio, try studio.run("show", "1", "--json").json)
    }
  }
}
