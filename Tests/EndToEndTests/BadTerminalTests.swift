import Testing

extension `End to end` {
  /// Terminals and locales that are not as they should be.
  @Suite struct `Odd terminals` {
    @Test func `without a terminal it says what to use instead`() throws {
      let ended = try Studio().run()
      #expect(ended.status == 7)
      #expect(ended.errors.contains("needs a terminal"))
      #expect(ended.errors.contains("rushes list"))
      #expect(ended.output.isEmpty)
    }

    @Test func `a terminal that cannot place its cursor is refused in a sentence`() throws {
      let terminal = try Terminal(try Studio(), columns: 160)
      let screen = try terminal.shell("TERM=dumb \(terminal.program)")
      #expect(screen.contains("done-7-"))
      #expect(screen.line("rushes:", "dumb", "TERM=xterm-256color") != nil)
    }

    @Test func `an unknown terminal is driven as a common one, and told so`() throws {
      let terminal = try Terminal(try Studio())
      try terminal.enter("TERM=teletype-9 \(terminal.program)")
      let screen = try terminal.waitFor("the dashboard") { $0.contains("New video") }
      #expect(screen.contains("teletype-9"))
      #expect(screen.contains("SANDBOX"))
      try terminal.type("drawn 好")
      try terminal.waitFor("what is typed") { $0.contains("drawn 好") }
    }

    /// Whether lines are drawn by the terminal's own signs is not what differs: tmux knows UTF-8.
    @Test(arguments: [
      "xterm-256color", "tmux-256color", "screen", "screen-256color", "linux", "vt100", "vt220",
      "xterm", "xterm-ghostty", "xterm-kitty", "", "rxvt",
    ])
    func `whatever TERM says, it starts, is typed at, and gives the terminal back`(
      type: String
    ) throws {
      let studio = try Studio()
      let terminal = try Terminal(studio, environment: ["COLORTERM": nil])
      try terminal.shell("stty -a >before")
      let before = try terminal.modes()
      try terminal.enter("TERM=\(type) \(terminal.program)")
      try terminal.waitFor("the dashboard") { $0.contains("New video") && $0.contains(" quit") }
      try terminal.type("typed 好")
      let screen = try terminal.waitFor("what is typed") { $0.contains("typed 好") }
      // The frame stands whole: no answer and no question has run over it.
      let corners = type == "linux" ? ("┌─", "┐") : ("╭─", "╮")
      #expect(screen.lines[1].hasPrefix(corners.0) && screen.lines[1].hasSuffix(corners.1))
      try terminal.press("F3")
      try terminal.waitFor("the table") { $0.contains("No tasks yet") }
      try terminal.press("C-q")
      let after = try terminal.waitFor("the shell") { $0.isAtPrompt }
      #expect(try terminal.modes() == before)
      try terminal.shell("stty -a >after")
      #expect(studio.read("after") == studio.read("before"))
      // No late answer stands at the prompt.
      #expect(after.lines.last { !$0.isEmpty } == "$")
    }

    @Test(arguments: [
      ("LC_ALL=C", true), ("LC_ALL=POSIX", true), ("LC_ALL=de_DE", true),
      ("LC_ALL=xx_YY.UTF-8", false), ("LC_ALL= LANG=", true),
    ])
    func `any locale shows any script`(setting: String, isTold: Bool) throws {
      let terminal = try Terminal(try Studio())
      try terminal.enter("\(setting) \(terminal.program)")
      let screen = try terminal.waitFor("the dashboard") { $0.contains("New video") }
      #expect(screen.lines[1].hasPrefix("╭─"))
      #expect(screen.lines[0].contains("locale") == isTold, "\(screen.lines[0])")
      try terminal.type("雨 émotion")
      try terminal.waitFor("what is typed") { $0.contains("雨 émotion") }
    }

    @Test func `a screen that is too small says how large it must be`() throws {
      let terminal = try Terminal(try Studio(), columns: 30, rows: 6)
      try terminal.enter(terminal.program)
      try terminal.waitFor("a sentence") {
        $0.contains("rushes needs") && $0.joined.contains("40×10")
      }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test func `a profile without a key is told in the form, and what was written stays`() throws {
      let studio = try Studio(
        config: "default_profile: apiyi\n" + Studio.configuration(seconds: 1))
      let terminal = try Terminal(studio)
      let screen = try terminal.start()
      #expect(!screen.lines[0].contains("SANDBOX"))
      #expect(screen.contains("no key for apiyi"))
      try terminal.type("unsent 未")
      try terminal.press("C-s")
      let refused = try terminal.waitFor("the refusal") { $0.contains("Not sent") }
      #expect(refused.contains("rushes key set apiyi"))
      #expect(refused.contains("unsent 未"))
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      #expect(try studio.run("list", "--json").output == "[]\n")
    }
  }
}
