import ChildProcesses
import Glibc
import TestSupport
import Testing

extension `End to end` {
  /// Terminals that answer everything, nothing, late, or nonsense: the test is the terminal.
  @Suite struct `Terminals that are asked` {
    /// What a terminal answers to all questions at once.
    private static let all =
      "\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\\u{1B}P>|kitty(0.32.2)\u{1B}\\\u{1B}[6;20;10t"
      + "\u{1B}[?2026;2$y\u{1B}[?0u\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;4c"

    private static let marks = [
      "\u{1B}]11;?", "\u{1B}[>0q", "\u{1B}[16t", "\u{1B}[?2026$p", "\u{1B}[c",
    ]

    private func start(
      _ changes: [String: String?] = [:], words: [String] = [], config: String = Studio.quick
    ) throws -> ScriptedTerminal {
      let terminal = try ScriptedTerminal(
        try Studio(config: config), words: words, environment: changes)
      // The last row of the first frame.
      try terminal.waitFor("the first frame") { $0.contains("New video") && $0.contains("quit") }
      return terminal
    }

    /// Quits by key; what was written after that.
    private func quit(_ terminal: ScriptedTerminal) throws -> String {
      terminal.forget()
      terminal.send("\u{11}")
      let status = try terminal.waitForEnd()
      #expect(status == 0)
      #expect(terminal.modes == terminal.modesBefore)
      return terminal.written
    }

    @Test func `the first frame waits for no answer, and the questions stand before it`() throws {
      let terminal = try start()
      for mark in Self.marks {
        #expect(terminal.written.contains(mark), "\(mark.debugDescription)")
      }
      let text = terminal.written
      let question = try #require(text.firstRange(of: "\u{1B}[c"))
      let entry = try #require(text.firstRange(of: "\u{1B}[?1049h"))
      let clear = try #require(text.firstRange(of: "\u{1B}[2J"))
      // On the second screen, so that what a terminal prints of them is wiped away.
      #expect(entry.upperBound <= question.lowerBound && question.upperBound <= clear.lowerBound)
      _ = try quit(terminal)
    }

    /// On a store of ten tasks.
    private func startFilled() throws -> ScriptedTerminal {
      let studio = try Studio()
      let filled = try ChildProcess.run(
        .init(
          Studio.programs + "/rushes-bench", ["fill", "--tasks", "10", "--data", studio.data],
          timeLimit: .seconds(60 * slowness)))
      #expect(filled.succeeded)
      let terminal = try ScriptedTerminal(studio, columns: 120, rows: 40)
      try terminal.waitFor("the title") { $0.contains("\u{1B}]2;") }
      return terminal
    }

    @Test func `that a video is gone is told in the first frame`() throws {
      let terminal = try startFilled()
      // The title is sent behind the first frame.
      let frame = terminal.written
      let text = try #require(frame.firstRange(of: "There is no picture"))
      let title = try #require(frame.firstRange(of: "\u{1B}]2;"))
      #expect(text.upperBound <= title.lowerBound)
      _ = try quit(terminal)
    }

    @Test(arguments: ["linux", "vt100", "ansi"])
    func `old terminals are asked nothing and send no mouse`(type: String) throws {
      let terminal = try start(["TERM": type])
      for mark in Self.marks + ["\u{1B}[?1002h", "\u{1B}]2;"] {
        #expect(!terminal.written.contains(mark), "\(mark.debugDescription)")
      }
      _ = try quit(terminal)
    }

    @Test func `a row that becomes shorter is written anew, and no cells are moved`() throws {
      let studio = try Studio()
      let filled = try FilledStore(studio, clip: "/gone.mp4")
      let terminal = try ScriptedTerminal(studio, environment: ["TZ": filled.timeZone])
      try terminal.waitFor("the first frame") { $0.contains("quit") }
      terminal.forget()
      // From pane to pane and back: each has its own keys in the last row.
      for key in Array(repeating: "\t", count: 4) + Array(repeating: "\u{1B}[Z", count: 4) {
        let before = terminal.written.utf8.count
        terminal.send(key)
        try terminal.waitFor("the other pane") { $0.utf8.count > before }
      }
      #expect(!terminal.written.contains(/\u{1B}\[\d*[P@]/))
      _ = try quit(terminal)
    }

