import FoundationEssentials
import Glibc
import Testing

extension `End to end` {
  /// The SSH line dies while something is on its way.
  @Suite struct `After a hang-up` {
    private static let key = ["STUDIO_KEY": "k-of-the-line"]

    @Test(arguments: [true, false])
    func `the answer to a create that was sent is still written down`(isHangUp: Bool) throws {
      let server = try ScriptedServer([], then: .hold)
      defer { server.stop() }
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("slow", server.address)))
      let terminal = try Terminal(studio, environment: Self.key)
      try terminal.start()
      // Left behind by a command that was killed: the dashboard sends it.
      let left = try Program(
        studio, "submit", "--profile", "slow", "--prompt", "bay",
        environment: Self.key.merging(["RUSHES_KILL_AT": "task-stored"]) { $1 })
      #expect(left.end() == -SIGKILL)
      #expect(server.waitForRequest())
      if isHangUp { try terminal.close() } else { try terminal.signal(SIGTERM) }
      // It has been told, and is still there: nothing but the answer ends it.
      #expect(!terminal.waitUntilGone(within: .milliseconds(200)))
      server.release(#"{"id":"cgt-bay-1"}"#)
      #expect(terminal.waitUntilGone(within: .seconds(30)))
      let task = try studio.run("show", "1", "--json").json
      #expect(task["status"]?.string == "queued", "\(task)")
      #expect(task["remote_id"]?.string == "cgt-bay-1")
      #expect(server.requests == 1)
    }

    @Test func `without an agent, the next start goes on with the video`() throws {
      let clip = Media.Clip(width: 640, height: 640, seconds: 4, hasSound: true)
      let server = try SandboxProcess(
        faults: [#"{"fault":"slow-download","seconds":0.25}"#], clips: [clip])
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1,
          profiles: Studio.profile("vendor", "http://127.0.0.1:\(server.port)/api/v3")))
      let terminal = try Terminal(studio, environment: Self.key)
      try terminal.start()
      let sent = try studio.run(
        "submit", "--profile", "vendor", "--prompt", "strand", "--resolution", "480p", "--ratio",
        "1:1", "--duration", "4", environment: Self.key)
      #expect(sent.status == 0, "\(sent)")
      try studio.waitForBytes()
      try terminal.close()
      #expect(terminal.waitUntilGone(within: .seconds(30)))
      let waited = try studio.run("wait", "1", "--json", environment: Self.key)
      #expect(waited.status == 0, "\(waited)")
      let file = try #require(try waited.json["file"]?.string)
      #expect(try Media.measure(file) == clip)
      #expect(try server.journal(with: "strand").count == 1)
      let names = try FileManager.default.contentsOfDirectory(atPath: studio.data + "/videos")
      // The video, and its request.
      #expect(names.count == 2, "\(names)")
    }
  }
}
