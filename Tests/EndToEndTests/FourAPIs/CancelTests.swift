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
}
