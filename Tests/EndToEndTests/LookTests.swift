import TestSupport
import Testing

extension `End to end` {
  /// Screens as a terminal shows them with many colours, few, and none: text, and what every cell
  /// looks like, by the numbers of the colours that were sent.
  @Suite struct Looks {
    private static let terminals: [(name: String, environment: [String: String])] = [
      ("truecolor", ["TERM": "xterm-256color", "COLORTERM": "truecolor"]),
      ("256", ["TERM": "xterm-256color"]),
      ("8", ["TERM": "xterm"]),
      ("none", ["TERM": "xterm-256color", "NO_COLOR": "1"]),
    ]

    private static let config = Studio.configuration(
      seconds: 1, profiles: Studio.profile("paid", "http://127.0.0.1:9/api/v3"))

    @Test(arguments: terminals.map(\.name))
    func `every screen can be read with as many colours as there are`(name: String) throws {
      let chosen = try #require(Self.terminals.first { $0.name == name })
      let studio = try Studio(config: "default_profile: paid\n" + Self.config)
      let terminal = try Terminal(
        studio, environment: chosen.environment.merging(["STUDIO_KEY": "k"]) { $1 })
      try terminal.start()
      func check(_ screen: String, _ keys: [String], showing text: String) throws {
        try terminal.press(keys)
        try terminal.waitFor(screen) { $0.contains(text) }
        try terminal.waitForSilence(.milliseconds(300))
        let problem = Golden.check(
          try terminal.look().description, named: "looks/\(screen)-\(name)")
        #expect(problem == nil)
      }
      try terminal.type("a fox in the rain")
      try check("form", ["Tab"], showing: "17 characters")
      try check("question", ["C-s"], showing: "y/n")
      try check("broken-rule", ["n", "BTab", "C-a", "C-k", "C-s"], showing: "✗")
      try check("help", ["F1"], showing: "Keys")
      try check("palette", ["F1", "M-x"], showing: "Actions")
      // An Esc with a key right behind it would be one key with Alt.
      try terminal.press("Escape")
      try terminal.waitFor("the form") { !$0.contains("Actions") }
      try check("themes", ["F3", "T"], showing: "nord")
      try terminal.press("Escape")
      try terminal.waitFor("the table") { $0.contains(" quit") }
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
    }
  }
}
