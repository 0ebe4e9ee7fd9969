import Testing

extension `End to end` {
  /// The panes, the mouse, the log, and what is told: with the real program in a real terminal.
  @Suite struct `The shell of the screen` {
    /// The column at which the table begins.
    private func edge(_ screen: ScreenText) -> Int? {
      Array(screen.lines.count > 1 ? screen.lines[1] : "").lastIndex(of: "╭")
    }

    @Test(arguments: TerminalKind.allCases.filter(\.isXterm))
    func `the mouse moves a border, which stays there, and a task's end is told`(
      kind: TerminalKind
    ) throws {
      let studio = try Studio(
        config: Studio.quick + "\nnotifications: { succeeded: osc9 }\n")
      let terminal = try Terminal(studio, kind, columns: 120, rows: 40)
      #expect(edge(try terminal.start()) == 44)

      try terminal.type("\u{1B}[<0;44;12M")
      try terminal.type("\u{1B}[<32;60;12M")
      try terminal.type("\u{1B}[<0;60;12m")
      try terminal.waitFor("a wider form") { edge($0) == 60 }
      try terminal.type("a fox")
      try terminal.press("C-s")
      try terminal.waitFor("the end of the task") { $0.contains("on disk") }
      try terminal.waitFor("the news") { _ in
        terminal.written.contains("]9;Task 1 succeeded: a fox")
      }
      #expect(terminal.written.contains("]2;1 running - rushes"))
      #expect(terminal.written.contains("]2;1 done - rushes"))

      // A click on its row, and the keys of the list.
      try terminal.type("\u{1B}[<0;80;4M\u{1B}[<0;80;4m")
      try terminal.waitFor("the keys of the table") { $0.contains("by state") }
      try terminal.press("L")
      try terminal.waitFor("the log") { $0.contains("downloaded") && $0.contains("─ Log ─") }
      try terminal.press("M")
      try terminal.waitFor("the mouse to be off") { $0.contains("The mouse is off") }
      #expect(try terminal.modes().contains("mouse 0"))
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }

      // Both are remembered.
      #expect(edge(try terminal.start()) == 60)
      #expect(try terminal.modes().contains("mouse 0"))
      try terminal.press("=")
      try terminal.waitFor("the usual sizes") { edge($0) == 44 }
      try terminal.press("z")
      try terminal.waitFor("the table alone") { edge($0) == 0 }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test(arguments: TerminalKind.allCases.filter(\.isXterm))
    func `two clicks choose in a list, the wheel moves, and no click answers a question`(
      kind: TerminalKind
    ) throws {
      let studio = try Studio()
      for prompt in ["b fox", "a fox", "c fox"] {
        #expect(try studio.run("submit", "--prompt", prompt, "--wait").status == 0)
      }
      let terminal = try Terminal(studio, kind, columns: 120, rows: 40)
      try terminal.start(showing: "c fox")
      try terminal.press("S")
      let sorts = try terminal.waitFor("the list") { $0.contains("─ Sort by ─") }
      let prompt = try #require(Self.place(of: "prompt", in: sorts))
      try Self.click(prompt, terminal)
      try terminal.waitFor("the row to be selected") { $0.contains("▌prompt") }
      try Self.wheel(down: true, at: prompt, terminal)
      try terminal.waitFor("the row below") { $0.contains("▌end") }
      try Self.click(prompt, terminal)
      try terminal.waitFor("the row to be selected again") { $0.contains("▌prompt") }
      try Self.click(prompt, terminal)
      try terminal.waitFor("the tasks by their prompts") { screen in
        let rows = ["a fox", "b fox", "c fox"].map { name in
          screen.lines.firstIndex { $0.contains(name) } ?? -1
        }
        return rows == rows.sorted() && rows[0] > 0 && screen.contains("Prompt▲")
          && !screen.contains("─ Sort by ─")
      }

      try terminal.press("S")
      try terminal.waitFor("the list") { $0.contains("─ Sort by ─") }
      try Self.click((column: 3, row: 36), terminal)
      try terminal.waitFor("no list") { !$0.contains("─ Sort by ─") }

      try terminal.press("D")
      let asked = try terminal.waitFor("the question") { $0.contains("from the list?") }
      for line in asked.lines.indices where asked.lines[line].contains("y/n") {
        let sign = try #require(Self.place(of: "y/n", in: asked))
        for step in 0..<3 { try Self.click((sign.column + step, line), terminal) }
      }
      try terminal.press("n")
      try terminal.waitFor("no question") { !$0.contains("from the list?") }
      try terminal.quit()
      #expect(try studio.run("list", "--json").json.array?.count == 3)
    }

    @Test(arguments: TerminalKind.allCases.filter { !$0.isXterm })
    func `a terminal without a mouse is asked for none, and what looks like one breaks nothing`(
      kind: TerminalKind
    ) throws {
      let studio = try Studio()
      #expect(try studio.run("submit", "--prompt", "a fox", "--json").status == 0)
      let terminal = try Terminal(studio, kind, columns: 120, rows: 40)
      let before = try terminal.start(showing: "a fox")
      #expect(try terminal.modes().contains("mouse 0"))
      try Self.click((column: 60, row: 12), terminal)
      try Self.wheel(down: true, at: (column: 60, row: 12), terminal)
      try terminal.press("n")
      try terminal.type("typed")
      let form = try terminal.waitFor("what is typed") { $0.contains("typed") }
      #expect(!form.contains("<0;") && !form.contains("<65"))
      #expect(form.lines.count == before.lines.count)
      try terminal.press("F3", "M")
      try terminal.waitFor("the mouse to be off") { $0.contains("The mouse is off") }
      try terminal.press("M")
      try terminal.waitFor("the mouse to be on") { $0.contains("The mouse is on") }
      #expect(try terminal.modes().contains("mouse 0"))
      #expect(!terminal.written.contains("[?1002h"))
      try terminal.quit()
    }

