import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

extension `End to end` {
  /// The table with the real store below it: filters, marks, the bin, and tasks made elsewhere.
  @Suite struct `The table of the dashboard` {
    private static let brief = ["--resolution", "480p", "--duration", "4", "--profile", "sandbox"]

    private static func studio(_ prompts: [String]) throws -> Studio {
      let studio = try Studio(config: Studio.configuration(seconds: 0.2))
      for prompt in prompts {
        let ended = try studio.run(["submit", "--wait", "--prompt", prompt] + brief)
        #expect(ended.status == (prompt.contains("[") ? 1 : 0), "\(ended)")
      }
      return studio
    }

    @Test(arguments: TerminalKind.allCases)
    func `what a filter shows is marked, removed by one question, and comes back`(
      kind: TerminalKind
    ) throws {
      let studio = try Self.studio([
        "a heron [refuse: InputTextSensitiveContentDetected]", "a red fox",
        "a tram [refuse: InputTextSensitiveContentDetected]",
      ])
      let terminal = try Terminal(studio, kind)
      try terminal.start(showing: "a red fox")
      try terminal.type("/status:failed xst:1")
      try terminal.waitFor("the sentence about the wrong term") {
        $0.contains("A filter has no key xst:.") && !$0.contains("a red fox")
      }
      for _ in 0..<6 { try terminal.press("BSpace") }
      try terminal.press("Enter", "*")
      try terminal.waitFor("both marks") { $0.contains("2 marked") }
      try terminal.press("D")
      try terminal.waitFor("one question") { $0.contains("Remove 2 tasks from the list?") }
      try terminal.press("y")
      try terminal.waitFor("the removal") { $0.contains("Removed: 2 tasks; U brings them back.") }
      #expect(try studio.run("list", "--json").json.array?.count == 1)
      try terminal.press("C-g", "U")
      let back = try terminal.waitFor("both tasks") {
        $0.contains("Back again: 2 tasks.") && $0.contains("a tram")
      }
      #expect(back.contains("a heron") && back.contains("a red fox"))
      #expect(try studio.run("list", "--json").json.array?.count == 3)
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test(arguments: TerminalKind.allCases)
    func `an order outlives the program, and a saved filter too`(kind: TerminalKind) throws {
      let studio = try Self.studio(["zebra", "ant", "moth"])
      let terminal = try Terminal(studio, kind)
      try terminal.start(showing: "moth")
      try terminal.type("/moth")
      try terminal.press("C-s")
      try terminal.waitFor("the line for a name") { $0.contains("Name") }
      try terminal.press("Enter")
      try terminal.waitFor("the saved filter") { $0.contains("1 moth") }
      try terminal.press("C-g", "C-g", "S")
      try terminal.waitFor("the orders") { $0.contains("Sort by") }
      for _ in 0..<9 { try terminal.press("j") }
      try terminal.press("Enter")
      try terminal.waitFor("the order by prompt") { $0.contains("Prompt▲") }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }

      try terminal.start(showing: "Prompt▲")
      let rows = try terminal.screen().lines.filter { $0.contains("succeeded") }
      let animals = ["ant", "moth", "zebra"]
      #expect(rows.prefix(3).enumerated().allSatisfy { $1.contains(animals[$0]) }, "\(rows)")
      try terminal.press("F")
      try terminal.waitFor("the saved filter") { $0.contains("1 moth") }
      try terminal.press("1")
      try terminal.waitFor("the filtered table") { $0.contains("1 of 1") }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test func `a finished video is gone on from its last frame`() throws {
      let studio = try Self.studio(["a heron lands"])
      let terminal = try Terminal(studio)
      try terminal.start(showing: "a heron lands")
      try terminal.press("a")
      let form = try terminal.waitFor("the form") {
        $0.contains("goes on from the last frame of task 1")
      }
      #expect(form.line("First frame")?.contains("last.png") == true, "\(form)")
      let video = try #require(try studio.run("show", "1", "--json").json["file"]?.string)
      let picture = video.dropLast(3) + "last.png"
      #expect(FileManager.default.fileExists(atPath: String(picture)))
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test func `a lost create is settled in the dashboard, and nothing is sent`() throws {
      let server = try ScriptedServer([], then: .close)
      defer { server.stop() }
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("lost", server.address)))
      let sent = try studio.run(
        "submit", "--profile", "lost", "--prompt", "a heron",
        environment: ["STUDIO_KEY": "secret-of-the-test"])
      #expect(sent.status == 6, "\(sent)")
      let terminal = try Terminal(studio)
      try terminal.start(showing: "unconfirmed")
      try terminal.press("R")
      try terminal.waitFor("what to look for") {
        $0.contains("Look at lost for a task") && $0.contains("Its id")
      }
      try terminal.press("Down", "Enter")
      try terminal.waitFor("one more question") { $0.contains("Count task 1 as never made?") }
      try terminal.press("y")
      try terminal.waitFor("the end of it") {
        $0.contains("Task 1 counts as failed") && $0.contains("NotCreated")
      }
      #expect(try studio.run("show", "1", "--json").json["error"]?["code"]?.string == "NotCreated")
      #expect(server.requests == 1)
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test func `adopt follows a task that this store never sent, and fetches its video`() throws {
      let studio = try Self.studio(["a cat's \"hat\""])
      let made = try studio.run("show", "1", "--json").json
      let remoteID = try #require(made["remote_id"]?.string)
      #expect(try studio.run("remove", "1").status == 0)
      let usage = try studio.run("adopt", remoteID)
      #expect(usage.status == 2 && usage.errors.contains("--profile"))

      let adopted = try studio.run(
        "adopt", remoteID, "--profile", "sandbox", "--wait", "--json")
      #expect(adopted.status == 0, "\(adopted)")
      #expect(try adopted.json["remote_id"]?.string == remoteID)
      #expect(try adopted.json["status"]?.string == "succeeded")
      let file = try #require(try adopted.json["file"]?.string)
      #expect(FileManager.default.fileExists(atPath: file))
      // Nothing was made a second time, and the same task is not followed twice.
      #expect(try studio.journal().count == 1)
      let again = try studio.run("adopt", remoteID, "--profile", "sandbox")
      #expect(again.status == 0 && again.errors.contains("is task 2 already"), "\(again)")
      // What it was made of is not known here.
      let retried = try studio.run("retry", "2")
      #expect(retried.status == 4 && retried.errors.contains("was made elsewhere"), "\(retried)")
      #expect(try studio.journal().count == 1)
    }

    @Test func `show --curl prints a call that a shell can run, without a key`() throws {
      let studio = try Self.studio(["it's a \"cat\"\nin $HOME `rain`"])
      let printed = try studio.run("show", "1", "--curl")
      #expect(printed.status == 0)
      #expect(printed.output.hasPrefix("curl -X POST 'http"))
      #expect(printed.output.contains("-H \"Authorization: Bearer $"))
      // The shell itself says which words curl would get.
      let call = printed.output.replacing("curl -X", with: "printf '%s\\n' -X")
      try studio.write(call, to: "call.sh")
      let said = try ChildProcess.run(
        ChildProcess.Command(
          "/bin/sh", [studio.path("call.sh")], environment: ["API_KEY": "k"],
          timeLimit: .seconds(20)))
      let body = try #require(
        String(decoding: said.output, as: UTF8.self).split(separator: "\n").last)
      let json = try JSON(parsing: String(body))
      let texts = json["content"]?.array?.compactMap { $0["text"]?.string } ?? []
      #expect(texts.contains { $0.contains("it's a \"cat\"\nin $HOME `rain`") }, "\(body)")
    }
  }
}
