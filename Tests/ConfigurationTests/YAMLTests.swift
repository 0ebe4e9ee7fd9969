import Testing

@testable import Configuration

@Suite struct `Reading YAML` {
  private func parse(_ text: String) throws(YAMLError) -> YAMLNode? {
    try YAML.parse(Array(text.utf8))
  }

  @Test func `keys, lists and texts keep their lines`() throws {
    let root = try #require(try parse("a: 1\nb:\n  - x\n  - 'y'\n"))
    let entries = try #require(root.entries)
    #expect(entries.map(\.key) == ["a", "b"])
    #expect(entries.map(\.line) == [1, 2])
    #expect(entries[1].value.elements?.map(\.line) == [3, 4])
    #expect(
      entries[1].value.elements?.map(\.content)
        == [.scalar("x", isQuoted: false), .scalar("y", isQuoted: true)])
  }

  @Test func `what is nested without end is refused`() {
    for bracket in ["[", "{a: ", "- ", "? "] {
      let text = String(repeating: bracket, count: 50_000)
      #expect(throws: YAMLError.self) { try parse(text) }
    }
  }

  @Test func `a file that is too large is refused`() {
    #expect(throws: YAMLError(line: 1, problem: "the file is larger than 256 KiB")) {
      try parse(String(repeating: "#", count: 300 * 1024))
    }
  }

  @Test(arguments: [
    [0xFF, 0xFE, 0x61, 0], [0x61, 0x0A, 0xC3], [0x61, 0], [0x61, 0x0A, 0x1B, 0x63],
  ])
  func `bytes that are no text are refused`(_ bytes: [UInt8]) {
    #expect(throws: YAMLError.self) { try YAML.parse(bytes) }
  }

  @Test func `the line of a broken byte is told`() {
    let error = #expect(throws: YAMLError.self) {
      try YAML.parse(Array("a: 1\nb: 2\nc: ".utf8) + [0xFF])
    }
    #expect(error?.line == 3)
  }

  @Test func `a file cut anywhere is read or refused`() {
    let bytes = Array(sample.utf8)
    for end in bytes.indices {
      // Either is right; what counts is that it ends.
      _ = try? YAML.parse(Array(bytes[..<end]))
    }
  }

  @Test func `random damage gives settings or one sentence, and never a crash`() {
    for seed in 0..<3000 as Range<UInt64> { tryDamage(seed) }
  }

  private func tryDamage(_ seed: UInt64) {
    var state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % count
    }
    var bytes = Array(sample.utf8)
    let signs = Array("{}[]:,&*!|>'\"%@`#-?\n\t \\~0".utf8) + [0, 0x1B, 0x80, 0xE2, 0xFF]
    for _ in 0...random(6) {
      let place = random(bytes.count)
      switch random(4) {
      case 0: bytes[place] = signs[random(signs.count)]
      case 1: bytes.insert(signs[random(signs.count)], at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random(9)))
      default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
      }
      if bytes.isEmpty { bytes = [0x20] }
    }
    let damaged = bytes
    let table = ConfigurationFiles(
      read: { _ in .success(.init(bytes: damaged, mode: 0o600)) }, names: { _ in [] })
    do {
      let settings = try Settings.load(paths: paths(), builtIn: builtIn, files: table)
      #expect(settings.profiles.count >= builtIn.count)
    } catch {
      let isClean = error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 }
      #expect(isClean, "seed \(seed)")
      #expect(error.line ?? 0 >= 1, "seed \(seed)")
    }
  }
}

@Suite struct `The nearest name` {
  @Test(arguments: [
    ("them", "theme"), ("THEME", "theme"), ("tehme", "theme"), ("profile", "profiles"),
    ("requests_per_min", "requests_per_minute"), ("requests", nil), ("x", nil), ("", nil),
    (String(repeating: "a", count: 5000), nil),
  ])
  func `is found when few letters differ`(name: String, near: String?) {
    let names = ["default_profile", "theme", "profiles", "requests_per_minute"]
    #expect(Words.nearest(to: name, among: names) == near)
  }
}
