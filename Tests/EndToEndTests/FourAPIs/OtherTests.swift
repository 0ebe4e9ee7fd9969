import FoundationEssentials
import Testing

extension `The four APIs` {
  /// What other commands have to do with the APIs.
  @Suite struct `Other commands` {
    @Test("what is refused for its sound is made without", arguments: profiles.dropLast())
    func withoutSound(profile: String) async throws {
      let server = try ServedBySandbox.server
      let studio = try studio(server.port)
      let small = profile == "apiyi" ? ["--resolution", "480p"] : []
      let first =
        ["submit", "--profile", profile, "--prompt", "A fox [fault: output-sound-refused]"]
        + ["--ratio", "9:16", "--duration", "4"] + small
      let ended = try await offPool {
        try [first, ["retry", "1", "--audio", "off"]].map {
          try studio.run($0 + ["--wait", "--json"], environment: keys)
        }
      }
      #expect(ended.map(\.status) == [1, 0], "\(ended)")
      let code = try ended[0].json["error"]?["code"]?.string
      #expect(code == "OutputAudioSensitiveContentDetected", "\(ended[0])")
      let task = try ended[1].json
      #expect(task["retry_of"]?.number == 1)
      let body = String(
        decoding: try server.body(of: task["remote_id"]?.string ?? ""), as: UTF8.self)
      let field = profile == "kyyvideo2" ? "generateAudio" : "generate_audio"
      #expect(body.contains("\"\(field)\":false"), "\(body)")
      #expect(try !Media.measure(task["file"]?.string ?? "").hasSound)
    }

    @Test func `one key does the same in the dashboard`() async throws {
      let server = try ServedBySandbox.server
      let studio = try studio(server.port)
      let words = [
        "submit", "--prompt", "A fox [fault: output-sound-refused]", "--ratio", "9:16",
        "--resolution", "480p", "--duration", "4", "--wait",
      ]
      let tasks = try await offPool {
        let failed = try studio.run(words, environment: keys)
        let terminal = try Terminal(studio, environment: keys)
        // With tasks in it, it opens on them.
        try terminal.start(showing: "Tasks")
        // What is wrong, and which key mends it, stand beside the selected task.
        try terminal.waitFor("the failed task") {
          failed.status == 1 && $0.contains("failed") && $0.contains("s retry silent")
        }
        try terminal.press("s")
        try terminal.waitFor("the question") { $0.contains("y/n") }
        try terminal.press("y")
        try terminal.waitFor("the video") { $0.contains("on disk") }
        return try studio.run("list", "--json", environment: keys).json.array ?? []
      }
      #expect(tasks.map { $0["status"]?.string } == ["failed", "succeeded"])
      #expect(tasks.last?["retry_of"]?.number == 1)
      let body = try server.body(of: tasks.last?["remote_id"]?.string ?? "")
      #expect(String(decoding: body, as: UTF8.self).contains("\"generate_audio\":false"))
    }

    @Test func `--probe looks behind addresses, and warns where there is nothing`() async throws {
      let counter = try ScriptedServer([], then: .close)
      defer { counter.stop() }
      let studio = try studio(counter.port)
      let files = try FileServer(studio.path(""))
      defer { files.stop() }
      func run(_ words: [String]) async throws -> Ended {
        try await offPool {
          try studio.run(
            ["submit", "--profile", "kyyvideo2", "--prompt", "A fox", "--dry-run"] + words,
            environment: keys)
        }
      }
      let good = try await run(["--image", files.address + "/fox.png", "--probe"])
      #expect(good.status == 0 && good.errors.isEmpty, "\(good)")
      // Nobody looked: nothing is known to be wrong with a sound in a picture's place.
      let unseen = try await run(["--image", files.address + "/rain.wav"])
      #expect(unseen.status == 0 && unseen.errors.isEmpty, "\(unseen)")
      let seen = try await run(["--image", files.address + "/rain.wav", "--probe"])
      #expect(seen.status == 4, "\(seen)")
      let missing = try await run(["--image", files.address + "/nowhere.png", "--probe"])
      #expect(missing.status == 0 && missing.errors.contains("404"), "\(missing)")
      #expect(counter.requests == 0)
    }

    @Test func `a model without sound has no task without it`() async throws {
      let server = try ServedBySandbox.server
      let studio = try studio(server.port)
      let prompt = "A fox [fail: OutputAudioSensitiveContentDetected]"
      let ended = try await offPool {
        try [
          [
            "submit", "--profile", "x1", "--prompt", prompt, "--first-frame",
            "https://media.example/a.png", "--wait", "--json",
          ], ["retry", "1", "--audio", "off", "--json"],
        ].map { try studio.run($0, environment: keys) }
      }
      #expect(ended.map(\.status) == [1, 4], "\(ended)")
      let code = try ended[0].json["error"]?["code"]?.string
      #expect(code == "OutputAudioSensitiveContentDetected", "\(ended[0])")
      #expect(try studio.run("list", "--json").json.array?.count == 1)
    }

    @Test func `models names every model of the create pages`() throws {
      let studio = try Studio()
      let rows = try studio.run("models", "--json").json.array ?? []
      // The create pages, and what newer pages of APIYI add.
      let pages: [String: Set<String>] = [
        "apiyi": [
          "doubao-seedance-2-0-260128", "doubao-seedance-2-0-fast-260128",
          "doubao-seedance-2-0-mini-260615", "doubao-seedance-2-5-260628",
        ],
        "kyyvideo2": [
          "seedance_2_0", "seedance_2_0_fast", "seedance_2_0_pro", "seedance_2_0_fast_pro",
        ],
        "kyyaipower": [
          "seedance_1_5_pro_480p", "seedance_1_5_pro_720p", "seedance_1_5_pro_1080p",
          "seedance_2_0_4s_5s", "seedance_2_0_6s_10s", "seedance_2_0_11s_15s",
        ],
        "x1": [
          "seedance_2_0_x1_official", "seedance_2_0_x1_discount", "seedance_fast_2_0_x1_official",
          "seedance_fast_2_0_x1_discount",
        ],
      ]
      #expect(pages.values.map(\.count).reduce(0, +) == 18)
      for (profile, models) in pages {
        let named = rows.filter { $0["profile"]?.string == profile }
          .compactMap { $0["model"]?.string ?? $0["id"]?.string }
        #expect(Set(named) == models && named.count == models.count, "\(profile): \(named)")
      }
    }
  }
}
