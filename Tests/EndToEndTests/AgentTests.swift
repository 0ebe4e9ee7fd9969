import FoundationEssentials
import Glibc
import Testing

extension `End to end` {
  /// `rushes agent`: the engine without a screen.
  @Suite struct Agent {
    private static let brief = ["--resolution", "480p", "--ratio", "1:1", "--duration", "4"]
    private static let clip = Media.Clip(width: 640, height: 640, seconds: 4, hasSound: true)
    private static let key = ["STUDIO_KEY": "k-of-the-agent"]

    /// A server in another process whose videos take some seconds, and a user of it.
    private func slowWorld() throws -> (Studio, SandboxProcess) {
      let server = try SandboxProcess(
        faults: [#"{"fault":"slow-download","seconds":0.25}"#], clips: [Self.clip])
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1,
          profiles: Studio.profile("vendor", "http://127.0.0.1:\(server.port)/api/v3")))
      return (studio, server)
    }

    /// One create, one whole video, nothing half done.
    private func isWell(_ studio: Studio, _ server: SandboxProcess) throws {
      let task = try studio.run("show", "1", "--json").json
      #expect(task["status"]?.string == "succeeded", "\(task)")
      #expect(task["download"]?.string == "done", "\(task)")
      let file = try #require(task["file"]?.string)
      #expect(try Media.measure(file) == Self.clip)
      let names = try FileManager.default.contentsOfDirectory(atPath: studio.data + "/videos")
      // The video, and its request.
      #expect(names.count == 2, "\(names)")
      #expect(try server.journal(with: "\"id\"").count == 1)
    }

