import TestSupport
import Testing
import VideoTasks

extension `End to end` {
  /// Screens that have something to show, as a terminal shows them with many colours, few, and none.
  @Suite struct `Looks of a full store` {
    private static let config = """
      default_profile: apiyi
      profiles:
        apiyi: { base_url: "http://127.0.0.1:9/api/v3" }
        kyyvideo2: { base_url: "http://127.0.0.1:9/kyy" }

      """

    @Test(arguments: Terminal.depths.keys.sorted())
    func `tasks, their pages, lists and troubles can be read`(depth: String) throws {
      let studio = try Studio(config: Self.config)
      let clip = studio.data + "/videos/68.mp4"
      try studio.write("", to: "data/videos/empty")
      try Media.makeClip(clip, seconds: 5)
      let filled = try FilledStore(studio, clip: clip)
      try studio.write(filled.log, to: "data/log")
      let terminal = try Terminal(
        studio, depth: depth,
        environment: ["TZ": filled.timeZone, "APIYI_API_KEY": "k", "KYY_API_KEY": "k"])
      try terminal.start(showing: "航拍秋天")
      try table(terminal, depth)
      try pages(terminal, depth)
      try lists(terminal, depth)
      try troubles(terminal, depth, filled)
      try terminal.quit()
      try otherModes(terminal, studio, depth)
    }

    private func table(_ terminal: Terminal, _ depth: String) throws {
      try terminal.check("every-status", depth, ["j"], showing: "Task 73")
      try terminal.check("settle", depth, ["j", "R"], showing: "Settle task 72")
      try terminal.check("settle-not", depth, ["Down"], showing: "It was never made")
      try terminal.leave("Settle task")
      try terminal.check("marks", depth, ["Space", "j", "Space", "Space", "k"], showing: "marked")
      try terminal.check("marks-question", depth, ["*", "r"], showing: "y/n")
      try terminal.press("n", "u", "g")
      try terminal.waitFor("no marks") { !$0.contains("marked") }
    }

    private func pages(_ terminal: Terminal, _ depth: String) throws {
      let pages = [
        ("waiting", 74), ("unconfirmed", 72), ("running", 70), ("failed", 66), ("finished", 68),
      ]
      for (name, id) in pages {
        try terminal.press("'")
        try terminal.waitFor("the line for a number") { $0.contains("Go to task") }
        try terminal.type("\(id)")
        try terminal.press("Enter", "Enter")
        try terminal.check(
          "details-\(name)", depth, [], showing: name == "finished" ? "0:04.5" : "╭─ Task \(id)")
        if id != 68 { try terminal.leave("Model ") }
      }
      try terminal.check("details-end", depth, ["G"], showing: "Story")
      try terminal.check("viewer", depth, ["g", "P"], showing: "a picture at most")
      try terminal.check("viewer-paused", depth, ["Right"], showing: "0:05 │")
      try terminal.press("P")
      try terminal.waitFor("the page") { $0.contains("Model ") }
      try terminal.leave("Model ")
    }

    private func lists(_ terminal: Terminal, _ depth: String) throws {
      try terminal.check("filters-saved", depth, ["F"], showing: "dear")
      try terminal.leave("Saved filters")
      try terminal.type("/has:error after:today")
      try terminal.check("filters-name", depth, ["C-s"], showing: "Name")
      try terminal.leave("Saved filters")
      try terminal.leave("has:error after")
      // Back to the task on which the list was opened.
      try terminal.press("g", "'")
      try terminal.waitFor("the line for a number") { $0.contains("Go to task") }
      try terminal.type("68")
      try terminal.press("Enter")
      try terminal.waitFor("the task") { $0.contains("─ Task 68 ─") }
      try terminal.check("library-filled", depth, ["4"], showing: "asset-x3")
      try terminal.check("library-upload", depth, ["a"], showing: "Kind")
      try terminal.leave("^S upload")
      try terminal.check("numbers-filled", depth, ["5"], showing: "How tasks ended")
      try terminal.check("log", depth, ["M-L"], showing: "poll-failed")
      try terminal.press("F2")
      try terminal.waitFor("the form") { $0.contains("New video") }
      let lists = [
        ("prompts", "C-r", "Prompts used before"), ("snippets", "M-s", "Snippets"),
        ("templates", "M-r", "Templates"),
      ]
      for (name, key, title) in lists {
        try terminal.check("kept-\(name)", depth, [key], showing: title)
        try terminal.leave(title)
      }
      try terminal.press("F3")
    }

