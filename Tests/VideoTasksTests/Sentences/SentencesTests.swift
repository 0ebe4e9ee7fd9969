import Testing
import VideoTasks

/// Every sentence of the vendors' pages that limits a request, with the rule that it has become.
@Suite struct SentencesTests {
  private static let pages = [
    ApiyiSentences.page, Kyyvideo2Sentences.page, KyyaipowerSentences.page, X1Sentences.page,
  ]

  static let all =
    ApiyiSentences.all + Kyyvideo2Sentences.all + KyyaipowerSentences.all + X1Sentences.all
    + OtherSentences.all

  @Test func `the request that each page's cases begin with breaks nothing`() {
    for page in Self.pages {
      #expect(page.scene().result.rules.isEmpty, "\(page.name)")
    }
  }

  @Test("a request against a sentence breaks its rule and no other", arguments: all)
  func meaning(sentence: Sentence) throws {
    switch sentence.meaning {
    case .rule(let rule):
      let scene = try #require(sentence.scene)
      let broken = scene.result.violations
      #expect(Set(broken.map(\.rule)) == [rule.rawValue])
      #expect(broken.allSatisfy { !$0.message.isEmpty && !$0.fix.isEmpty })
    case .warning(let rule):
      let scene = try #require(sentence.scene)
      #expect(scene.result.rules.isEmpty)
      #expect(scene.hints.compactMap(\.rule) == [rule])
    case .hint(let field):
      let scene = try #require(sentence.scene)
      #expect(scene.result.rules.isEmpty)
      #expect(scene.hints.contains { $0.field == field.rawValue && $0.rule == nil })
    case .noRule(let reason):
      #expect(!reason.isEmpty)
      #expect(sentence.scene == nil)
    }
  }

  @Test func `every rule stands behind a sentence`() {
    let named = Self.all.compactMap { sentence -> RuleName? in
      if case .rule(let rule) = sentence.meaning { rule } else { nil }
    }
    #expect(Set(named) == Set(RuleName.allCases))
  }

  @Test func `a message never holds a control character, whatever the request holds`() {
    for sentence in Self.all {
      for violation in sentence.scene?.result.violations ?? [] {
        #expect(!(violation.message + violation.fix).unicodeScalars.contains { $0.value < 0x20 })
      }
    }
  }
}
