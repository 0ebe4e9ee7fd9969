import Testing
import VideoTasks

@Suite struct PromptLengthTests {
  @Test(
    "Chinese characters and English words are counted each alone",
    arguments: [
      ("", 0, 0), ("A cat yawning at the camera", 0, 6), ("一只猫", 3, 0), ("一只cat在rain里", 4, 2),
      ("一只猫，在雨中。", 6, 0), ("don't stop well-known 1080p", 0, 4), ("cat — dog - fox", 0, 3),
      ("  \n\t", 0, 0), ("24 fps", 0, 2), ("café naïve", 0, 2), ("猫　cat", 1, 1), ("〇", 1, 0),
      ("ＡＢＣ", 0, 0), ("ねこ", 0, 0), ("🐈", 0, 0), ("𠮷", 1, 0), ("a,b", 0, 1), ("a，b", 0, 2),
      ("e\u{301}te\u{301}", 0, 1),
    ] as [(String, Int, Int)])
  func counts(prompt: String, characters: Int, words: Int) {
    let length = PromptLength(of: prompt)
    #expect(length.chineseCharacters == characters)
    #expect(length.englishWords == words)
  }

  @Test(
    "the limit itself is taken, one more is not",
    arguments: ["seedance_1_5_pro_480p", "seedance_2_0_4s_5s"])
  func edges(id: String) throws {
    let model = try #require(ModelCatalogue.builtIn(for: .kyyaipower)[id])
    func rules(_ characters: Int, _ words: Int) -> [String] {
      let prompt =
        String(repeating: "狐", count: characters) + String(repeating: " fox", count: words)
      return Rules.check(RequestDraft(prompt: prompt), model: model).rules
    }
    #expect(rules(500, 1000).isEmpty)
    #expect(rules(501, 1000) == ["prompt prompt-chinese-characters"])
    #expect(rules(500, 1001) == ["prompt prompt-english-words"])
    #expect(
      rules(501, 1001) == ["prompt prompt-chinese-characters", "prompt prompt-english-words"])
  }

  @Test(arguments: [API.ark, .kyyvideo2, .x1])
  func `an API that states no limit has none`(api: API) throws {
    let model = try #require(ModelCatalogue.builtIn(for: api).models.last)
    var draft = RequestDraft(prompt: String(repeating: "狐 fox ", count: 5000))
    draft.firstFrame = .asset("a")
    #expect(Rules.check(draft, model: model).rules.isEmpty)
  }
}
