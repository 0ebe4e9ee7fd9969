import TestSupport
import Testing
import VideoTasks

@testable import Configuration

/// Any bytes in the user's files give settings, keys, or one sentence with a line.
@Suite struct `Hostile files` {
  /// Loads settings from bytes; the sentence when they are refused.
  private func complaint(_ bytes: [UInt8]) -> ConfigurationError? {
    let table = ConfigurationFiles(
      read: { _ in .success(.init(bytes: bytes, mode: 0o600)) }, names: { _ in [] })
    do {
      let settings = try Settings.load(paths: paths(), builtIn: builtIn, files: table)
      #expect(settings.profiles.count >= builtIn.count)
      return nil
    } catch {
      return error
    }
  }

  private static let signs = Array("{}[]:,&*!|>'\"%@`#-?\n\t \\~0aé".utf8) + [0, 0x1B, 0x80, 0xFF]

  @Test(arguments: 0..<100)
  func `bytes without any plan`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<10 {
      let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
        random.next() & 3 == 0
          ? UInt8.random(in: 0...255, using: &random)
          : Self.signs[Int.random(in: 0..<Self.signs.count, using: &random)]
      }
      guard let error = complaint(bytes) else { continue }
      #expect(error.line ?? 0 >= 1, "\(bytes)")
      for scalar in error.message.unicodeScalars {
        #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value), "\(bytes)")
      }
      #expect(error.message.utf8.count < 3000, "\(bytes)")
    }
  }

  /// Shapes in which other readers of YAML take minutes, or all memory.
  @Test(arguments: [
    "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
    "a: " + String(repeating: "[", count: 200_000), "a: " + String(repeating: "{", count: 200_000),
    String(repeating: "{a: ", count: 60_000), String(repeating: "? ", count: 120_000),
    String(repeating: "- ", count: 120_000), String(repeating: "a:\n ", count: 60_000),
    "a: \"" + String(repeating: "\\u0041", count: 40_000), String(repeating: "&a ", count: 80_000),
    "theme: " + String(repeating: "x", count: 250_000),
    "theme: |\n " + String(repeating: "x\n ", count: 80_000),
    "theme: [" + String(repeating: "x,", count: 120_000) + "x]",
    String(repeating: "k: v\n", count: 50_000),
    (0..<25_000).map { "key\($0): v\n" }.joined(), String(repeating: "#\n", count: 120_000),
    "profiles: {" + (0..<9000).map { "p\($0): {api: ark}, " }.joined() + "}",
    String(repeating: "---\n", count: 60_000), String(repeating: "!!str ", count: 40_000),
    "a: '" + String(repeating: "''", count: 120_000), String(repeating: "\u{FEFF}", count: 80_000),
    "default_profile: " + String(repeating: "e\u{301}", count: 80_000),
  ])
  func `files made to be slow`(text: String) {
    let start = ContinuousClock.now
    let error = complaint(Array(text.utf8))
    // All of these take less than half a second in a build that is not optimised.
    #expect(ContinuousClock.now - start < .seconds(20))
    if let error { #expect(error.message.utf8.count < 3000 && error.line ?? 0 >= 1) }
  }

  @Test(arguments: 0..<200)
  func `keys`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let sample = Array(
      "# Keys\n'apiyi': 'sk-secret-secret'\n\"volcengine\": \"s\\x41\"\nx: y\n".utf8)
    for _ in 0..<10 {
      var bytes = sample
      for _ in 0...Int.random(in: 0..<5, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        if random.next() & 1 == 0 {
          bytes[place] = Self.signs[Int.random(in: 0..<Self.signs.count, using: &random)]
        } else {
          bytes.removeSubrange(place..<min(bytes.count, place + 7))
        }
        if bytes.isEmpty { bytes = [0x20] }
      }
      let contents = bytes
      let credentials = Credentials(
        path: "/c",
        files: ConfigurationFiles(
          read: { _ in .success(.init(bytes: contents, mode: 0o600)) }, names: { _ in [] }))
      do {
        for (_, key) in try credentials.keys(allowsReaders: false) {
          guard let checked = try? Keys.checked(key, "x", builtIn[0]) else { continue }
          #expect(checked.secret.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        }
      } catch {
        // A line with a key in it is named, and not shown.
        #expect(!error.message.contains("secret"), "\(bytes)")
        guard case .badCredentials(_, let line) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(line >= 1)
      }
    }
  }
}