    @Test func `what a terminal can do is used, and undone at the end`() throws {
      let terminal = try start()
      #expect(terminal.written.contains("\u{1B}[?1002h"))
      terminal.send(Self.all)
      try terminal.waitFor("the keyboard's mode") { $0.contains("\u{1B}[>5u") }
      // Keys as that mode sends them.
      terminal.send("\u{1B}[1089::99;1u漢字")
      try terminal.waitFor("what is typed") { $0.contains("漢字") }
      let end = try quit(terminal)
      let pop = try #require(end.firstRange(of: "\u{1B}[<u"))
      let leave = try #require(end.firstRange(of: "\u{1B}[?1049l"))
      #expect(pop.lowerBound < leave.lowerBound)
      for mark in ["\u{1B}[?1002l", "\u{1B}[?2004l", "\u{1B}[?2026l"] {
        #expect(end.contains(mark), "\(mark.debugDescription)")
      }
    }

    @Test(arguments: [SIGTERM, SIGSEGV, SIGILL, SIGTRAP, SIGFPE, SIGBUS])
    func `every end undoes what an answer has turned on`(signal: Int32) throws {
      let terminal = try start()
      terminal.send(Self.all)
      try terminal.waitFor("the keyboard's mode") { $0.contains("\u{1B}[>5u") }
      terminal.forget()
      terminal.signal(signal)
      let status = try terminal.waitForEnd()
      #expect(signal == SIGTERM ? status == 0 : status & 0x7F == signal)
      for mark in ["\u{1B}[<u", "\u{1B}[?1002l", "\u{1B}[?2004l", "\u{1B}[?1049l", "\u{1B}[?2026l"]
      {
        #expect(terminal.written.contains(mark), "\(mark.debugDescription)")
      }
      #expect(terminal.modes == terminal.modesBefore)
    }

