import TestSupport
import Testing

@testable import TextLayout

@Suite struct CutTests {
  @Test(arguments: [
    ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""),
    ("hello", -3, ""), ("漢字漢字", 8, "漢字漢字"), ("漢字漢字", 7, "漢字漢…"), ("漢字漢字", 6, "漢字…"),
    ("漢", 1, "…"), ("", 3, ""), ("ab👨‍👩‍👧", 4, "ab👨‍👩‍👧"), ("ab👨‍👩‍👧", 3, "ab…"),
  ])
  func `a long text is cut at its end`(text: String, columns: Int, expected: String) {
    #expect(Truncation.tail(text, columns: columns) == expected)
  }

  @Test(arguments: [
    ("clip-0012.mp4", 13, "clip-0012.mp4"), ("clip-0012.mp4", 9, "clip….mp4"),
    ("clip-0012.mp4", 8, "clip…mp4"), ("abc", 1, "…"), ("abc", 2, "a…"), ("abc", 0, ""),
    ("漢字漢字", 7, "漢…字"), ("漢字漢字", 6, "漢…字"),
  ])
  func `a long name is cut in its middle`(text: String, columns: Int, expected: String) {
    #expect(Truncation.middle(text, columns: columns) == expected)
  }

  @Test(arguments: 0..<100)
  func `nothing cut is wider than asked for, and what is padded is as wide`(seed: Int) {
    let text = CleanText.line(Samples.text(seed: UInt64(seed), length: 20))
    for columns in 0..<30 {
      #expect(Columns.of(Truncation.tail(text, columns: columns)) <= columns)
      #expect(Columns.of(Truncation.middle(text, columns: columns)) <= columns)
      #expect(Columns.of(Padding.left(text, columns: columns)) == columns)
      #expect(Columns.of(Padding.right(text, columns: columns)) == columns)
    }
    let whole = Columns.of(text)
    #expect(Truncation.tail(text, columns: whole) == text)
    #expect(Truncation.middle(text, columns: whole) == text)
  }

  @Test func `blanks go to the side that is named`() {
    #expect(Padding.right("漢", columns: 4) == "漢  ")
    #expect(Padding.left("12", columns: 4) == "  12")
    #expect(Padding.right("漢字", columns: 2) == "… ")
  }

  @Test(arguments: [
    ("plain", "plain"), ("two\nlines", "two lines"), ("a\r\n\tb", "a b"), ("a  b", "a  b"),
    ("\u{1B}[31mred\u{1B}[0m", "red"), ("\u{1B}]0;title\u{7}x", "]0;titlex"),
    ("a\u{0}b\u{7F}", "ab"),
    ("\u{9B}31mx", "31mx"), ("user\u{202E}gpj.exe", "usergpj.exe"), ("a\u{200B}\u{FEFF}b", "ab"),
    ("❤️", "\u{2764}"), ("👨‍👩‍👧", "👨👩👧"), ("x\u{FFFF}y", "x\u{FFFD}y"), ("e\u{301}", "e\u{301}"),
    ("a\u{2028}b\u{85}c", "a b c"), ("", ""), ("\u{1B}[12", ""), ("\u{1B}", ""),
    ("\u{1B}[3\nx", " x"), ("\u{301}a", "\u{25CC}\u{301}a"), ("🏽", "\u{25CC}🏽"),
  ])
  func `a line from outside cannot move the cursor`(text: String, expected: String) {
    #expect(Array(CleanText.line(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(arguments: [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\n\n\tb", "a\n\n b"), ("x\u{2029}y", "x\ny"),
    ("\u{1B}[2Jx", "x"),
  ])
  func `a paragraph keeps its lines`(text: String, expected: String) {
    #expect(CleanText.paragraph(text) == expected)
  }

  @Test func `a text of any size is cut at the limit`() {
    #expect(CleanText.line("abcdef", limit: 6) == "abcdef")
    #expect(CleanText.line("abcdef", limit: 4) == "abcd…")
    let marks = "e" + String(repeating: "\u{301}", count: 100_000)
    #expect(CleanText.line(marks, limit: 10).unicodeScalars.count == 11)
  }

  @Test(arguments: 0..<100)
  func `a cleaned text is clean`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
    let line = CleanText.line(String(decoding: bytes, as: UTF8.self))
    for scalar in line.unicodeScalars {
      #expect(ScalarKind(scalar) != .control && ScalarKind(scalar) != .ignorable)
    }
    #expect(CleanText.line(line) == line)
  }
}
