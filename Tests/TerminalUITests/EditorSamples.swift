import TestSupport
import Testing
import TextLayout

@testable import TerminalUI

/// Random editing, and what holds after any of it.
enum EditorSamples {
  private static let typed: [Character] = [
    "a", "b", " ", " ", "漢", "。", "「", "\u{301}", "\u{200D}", "👍", "🏽", "🇯", "🇵", "क", "्",
    "\u{600}",
  ]
  private static let codes: [Key.Code] = [
    .left, .right, .up, .down, .home, .end, .pageUp, .pageDown, .backspace, .delete, .enter,
    .character("w"), .character("u"), .character("k"), .character("d"), .character("_"),
    .character("y"),
  ]
  private static let pastes = ["x\r\ny", "漢字 漢字", "\u{302}", "👨‍👩‍👧", "", "\n\n", "🇫"]

  /// Does something.
  static func step(_ editor: inout TextEditor, _ random: inout SeededRandom) {
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<4:
      editor.apply(Key(.character(typed[Int.random(in: 0..<typed.count, using: &random)])))
    case 4:
      editor.paste(pastes[Int.random(in: 0..<pastes.count, using: &random)])
    default:
      let modifiers: [Key.Modifiers] = [[], [], .shift, .control, .alt, [.control, .shift]]
      let code = codes[Int.random(in: 0..<codes.count, using: &random)]
      editor.apply(Key(code, modifiers[Int.random(in: 0..<modifiers.count, using: &random)]))
    }
  }

  /// What holds for every layout.
  static func check(_ editor: TextEditor, columns: Int) {
    let layout = editor.layout(columns: columns)
    #expect(layout.rows.indices.contains(layout.caret.row))
    #expect((0..<columns).contains(layout.caret.column))
    let row = layout.rows[layout.caret.row]
    #expect(row.range.lowerBound <= editor.caret && editor.caret <= row.range.upperBound)
    #expect(layout.visibleRows(height: 3).contains(layout.caret.row))
    if columns > 3 {
      #expect(layout.rows.allSatisfy { $0.columns <= columns })
      let isZeroWide = editor.caret < editor.units.count && editor.units[editor.caret].columns == 0
      if !isZeroWide { #expect(layout.offset(at: layout.caret) == editor.caret) }
    }
    if editor.isMultiline {
      #expect(layout.rows.map(\.range.count).reduce(0, +) + newlines(editor) == editor.text.count)
    }
    for row in layout.rows.indices {
      if let selected = layout.selectedColumns(inRow: row) {
        #expect(selected.upperBound <= layout.rows[row].columns + 1)
      }
    }
  }

  private static func newlines(_ editor: TextEditor) -> Int {
    editor.text.count { $0 == "\n" }
  }
}
