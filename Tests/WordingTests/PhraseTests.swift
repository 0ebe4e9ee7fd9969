import Testing

@testable import Wording

@Suite struct `Phrases` {
  /// A language that turns every word round, so that it can be told what was looked up.
  private static let loud = Language(
    code: "loud",
    catalogue: .init(
      text: { $0.uppercased().replacing("{NAME}", with: "{name}").replacing("{ID}", with: "{id}") },
      plural: { one, other, count in count == 0 ? "NOTHING" : "{count} OF \(other)" }))

  @Test func `a literal without places is said as it stands`() {
    #expect(Language.english.say("Prompt") == "Prompt")
    #expect(Phrase("Prompt").english == "Prompt")
    #expect(Language.english.say("a {b} c") == "a {b} c")
  }

  @Test func `places are filled wherever they stand, and as often`() {
    #expect(
      Language.english.say("{id} is {name}, {id}!", ["id": 7, "name": "a {id} b"])
        == "7 is a {id} b, 7!")
    #expect(Language.english.say("no {such} place", ["id": 7]) == "no {such} place")
    #expect(Language.english.say("open {id", ["id": 7]) == "open {id")
    #expect(Language.english.say("", ["id": 7]).isEmpty)
  }

  @Test(arguments: [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks")])
  func `a count of one has words of its own`(count: Int, words: String) {
    #expect(Language.english.plural("{count} task", "{count} tasks", count) == words)
    #expect(Phrase.plural("{count} task", "{count} tasks", count).english == words)
  }

  @Test func `a count may be given in another form`() {
    let phrase = Phrase.plural("{count} task", "{count} tasks", 1234, ["count": "1,234"])
    #expect(phrase.english == "1,234 tasks")
  }

  @Test(arguments: [
    ([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"),
    (["a", "b", "c", "d"], "a, b, c and d"),
  ]) func `names stand in a row`(names: [String], words: String) {
    #expect(Phrase.list(names.map { Phrase.verbatim($0) }).english == words)
  }

  @Test func `sentences follow each other, empty ones left out`() {
    let all = Phrase.sentences([Phrase("One."), Phrase.verbatim(""), Phrase("Two.")])
    #expect(all.english == "One. Two.")
    #expect(Phrase.sentences([]).isEmpty)
  }

  @Test func `a catalogue is asked for every literal and no other text`() {
    let inner = Phrase("inner {id}", ["id": "kept"])
    let phrase = Phrase("see {name}", ["name": inner])
    #expect(Self.loud.say(phrase) == "SEE INNER kept")
    #expect(Self.loud.say(Phrase.verbatim("as it is")) == "as it is")
    #expect(Self.loud.plural("one", "many", 3) == "3 OF many")
    #expect(Self.loud.plural("one", "many", 0) == "NOTHING")
  }

  @Test func `literals are joined as xgettext joins them`() {
    #expect(Language.english.say("one " + "two " + "three") == "one two three")
  }

  @Test func `languages and phrases are compared by what they say`() {
    #expect(
      Language.english
        == Language(code: "en", catalogue: .init(text: { $0 }, plural: { $2 == 1 ? $0 : $1 })))
    #expect(Self.loud != .english)
    #expect(Phrase("a {b}", ["b": 1]) == Phrase("a {b}", ["b": "1"]))
    #expect(Phrase("a {b}", ["b": 1]) != Phrase("a {b}", ["b": 2]))
  }
}
