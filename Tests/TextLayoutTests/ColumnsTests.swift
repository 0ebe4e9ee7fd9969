import TestSupport
import Testing

@testable import TextLayout

@Suite struct ColumnsTests {
  @Test(arguments: [
    ("", 0), ("a", 1), ("rushes 12", 9), ("漢字", 4), ("かな", 4), ("한글", 4), ("ｶﾅ", 2),
    ("é", 1), ("e\u{301}", 1), ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", 1),
    ("　", 2), ("…", 1), ("─│", 2), ("█▏", 2), ("Ω", 1), ("…", 1), ("\u{A0}", 1),
    ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🏳️‍🌈", 1), ("🇯🇵", 2), ("❤️", 1), ("❤️‍🔥", 1), ("⛹🏽‍♂️", 1),
    ("1️⃣", 1), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("क्ष", 2), ("का", 2), ("กำ", 2), ("กี่", 1), ("ｶﾞ", 2),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("\u{301}", 1), ("\u{200D}", 0), ("\u{200B}", 0), ("\u{FEFF}", 0), ("\u{202E}", 0),
    ("\n", 0), ("\t", 0), ("\u{1B}", 0), ("\u{7F}", 0), ("\u{9B}", 0), ("\r\n", 0), ("\u{AD}", 0),
  ])
  func `a text takes the columns that its cells take`(text: String, columns: Int) {
    #expect(Columns.of(text) == columns)
  }

  @Test(
    arguments: [
      ("漢", "漢", nil), ("e\u{301}", "e\u{301}", nil), ("👨‍👩‍👧‍👦", "👨", nil), ("👍🏽", "👍", nil),
      ("❤️", "\u{2764}", nil), ("🇯🇵", "J", "P"), ("क्ष", "क्", "ष"), ("का", "क", "\u{93E}"),
      ("\u{301}", "\u{25CC}\u{301}", nil), ("\u{1112}\u{1161}\u{11AB}", "한", nil),
      ("a\u{301}\u{302}\u{303}\u{304}\u{305}", "a\u{301}\u{302}\u{303}\u{304}", nil),
      ("1️⃣", "1\u{20E3}", nil), ("⛹🏽‍♂️", "⛹", nil), ("\u{1B}", "", nil), ("\u{200D}", "", nil),
    ] as [(String, String, String?)])
  func `what cannot stand in a cell is replaced`(
    text: String, first: String, second: String?
  ) {
    let drawn = DrawnGrapheme(Character(text))
    #expect(Array(drawn.first.unicodeScalars) == Array(first.unicodeScalars))
    #expect(
      drawn.second.map { Array($0.unicodeScalars) } == second.map { Array($0.unicodeScalars) })
  }

  @Test func `every scalar is drawn in cells that ncurses keeps whole`() {
    var broken: [UInt32] = []
    // Planes 3 to 13 are unassigned; one scalar in 17 of the others' far ends is enough.
    let values = Array(0...0x1FFFF) + Array(stride(from: UInt32(0x20000), to: 0x110000, by: 17))
    for scalar in values.compactMap(Unicode.Scalar.init) {
      let drawn = DrawnGrapheme(Character(scalar))
      let kinds = drawn.first.unicodeScalars.map { ScalarKind($0) }
      let bases = kinds.count { $0 == .narrow || $0 == .wide }
      let isWhole =
        kinds.isEmpty == (drawn.columns == 0) && bases == (kinds.isEmpty ? 0 : 1)
        && !kinds.contains(.control) && !kinds.contains(.ignorable)
      if !isWhole { broken.append(scalar.value) }
    }
    #expect(broken == [])
  }

  @Test(arguments: 0..<200)
  func `the fast walk finds the graphemes that Character finds`(seed: Int) {
    let text = Samples.text(seed: UInt64(seed), length: 60)
    let walked = Graphemes(text).map { String(text[$0.range(in: text)]) }
    #expect(walked == text.map { String($0) })
    for (grapheme, character) in zip(Graphemes(text), text) {
      #expect(grapheme.columns == Columns.of(character))
      #expect(grapheme.drawn(in: text) == DrawnGrapheme(character))
    }
    #expect(Columns.of(text) == text.reduce(0) { $0 + Columns.of($1) })
  }

  @Test func `between simple scalars there is always a boundary`() {
    let simple = (UInt32(0x20)...0xFFFF).compactMap(Unicode.Scalar.init).filter(\.isSimple)
    var random = SeededRandom(seed: 7)
    var broken: [Unicode.Scalar] = []
    for scalar in simple {
      let other = simple[Int.random(in: 0..<simple.count, using: &random)]
      let isApart =
        (String(scalar) + String(other)).count == 2 && (String(other) + String(scalar)).count == 2
      let kind = ScalarKind(scalar)
      if !isApart || (kind != .narrow && kind != .wide) { broken.append(scalar) }
    }
    #expect(broken == [])
  }

  @Test func `the fast ranges agree with the table`() {
    var wide: Set<UInt32> = []
    for pair in stride(from: 0, to: WidthTable17.wide.count, by: 2) {
      wide.formUnion(WidthTable17.wide[pair]...WidthTable17.wide[pair + 1])
    }
    let found = (UInt32(0x80)...0x3FFFF).compactMap(Unicode.Scalar.init)
      .filter { ScalarKind($0) == .wide }.map(\.value)
    #expect(Set(found) == wide)
  }

  @Test(arguments: [WidthTable17.wide, WidthTable17.marks, WidthTable17.ignorable])
  func `tables are sorted and do not overlap`(table: [UInt32]) {
    #expect(table.count.isMultiple(of: 2))
    for index in table.indices.dropFirst() {
      #expect(
        index.isMultiple(of: 2) ? table[index] > table[index - 1] : table[index] >= table[index - 1]
      )
    }
  }
}
