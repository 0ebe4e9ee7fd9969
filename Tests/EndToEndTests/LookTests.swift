import TestSupport
import Testing

extension `End to end` {
  /// Screens as a terminal shows them with many colours, few, and none: text, and what every cell
  /// looks like, by the numbers of the colours that were sent.
  @Suite struct Looks {
    private static let config = Studio.configuration(
      seconds: 1, profiles: Studio.profile("paid", "http://127.0.0.1:9/api/v3"))

    @Test(arguments: Terminal.depths.keys.sorted())
    func `every screen can be read with as many colours as there are`(name: String) throws {
      let terminal = try start(name, try Studio(config: "default_profile: paid\n" + Self.config))
      try terminal.type("a fox in the rain")
      try terminal.check("form", name, ["Tab"], showing: "17 characters")
      try terminal.check("question", name, ["C-s"], showing: "y/n")
      try terminal.check("broken-rule", name, ["n", "BTab", "C-a", "C-k", "C-s"], showing: "✗")
      try terminal.check("help", name, ["F1"], showing: "Keys")
      try terminal.check("palette", name, ["F1", "M-x"], showing: "Actions")
      // An Esc with a key right behind it would be one key with Alt.
      try terminal.leave("Actions")
      try terminal.check("themes", name, ["F3", "T"], showing: "nord")
      try terminal.leave("nord")
      try terminal.quit()
    }

    @Test(arguments: Terminal.depths.keys.sorted())
    func `lists, entries, pages and messages can be read with as many`(name: String) throws {
      let studio = try Studio(config: "default_profile: paid\n" + Self.config)
      let refused = "[refuse: InputTextSensitiveContentDetected]"
      for prompt in ["a heron \(refused)", "一只猫 in the rain \(refused)"] {
        let ended = try studio.run("submit", "--wait", "--profile", "sandbox", "--prompt", prompt)
        #expect(ended.status == 1, "\(ended)")
      }
      let terminal = try start(name, studio, showing: "a heron")
      try terminal.check("table", name, ["j", "Space"], showing: "1 marked")
      try terminal.press("u")
      try lists(terminal, name)
      try terminal.check("numbers", name, ["5"], showing: "How tasks ended")
      try terminal.check("library", name, ["4"], showing: "Library")
      try terminal.check("first-steps", name, ["F10"], showing: "Welcome")
      try terminal.leave("Welcome")
      try terminal.press("F2")
      try terminal.waitFor("the form") { $0.contains("New video") }
      try terminal.check("kept", name, ["C-r"], showing: "Prompts used before")
      try terminal.leave("Prompts used before")
      try terminal.type("a {red|blue} boat")
      try terminal.check("request", name, ["M-p"], showing: "1 of 2")
      try terminal.leave("1 of 2")
      try terminal.quit("C-q")
    }

    /// What lies over the table.
    private func lists(_ terminal: Terminal, _ name: String) throws {
      let sheets = [
        ("sorts", "S", "Sort by"), ("columns", "C", "Columns"), ("filters", "F", "Saved filters"),
        ("settings", ",", "Settings of the screen"), ("adopt", "A", "Follow a task"),
        ("jump", "'", "Go to task"),
      ]
      for (screen, key, title) in sheets {
        try terminal.check(screen, name, [key], showing: title)
        try terminal.leave(title)
      }
      try terminal.type("/xst:1")
      try terminal.check("filter", name, [], showing: "no key xst")
      try terminal.leave("no key xst")
      try terminal.check("message", name, ["U"], showing: "Nothing was removed")
    }

    private func start(
      _ name: String, _ studio: Studio, showing text: String = "New video"
    ) throws -> Terminal {
      let terminal = try Terminal(studio, depth: name, environment: ["STUDIO_KEY": "k"])
      try terminal.start(showing: text)
      return terminal
    }
  }
}
