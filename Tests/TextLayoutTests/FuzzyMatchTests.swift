import TestSupport
import Testing
import TextLayout

@Suite struct `Fuzzy matching` {
  /// The texts that fit, the best first.
  private static func found(_ query: String, _ texts: [String]) -> [String] {
    texts.compactMap { text in FuzzyMatch(query, in: text).map { (text, $0.score) } }
      .sorted { $0.1 > $1.1 }.map(\.0)
  }

  private static let texts = [
    "retry", "retry silent", "remove", "whole screen", "new video", "Theme: rose-pine",
    "Theme: nord", "copy path", "重试", "主题：nord",
  ]

  @Test(arguments: [
    ("rs", "retry silent"), ("nv", "new video"), ("rem", "remove"), ("retry", "retry"),
    ("pine", "Theme: rose-pine"), ("nord theme", "Theme: nord"), ("WHOLE", "whole screen"),
    ("cp", "copy path"), ("重试", "重试"), ("试", "重试"),
  ])
  func `the best match is what was meant`(query: String, meant: String) {
    #expect(Self.found(query, Self.texts).first == meant)
  }

  @Test func `nothing fits letters that do not come in this order`() {
    #expect(Self.found("yrter", Self.texts).isEmpty)
    #expect(FuzzyMatch("retry!", in: "retry") == nil)
    #expect(FuzzyMatch("a", in: "") == nil)
  }

  @Test func `an empty query fits everything`() {
    #expect(Self.found("", Self.texts).count == Self.texts.count)
    #expect(FuzzyMatch("  ", in: "retry")?.places == [])
  }

  @Test func `the matched letters are the letters of the query, in order`() {
    var random = SeededRandom(seed: 20)
    let letters = Array("ab cd é重")
    let visible = Array("abcdé重")
    for _ in 0..<500 {
      let text = String(
        (0..<Int.random(in: 0...30, using: &random)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &random)]
        })
      let word = String(
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
          visible[Int.random(in: 0..<visible.count, using: &random)]
        })
      let characters = Array(text)
      guard let match = FuzzyMatch(word, in: text) else {
        // Then the letters are not there in this order.
        var rest = characters[...]
        let isThere = word.allSatisfy { letter in
          guard let place = rest.firstIndex(of: letter) else { return false }
          rest = rest[(place + 1)...]
          return true
        }
        #expect(!isThere, "“\(word)” in “\(text)”")
        continue
      }
      #expect(String(match.places.map { characters[$0] }) == word, "“\(word)” in “\(text)”")
    }
  }

  @Test func `a text or query without end costs no more than a long one`() {
    let long = String(repeating: "ab", count: 100_000)
    #expect(FuzzyMatch(long, in: long)?.places.count == FuzzyMatch.mostQuery)
    #expect(FuzzyMatch("z", in: long + "z") == nil)
  }
}
