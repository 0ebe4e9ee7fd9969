import FoundationEssentials
import Glibc
import Testing

extension `End to end` {
  /// A program that is killed pays once, and its video comes all the same.
  @Suite struct `After a kill` {
    @Test func `the next start fetches the video of the task that ran`() throws {
      let studio = try Studio(config: Studio.configuration(seconds: 4))
      let first = try Terminal(studio)
      try first.start()
      try first.type("a lighthouse 灯塔")
      try first.press("C-s")
      try first.waitFor("the running task") { $0.line("running", "灯塔") != nil }
      try first.signal(SIGKILL)
      #expect(first.waitUntilGone(within: .seconds(30)))

      let second = try Terminal(studio)
      try second.start(showing: "Tasks")
      try second.waitFor("the video") {
        $0.line("on disk", "灯塔") != nil && $0.contains("1 of 1")
      }
      #expect(try studio.journal().count == 1)
      let file = try #require(try studio.run("show", "1", "--json").json["file"]?.string)
      #expect(
        try Media.measure(file)
          == Media.Clip(width: 1280, height: 720, seconds: 5, hasSound: true))
    }

    @Test func `what a killed submit --wait has sent is fetched by wait`() throws {
      let studio = try Studio(config: Studio.configuration(seconds: 4))
      let terminal = try Terminal(studio)
      try terminal.enter(
        "\(terminal.program) submit --prompt pier --resolution 480p --duration 4 --wait")
      try terminal.waitFor("the running task") { $0.contains("1 running") }
      try terminal.signal(SIGKILL)
      #expect(terminal.waitUntilGone(within: .seconds(30)))

      let waited = try studio.run("wait", "1", "--json")
      #expect(waited.status == 0)
      #expect(try studio.journal().count == 1)
      let file = try #require(try waited.json["file"]?.string)
      #expect(FileManager.default.fileExists(atPath: file))
    }

    @Test func `a create whose answer never came is not sent again`() throws {
      let server = try ScriptedServer([], then: .hold)
      defer { server.stop() }
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("lost", server.address)))
      let key = ["STUDIO_KEY": "k"]
      let first = try Terminal(studio, environment: key)
      try first.enter("\(first.program) submit --profile lost --prompt reef --wait")
      #expect(server.waitForRequest())
      try first.signal(SIGKILL)
      #expect(first.waitUntilGone(within: .seconds(30)))

      let waited = try studio.run("wait", "1", "--json", environment: key)
      #expect(waited.status == 6)
      #expect(try waited.json["status"]?.string == "unconfirmed")
      let second = try Terminal(studio, environment: key)
      try second.start(showing: "Tasks")
      try second.waitFor("the table") {
        $0.line("unconfirmed", "reef") != nil && $0.lines[0].contains("1 unconfirmed")
      }
      try second.press("q")
      try second.waitFor("the shell") { $0.isAtPrompt }
      #expect(server.requests == 1)
    }

    @Test func `nobody waits for the answer that the dead program was waiting for`() throws {
      let server = try ScriptedServer([#"{"id":"cgt-1"}"#], then: .hold)
      defer { server.stop() }
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("slow", server.address)))
      let key = ["STUDIO_KEY": "k"]
      let terminal = try Terminal(studio, environment: key)
      try terminal.enter("\(terminal.program) submit --profile slow --prompt bay --wait")
      #expect(server.waitForRequest())
      #expect(server.waitForRequest())
      try terminal.signal(SIGKILL)
      #expect(terminal.waitUntilGone(within: .seconds(30)))

      server.add(
        #"{"id":"cgt-1","status":"failed","error":{"code":"Tested","message":"It is over."}}"#)
      let waited = try studio.run("wait", "1", "--timeout", "40", "--json", environment: key)
      #expect(waited.status == 1, "\(waited)")
      #expect(try waited.json["error"]?["code"]?.string == "Tested")
      #expect(server.requests == 3)
    }
  }
}