    @Test func `it does what waits, says so, and two of them do nothing twice`() throws {
      let studio = try Studio()
      let first = try Program(studio, "agent")
      try first.waitFor("agent-started")
      #expect(try studio.run("doctor").output.contains("one works on this store"))
      let second = try Program(studio, "agent")
      try second.waitFor("Another agent works on these tasks already")
      #expect(!first.output.contains("Another agent"))
      for prompt in ["one", "two"] {
        let sent = try studio.run(
          ["submit", "--profile", "sandbox", "--prompt", prompt] + Self.brief)
        #expect(sent.status == 0, "\(sent)")
      }
      let waited = try studio.run("wait", "1", "2", "--json")
      #expect(waited.status == 0, "\(waited)")
      for agent in [first, second] {
        agent.signal(SIGTERM)
        #expect(agent.end() == 0)
        #expect(agent.output.hasSuffix("agent-ended\n"), "\(agent.output)")
      }
      #expect(try studio.journal().count == 2)
      let files = try FileManager.default.contentsOfDirectory(atPath: studio.data + "/videos")
      #expect(files.count == 4)
      let log = try #require(studio.read("data/log"))
      #expect(log.contains(" rushes agent-second "))
      #expect(log.components(" task 1 downloaded ") == 1)
      #expect(try studio.run("doctor").output.contains("none: tasks go on only while"))
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func `its supervisor hears that it is ready, that it lives, and that it ends`(
      signal: Int32
    ) throws {
      let studio = try Studio()
      let supervisor = try DatagramSocket(studio.path("notify"))
      let agent = try Program(
        studio, "agent",
        environment: ["NOTIFY_SOCKET": studio.path("notify"), "WATCHDOG_USEC": "400000"])
      #expect(supervisor.next()?.hasPrefix("READY=1\n") == true)
      for _ in 1...3 { #expect(supervisor.next() == "WATCHDOG=1") }
      agent.signal(signal)
      var last = supervisor.next()
      while last == "WATCHDOG=1" { last = supervisor.next() }
      #expect(last == "STOPPING=1")
      #expect(agent.end() == 0)
    }

    @Test func `a watchdog that is another's is not fed, nor is one that nobody hears`() throws {
      let studio = try Studio()
      let supervisor = try DatagramSocket(studio.path("notify"))
      let agent = try Program(
        studio, "agent",
        environment: [
          "NOTIFY_SOCKET": studio.path("notify"), "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1",
        ])
      #expect(supervisor.next()?.hasPrefix("READY=1\n") == true)
      agent.signal(SIGTERM)
      #expect(supervisor.next() == "STOPPING=1")
      #expect(agent.end() == 0)
      let deaf = try Program(
        studio, "agent", environment: ["NOTIFY_SOCKET": studio.path("nowhere")])
      try deaf.waitFor("agent-started")
      deaf.signal(SIGTERM)
      #expect(deaf.end() == 0)
    }

    @Test func `ended while a create is on its way, it awaits the answer`() throws {
      let server = try ScriptedServer([], then: .hold)
      defer { server.stop() }
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("slow", server.address)))
      // Stored, and sent by nobody: the command was killed before it could.
      let left = try Program(
        studio, "submit", "--profile", "slow", "--prompt", "reef",
        environment: Self.key.merging(["RUSHES_KILL_AT": "task-stored"]) { $1 })
      #expect(left.end() == -SIGKILL)
      let supervisor = try DatagramSocket(studio.path("notify"))
      let agent = try Program(
        studio, "agent",
        environment: Self.key.merging(["NOTIFY_SOCKET": studio.path("notify")]) { $1 })
      #expect(server.waitForRequest())
      agent.signal(SIGTERM)
      #expect(supervisor.next()?.hasPrefix("READY=1") == true)
      #expect(supervisor.next() == "STOPPING=1")
      // A second wish changes nothing: the answer may be worth money.
      agent.signal(SIGTERM)
      server.release(#"{"id":"cgt-slow-1"}"#)
      #expect(agent.end() == 0)
      let task = try studio.run("show", "1", "--json").json
      #expect(task["status"]?.string == "queued", "\(task)")
      #expect(task["remote_id"]?.string == "cgt-slow-1")
      #expect(server.requests == 1)
    }

    @Test(arguments: [SIGTERM, SIGKILL])
    func `ended in the middle of a video, the next one goes on with it`(signal: Int32) throws {
      let (studio, server) = try slowWorld()
      let first = try Program(studio, "agent", environment: Self.key)
      try first.waitFor("agent-started")
      let sent = try studio.run(
        ["submit", "--profile", "vendor", "--prompt", "long"] + Self.brief,
        environment: Self.key)
      #expect(sent.status == 0, "\(sent)")
      try studio.waitForBytes()
      first.signal(signal)
      #expect(first.end() == (signal == SIGKILL ? -SIGKILL : 0))
      #expect(!first.output.contains("task 1 downloaded"))
      let second = try Program(studio, "agent", environment: Self.key)
      try second.waitFor("task 1 downloaded")
      second.signal(SIGTERM)
      #expect(second.end() == 0)
      try isWell(studio, server)
    }

    @Test func `the line of a dashboard dies in the middle of a video, and the agent goes on`()
      throws
    {
      let (studio, server) = try slowWorld()
      let terminal = try Terminal(studio, environment: Self.key)
      try terminal.start()
      let sent = try studio.run(
        ["submit", "--profile", "vendor", "--prompt", "over the line"] + Self.brief,
        environment: Self.key)
      #expect(sent.status == 0, "\(sent)")
      try studio.waitForBytes()
      let agent = try Program(studio, "agent", environment: Self.key)
      try agent.waitFor("agent-started")
      try terminal.close()
      #expect(terminal.waitUntilGone(within: .seconds(30)))
      try agent.waitFor("task 1 downloaded")
      let next = try Terminal(studio, environment: Self.key)
      try next.start(showing: "Tasks")
      try next.waitFor("the video") { $0.line("on disk", "over the line") != nil }
      try next.press("C-q")
      try next.waitFor("the shell") { $0.isAtPrompt }
      agent.signal(SIGTERM)
      #expect(agent.end() == 0)
      try isWell(studio, server)
    }

    @Test func `nobody who reads what it says, and it works on`() throws {
      let studio = try Studio()
      let end = try DatagramSocket(studio.path("notify"))
      let agent = try Program(
        studio, "agent", environment: ["NOTIFY_SOCKET": studio.path("notify")])
      #expect(end.next()?.hasPrefix("READY=1") == true)
      // A pipe that is full: whoever waits for it waits for ever.
      let block = open(agent.outputPath, O_WRONLY | O_NONBLOCK)
      let filling = [UInt8](repeating: 10, count: 4096)
      while write(block, filling, filling.count) > 0 {}
      close(block)
      let ended = try studio.run(
        ["submit", "--profile", "sandbox", "--prompt", "x", "--wait"] + Self.brief)
      #expect(ended.status == 0, "\(ended)")
      agent.signal(SIGTERM)
      #expect(agent.end() == 0)
      #expect(studio.read("data/log")?.contains("agent-ended") == true)
    }

    @Test(.enabled(if: !UserServicesHere.areThere))
    func `without systemd it names what to use instead, and writes nothing`() throws {
      let studio = try Studio()
      let ended = try studio.run("agent", "--install")
      #expect(ended.status == 7)
      #expect(ended.errors.contains("tmux") && ended.errors.contains("nohup"))
      #expect(try FileManager.default.subpathsOfDirectory(atPath: studio.home).isEmpty)
    }

    @Test(.enabled(if: UserServicesHere.areThere))
    func `with systemd it writes a unit and says how to start it`() throws {
      let studio = try Studio()
      let ended = try studio.run(
        "agent", "--install", environment: ["XDG_CONFIG_HOME": nil, "ARK_API_KEY": "k-123456"])
      #expect(ended.status == 0, "\(ended)")
      #expect(ended.output.contains("systemctl --user daemon-reload"))
      #expect(ended.errors.contains("rushes key set volcengine"))
      let unit = try #require(studio.read("home/.config/systemd/user/rushes-agent.service"))
      #expect(unit.contains(" agent --data \(studio.data) --config \(studio.configFile)\n"))
      #expect(!unit.contains("k-123456"))
    }
  }
}

/// Whether this machine is run by systemd.
private enum UserServicesHere {
  static let areThere = FileManager.default.fileExists(atPath: "/run/systemd/system")
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
