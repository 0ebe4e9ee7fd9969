import Testing

extension `The four APIs` {
  /// The same requests, filled in by hand at a terminal of 80 by 24.
  @Suite struct `Forms` {
    @Test(
      "every mode has the same body, and ends with a video, from the form", arguments: profiles)
    func form(profile: String) async throws {
      let server = try ServedBySandbox.server
      let items = BodyCase.of(profile)
      let studio = try studio(server.port, default: profile)
      let tasks = try await offPool {
        let terminal = try Terminal(studio, environment: keys)
        try terminal.start()
        for (index, item) in items.enumerated() {
          if index > 0 {
            try terminal.press("n")
            try terminal.waitFor("the form") { $0.contains("What should the video show?") }
          }
          try FormHand(terminal: terminal).make(item)
        }
        // One after the other, so that patience lasts as long as there is progress.
        for count in 1...items.count {
          try terminal.waitFor("\(count) videos") { screen in
            // Below the table stands the selected task once more.
            screen.lines.prefix { !$0.hasPrefix("╰") }.count { $0.contains("on disk") } >= count
          }
        }
        try terminal.press("q")
        try terminal.waitFor("the shell") { $0.isAtPrompt }
        return try studio.run("list", "--json", environment: keys).json.array ?? []
      }
      #expect(tasks.count == items.count)
      for (item, task) in zip(items, tasks) {
        if let problem = try problem(with: task, item, server) { Issue.record("\(problem)") }
      }
    }
  }
}
