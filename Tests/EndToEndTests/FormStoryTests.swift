import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `End to end` {
  /// One form that stands for several tasks, read as JSON before it is sent.
  @Suite struct `The form` {
    @Test(arguments: TerminalKind.allCases)
    func `two variants are read as JSON, sent at once, and are two tasks`(
      kind: TerminalKind
    ) throws {
      let studio = try Studio(config: Studio.configuration(seconds: 0.5))
      let terminal = try Terminal(studio, kind)
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
      try terminal.waitFor("the stored key") { $0.contains("To have it checked") }
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

    @Test(arguments: TerminalKind.allCases)
    func `prompts used before, snippets and templates outlive the program`(
      kind: TerminalKind
    ) throws {
      let studio = try Studio()
      let terminal = try Terminal(studio, kind)
      try terminal.start()
      try terminal.type("a {red|蓝} fox")
      try terminal.press("C-s")
      try terminal.waitFor("the tasks") { $0.contains("a red fox") && $0.contains("a 蓝 fox") }
      try terminal.press("n")
      try terminal.waitFor("an empty form") { $0.contains("What should the video show?") }
      try terminal.press("C-r")
      try terminal.waitFor("the prompts") { $0.contains("─ Prompts used before ─") }
      try terminal.waitFor("the one that was used") { $0.contains("▌ a {red|蓝} fox") }
      try terminal.press("Enter")
      try terminal.waitFor("the prompt") { $0.contains("2 variants") }

      // The whole prompt is selected, and becomes a snippet.
      try terminal.press("M-a", "M-s")
      try terminal.waitFor("no snippets") { $0.contains("No snippet yet") }
      try terminal.press("C-s")
      try terminal.type("狐狸")
      try terminal.press("Enter")
      try terminal.waitFor("the snippet") { $0.contains("▌ 狐狸") && $0.contains("1/1") }
      try terminal.press("Escape")
      try terminal.waitFor("the form") { $0.contains("2 variants") }
      try terminal.press("M-r")
      try terminal.waitFor("no templates") { $0.contains("No template yet") }
      try terminal.press("C-s")
      try terminal.type("plain")
      try terminal.press("Tab", "Enter")
      try terminal.waitFor("the template") { $0.contains("▌ plain") }
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }

      try terminal.start(showing: "a red fox")
      try terminal.press("n")
      try terminal.waitFor("the draft") { $0.contains("2 variants") }
      try terminal.press("M-s")
      try terminal.waitFor("the snippet") { $0.contains("▌ 狐狸") }
      try terminal.press("Enter")
      try terminal.waitFor("its text behind the draft") { $0.contains("4 variants") }
      try terminal.press("M-r")
      try terminal.waitFor("the template") { $0.contains("▌ plain") }
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test func `two dashboards keep a draft each, and a kill takes neither`() throws {
      let studio = try Studio()
      let (one, other) = (try Terminal(studio), try Terminal(studio))
      try one.start()
      try one.type("the first draft 一")
      try studio.waitUntilKept("the first draft 一")
      let second = try other.start()
      #expect(!second.contains("the first draft"))
      try other.type("the second draft 二")
      try studio.waitUntilKept("the second draft 二")
      for terminal in [one, other] {
        try terminal.signal(SIGKILL)
        #expect(terminal.waitUntilGone(within: .seconds(20)))
      }
      let (again, beside) = (try Terminal(studio), try Terminal(studio))
      let latest = try again.start()
      #expect(latest.contains("the second draft 二"))
      let earlier = try beside.start()
      #expect(earlier.contains("the first draft 一"))
    }
  }
}
