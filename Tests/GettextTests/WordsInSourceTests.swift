import FoundationEssentials
import TestSupport
import Testing

/// Nothing that a person reads on the screen gets past the catalogue by an oversight.
@Suite struct `Words in the source` {
  /// What is the same in every language: the program's own name, a profile's, those of keys, and
  /// words of JSON.
  private static let names: Set<Substring> = [
    "rushes", "sandbox", "Enter", "Esc", "Space", "Tab", "PgDn", "PgUp", "Home", "End", "Alt",
    "Left", "Right", "null",
    "Down",
  ]

  /// Files whose words are names of kinds of events, as the store and the log have them.
  private static let filesOfNames: Set<String> = ["LogLine.swift", "TaskTimeline.swift"]

  /// Words that a person might read: options, names of rules and settings, and the starts of
  /// addresses left out.
  private static func words(_ text: String) -> [Substring] {
    text.split(separator: " ").filter { !$0.contains(/^--|^[a-z]+(-[a-z]+)+$|\//) }
      .flatMap { $0.matches(of: /[A-Za-z]{3,}/).map(\.output) }
      .filter { !names.contains($0) }
  }

  private static func literals(_ folder: String) throws -> [(String, SwiftLiterals.Literal)] {
    try SwiftFiles.all(below: MessageFile.sources + "/" + folder).flatMap { file in
      let name = file.split(separator: "/").last.map(String.init) ?? ""
      return SwiftLiterals(try String(contentsOfFile: file, encoding: .utf8)).literals
        .map { (name, $0) }
    }
  }

  @Test func `the dashboard says no words but in say, plural and Phrase`() throws {
    let all = try Self.literals("Dashboard")
    #expect(all.count > 300)
    for (file, literal) in all
    where SwiftLiterals.speaking.isDisjoint(with: literal.calls)
      && !Self.filesOfNames.contains(file)
    {
      let words = Self.words(literal.text)
      #expect(
        words.isEmpty, "\(file):\(literal.line) writes “\(literal.text)” outside of say(…).")
    }
  }

  @Test func `nothing is said inside an interpolation, where xgettext does not look`() throws {
    for (file, literal) in try Self.literals("") where literal.isNested {
      let isSpoken = literal.calls.last.map(SwiftLiterals.speaking.contains) ?? false
      #expect(!isSpoken || literal.isInSubscript, "\(file):\(literal.line) “\(literal.text)”")
    }
  }

  @Test func `a literal to say is never made of a text`() throws {
    for file in SwiftFiles.all(below: MessageFile.sources) where !file.contains("/Wording/") {
      let source = try String(contentsOfFile: file, encoding: .utf8)
      #expect(!source.contains("Literal("), "\(file)")
      #expect(!source.contains(/:\s*(Wording\.)?Literal\b/), "\(file)")
    }
  }

  @Test func `the reader of literals reads Swift`() {
    let found = SwiftLiterals(
      #"""
      // say("comment")
      let a = say("one \(b ? "x" : say("in")) \"q\"", ["id": "v"]) + "alone"
      let c = Phrase.plural(
        "{count} row" + " more",  // say("comment")
        "{count} rows", n)
      let d = """
        say("text")
        """
      let e = #"say("raw")"#
      """#)
    #expect(found.spoken.map(\.text) == ["in", #"one  \"q\""#, "{count} row more"])
    #expect(found.literals.count == 11)
    #expect(found.literals.first { $0.text == "alone" }?.calls == [])
    #expect(found.literals.first { $0.text == "in" }?.isNested == true)
    #expect(found.literals.first { $0.text == "v" }?.isInSubscript == true)
  }
}
