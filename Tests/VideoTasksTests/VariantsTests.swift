import TestSupport
import Testing
import VideoTasks

@Suite struct `One request that stands for several` {
  @Test(
    arguments: [
      ("a cat", ["a cat"]), ("", [""]),
      ("a {red|blue} cat", ["a red cat", "a blue cat"]),
      ("{a|b}{1|2}", ["a1", "a2", "b1", "b2"]),
      ("{|slowly }she turns", ["she turns", "slowly she turns"]),
      ("{猫|狗|👩‍🚀}在雨里", ["猫在雨里", "狗在雨里", "👩‍🚀在雨里"]),
      ("{no bar} {", ["{no bar} {"]), ("a | b", ["a | b"]), ("{a|b", ["{a|b"]),
      (#"{"shot": 1}"#, [#"{"shot": 1}"#]),
      ("{x {a|b} y}", ["{x a y}", "{x b y}"]),
      (#"\{a|b} {c|d}"#, ["{a|b} c", "{a|b} d"]), (#"\{a}"#, [#"\{a}"#]),
    ] as [(String, [String])])
  func `alternatives in braces make a prompt each`(text: String, prompts: [String]) {
    let alternatives = PromptAlternatives(text)
    #expect(alternatives.prompts(limit: 100) == prompts)
    #expect(alternatives.count == prompts.count)
    #expect(prompts.contains(alternatives.longest))
  }

  @Test func `any text can be written so that it stands for itself`() {
    var random = SeededRandom(seed: 5)
    let pieces = ["{", "}", "|", "\\", "a", "雨", "\u{301}", "{a|b}", " "]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...12, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      #expect(PromptAlternatives(PromptAlternatives.literal(text)).prompts(limit: 9) == [text])
      let alternatives = PromptAlternatives(text)
      let all = alternatives.prompts(limit: 10_000)
      #expect(all.count == alternatives.count)
      #expect(all.map(\.utf8.count).max() == alternatives.longest.utf8.count)
    }
  }

  @Test func `more than can be counted are not made`() {
    let many = String(repeating: "{a|b}", count: 200)
    #expect(PromptAlternatives(many).count == Int.max)
    #expect(PromptAlternatives(many).prompts(limit: 3).count == 3)
    #expect(Variants(of: RequestDraft(prompt: many), seeds: [1, 2], copies: 9).count == Int.max)
  }

  @Test(
    arguments: [
      ("", []), ("7", [7]), ("100-104", [100, 101, 102, 103, 104]),
      ("7, 3-4，7、9 8", [7, 3, 4, 9, 8]),
      ("-1", [-1]), ("-3--1", [-3, -2, -1]), ("9223372036854775807", [.max]),
    ] as [(String, [Int64])])
  func `seeds are numbers and ranges, each once`(text: String, seeds: [Int64]) throws {
    #expect(try SeedList(text, limit: 50).seeds == seeds)
  }

  @Test(arguments: [
    ("x", SeedList.Problem.notNumbers), ("4-3", .notNumbers), ("1-", .notNumbers),
    ("1.5", .notNumbers), ("1-2-3", .notNumbers), ("99999999999999999999", .notNumbers),
    ("1-51", .tooMany), ("1-50 60", .tooMany),
    ("-9223372036854775808-9223372036854775807", .tooMany),
  ])
  func `what is no list of seeds is refused`(text: String, problem: SeedList.Problem) {
    #expect(throws: problem) { try SeedList(text, limit: 50) }
  }

  @Test func `prompts come first, then seeds, then copies`() {
    let draft = RequestDraft(prompt: "{a|b}")
    let variants = Variants(of: draft, seeds: [1, 2], copies: 2)
    let found = variants.requests(limit: 100).map { "\($0.prompt)\($0.seed ?? 0)" }
    #expect(found == ["a1", "a1", "a2", "a2", "b1", "b1", "b2", "b2"])
    #expect(variants.count == 8)
    #expect(variants.different(limit: 100).count == 4)
    #expect(variants.requests(limit: 3).count == 3)
  }

  @Test func `without seeds the request keeps its own`() {
    var draft = RequestDraft(prompt: "a")
    draft.seed = 5
    #expect(Variants(of: draft).requests(limit: 9) == [draft])
  }
}
