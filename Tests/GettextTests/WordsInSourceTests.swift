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
  private static let filesOfNames: Set<String> = [
    "LogLine.swift", "TaskTimeline.swift", "EventKinds.swift",
  ]

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

  /// Modules whose sentences are stored, and told by the screen later: `Phrase.recorded` knows them
  /// again only when the catalogue has them.
  private static let storing = [
    "Engine", "VideoTasks", "VideoAPIs", "TaskStore", "HTTPTransport", "Pictures",
    "Configuration/Reading",
    "ChildProcesses",
  ]

  /// What these modules compare with, or write for machines, and what only commands say.
  private static let unsaid: Set<String> = [
    "2.0 fast pro", "X1 fast official", "X1 fast discount", "timed out", #"rushes pictures 1\n"#,
    // The name of a file that does not exist yet.
    "the last frame of task ",
    // Errors that end in another sentence, and tell of a store that somebody has changed by hand.
    "task  has an unreadable request", "task  has an unknown ", "an asset has an unknown kind",
    "an asset has an unknown state", "A request cannot be written as JSON: ",
    " is not an RFC 3339 time",
  ]

  @Test func `what is stored is said in Phrase, so that it is known again in another language`()
    throws
  {
    for (file, literal) in try Self.storing.flatMap({ try Self.literals($0) })
    where SwiftLiterals.speaking.isDisjoint(with: literal.calls)
      // Rescue and its words are a command's.
      && file != "StoreRescue.swift"
    {
      let isSentence =
        literal.text.contains(/[a-z]{2,} [a-z]{2,}/)
        && !literal.text.contains(/\b(SELECT|INSERT|UPDATE|DELETE|CREATE|AND|PRAGMA|DROP)\b/)
      #expect(
        !isSentence || Self.unsaid.contains(literal.text),
        "\(file):\(literal.line) writes “\(literal.text)” outside of Phrase(…).")
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

  /// A key's name: its sign, or a letter or sign that stands for itself.
  private static var key: Regex<(Substring, Substring?)> {
    #/
    \^[A-Z_] | [⇧←→↑↓]
    | \b(Enter(?!\ a\ )|Esc|Tab|Space|Bksp|Del|Home|End|PgUp|PgDn|F\d+|Alt-.|y\/n)(?![a-z])
    | [Pp]ress\ (?!\{) | \bwith\ [^\ {]\b(?!\ ) | [;.:]\ [b-zB-Z]\  | ^[b-zB-Z]\  | \([A-Za-z\/:]\)
    /#
  }

  @Test func `a sentence names keys in its places alone, since they can be changed`() throws {
    for name in ["^S sends", "press x", "settle it with R.", "a; U brings", "The log (L)", "y/n"] {
      #expect(name.contains(Self.key), "\(name)")
    }
    // Shift is the terminal's own, and the editor's keys are obeyed by it alone.
    for (file, literal) in try Self.literals("Dashboard")
    where !SwiftLiterals.speaking.isDisjoint(with: literal.calls) && !literal.isInSubscript {
      #expect(!literal.text.contains(Self.key), "\(file):\(literal.line) “\(literal.text)”")
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
