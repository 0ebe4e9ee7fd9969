import FoundationEssentials
import Testing

extension `End to end` {
  /// Several programs on one store.
  @Suite struct `Together` {
    @Test func `a dashboard and submits share the work, and nothing is sent twice`() throws {
      let studio = try Studio()
      let terminal = try Terminal(studio)
      try terminal.start()
      try terminal.type("from the form 表")
      let words = ["--resolution", "480p", "--ratio", "1:1", "--duration", "4"]
      let sent = try studio.run(["submit", "--prompt", "left to the dashboard"] + words)
      #expect(sent.status == 0, "\(sent)")
      try terminal.press("C-s")
      let waited = try studio.run(
        ["submit", "--prompt", "waited for", "--wait", "--json"] + words)
      #expect(waited.status == 0, "\(waited)")

      let table = try terminal.waitFor("three videos") { screen in
        screen.lines.count(where: { $0.contains("on disk") && $0.contains("succeeded") }) >= 3
          && screen.contains("3 done") && screen.contains("of 3")
      }
      #expect(table.line("left to the dashboard") != nil)
      #expect(table.line("from the form 表") != nil)
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }

      let prompts = try studio.journal().compactMap { $0["prompt"]?.string }
      #expect(
        prompts.sorted() == ["from the form 表", "left to the dashboard", "waited for"])
      let files = try studio.run("list", "--json").json.array?.compactMap { $0["file"]?.string }
      #expect(Set(files ?? []).count == 3)
      let videos = try FileManager.default.contentsOfDirectory(atPath: studio.data + "/videos")
      #expect(videos.count == 6)
    }

    @Test func `a picture of the form is found from any folder`() throws {
      let studio = try Studio()
      try Media.makePicture(studio.path("face.png"), width: 400, height: 400)
      let terminal = try Terminal(studio)
      try terminal.start()
      try terminal.type("with a face")
      try terminal.waitFor("the prompt") { $0.contains("with a face") }
      for _ in 1...5 { try terminal.move("Tab") }
      try terminal.type("face.png")
      try terminal.press("Tab")
      try terminal.waitFor("a form that is ready") {
        $0.line("Images", "face.png") != nil && $0.contains("✓ ready")
      }
      try terminal.press("C-s")
      try terminal.waitFor("the video") { $0.contains("on disk") }
      let task = try studio.run("show", "1", "--json")
      #expect(task.output.contains("\"\(studio.path("face.png"))\""), "\(task)")
    }
  }
}
