import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// The catalogue against the source, by the tools that translators use.
///
/// With `RUSHES_RECORD_CATALOGUE=1` in the environment, zh_CN.po is brought up to date first: what is
/// new is added without a translation, what is gone is removed, and zh_CN.mo is made of it.
@Suite(.serialized) struct `The catalogue of Simplified Chinese` {
  private static let folder = MessageFile.sources + "/Gettext"
  private static let isRecording =
    ProcessInfo.processInfo.environment["RUSHES_RECORD_CATALOGUE"] == "1"

  /// xgettext cannot read Swift. Its Java is near enough: the same strings and comments, and literals
  /// joined by `+`.
  private static let extraction = [
    "--language=Java", "--from-code=UTF-8", "--keyword", "--keyword=say", "--keyword=Phrase",
    "--keyword=plural:1,2", "--no-location", "--sort-output", "--no-wrap", "--files-from=-",
  ]

  private let work: TemporaryFolder
  /// What xgettext finds in the source.
  private let template: MessageFile

  init() throws {
    work = try TemporaryFolder()
    let pot = work.file("rushes.pot")
    let files = SwiftFiles.all(below: MessageFile.sources).joined(separator: "\n")
    try Self.run("xgettext", Self.extraction + ["--output", pot], input: files)
    if Self.isRecording { try Self.record(pot) }
    try Self.run("msgen", ["--output-file", work.file("all.po"), pot])
    try Self.run("msgfmt", ["--output-file", work.file("all.mo"), work.file("all.po")])
    template = MessageFile(path: work.file("all.mo"))
  }

  private static func record(_ pot: String) throws {
    let po = folder + "/zh_CN.po"
    try run(
      "msgmerge",
      [
        "--update", "--backup=none", "--no-fuzzy-matching", "--no-wrap", "--sort-output",
        "--no-location", "--quiet", po, pot,
      ])
    try run("msgattrib", ["--no-obsolete", "--no-wrap", "--sort-output", "--output-file", po, po])
    try run("msgfmt", ["--no-hash", "--output-file", folder + "/zh_CN.mo", po])
  }

  private static func run(_ name: String, _ arguments: [String], input: String? = nil) throws {
    let command = ChildProcess.Command(
      name, arguments, input: input.map { Array($0.utf8) }, timeLimit: .seconds(60))
    let output = try ChildProcess.run(command)
    try #require(
      output.status == .exited(0), "\(name): \(String(decoding: output.errorOutput, as: UTF8.self))"
    )
  }

  @Test func `says everything that the source says, and nothing else`() {
    let wanted = Set(template.texts.keys)
    let found = Set(MessageFile.chinese.texts.keys)
    #expect(wanted.count > 300)
    for text in wanted.subtracting(found).sorted() {
      Issue.record(
        """
        zh_CN.po has no translation of “\(text)”. Run this test with RUSHES_RECORD_CATALOGUE=1, \
        translate what is empty there, and run it so once more.
        """)
    }
    for text in found.subtracting(wanted).sorted() {
      Issue.record("zh_CN.po translates “\(text)”, which nothing says any more.")
    }
  }

  @Test func `knows the same plurals`() {
    for (one, other) in template.plurals {
      #expect(MessageFile.chinese.plurals[one] == other, "\(one)")
    }
  }

  @Test func `has every place of the English text, and no other`() {
    for (text, translations) in MessageFile.chinese.texts where !text.isEmpty {
      // Only the plural need name the count.
      let english = MessageFile.chinese.plurals[text] ?? text
      for translation in translations {
        #expect(!translation.isEmpty, "\(text)")
        #expect(Self.places(translation) == Self.places(english), "\(text)")
      }
    }
  }

  private static func places(_ text: String) -> Set<Substring> {
    Set(text.matches(of: /\{[^{}]*\}/).map(\.output))
  }

  @Test func `is what msgfmt makes of zh_CN.po`() throws {
    let made = work.file("made.mo")
    try Self.run("msgfmt", ["--check-format", "--output-file", made, Self.folder + "/zh_CN.po"])
    let fresh = MessageFile(path: made)
    #expect(fresh.texts == MessageFile.chinese.texts)
    #expect(fresh.plurals == MessageFile.chinese.plurals)
  }

  @Test func `is asked for by what xgettext and the tests' own reading of the source agree on`()
    throws
  {
    var found: Set<String> = []
    for file in SwiftFiles.all(below: MessageFile.sources) {
      let source = try String(contentsOfFile: file, encoding: .utf8)
      found.formUnion(SwiftLiterals(source).spoken.map { $0.text.replacing("\\\"", with: "\"") })
    }
    let wanted = Set(template.texts.keys).subtracting([""])
    #expect(found.subtracting(wanted) == [], "xgettext does not find these")
    #expect(wanted.subtracting(found) == [], "only xgettext finds these")
  }
}

/// The Swift files of a folder.
enum SwiftFiles {
  /// Their paths in order.
  static func all(below folder: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
  }
}