    /// Where words stand, counted from 0.
    private static func place(
      of words: String, in screen: ScreenText
    ) -> (column: Int, row: Int)? {
      for (row, line) in screen.lines.enumerated() {
        guard let range = line.firstRange(of: words) else { continue }
        return (line.distance(from: line.startIndex, to: range.lowerBound), row)
      }
      return nil
    }

    private static func click(_ place: (column: Int, row: Int), _ terminal: Terminal) throws {
      let at = "\(place.column + 1);\(place.row + 1)"
      try terminal.type("\u{1B}[<0;\(at)M\u{1B}[<0;\(at)m")
    }

    private static func wheel(
      down: Bool, at place: (column: Int, row: Int), _ terminal: Terminal
    ) throws {
      try terminal.type("\u{1B}[<\(down ? 65 : 64);\(place.column + 1);\(place.row + 1)M")
    }

    @Test func `on a slow line the header says so, and the marker moves`() throws {
      let studio = try Studio(config: Studio.quick + "\nslow_line: on\n")
      let made = try studio.run("submit", "--prompt", "a fox", "--count", "3", "--json")
      #expect(made.status == 0)
      let terminal = try Terminal(studio, columns: 120, rows: 40)
      let first = try terminal.start(showing: "slow line")
      let row = first.lines.firstIndex { $0.contains("▌") } ?? -1
      #expect(row > 0)
      try terminal.press("j")
      try terminal.waitFor("the marker on the next row") {
        $0.lines.firstIndex { $0.contains("▌") } == row + 1
      }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test func `the plain mode has no lines, and the cursor stands on the task`() throws {
      let studio = try Studio()
      let made = try studio.run("submit", "--prompt", "a fox", "--count", "3", "--json")
      #expect(made.status == 0)
      let terminal = try Terminal(studio)
      try terminal.enter("\(terminal.program) --plain")
      let first = try terminal.waitFor("the tasks") { $0.contains("Task 1,") }
      #expect(!first.description.contains("─") && !first.description.contains("│"))
      let row = first.lines.firstIndex { $0.contains("Task 3,") } ?? -1
      #expect(first.cursor == "1,\(row)")
      try terminal.press("j")
      try terminal.waitFor("the next task") { $0.cursor == "1,\(row + 1)" }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test func `other keys hold from the configuration, and what is wrong about them is told`()
      throws
    {
      let studio = try Studio(
        config: Studio.quick + "\nkeys: { everywhere: { quit: f11 }, table: { filter: [F] } }\n")
      #expect(try studio.run("submit", "--prompt", "a fox", "--json").status == 0)
      let refused = try Terminal(studio)
      let told = try refused.shell(refused.program)
      #expect(told.joined.contains("\"F\"wouldbe\"filter\"and\"open-filters\"in\"table\""))
      #expect(told.contains("done-3-"))
      #expect(try studio.run("doctor").output.contains("open-filters"))

      try studio.write(
        Studio.quick + "\nkeys: { everywhere: { quit: f11 }, table: { filter: f5 } }\n",
        to: "config.yaml")
      let terminal = try Terminal(studio, columns: 120)
      let first = try terminal.start(showing: "a fox")
      #expect(first.contains("F5 find"))
      try terminal.press("F5")
      try terminal.waitFor("the filter") { $0.contains("keep filter") }
      try terminal.press("F11")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }

    @Test(arguments: TerminalKind.allCases)
    func `a setting of the screen outlives the program, unless the configuration says more`(
      kind: TerminalKind
    ) throws {
      let studio = try Studio()
      #expect(try studio.run("submit", "--prompt", "a fox", "--json").status == 0)
      let terminal = try Terminal(studio, kind)
      try terminal.start(showing: "a fox")
      try terminal.press(",")
      try terminal.waitFor("the settings") { $0.contains("─ Settings of the screen ─") }
      try terminal.press("Right", "Right")
      try terminal.waitFor("Chinese") { $0.contains("zh_CN") }
      try terminal.press("q")
      try terminal.waitFor("the table") { $0.contains("a fox") && !$0.contains("zh_CN") }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      try terminal.enter(terminal.program)
      try terminal.waitFor("the table in Chinese") { $0.contains("任务") && $0.contains("退出") }
      try terminal.press("n")
      try terminal.waitFor("the form in Chinese") {
        $0.contains("新建视频") && $0.contains("视频要呈现什么？")
      }
      try terminal.press("F3")
      try terminal.waitFor("the table again") { $0.contains("退出") && $0.contains("a fox") }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }

      try studio.write("language: en\n" + Studio.quick, to: "config.yaml")
      let again = try terminal.start(showing: "a fox")
      #expect(again.contains("quit"))
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }
  }
}
