import Testing

extension `The four APIs` {
  /// Servers that misbehave: `rushes sandbox --faults FILE`.
  @Suite struct `Faults` {
    @Test("a task ends as it should, whatever its server does", arguments: profiles)
    func ends(profile: String) async throws {
      let server = try ServedBySandbox.server
      let studio = try studio(server.port)
      let items = FaultCase.all.filter { $0.profile == profile }
      // Most of them wait for a next look.
      let outcomes = try await offPool(items, atOnce: 8) { item in
        (item, try studio.run(item.words + ["--wait", "--json"], environment: keys))
      }
      for (item, ended) in outcomes {
        #expect(ended.status == item.end.exitStatus, "\(item): \(ended)")
        // Broken JSON counts as none.
        let task = try? ended.json
        #expect(task?["status"]?.string == item.end.status, "\(item): \(ended)")
        if case .failed(let code?) = item.end {
          #expect(task?["error"]?["code"]?.string == code, "\(item): \(ended)")
        }
        #expect(!(ended.output + ended.errors).contains("\u{1B}"), "\(item)")
        if item.fault == "string-tokens" {
          #expect(task?["cost"]?["tokens"]?.number ?? 0 > 0, "\(item): \(ended)")
        }
      }
      for item in items {
        // Nothing is sent a second time by itself. What the server has not even looked at, a
        // connection closed at once or a page in place of an answer, leaves no line.
        let creates = try server.journal(with: item.prompt).count
        #expect(creates == 1 || (creates == 0 && item.leavesNoLine), "\(item)")
      }
    }

    @Test func `the vendor's own list finds a task whose answer was lost`() async throws {
      let server = try ServedBySandbox.server
      let studio = try studio(server.port)
      let prompt = "A fox [fault: lost-answer] at the vendor's"
      let words = [
        "submit", "--profile", "volcengine", "--prompt", prompt, "--ratio", "9:16",
        "--resolution", "480p", "--duration", "4",
      ]
      let tasks = try await offPool {
        let lost = try studio.run(words, environment: keys)
        let terminal = try Terminal(studio, environment: keys)
        try terminal.start(showing: "Tasks")
        try terminal.waitFor("the video") { $0.contains("on disk") }
        // The command itself looks a few times; on a busy machine the dashboard is the first to find.
        #expect([0, 6].contains(lost.status))
        return try studio.run("list", "--json", environment: keys).json.array ?? []
      }
      #expect(tasks.map { $0["status"]?.string } == ["succeeded"])
      let creates = try server.journal(with: prompt)
      #expect(creates.map { $0["id"] } == tasks.map { $0["remote_id"] })
    }
  }
}