    private func troubles(
      _ terminal: Terminal, _ depth: String, _ filled: FilledStore
    ) throws {
      try terminal.waitFor("the table") { $0.contains("Prompt") }
      try filled.giveUp(TaskID(69), "The server answers 403: the link is refused.")
      try terminal.check("alert", depth, [], showing: "could not be fetched")
      try filled.trouble(TaskID(71), "apiyi answers 503. It is asked again in 20 s.")
      try terminal.check("alerts", depth, [], showing: "2 in all")
      try terminal.press("!")
      try terminal.waitFor("no alert") { !$0.contains("! seen") }
      try terminal.press("'")
      try terminal.type("64")
      try terminal.press("Enter")
      try terminal.waitFor("the task") { $0.contains("─ Task 64 ─") }
      try terminal.press("D", "y")
      try terminal.check("removed", depth, [], showing: "U brings")
    }

    /// The same store on a slow line, for a screen reader, without UTF-8, and in little room.
    private func otherModes(_ terminal: Terminal, _ studio: Studio, _ depth: String) throws {
      try studio.write("slow_line: on\n" + Self.config, to: "config.yaml")
      try terminal.start(showing: "航拍秋天")
      try terminal.check("slow-line", depth, ["j"], showing: "73")
      try terminal.quit()
      try studio.write("plain: true\n" + Self.config, to: "config.yaml")
      try terminal.start(showing: "航拍秋天")
      try terminal.check("plain", depth, ["j"], showing: "Task 73")
      try terminal.quit()
      try little(terminal, studio, depth)
      try studio.write(Self.config, to: "config.yaml")
      try terminal.enter("TERM=vt100 " + terminal.program)
      try terminal.waitFor("the dashboard") { $0.contains(" quit") }
      // It has no colours in any case.
      if depth == "none" { try terminal.check("vt100", depth, ["j"], showing: "Task 73") }
      try terminal.resize(columns: 38, rows: 9)
      try terminal.check("too-small", depth, [], showing: "40")
      try terminal.quit()
    }

    /// On a machine without ffmpeg, and at a terminal that has ASCII alone.
    private func little(_ terminal: Terminal, _ studio: Studio, _ depth: String) throws {
      try studio.write("ascii: true\n" + Self.config, to: "config.yaml")
      try terminal.enter(
        "XDG_CACHE_HOME='\(studio.path("cache"))' PATH='\(Studio.programs)' /bin/"
          + terminal.program)
      try terminal.waitFor("the dashboard") { $0.contains(" quit") }
      try terminal.check("ascii", depth, ["j"], showing: "Task 73")
      try terminal.check("ascii-library", depth, ["4"], showing: "asset-x3")
      try terminal.check("numbers-ascii", depth, ["5"], showing: "How tasks ended")
      try terminal.press("F3", "'")
      try terminal.waitFor("the line for a number") { $0.contains("Go to task") }
      try terminal.type("68")
      try terminal.press("Enter", "Enter")
      try terminal.check("no-pictures", depth, [], showing: "Pictures are off")
      try terminal.quit()
    }

    @Test(arguments: Terminal.depths.keys.sorted())
    func `a first start and the entry of a key can be read`(depth: String) throws {
      let terminal = try Terminal(
        try Studio(config: ""), depth: depth, environment: ["APIYI_API_KEY": ""])
      try terminal.start(showing: "Welcome")
      try terminal.check("welcome", depth, [], showing: "Welcome")
      try terminal.press("C-k")
      try terminal.type("not-a-key-at-all")
      try terminal.check("key-entry", depth, [], showing: "16 characters")
      try terminal.leave("A key for")
      try terminal.quit("C-q")
    }
  }
}
