import FoundationEssentials
import Testing

extension `End to end` {
  /// What somebody sees who has just installed it, has no key, and makes a first video.
  @Suite struct `The story` {
    @Test(arguments: TerminalKind.allCases)
    func `from a first start without a key to a video on disk`(kind: TerminalKind) throws {
      let studio = try Studio(config: Studio.configuration(seconds: 2))
      try writePictures(studio)
      let terminal = try Terminal(studio, kind)

      let first = try terminal.start()
      #expect(first.lines[0].contains("SANDBOX"))
      #expect(first.contains("nothing costs"))
      #expect(first.lines.count(where: { !$0.isEmpty }) == 24)

      try writePrompt(terminal)
      try chooseModel(terminal, kind)
      try addReference(terminal, kind)
      try chooseShape(terminal, kind)
      let ready = try terminal.waitFor("a form that is ready") { $0.contains("\(kind.tick) ready") }
      #expect(ready.line("Model")?.contains("Seedance 2.0 fast") == true)
      #expect(ready.line("Ratio", "Resolution")?.contains("9:16") == true)
      #expect(ready.line("Ratio", "Resolution")?.contains("480p") == true)
      #expect(ready.line("Duration")?.contains("4 s") == true)

      // A key that bounces, or an impatient finger.
      try terminal.press("C-s", "C-s", "C-s")
      try followToTheEnd(terminal)
      let file = try readDetails(terminal, studio)
      #expect(
        try Media.measure(file)
          == Media.Clip(width: 496, height: 864, seconds: 4, hasSound: true))

      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      #expect(try studio.journal().count == 1)
      let tasks = try studio.run("list", "--json").json
      #expect(tasks.array?.count == 1)
    }

    private func writePictures(_ studio: Studio) throws {
      try studio.write("no picture", to: "pictures/notes.txt")
      try Media.makePicture(
        studio.path("pictures/wide.png"), width: 1500, height: 300)
      try Media.makePicture(
        studio.path("pictures/portrait.png"), width: 600, height: 800)
    }

    private func writePrompt(_ terminal: Terminal) throws {
      try terminal.type("一只猫 in the rain,")
      try terminal.press("Enter")
      try terminal.type("霓虹灯 and neon light")
      let screen = try terminal.waitFor("both lines of the prompt") {
        $0.contains("霓虹灯 and neon light")
      }
      #expect(screen.line(below: "Prompt")?.contains("一只猫 in the rain,") == true)
      #expect(screen.line(below: "一只猫")?.contains("霓虹灯 and neon light") == true)
    }

    private func chooseModel(_ terminal: Terminal, _ kind: TerminalKind) throws {
      for _ in 1...2 { try terminal.move("Tab") }
      try terminal.waitFor("the field of the model") {
        $0.line("Model")?.contains(kind.less) == true
      }
      try terminal.press("Right")
      try terminal.waitFor("the fast model") { $0.contains("Seedance 2.0 fast") }
    }

    /// A picture that breaks a rule, and then one that does not.
    private func addReference(_ terminal: Terminal, _ kind: TerminalKind) throws {
      for _ in 1...3 { try terminal.move("Tab") }
      try terminal.type("pictures/wi")
      try terminal.waitFor("the beginning of a path") { $0.line("Images", "pictures/wi") != nil }
      try terminal.press("Tab")
      try terminal.waitFor("the completed path") { $0.line("Images", "pictures/wide.png") != nil }
      let broken = try terminal.waitFor("the broken rule") {
        $0.contains("\(kind.cross) Images") && $0.contains("1 field to mend")
      }
      #expect(broken.line(below: "Images")?.contains("\(kind.cross) ") == true)
      #expect(!broken.contains("\(kind.tick) ready"))

      try terminal.press("C-u")
      try terminal.waitFor("the rule to go away") { $0.contains("\(kind.tick) ready") }
      try terminal.type("pictures/nowhere.png")
      // A pause in the writing is enough for a look at the file.
      try terminal.waitFor("a missing file") {
        $0.contains("\(kind.cross) Images") && $0.contains("There is no file")
      }

      try terminal.press("C-u")
      try terminal.waitFor("an empty field") { !$0.contains("nowhere") }
      try terminal.type("pictures/p")
      try terminal.press("Tab")
      try terminal.waitFor("the portrait") {
        $0.line("Images", "pictures/portrait.png") != nil && $0.contains("\(kind.tick) ready")
      }
    }

    private func chooseShape(_ terminal: Terminal, _ kind: TerminalKind) throws {
      func goTo(_ field: String) throws {
        try terminal.press("Tab")
        try terminal.waitFor("the field \(field)") { $0.line(field)?.contains(kind.less) == true }
      }
      // Past a second row for images, videos and voices.
      for _ in 1...3 { try terminal.move("Tab") }
      try goTo("Ratio")
      for _ in 0..<9 where try terminal.screen().line("Ratio", "9:16") == nil {
        let before = try terminal.screen().line("Ratio")
        try terminal.press("Right")
        try terminal.waitFor("another ratio") { $0.line("Ratio") != before }
      }
      try goTo("Resolution")
      try terminal.press("Right")
      try terminal.waitFor("480p") { $0.line("Resolution", "480p") != nil }
      try goTo("Duration")
      try terminal.press("Right", "Right")
      try terminal.waitFor("4 s") { $0.line("Duration", "4 s") != nil }
    }

    private func followToTheEnd(_ terminal: Terminal) throws {
      try terminal.waitFor("the running task") {
        $0.line("running", "一只猫") != nil && $0.lines[0].contains("1 running")
      }
      // On a machine with much else to do one of these may pass between two frames.
      #expect(["being sent", "queued"].contains(where: terminal.written.contains))
      try terminal.waitFor("the finished task") {
        $0.line("succeeded", "on disk", "一只猫") != nil && $0.lines[0].contains("1 done")
          && $0.contains("1 of 1")
      }
    }

    /// Opens the details; the file that they name.
    private func readDetails(_ terminal: Terminal, _ studio: Studio) throws -> String {
      try terminal.press("Enter")
      let details = try terminal.waitFor("the details") { $0.contains("File ") }
      let task = try studio.run("show", "1", "--json").json
      let file = try #require(task["file"]?.string)
      #expect(details.joined.contains(file))
      #expect(details.line("Settings", "9:16", "480p", "4 s") != nil)
      try terminal.press("G")
      try terminal.waitFor("the end of its story") { $0.contains("downloaded") }
      #expect(FileManager.default.fileExists(atPath: file))
      #expect(task["status"]?.string == "succeeded")
      #expect(task["prompt"]?.string == "一只猫 in the rain,\n霓虹灯 and neon light")
      return file
    }
  }
}
