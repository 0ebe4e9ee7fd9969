import FoundationEssentials
import TestSupport
import Testing
import VideoTasks

extension `The four APIs` {
  /// What `--dry-run` refuses, by the rule's name, before anything is sent.
  @Suite struct `Refusals` {
    @Test func `every rule refuses what breaks it, and nothing reaches a server`() async throws {
      let counter = try ScriptedServer([], then: .close)
      defer { counter.stop() }
      let studio = try studio(counter.port)
      let media = try await offPool { try RefusalMedia(studio) }
      defer { media.server.stop() }
      let outcomes = try await offPool(RefusalCase.all, atOnce: 4) { item in
        (item, try Self.run(item, studio, media.server.address))
      }
      for (item, ended) in outcomes {
        // Broken JSON counts as none.
        let report = try? ended.json
        let rules = report?["violations"]?.array?.map { $0["rule"]?.string }
        #expect(
          ended.status == 4 && report?["valid"] == .bool(false) && rules == [item.rule],
          "\(item.profile) \(item.rule): \(item.words.joined(separator: " ").prefix(200)): \(ended)"
        )
      }
      #expect(outcomes.count == RefusalCase.all.count)
      #expect(counter.requests == 0)
      #expect(!FileManager.default.fileExists(atPath: studio.data + "/rushes.db"))
    }

    private static func run(_ item: RefusalCase, _ studio: Studio, _ address: String) throws
      -> Ended
    {
      let words = item.words.map {
        $0.hasPrefix("URL/") ? address + $0.dropFirst(3) : $0
      }
      return try studio.run(
        ["submit", "--profile", item.profile] + words + (item.probes ? ["--probe"] : [])
          + ["--dry-run", "--json"], environment: keys)
    }

    @Test func `every rule has a case, or a reason why it has none`() {
      let known = Set(RuleName.allCases.map(\.rawValue))
      let cases = Set(RefusalCase.all.map(\.rule))
      let exceptions = Set(RefusalCase.exceptions.keys)
      #expect(cases.union(exceptions) == known)
      #expect(cases.isDisjoint(with: exceptions))
    }
  }
}

/// The files that break rules, and a server that has them too.
struct RefusalMedia: Sendable {
  let server: FileServer

  init(_ studio: Studio) throws {
    try studio.write("", to: "folder/.keep")
    try studio.write("no picture", to: "notes.png")
    try Media.makePicture(studio.path("small.png"), width: 200, height: 200)
    try Media.makePicture(studio.path("edge.png"), width: 300, height: 400)
    try Media.makePicture(studio.path("wide.png"), width: 1500, height: 400)
    try Fixtures.writeBitmap(studio.path("huge.bmp"), width: 3200, height: 3300)
    for name in 1...3 {
      try Fixtures.writeBitmap(studio.path("\(name).bmp"), width: 2800, height: 2800)
    }
    try Fixtures.writeWave(studio.path("short.wav"), Fixtures.Wave(seconds: 1))
    for name in ["ten", "ten-more"] {
      try Fixtures.writeWave(studio.path("\(name).wav"), Fixtures.Wave(seconds: 10))
    }
    let huge = Fixtures.Wave(seconds: 14, rate: 192_000, channels: 2, bytesPerSample: 4)
    try Fixtures.writeWave(studio.path("huge.wav"), huge)
    try Media.makeClip(studio.path("short.mp4"), seconds: 1)
    try Media.makeClip(studio.path("ten.mp4"), seconds: 10)
    try Media.makeClip(studio.path("ten-more.mp4"), seconds: 10)
    try Media.makeClip(studio.path("jerky.mp4"), seconds: 4, rate: 10)
    try Media.makeClip(studio.path("tiny.mp4"), seconds: 4, width: 320, height: 240)
    try Media.makeClip(studio.path("huge.mp4"), seconds: 4)
    try Fixtures.lengthen(studio.path("huge.mp4"), by: 51 << 20)
    server = try FileServer(studio.folder.path)
  }
}
