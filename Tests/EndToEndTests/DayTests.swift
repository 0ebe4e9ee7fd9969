import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `End to end` {
  /// What somebody does all day with videos that are there, at four kinds of terminals.
  @Suite struct `A day at the screen` {
    private static let brief = ["--resolution", "480p", "--duration", "4", "--profile", "sandbox"]

    // MARK: Looking

    /// A task that failed and one that succeeded, and an opener that writes down what it is given.
    private static func gallery() throws -> Studio {
      let studio = try Studio(config: Studio.quick)
      let refused = "a heron [refuse: InputTextSensitiveContentDetected]"
      #expect(try studio.run(["submit", "--wait", "--prompt", refused] + brief).status == 1)
      #expect(try studio.run(["submit", "--wait", "--prompt", "a red fox"] + brief).status == 0)
      let opener = try studio.write(
        "#!/bin/sh\necho \"$1\" >'\(studio.path("opened"))'\n", to: "bin/xdg-open")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: opener)
      return studio
    }

    @Test(arguments: TerminalKind.allCases)
    func `what was made is read, looked at, played, opened and copied`(kind: TerminalKind) throws {
      let studio = try Self.gallery()
      let file = try #require(try studio.run("show", "2", "--json").json["file"]?.string)
      let path = try #require(studio.environment()["PATH"])
      let terminal = try Terminal(
        studio, kind,
        environment: ["PATH": "\(studio.path("bin")):\(path)", "DISPLAY": ":99"])
      try terminal.start(showing: "a red fox")
      try readStories(terminal, kind)
      try play(terminal)
      try terminal.press("o")
      try terminal.waitFor("the opener") { $0.contains("Opened") }
      #expect(studio.read("opened") == file + "\n")
      try terminal.press("Escape")
      try terminal.waitFor("the page") { !$0.contains("play or pause") }
      try copy(terminal, kind, file)
      try terminal.press("F7")
      let numbers = try terminal.waitFor("the numbers") { $0.contains("How tasks ended") }
      #expect(numbers.line("succeeded 1", "50 %") != nil, "\(numbers)")
      #expect(numbers.line("InputTextSens", " 1 ") != nil, "\(numbers)")
      try terminal.press("L")
      try terminal.waitFor("the log") { $0.contains("─ Log ─") && $0.contains("Opened") }
      try terminal.press("G")
      try terminal.waitFor("its beginning") { $0.line("1 failed") != nil }
      try terminal.quit()
    }

    /// The details of the task that failed, then of the one that succeeded, which stay open.
    private func readStories(_ terminal: Terminal, _ kind: TerminalKind) throws {
      try terminal.press("j", "Enter")
      let failed = try terminal.waitFor("the story of the failure") {
        $0.contains("InputTextSensitiveContentDetected:") && $0.contains("Times")
      }
      #expect(failed.contains("\(kind.cross) failed"))
      #expect(failed.contains("Nothing was billed."))
      #expect(failed.line("created", "━") != nil && failed.line("sent") != nil, "\(failed)")
      try terminal.press("Escape")
      try terminal.waitFor("the table") { $0.contains("2 of 2") }
      try terminal.press("k", "Enter")
      // Five pictures with their moments, above the facts.
      let done = try terminal.waitFor("the contact sheet") {
        $0.contains("0:00.4") && $0.contains("0:03.6") && $0.contains("File ")
      }
      #expect(done.line("\(kind.tick) succeeded", "on disk") != nil)
      #expect(done.line("Made", "480p", "seed") != nil, "\(done)")
      #expect(done.line("Billed", "free in the sandbox") != nil, "\(done)")
      try terminal.press("G")
      let end = try terminal.waitFor("the end of the story") { $0.contains("downloaded") }
      #expect(end.line("accepted") != nil && end.line("running") != nil, "\(end)")
      try terminal.press("g")
      try terminal.waitFor("the contact sheet again") { $0.contains("0:03.6") }
    }

    /// Plays, stops, and goes one picture back.
    private func play(_ terminal: Terminal) throws {
      func moment(_ screen: ScreenText, _ word: String) -> String? {
        screen.line(" \(word) ").flatMap {
          $0.split(separator: " ").first { $0.hasPrefix("0:") }.map(String.init)
        }
      }
      try terminal.press("Space")
      // A clip that is through with playing stands at its last picture.
      let moving = try terminal.waitFor("pictures that move") {
        moment($0, "plays").map { $0 != "0:00" } ?? (moment($0, "paused") != nil)
      }
      if moment(moving, "plays") != nil { try terminal.press("Space") }
      let stopped = try terminal.waitFor("a picture that stands") { moment($0, "paused") != nil }
      let first = moment(stopped, "paused")
      try terminal.press("Left")
      try terminal.waitFor("the picture before") { ![nil, first].contains(moment($0, "paused")) }
    }

    /// Path and curl reach the clipboard of the user's own machine, where the terminal has one.
    private func copy(_ terminal: Terminal, _ kind: TerminalKind, _ file: String) throws {
      try terminal.press("c")
      guard kind.isXterm else {
        try terminal.waitFor("what became of it") { $0.contains("has no clipboard") }
        #expect(!terminal.written.contains("]52;"))
        return
      }
      try terminal.waitFor("the path") { _ in
        terminal.written.contains("]52;c;\(Data(file.utf8).base64EncodedString())")
      }
      try terminal.press("E")
      try terminal.waitFor("the call") { $0.contains("call of curl, without the key") }
      let call = Data("curl -X POST ".utf8).base64EncodedString().prefix(16)
      #expect(terminal.written.contains("]52;c;\(call)"))
    }

    // MARK: Acting

    @Test(arguments: TerminalKind.allCases)
    func `a request is edited as new, retried, and cancelled while it waits`(
      kind: TerminalKind
    ) throws {
      let studio = try Studio(config: Studio.quick)
      #expect(
        try studio.run(["submit", "--wait", "--prompt", "a red fox"] + Self.brief).status == 0)
      // The next one is under way for as long as this takes, and one more has to wait.
      try studio.write(
        "default_profile: sandbox\nsandbox: { seconds: 600 }\n"
          + "profiles: { sandbox: { poll_seconds: 0.2, max_active: 1 } }\n", to: "config.yaml")
      let terminal = try Terminal(studio, kind)
      try terminal.start(showing: "a red fox")
      try terminal.press("e")
      try terminal.waitFor("its request") { $0.contains("The form holds the request of task 1.") }
      try terminal.type(" at dawn")
      try terminal.waitFor("the change") { $0.contains("a red fox at dawn") }
      try terminal.press("C-s")
      try terminal.waitFor("the new task") { $0.line("running", "a red fox at dawn") != nil }
      // The selection stays on the task while another one comes above it.
      try terminal.press("G")
      try terminal.waitFor("the last row") {
        $0.line("▌", "1", "a red fox")?.contains("dawn") == false
      }
      try terminal.press("r")
      try terminal.waitFor("the retry") { $0.line("waiting", "a red fox") != nil }
      try terminal.press("'")
      try terminal.waitFor("the line for a number") { $0.contains("Go to task") }
      try terminal.type("3")
      try terminal.press("Enter")
      try terminal.waitFor("the third task") { $0.line("▌", "waiting") != nil }
      try terminal.press("x")
      try terminal.waitFor("a question") { $0.contains("It was not sent, and costs nothing.") }
      try terminal.press("y")
      let end = try terminal.waitFor("the end of it") { $0.line("▌", "cancelled") != nil }
      #expect(end.line("running", "a red fox at dawn") != nil)
      try terminal.quit()
      let tasks = try studio.run("list", "--json").json.array ?? []
      #expect(tasks.map { $0["status"]?.string } == ["succeeded", "running", "cancelled"])
      #expect(tasks.last?["retry_of"]?.number == 1)
      #expect(try studio.journal().count == 2)
    }

    // MARK: Writing

    @Test(arguments: TerminalKind.allCases)
    func `a prompt is edited, media are listed, and a kill takes nothing of it`(
      kind: TerminalKind
    ) throws {
      let studio = try Studio()
      try Media.makePicture(studio.path("one.png"), width: 600, height: 800)
      try Media.makePicture(studio.path("two.png"), width: 800, height: 600)
      let terminal = try Terminal(studio, kind)
      try terminal.start()
      try terminal.type("one two 三")
      // Words are gone over, selected, cut, and put back.
      try terminal.press("M-b", "M-b", "S-Right", "S-Right", "S-Right", "S-Right", "C-x")
      try terminal.waitFor("what is left") { $0.line(below: "Prompt")?.contains("one 三") == true }
      try terminal.press("C-_")
      try terminal.waitFor("all of it") { $0.line(below: "Prompt")?.contains("one two 三") == true }
      try terminal.press("C-e")
      try terminal.paste(" and\n雨 rain")
      try terminal.waitFor("the paste") {
        $0.line(below: "one two 三 and")?.contains("雨 rain") == true
      }
      try terminal.press("C-_")
      try terminal.waitFor("one step back") { !$0.contains("雨 rain") }
      try terminal.press("C-y")
      try terminal.waitFor("and forth") { $0.contains("雨 rain") }
      // From the prompt past profile, model and frames.
      for _ in 0..<5 { try terminal.move("Tab") }
      try terminal.type("one.png")
      try terminal.waitFor("the first picture") { $0.line("Images", "one.png", "600×800") != nil }
      try terminal.press("Down")
      try terminal.type("two.png")
      try terminal.waitFor("the second picture") { $0.line("two.png", "800×600") != nil }
      try terminal.press("M-Up")
      try terminal.waitFor("the other order") { $0.line("Images", "two.png") != nil }
      try studio.waitUntilKept(#""two.png","one.png""#)
      try terminal.signal(SIGKILL)
      #expect(terminal.waitUntilGone(within: .seconds(20)))

      let again = try Terminal(studio, kind)
      try again.start(showing: "one two 三 and")
      let draft = try again.waitFor("the pictures") { $0.line("Images", "two.png") != nil }
      #expect(draft.line(below: "Images")?.contains("one.png") == true, "\(draft)")
      try again.quit("C-q")
    }

    // MARK: Finding out

    @Test(arguments: TerminalKind.allCases)
    func `panes, keys, actions and themes are found, and what was chosen is remembered`(
      kind: TerminalKind
    ) throws {
      let studio = try Studio(config: Studio.quick + "\nnotifications: { succeeded: osc9 }\n")
      let terminal = try Terminal(studio, kind, columns: 120, rows: 40)
      let edge = { (screen: ScreenText) in Array(screen.lines[1]).lastIndex(of: kind.corner) }
      #expect(edge(try terminal.start()) == 44)
      try terminal.type("a fox")
      try terminal.press("C-s")
      try terminal.waitFor("the end of the task") { $0.contains("on disk") }
      let news = kind.isXterm ? "]9;Task 1 succeeded: a fox" : "\u{7}"
      try terminal.waitFor("the news") { _ in terminal.written.contains(news) }
      #expect(terminal.written.contains("]2;1 done - rushes") == kind.isXterm)

      try terminal.press(">")
      try terminal.waitFor("a wider table or a wider form") { edge($0) != 44 }
      try terminal.press("?")
      try terminal.waitFor("the keys") {
        $0.contains("Tasks (here)") && $0.contains("undo a removal")
      }
      try terminal.press("?", ":")
      try terminal.waitFor("all actions") { $0.contains("─ Actions ─") }
      try terminal.type("whscr")
      try terminal.waitFor("the one that fits") { $0.line("▌whole screen") != nil }
      try terminal.press("Enter")
      try terminal.waitFor("the table alone") { edge($0) == 0 }
      try terminal.press("T")
      try terminal.waitFor("the themes") { $0.contains("▌nord") }
      try terminal.press("j")
      try terminal.waitFor("the next theme") { $0.contains("▌okabe-ito") }
      try terminal.press("Enter", "z")
      let chosen = edge(
        try terminal.waitFor("all panes") { !$0.contains("okabe-ito") && edge($0) != 0 })
      try terminal.quit()

      let again = try terminal.start()
      #expect(edge(again) == chosen)
      try terminal.press(",")
      try terminal.waitFor("the settings") { $0.line("Theme", "okabe-ito") != nil }
      try terminal.press("q")
      try terminal.waitFor("the panes") { !$0.contains("─ Settings of the screen ─") }
      try terminal.quit("C-q")
    }
  }
}