    @Test func `answers are no keys, wherever the line cuts them`() throws {
      let terminal = try start()
      terminal.forget()
      for byte in Array(Self.all.utf8) { terminal.send([byte]) }
      try terminal.waitFor("the keyboard's mode") { $0.contains("\u{1B}[>5u") }
      terminal.send("typed")
      try terminal.waitFor("what is typed") { $0.contains("typed") }
      let text = terminal.written
      for part in ["1e1e", "kitty", "Gi=31", "2026;2", "62;4"] { #expect(!text.contains(part)) }
      _ = try quit(terminal)
    }

    @Test(arguments: [
      "\u{1B}]11;rgb:zz/1/\u{1B}\\", "\u{1B}P>|\u{1B}[A\u{1B}\\\u{1B}[?c",
      "\u{1B}[?\u{1B}[?99999999c",
      "\u{1B}_G\u{7}\u{1B}]11;\u{1B}[6;0;0t\u{1B}[?2026;7$y", "\u{1B}[M\u{1B}[M\u{1B}[M",
    ])
    func `nonsense changes nothing, and typing goes on`(answer: String) throws {
      let terminal = try start()
      terminal.send(answer)
      terminal.send("\u{1B}[200~still here\u{1B}[201~")
      try terminal.waitFor("what is pasted") { $0.contains("still here") }
      _ = try quit(terminal)
    }

    @Test func `an answer that comes with the quitting is not left to the shell`() throws {
      let terminal = try start()
      // The program waits for its answers a moment before it gives the line back.
      terminal.forget()
      terminal.send("\u{11}")
      terminal.send(Self.all)
      #expect(try terminal.waitForEnd() == 0)
      #expect(!terminal.written.contains("62;4c"))
    }

    @Test func `a light background takes the light theme, and a named theme stays`() throws {
      let white = "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}\u{1B}[?62c"
      let terminal = try start()
      terminal.forget()
      terminal.send(white)
      try terminal.waitFor("the whole screen anew") {
        $0.contains("\u{1B}[2J") && $0.contains("New video") && $0.contains("quit")
      }
      #expect(terminal.written.contains("48;5;231"))
      _ = try quit(terminal)

      let named = try start(config: "theme: nord\n" + Studio.quick)
      named.forget()
      named.send(white + "typed")
      let text = try named.waitFor("what is typed") { $0.contains("typed") }
      #expect(!text.contains("\u{1B}[2J"))
      _ = try quit(named)
    }

    @Test(arguments: isThreadSanitized ? [SIGTERM] : [SIGTERM, SIGSEGV])
    func `a terminal that takes nothing more does not keep the program`(signal: Int32) throws {
      let terminal = try start()
      terminal.stop()
      terminal.send("nobody sees this\u{C}")
      terminal.signal(signal)
      let status = try terminal.waitForEnd()
      #expect(signal == SIGTERM ? status == 0 : status & 0x7F == signal)
      #expect(terminal.modes == terminal.modesBefore)
    }

    @Test func `what a stopped terminal has missed comes when it goes on`() throws {
      let terminal = try start()
      terminal.stop()
      terminal.send("late words")
      terminal.goOn()
      try terminal.waitFor("what was typed") { $0.contains("late words") }
      _ = try quit(terminal)
    }

    @Test func `clicks are no keys`() throws {
      let terminal = try start()
      terminal.forget()
      terminal.send("\u{1B}[<0;5;5M\u{1B}[<32;6;6M\u{1B}[<0;6;6mtyped")
      try terminal.waitFor("what is typed") { $0.contains("typed") }
      #expect(!terminal.written.contains("5;5"))
      _ = try quit(terminal)
    }

    @Test func `without the mouse nothing is asked of it`() throws {
      let terminal = try start(config: "mouse: false\n" + Studio.quick)
      #expect(!terminal.written.contains("\u{1B}[?1002h"))
      #expect(!(try quit(terminal)).contains("\u{1B}[?1002l"))
    }

    @Test func `the plain mode draws no lines, asks nothing and shows the cursor`() throws {
      let terminal = try start(words: ["--plain"])
      let text = terminal.written
      #expect(!text.unicodeScalars.contains { (0x2500...0x259F).contains($0.value) })
      for mark in Self.marks + ["\u{1B}[?1002h"] { #expect(!text.contains(mark)) }
      terminal.forget()
      // The table, which has no cursor of its own.
      terminal.send("\u{1B}OR")
      try terminal.waitFor("the table") { $0.contains("next pane") }
      #expect(!terminal.written.contains("\u{1B}[?25l"))
      _ = try quit(terminal)
    }

    @Test(arguments: [
      ("xterm-ghostty", "xterm-256color"), ("xterm-kitty", "xterm-256color"),
      ("", "xterm-256color"),
    ])
    func `an unknown type is driven as a common one, which is told`(
      type: String, used: String
    ) throws {
      let terminal = try start(["TERM": type])
      #expect(terminal.written.contains(type.isEmpty ? "TERM is not set" : type))
      #expect(terminal.written.contains("\u{1B}[?1049h"))
      _ = try quit(terminal)
    }

    @Test(
      arguments: [
        ("xterm-256color", nil, "auto", "38;5;"), ("xterm-256color", "truecolor", "auto", "48;2;"),
        ("xterm-256color", "24bit", "auto", "48;2;"),
        ("xterm-256color", "truecolor", "256", "48;5;"),
        ("xterm-256color", nil, "truecolor", "48;2;"), ("xterm-16color", nil, "auto", "\u{1B}["),
        ("xterm-256color", "truecolor", "8", "36"), ("tmux-256color", nil, "auto", "48;5;"),
        ("screen", nil, "auto", "36"), ("linux", nil, "auto", "36"),
      ] as [(String, String?, String, String)])
    func `the depth of colours is the terminal's and the user's`(
      type: String, colors: String?, setting: String, sequence: String
    ) throws {
      let terminal = try start(
        ["TERM": type, "COLORTERM": colors], config: "colors: \(setting)\n" + Studio.quick)
      #expect(terminal.written.contains(sequence))
      if sequence != "48;2;" { #expect(!terminal.written.contains("8;2;")) }
      if sequence == "36" { #expect(!terminal.written.contains("8;5;")) }
      _ = try quit(terminal)
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "vt100"]])
    func `without colours none is sent`(changes: [String: String]) throws {
      let terminal = try start(changes.mapValues { $0 })
      let colors = terminal.written.contains(/\x1b\[[0-9;]*(3[0-8]|4[0-8]|9[0-7])[;m]/)
      #expect(!colors)
      _ = try quit(terminal)
    }
  }
}
