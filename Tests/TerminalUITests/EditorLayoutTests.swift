import TestSupport
import Testing

@testable import TerminalUI

@Suite struct EditorLayoutTests {
  private func rows(_ text: String, _ columns: Int) -> [String] {
    let layout = TextEditor(text).layout(columns: columns)
    return layout.rows.indices.map { layout.text(ofRow: $0) }
  }

  @Test(arguments: [
    ("", 10, [""]), ("a\n", 10, ["a", ""]), ("red cat on", 8, ["red cat ", "on"]),
    ("red cat", 8, ["red cat"]), ("red cat ", 8, ["red cat ", ""]),
    ("red cats ", 8, ["red ", "cats "]),
    ("abcdefgh", 5, ["abcd", "efgh"]), ("a漢字漢", 6, ["a漢字", "漢"]), ("漢字漢", 6, ["漢字", "漢"]),
    ("日本語。", 7, ["日本", "語。"]), ("ab   cd", 4, ["ab  ", " cd"]), ("x", 1, ["x"]),
  ])
  func `edited text is broken with a column for the caret`(
    text: String, columns: Int, expected: [String]
  ) {
    #expect(rows(text, columns) == expected)
  }

  @Test func `the caret stands where typing goes on`() {
    var editor = TextEditor("red cat on", size: Size(columns: 8, rows: 4))
    #expect(editor.layout(columns: 8).caret == Point(column: 2, row: 1))
    editor.setCaret(8)
    #expect(editor.layout(columns: 8).caret == Point(column: 0, row: 1))
    editor.setCaret(7)
    #expect(editor.layout(columns: 8).caret == Point(column: 7, row: 0))
    editor.apply(Key(.down))
    #expect(editor.caret == 10)
    editor.apply(Key(.up))
    #expect(editor.caret == 7)
  }

  @Test func `scrolling follows the caret and no further`() {
    var editor = TextEditor("0\n1\n2\n3\n4\n5", size: Size(columns: 10, rows: 3))
    #expect(editor.layout(columns: 10).visibleRows(height: 3) == 3..<6)
    editor.apply(Key(.up))
    editor.apply(Key(.up))
    #expect(editor.layout(columns: 10).visibleRows(height: 3) == 3..<6)
    editor.apply(Key(.up))
    #expect(editor.layout(columns: 10).visibleRows(height: 3) == 2..<5)
    #expect(editor.layout(columns: 10).visibleRows(height: 10) == 0..<6)
    #expect(editor.layout(columns: 10).visibleRows(height: 0) == 2..<3)
    editor.apply(Key(.down))
    editor.size = Size(columns: 10, rows: 1)
    #expect(editor.layout(columns: 10).visibleRows(height: 1) == 3..<4)
  }

  @Test func `a single line shows the part around the caret`() {
    var editor = TextEditor("abcdefghij", isMultiline: false, size: Size(columns: 5, rows: 1))
    var layout = editor.layout(columns: 5)
    #expect(layout.text(ofRow: 0) == "ghij")
    #expect(layout.caret == Point(column: 4, row: 0))
    #expect(layout.isCutBefore && !layout.isCutAfter)
    editor.apply(Key(.home))
    layout = editor.layout(columns: 5)
    #expect(layout.text(ofRow: 0) == "abcde")
    #expect(layout.caret == Point(column: 0, row: 0))
    #expect(!layout.isCutBefore && layout.isCutAfter)
    editor.apply(Key(.end))
    editor.apply(Key(.character("u"), .control))
    #expect(editor.layout(columns: 5).text(ofRow: 0) == "")
    editor.paste("漢字漢字")
    layout = editor.layout(columns: 5)
    #expect(layout.text(ofRow: 0) == "漢字")
    #expect(layout.caret == Point(column: 4, row: 0))
    editor.apply(Key(.backspace))
    editor.apply(Key(.backspace))
    #expect(editor.layout(columns: 5).text(ofRow: 0) == "漢字")
    #expect(editor.layout(columns: 5).rows[0].range.lowerBound == 0)
  }

  @Test func `an editor is drawn with its selection, cursor and cuts`() {
    var canvas = Canvas(size: Size(columns: 30, rows: 8))
    var editor = TextEditor(
      "A red 猫 on the roof,\nrain\n屋根の上の赤い猫。", size: Size(columns: 12, rows: 5))
    editor.setCaret(3)
    editor.setCaret(18, selecting: true)
    canvas.write(
      editor.layout(columns: 12), in: Rect(column: 1, row: 1, columns: 12, rows: 5),
      style: Style(on: .field), showsCursor: true)
    #expect(canvas.frame.cursor == Point(column: 8, row: 2))
    var line = TextEditor(
      "~/Videos/rushes/2026-11-20-roof.mp4", isMultiline: false, size: Size(columns: 12, rows: 1))
    for _ in 0..<16 { line.apply(Key(.left)) }
    canvas.write(
      line.layout(columns: 12), in: Rect(column: 15, row: 1, columns: 12, rows: 1),
      style: Style(on: .field), showsCursor: false)
    let text = FrameText.render(canvas.frame) + FrameText.styles(canvas.frame)
    #expect(Golden.check(text, named: "terminal-ui-editor") == nil)
  }
}
