import TestSupport
import Testing
import TextLayout

@testable import TerminalUI

@Suite struct CellTests {
  @Test(arguments: [
    "", " ", "a", "é", "e\u{301}", "漢", "👨", "\u{25CC}\u{301}", "क्", "~",
    "a\u{301}\u{302}\u{303}\u{304}", "\u{10FFFD}", "\u{1D157}\u{1D165}\u{1D166}\u{1D167}\u{1D168}",
  ])
  func `a cell keeps its text`(text: String) {
    let cell = Cell(text, style: Style(.bad))
    #expect(Array(cell.text.unicodeScalars) == Array(text.unicodeScalars))
    #expect(cell.isSecondHalf == text.isEmpty)
    var other = Cell("漢字漢字")
    #expect(other != cell)
    (other.text, other.style) = (text, Style(.bad))
    #expect(other == cell)
  }

  @Test func `what is too long is cut between scalars`() {
    let text = "a" + String(repeating: "\u{1D165}", count: 9)
    #expect(Cell(text).text.unicodeScalars.count == 5)
  }

  @Test(arguments: 0..<50)
  func `whatever is drawn fits into cells whole`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    for _ in 0..<200 {
      let scalars = (0..<6).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x1FFFF, using: &random))
      }
      for character in String(String.UnicodeScalarView(scalars)) {
        let drawn = DrawnGrapheme(character)
        for text in [drawn.first, drawn.second ?? ""] {
          #expect(Cell(text).text.utf8.elementsEqual(text.utf8))
        }
      }
    }
  }
}
