import TestSupport
import Testing

@testable import TextLayout

@Suite struct WrapTests {
  @Test(arguments: [
    ("", 10, [""]), ("\n", 10, ["", ""]), ("a\n\nb\n", 10, ["a", "", "b", ""]),
    ("the quick brown fox", 10, ["the quick", "brown fox"]),
    ("the quick brown fox", 9, ["the quick", "brown fox"]),
    ("the  quick   ", 5, ["the", "quick"]), ("  indented text", 10, ["  indented", "text"]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]), ("ab cdefghij", 4, ["ab", "cdef", "ghij"]),
    ("   abcdef", 5, ["   ab", "cdef"]),
    ("漢字漢字", 5, ["漢字", "漢字"]), ("漢字漢字", 1, ["漢", "字", "漢", "字"]), ("ab漢字", 4, ["ab漢", "字"]),
    ("日本語。", 6, ["日本", "語。"]), ("日「本」語", 4, ["日", "「本", "」語"]),
    ("日本語、と", 8, ["日本語、", "と"]), ("あっと", 2, ["あ", "っ", "と"]), ("猫red cat", 5, ["猫red", "cat"]),
    ("猫(a)猫", 5, ["猫(a)", "猫"]), ("a\r\nb", 5, ["a", "b"]), ("x", 0, ["x"]),
    ("xy", -1, ["x", "y"]),
    ("👍👍👍", 4, ["👍👍", "👍"]), ("ｱｲｳｴ", 2, ["ｱｲ", "ｳｴ"]), ("क्षक्ष", 3, ["क्ष", "क्ष"]),
    ("한국어 글", 6, ["한국어", "글"]), ("    ", 2, [""]), ("a\u{A0}b c", 3, ["a\u{A0}b", "c"]),
  ])
  func `text is broken into lines`(text: String, columns: Int, expected: [String]) {
    #expect(Wrap.texts(text, columns: columns) == expected)
  }

  @Test(arguments: 0..<300)
  func `lines fit, keep their order and lose only blanks and newlines`(seed: Int) {
    let text = Samples.text(seed: UInt64(seed), length: 40)
    for columns in [2, 3, 5, 8, 13, 80] {
      let lines = Wrap.lines(text, columns: columns)
      var end = text.startIndex
      for line in lines {
        #expect(line.columns <= columns)
        #expect(line.columns == Columns.of(String(text[line.range])))
        #expect(line.range.lowerBound >= end)
        #expect(
          text[end..<line.range.lowerBound].allSatisfy { WrapUnit($0).isBlank || $0.isNewline })
        end = line.range.upperBound
      }
      #expect(text[end...].allSatisfy { WrapUnit($0).isBlank || $0.isNewline })
    }
  }

  @Test(arguments: 0..<300)
  func `rows of edited text touch each other and overflow by one blank at most`(seed: Int) {
    let text = Samples.text(seed: UInt64(seed), length: 40).filter { !$0.isNewline }
    let units = text.map(WrapUnit.init)
    for columns in [2, 3, 5, 8, 80] {
      let rows = RowBreaker.rows(units, in: 0..<units.count, columns: columns, blanks: .hanging)
      #expect(rows.first?.lowerBound == 0)
      #expect(rows.last?.upperBound == units.count)
      for (row, next) in zip(rows, rows.dropFirst()) {
        #expect(row.upperBound == next.lowerBound)
        #expect(!row.isEmpty)
      }
      for row in rows {
        let width = units[row].reduce(0) { $0 + Int($1.columns) }
        let hangs = row.last.map { units[$0].isBlank } ?? false
        #expect(width <= columns + (hangs ? 1 : 0))
      }
    }
  }
}
