import FoundationEssentials
import Glibc
import Testing

extension `End to end` {
  /// One form that stands for several tasks, read as JSON before it is sent.
  @Suite struct `The form` {
    @Test func `two variants are read as JSON, sent at once, and are two tasks`() throws {
      let studio = try Studio(config: Studio.configuration(seconds: 0.5))
      let terminal = try Terminal(studio)
      try terminal.start()
      try terminal.type("a {红|blue} boat")
      try terminal.waitFor("the number of variants") { $0.contains("2 variants") }
      try terminal.press("M-p")
      let first = try terminal.waitFor("the first request") { $0.contains("a 红 boat") }
      #expect(first.contains("1 of 2"))
      #expect(first.contains("POST sandbox/"))
      #expect(first.contains("\"model\": "))
      try terminal.press("Right")
      try terminal.waitFor("the second request") { $0.contains("a blue boat") }
      #expect(try studio.journal().isEmpty)
      try terminal.press("C-s", "C-s")
      try terminal.waitFor("the tasks") {
        $0.contains("a 红 boat") && $0.contains("a blue boat") && $0.contains("Tasks")
      }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      let tasks = try studio.run("list", "--json").json
      #expect(tasks.array?.count == 2)
    }

    @Test func `a first start takes a key, which is stored and never shown`() throws {
      let studio = try Studio(config: Studio.configuration(seconds: 0.5))
      let terminal = try Terminal(studio)
      let first = try terminal.start()
      #expect(first.contains("Welcome to rushes"))
      try terminal.press("C-k")
      try terminal.waitFor("the entry of a key") { $0.contains("it is not shown") }
      try terminal.type("sk-seen-by-nobody")
      let entered = try terminal.waitFor("what was typed") { $0.contains("17 characters") }
      #expect(!entered.contains("sk-"))
      try terminal.press("Enter")
      try terminal.waitFor("the stored key") { $0.contains("is stored") }
      let path = studio.configFile.parentFolder + "/credentials.yaml"
      let kept = FileManager.default.contents(atPath: path).map {
        String(decoding: $0, as: UTF8.self)
      }
      #expect(kept?.contains("sk-seen-by-nobody") == true)
      var facts = stat()
      #expect(lstat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      #expect(!terminal.written.contains("sk-seen"))
    }
  }
}
