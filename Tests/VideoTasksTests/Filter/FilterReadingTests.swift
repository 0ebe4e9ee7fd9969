import FoundationEssentials
import TestSupport
import Testing

@testable import VideoTasks

struct FilterReadingTests {
  private func terms(_ text: String) -> [TaskFilter.Term] { TaskFilter.read(text).filter.terms }

  private static let right: [(String, [TaskFilter.Term])] = [
    ("", []), ("   \t\u{3000}\n", []),
    ("red fox", [.init(.word("red")), .init(.word("fox"))]),
    ("\"red fox\"", [.init(.word("red fox"))]),
    ("“橘猫 雨”", [.init(.word("橘猫 雨"))]),
    ("橘猫　雨夜", [.init(.word("橘猫")), .init(.word("雨夜"))]),
    ("-fox", [.init(.word("fox"), isNegated: true)]),
    ("-\"red fox\"", [.init(.word("red fox"), isNegated: true)]),
    ("\"-fox\"", [.init(.word("-fox"))]),
    (#""say \"hi\" \\ \n""#, [.init(.word(#"say "hi" \ \n"#))]),
    ("say\"hi\"", [.init(.word("say\"hi\""))]),
    ("https://a.test/x:y", [.init(.word("https://a.test/x:y"))]),
    ("16:9", [.init(.word("16:9"))]),
    ("status:failed", [.init(.status([.failed]))]),
    ("STATUS:Failed", [.init(.status([.failed]))]),
    ("status：failed", [.init(.status([.failed]))]),
    ("status:failed,expired,failed", [.init(.status([.failed, .expired]))]),
    ("status:failed，expired", [.init(.status([.failed, .expired]))]),
    ("status:\"failed\"", [.init(.status([.failed]))]),
    ("-status:failed", [.init(.status([.failed]), isNegated: true)]),
    ("model:pro", [.init(.model(["pro"]))]),
    ("model:\"2.0 fast\"", [.init(.model(["2.0 fast"]))]),
    ("profile:x1,apiyi", [.init(.profile(["x1", "apiyi"]))]),
    ("after:yesterday", [.init(.after(.yesterday))]),
    ("before:2026-11-01", [.init(.before(.date(year: 2026, month: 11, day: 1)))]),
    ("after:3d", [.init(.after(.ago(3, .days)))]), ("after:2H", [.init(.after(.ago(2, .hours)))]),
    ("after:mon", [.init(.after(.weekday(0)))]), ("after:昨天", [.init(.after(.yesterday))]),
    ("after:2026-11", [.init(.after(.month(year: 2026, month: 11)))]),
    ("after:9:05", [.init(.after(.clock(hour: 9, minute: 5)))]),
    (
      "after:2026-11-01T09:05",
      [.init(.after(.minute(year: 2026, month: 11, day: 1, hour: 9, minute: 5)))]
    ),
    ("cost:>1", [.init(.cost([MoneyTest(.more(1))]))]),
    ("cost:<=0.5", [.init(.cost([MoneyTest(.atMost(Decimal(5) / 10))]))]),
    ("cost:>1usd", [.init(.cost([MoneyTest(.more(1), currency: "USD")]))]),
    ("cost:$1", [.init(.cost([MoneyTest(.equal(1), currency: "USD")]))]),
    ("cost:>=￥2", [.init(.cost([MoneyTest(.atLeast(2), currency: "CNY")]))]),
    ("ratio:16:9", [.init(.ratio(["16:9"]))]), ("ratio:16x9", [.init(.ratio(["16:9"]))]),
    ("ratio:Adaptive", [.init(.ratio(["adaptive"]))]),
    ("resolution:720p,1080", [.init(.resolution(["720p", "1080p"]))]),
    ("duration:>5", [.init(.duration([.more(5)]))]),
    ("duration:4-8s", [.init(.duration([.between(4, 8)]))]),
    ("id:12", [.init(.id([.equal(12)]))]), ("id:20-10", [.init(.id([.between(10, 20)]))]),
    ("id:1,5-6,>9", [.init(.id([.equal(1), .between(5, 6), .more(9)]))]),
    ("retry:12", [.init(.retry([.equal(12)]))]), ("retry:yes", [.init(.has([.retry]))]),
    ("retry:no", [.init(.has([.retry]), isNegated: true)]),
    ("has:file,lastframe", [.init(.has([.file, .lastFrame]))]),
    ("download:failed", [.init(.download([.failed]))]),
    (
      "fox status:failed -model:pro",
      [.init(.word("fox")), .init(.status([.failed])), .init(.model(["pro"]), isNegated: true)]
    ),
  ]

  @Test(arguments: right)
  func `a text that is right is read without a word`(
    text: String, expected: [TaskFilter.Term]
  ) {
    let reading = TaskFilter.read(text)
    #expect(reading.filter.terms == expected)
    #expect(reading.problems == [])
  }

  private static let broken: [(String, Range<Int>, String, isUnfinished: Bool)] = [
    ("fox stauts:failed", 4..<17, "Did you mean status:?", false),
    ("colour:red", 0..<10, "There are status:, model:", false),
    ("status:fialed fox", 7..<13, "Did you mean status:failed?", false),
    ("status:fa", 7..<9, "Did you mean status:failed?", true),
    ("status:failed,run", 14..<17, "Did you mean status:running?", true),
    ("status: fox", 0..<7, "It takes waiting, submitting", false),
    ("fox status:", 4..<11, "Nothing follows status:.", true),
    ("after:2026-13-01", 6..<16, "It takes today, yesterday", true),
    ("after:yest", 6..<10, "Did you mean after:yesterday?", true),
    ("after:tomorow", 6..<13, "It takes today", false),
    ("after:today,monday", 6..<18, "It takes today", false),
    ("cost:> fox", 5..<6, "It takes an amount", false),
    ("cost:cheap", 5..<10, "It takes an amount", false),
    ("cost:1euros", 5..<11, "It takes an amount", false),
    ("ratio:wide", 6..<10, "It takes a ratio", false), ("ratio:16:", 6..<9, "It takes", true),
    ("resolution:740p", 11..<15, "Did you mean resolution:", false),
    ("resolution:72", 11..<13, "Did you mean resolution:720p?", true),
    ("id:1.5", 3..<6, "It takes numbers of tasks", true),
    ("has:vido", 4..<8, "It takes file, error", false),
    ("\"red fox", 0..<8, "Put another one behind", true),
    ("fox -", 4..<5, "Nothing follows the minus sign", true),
    ("一只🦊 stauts:failed", 4..<17, "Did you mean status:?", false),
  ]

  @Test(arguments: broken)
  func `what is broken is told with its place and the way out`(
    text: String, range: Range<Int>, words: String, isUnfinished: Bool
  ) throws {
    let reading = TaskFilter.read(text)
    try #require(reading.problems.count == 1)
    #expect(reading.problems[0].range == range)
    #expect(reading.problems[0].message.contains(words), "\(reading.problems[0].message)")
    #expect(reading.problems[0].isUnfinished == isUnfinished)
  }

  @Test func `what is right beside something broken goes on filtering`() {
    #expect(terms("fox status:fa") == [.init(.word("fox"))])
    #expect(terms("status:failed,fa") == [.init(.status([.failed]))])
    #expect(terms("\"red fox") == [.init(.word("red fox"))])
    #expect(terms("colour:red profile:x1") == [.init(.profile(["x1"]))])
  }

  @Test func `on the way to a term no letter filters for something else`() {
    for text in ["status:failed", "-model:pro", "猫 cost:>1", "ratio:16:9", "after:yesterday"] {
      let final = TaskFilter.read(text).filter
      for length in 1...text.count {
        let typed = TaskFilter.read(String(text.prefix(length)), isBeingTyped: true)
        for term in typed.filter.terms {
          let isOnTheWay =
            final.terms.contains { $0 == term }
            || term.test.key != nil && final.terms.contains { $0.test.key == term.test.key }
          #expect(isOnTheWay, "\(text.prefix(length)): \(term)")
        }
      }
    }
    // The same word counts once something follows it, or when nobody is typing.
    #expect(TaskFilter.read("statu", isBeingTyped: true).filter.isEmpty)
    #expect(TaskFilter.read("statu", isBeingTyped: true).problems.first?.isUnfinished == true)
    #expect(TaskFilter.read("statu fox", isBeingTyped: true).filter.terms.count == 2)
    #expect(TaskFilter.read("statu").filter.terms == [.init(.word("statu"))])
  }

  @Test func `more terms than a filter takes are left out and told once`() {
    let reading = TaskFilter.read(Array(repeating: "fox", count: 5000).joined(separator: " "))
    #expect(reading.filter.terms.count == TaskFilter.mostTerms)
    #expect(reading.problems.map(\.kind) == [.tooMany])
    #expect(reading.problems[0].range == 400..<403)
    let list = TaskFilter.read("id:" + (1...5000).map(String.init).joined(separator: ","))
    #expect(list.problems.map(\.kind) == [.tooMany])
    #expect(list.filter.terms.count == 1)
  }

  // MARK: Properties

  private static let pieces = [
    "status:", "failed", "running", ",", " ", "  ", "-", "\"", "“", "”", "\\", "model:", "pro",
    "after:", "today", "3d", "2026-11-01", "cost:", ">", "<=", "0.50", "usd", "id:", "7", "10-20",
    "ratio:", "16:9", "猫", "橘猫", "🦊", "\u{301}", "\u{200D}", "\r\n", "\u{3000}", "：", "x", "foo:",
    "has:", "file", "retry:", "no", "https://", "duration:", "5s", "profile:", "\u{0}", "before:",
    "9:05", "resolution:", "720", "=", "1.", "download:", "done", "monday",
  ]

  private func randomText(_ random: inout SeededRandom) -> String {
    (0..<Int.random(in: 0...12, using: &random))
      .map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
  }

  @Test func `any text is read, its problems lie in it, and what it says survives being written`() {
    var random = SeededRandom(seed: 20)
    for _ in 0..<4000 {
      let text = randomText(&random)
      let reading = TaskFilter.read(text)
      for problem in reading.problems {
        #expect(problem.range.lowerBound >= 0 && problem.range.upperBound <= text.count, "\(text)")
        #expect(!problem.message.isEmpty)
      }
      let again = TaskFilter.read(reading.filter.canonical)
      #expect(again.filter == reading.filter, "\(text) → \(reading.filter.canonical)")
      #expect(again.problems == [], "\(text) → \(reading.filter.canonical)")
      #expect(again.filter.canonical == reading.filter.canonical)
      _ = TaskFilter.read(text, isBeingTyped: true)
    }
  }

  @Test func `a text of any length has few terms, few problems and one pass`() {
    for piece in ["a", "\"", "\u{301}", "status:", "- ", "id:1,"] {
      let text = String(repeating: piece, count: 300_000 / piece.utf8.count)
      let reading = TaskFilter.read(text)
      #expect(reading.filter.terms.count <= TaskFilter.mostTerms)
      #expect(reading.problems.count <= TaskFilter.mostTerms * 2)
    }
  }
}
