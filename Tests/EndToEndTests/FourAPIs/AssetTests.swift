import FoundationEssentials
import Testing

extension `The four APIs` {
  /// `rushes asset`: the library of the `kyy` APIs.
  @Suite struct `Assets` {
    private static let address = "https://media.example/fox.png"

    @Test func `an asset is added, used, listed and removed`() async throws {
      let server = try ServedBySandbox.server
      let studio = try studio(server.port)
      func run(_ words: [String]) async throws -> Ended {
        try await offPool { try studio.run(words, environment: keys) }
      }
      let added = try await run(
        [
          "asset", "add", Self.address, "--kind", "image", "--name", "fox", "--profile",
          "kyyvideo2", "--json",
        ])
      #expect(added.status == 0, "\(added)")
      let id = try #require(try added.json["asset_id"]?.string)
      let listed = try await run(["asset", "list", "--json"]).json
      #expect(listed.array?.map { $0["asset_id"]?.string } == [id])
      #expect(listed.array?.map { $0["status"]?.string } == ["active"])

      let submit = [
        "submit", "--profile", "kyyvideo2", "--prompt", "A fox", "--image", "asset://\(id)",
        "--ratio", "9:16", "--duration", "4", "--wait", "--json",
      ]
      let used = try await run(submit)
      #expect(used.status == 0, "\(used)")
      let body = try server.body(of: used.json["remote_id"]?.string ?? "")
      let wanted =
        "{\"aspect_ratio\":\"9:16\",\"duration\":4,\"model\":\"seedance_2_0_pro\","
        + "\"prompt\":\"A fox\",\"referenceImages\":[\"asset://\(id)\"]}"
      #expect(String(decoding: body, as: UTF8.self) == wanted)

      let removed = try await run(["asset", "remove", id])
      #expect(removed.status == 0, "\(removed)")
      #expect(try await run(["asset", "list", "--json"]).json == .array([]))
      // The server knows it no more.
      let late = try await run(submit)
      #expect(late.status == 1, "\(late)")
      #expect(try late.json["error"]?["code"]?.string?.contains("asset") == true, "\(late)")
    }

    /// Its own paths are elsewhere, and the library is the same.
    @Test("one that the library refuses is told as failed", arguments: ["kyyaipower", "x1"])
    func fails(profile: String) async throws {
      let studio = try studio(try ServedBySandbox.server.port)
      let ended = try await offPool {
        try [
          [
            "asset", "add", Self.address, "--kind", "image", "--name", "a face [fail]",
            "--profile", profile, "--json",
          ], ["asset", "list", "--json"],
        ].map { try studio.run($0, environment: keys) }
      }
      #expect(ended.map(\.status) == [1, 0], "\(ended)")
      #expect(try ended[1].json.array?.map { $0["status"]?.string } == ["failed"], "\(ended[1])")
    }

    @Test func `a file, an asset and an API without a library are refused at once`() async throws {
      let counter = try ScriptedServer([], then: .close)
      defer { counter.stop() }
      let studio = try studio(counter.port)
      for (words, status) in [
        (["fox.png", "--kind", "image", "--profile", "kyyvideo2"], 4),
        (["asset://asset-1", "--kind", "image", "--profile", "x1"], 4),
        ([Self.address, "--kind", "image", "--profile", "apiyi"], 4),
        ([Self.address, "--kind", "picture", "--profile", "x1"], 2),
      ] as [([String], Int32)] {
        let ended = try await offPool {
          try studio.run(["asset", "add"] + words + ["--json"], environment: keys)
        }
        #expect(ended.status == status, "\(words): \(ended)")
      }
      #expect(counter.requests == 0)
    }
  }
}
