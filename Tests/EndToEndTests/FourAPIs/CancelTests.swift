import FoundationEssentials
import Testing

extension `The four APIs` {
  /// `rushes cancel`, and profiles whose server is the built-in sandbox.
  @Suite struct `Cancelling` {
    private static let words = ["--ratio", "9:16", "--resolution", "480p", "--duration", "4"]

    @Test(
      "a queued task is cancelled at the vendor's own Ark", arguments: ["sandbox", "volcengine"])
    func queued(profile: String) async throws {
      let studio = try studioWithSandbox()
      let ended = try await offPool {
        try [
          ["submit", "--profile", profile, "--prompt", "A fox [fault: stuck-queued]"] + Self.words,
          ["cancel", "1"], ["show", "1", "--json"], ["wait", "1"],
        ].map { try studio.run($0) }
      }
      #expect(ended.map(\.status) == [0, 0, 0, 1], "\(ended)")
      #expect(try ended[2].json["status"]?.string == "cancelled")
    }

    @Test func `one that runs is not, and goes on`() async throws {
      let studio = try studioWithSandbox()
      let ended = try await offPool {
        try [
          ["submit", "--profile", "sandbox", "--prompt", "A fox [fault: stuck-running]"]
            + Self.words, ["cancel", "1", "--json"], ["show", "1", "--json"],
        ].map { try studio.run($0) }
      }
      #expect(ended.map(\.status) == [0, 4, 0], "\(ended)")
      #expect(ended[1].errors.contains("TooLate"), "\(ended[1])")
      #expect(["queued", "running"].contains(try ended[2].json["status"]?.string))
    }

    @Test("where the API has no cancel the task goes on to its end", arguments: profiles)
    func without(profile: String) async throws {
      let studio = try studioWithSandbox()
      let item = try #require(BodyCase.of(profile).first { $0.seconds == 4 })
      let ended = try await offPool {
        try [item.words, ["cancel", "1", "--json"], ["wait", "1", "--json"]].map {
          try studio.run($0)
        }
      }
      #expect(ended.map(\.status) == [0, 4, 0], "\(ended)")
      #expect(ended[1].errors.contains("\"error\""), "\(ended[1])")
      let file = try #require(try ended[2].json["file"]?.string)
      #expect(try Media.measure(file).width == item.width)
      #expect(try studio.journal().count == 1)
    }
  }

  /// Sound that was refused, and the list of models.
  @Suite struct `Commands of all` {
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
