import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `End to end` {
  /// Disks that cannot be written; `Exit statuses` has more about full ones.
  @Suite(.enabled(if: SmallDisk.isPossible)) struct Disks {
    @Test func `a read-only disk is read, and every change is refused in a sentence`() throws {
      let studio = try Studio(config: Studio.configuration(seconds: 0.2))
      let disk = try SmallDisk(studio.path("small"), size: "200m")
      let data = ["--data", disk.folder]
      let made = try studio.run(
        ["submit", "--profile", "sandbox", "--prompt", "pier", "--resolution", "480p"]
          + ["--duration", "4", "--wait"] + data)
      #expect(made.status == 0, "\(made)")
      let before = try studio.run(["show", "1", "--json"] + data).output
      try disk.closeToWriters()

      #expect(try studio.run(["list"] + data).output.contains("pier"))
      #expect(try studio.run(["show", "1", "--json"] + data).output == before)
      for words in [
        ["submit", "--profile", "sandbox", "--prompt", "x"], ["wait", "1"], ["retry", "1"],
        ["remove", "1"], ["agent"],
      ] {
        let ended = try studio.run(words + data)
        #expect(ended.status == 7, "\(words): \(ended)")
        #expect(ended.errors.contains("cannot be written"), "\(words): \(ended)")
        #expect(ended.errors.contains("--data"), "\(words): \(ended)")
      }
      let told = try studio.run(["doctor"] + data)
      #expect(told.status == 7)
      #expect(told.output.contains("cannot be written"))
      let terminal = try Terminal(studio, columns: 200)
      let screen = try terminal.shell("\(terminal.program) --data \(disk.folder)")
      #expect(screen.contains("done-7-"), "\(screen)")
      #expect(try studio.run(["show", "1", "--json"] + data).output == before)
    }

    @Test func `an agent outlives a full disk, and records what came in meanwhile`() throws {
      let server = try ScriptedServer([#"{"id":"cgt-1"}"#], then: .hold)
      defer { server.stop() }
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("slow", server.address)))
      let disk = try SmallDisk(studio.path("small"), size: "8m")
      let key = ["STUDIO_KEY": "k-of-the-agent", "RUSHES_DATA": disk.folder]
      let agent = try Program(studio, "agent", environment: key)
      try agent.waitFor("agent-started")
      #expect(
        try studio.run("submit", "--profile", "slow", "--prompt", "reef", environment: key).status
          == 0)
      // The create, and the first poll, which waits for its answer.
      #expect(server.waitForRequest() && server.waitForRequest())
      let filling = disk.fill()
      server.release(
        #"{"id":"cgt-1","status":"failed","error":{"code":"Tested","message":"It is over."}}"#)
      try agent.waitFor("is full")
      #expect(!agent.output.contains("task 1 failed"))
      unlink(filling)
      try agent.waitFor("The task store can be used again.")
      try agent.waitFor("task 1 failed")
      agent.signal(SIGTERM)
      #expect(agent.end() == 0)
      let task = try studio.run("show", "1", "--json", environment: key).json
      #expect(task["error"]?["code"]?.string == "Tested", "\(task)")
      #expect(server.requests == 2)
    }
  }
}
