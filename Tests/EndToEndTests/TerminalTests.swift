import Glibc
import Testing

extension `End to end` {
  /// The terminal is given back as it was found, and follows its user.
  @Suite struct `The terminal` {
    /// How the program is brought to its end.
    enum Way: CustomTestStringConvertible, Sendable {
      case key(String)
      case signal(Int32, String)

      var testDescription: String {
        switch self {
        case .key(let name): name
        case .signal(_, let name): name
        }
      }
    }

    static let ways: [Way] = [
      .key("C-q"), .key("C-c"), .signal(SIGTERM, "SIGTERM"), .signal(SIGHUP, "SIGHUP"),
      .signal(SIGINT, "SIGINT"), .signal(SIGQUIT, "SIGQUIT"), .signal(SIGSEGV, "SIGSEGV"),
      .signal(SIGABRT, "SIGABRT"), .signal(SIGILL, "SIGILL"), .signal(SIGTRAP, "SIGTRAP"),
      .signal(SIGBUS, "SIGBUS"), .signal(SIGFPE, "SIGFPE"),
    ]

    /// Starts the dashboard between two looks at the modes of the line.
    private func startBetweenLooks(_ terminal: Terminal) throws {
      // A shell of its own, since an interactive one puts the modes right after a signal.
      try terminal.enter("sh -c \"stty -a >before; \(terminal.program); stty -a >after\"")
      try terminal.waitFor("the dashboard") { $0.contains("New video") }
    }

    @Test(arguments: ways) func `it is given back`(way: Way) throws {
      let studio = try Studio()
      let terminal = try Terminal(studio)
      let before = try terminal.modes()
      try startBetweenLooks(terminal)
      #expect(try terminal.modes() != before)
      switch way {
      case .key(let key): try terminal.press(key)
      case .signal(let signal, _): try terminal.signal(signal)
      }
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      #expect(try terminal.modes() == before)
      #expect(studio.read("after") == studio.read("before"))
      // Bracketed paste is off again: the shell sees the bare text.
      try terminal.paste("echo pasted")
      let screen = try terminal.waitFor("the paste") { $0.contains("echo pasted") }
      #expect(screen.lines.contains("$ echo pasted"))
    }

    @Test(arguments: ["a key", "a signal"])
    func `a stopped program gives it back and goes on where it was`(how: String) throws {
      let studio = try Studio()
      let terminal = try Terminal(studio)
      try terminal.shell("stty -a >before")
      let before = try terminal.modes()
      try terminal.start()
      try terminal.type("停 and go")
      let written = try terminal.waitFor("the prompt") { $0.contains("停 and go") }

      if how == "a key" { try terminal.press("C-z") } else { try terminal.signal(SIGTSTP) }
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      try terminal.shell("stty -a >stopped")
      #expect(try terminal.modes() == before)
      #expect(studio.read("stopped") == studio.read("before"))

      try terminal.enter("fg")
      try terminal.waitFor("the same screen") { $0.description == written.description }
      try terminal.type("!")
      try terminal.waitFor("what is typed now") { $0.contains("停 and go!") }
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      try terminal.shell("stty -a >after")
      #expect(studio.read("after") == studio.read("before"))
    }

    @Test(arguments: [false, true])
    func `without its terminal the program ends`(isDeafToHangUp: Bool) throws {
      let terminal = try Terminal(try Studio())
      if isDeafToHangUp { try terminal.shell("trap '' HUP") }
      try terminal.start()
      try terminal.close()
      #expect(terminal.waitUntilGone(within: .seconds(2)))
    }

    @Test func `it follows every size and comes back whole`() throws {
      let terminal = try Terminal(try Studio())
      try terminal.start()
      try terminal.type("小 small")
      let before = try terminal.waitFor("the prompt") { $0.contains("小 small") }

      try terminal.resize(columns: 40, rows: 12)
      try terminal.waitFor("forty columns") {
        $0.contains("小 small") && $0.lines[0].contains("SANDBOX")
          && $0.lines[1].hasSuffix("╮") && $0.lines[1].count == 40
          && $0.lines[11].contains("submit")
      }
      try terminal.resize(columns: 20, rows: 5)
      try terminal.waitFor("one sentence") {
        $0.contains("rushes needs") && $0.joined.contains("40×10") && $0.joined.contains("20×5")
      }
      // Keys that do something elsewhere do nothing on a screen that shows nothing.
      try terminal.press("C-s")
      try terminal.resize(columns: 1, rows: 1)
      try terminal.waitFor("one cell") { $0.lines.filter { !$0.isEmpty } == ["r"] }
      try terminal.resize(columns: 80, rows: 24)
      try terminal.waitFor("the same screen") { $0.description == before.description }
    }

    /// Terminals differ in what they make of the ends of lines.
    @Test(arguments: ["\n", "\r"])
    func `a pasted text of several lines is written and sends nothing`(end: String) throws {
      let studio = try Studio()
      let terminal = try Terminal(studio)
      try terminal.start()
      let lines = ["第一行：一只猫", "第二行 \u{1b}[31mred\u{7}", "the third\u{13}", ""]
      try terminal.paste(lines.joined(separator: end))
      let pasted = try terminal.waitFor("the pasted lines") { $0.contains("the third") }
      #expect(pasted.line(below: "Prompt")?.contains("第一行：一只猫") == true)
      #expect(pasted.line(below: "第一行")?.contains("第二行") == true)
      #expect(pasted.line(below: "第二行")?.contains("the third") == true)
      // Outside a field of text a paste is no row of commands.
      try terminal.press("F3")
      try terminal.waitFor("the table") { $0.contains("No tasks yet") }
      try terminal.paste("q\nn\ny\n")
      try terminal.press("?")
      try terminal.waitFor("the help") { $0.contains("close") }
      try terminal.press("?")
      try terminal.press("F2")
      try terminal.waitFor("the form") { $0.contains("第一行：一只猫") }
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      #expect(try studio.journal().isEmpty)
      #expect(try studio.run("list", "--json").json == .array([]))
    }

    @Test func `what was written is there at the next start`() throws {
      let studio = try Studio()
      let terminal = try Terminal(studio)
      try terminal.start()
      try terminal.type("草稿 a draft")
      try terminal.waitFor("the draft") { $0.contains("草稿 a draft") }
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      try terminal.start(showing: "草稿 a draft")
    }
  }
}
