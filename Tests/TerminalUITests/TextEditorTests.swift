import TestSupport
import Testing
import TextLayout

@testable import TerminalUI

@Suite struct TextEditorTests {
  /// The text with `|` at the caret.
  private func shown(_ editor: TextEditor) -> String {
    var characters = Array(editor.text)
    characters.insert("|", at: editor.caret)
    return String(characters)
  }

  /// An editor whose caret stands where the text has `|`.
  private func editor(
    _ text: String, isMultiline: Bool = true, columns: Int = 80, rows: Int = 10
  ) -> TextEditor {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    var editor = TextEditor(
      parts.joined(), isMultiline: isMultiline, size: Size(columns: columns, rows: rows))
    editor.setCaret(parts[0].count)
    return editor
  }

  private func type(_ text: String, into editor: inout TextEditor) {
    for scalar in text.unicodeScalars {
      editor.apply(scalar == "\n" ? Key(.enter) : Key(.character(Character(scalar))))
    }
  }

  private static let control = Key.Modifiers.control
  private static let alt = Key.Modifiers.alt

  @Test(
    arguments: [
      ("ab|c", Key(.left), "a|bc"), ("|abc", Key(.left), "|abc"), ("abc|", Key(.right), "abc|"),
      ("one two|", Key(.left, .control), "one |two"), ("one |two", Key(.left, .alt), "|one two"),
      ("one| two", Key(.right, .control), "one two|"), ("|a.b", Key(.right, .alt), "a|.b"),
      ("猫は走る|", Key(.left, .control), "猫は走|る"), ("|カタカナ漢字", Key(.right, .control), "カタカナ|漢字"),
      ("a\nb|c", Key(.home), "a\n|bc"), ("a|b\nc", Key(.end), "ab|\nc"),
      ("a\nb|c", Key(.character("a"), .control), "a\n|bc"),
      ("a|b\nc", Key(.character("e"), .control), "ab|\nc"),
      ("a\nb|c", Key(.home, .control), "|a\nbc"), ("a|b\nc", Key(.end, .control), "ab\nc|"),
      ("ab|c", Key(.backspace), "a|c"), ("|abc", Key(.backspace), "|abc"),
      ("ab|c", Key(.delete), "ab|"),
      ("abc|", Key(.delete), "abc|"), ("a|bc", Key(.character("d"), .control), "a|c"),
      ("a 👨‍👩‍👧|b", Key(.backspace), "a |b"), ("e\u{301}|", Key(.backspace), "|"),
      ("one two|", Key(.character("w"), .control), "one |"),
      ("one two |", Key(.backspace, .alt), "one |"),
      ("one two|", Key(.backspace, .control), "one |"),
      ("|one two", Key(.delete, .control), "| two"),
      ("|one two", Key(.character("d"), .alt), "| two"),
      ("a\nbc|d", Key(.character("u"), .control), "a\n|d"),
      ("a|bc\nd", Key(.character("k"), .control), "a|\nd"),
      ("a|\nd", Key(.character("k"), .control), "a|d"),
      ("a|", Key(.character("k"), .control), "a|"),
      ("a|b", Key(.enter), "a\n|b"), ("a|b", Key(.character("j"), .control), "a\n|b"),
      ("a|b", Key(.character("X"), .shift), "aX|b"), ("a\nb|", Key(.up), "a|\nb"),
    ] as [(String, Key, String)])
  func `a key changes the text or the caret`(before: String, key: Key, after: String) {
    var editor = editor(before)
    let isTaken = editor.apply(key)
    #expect(isTaken)
    #expect(shown(editor) == after)
  }

  @Test(arguments: [
    Key(.escape), Key(.tab), Key(.tab, .shift), Key(.enter, .alt), Key(.enter, .control),
    Key(.function(1)), Key(.character("s"), .control), Key(.character("x"), [.control, .alt]),
    Key(.up, .control), Key(.insert),
  ])
  func `other keys are left to the screen`(key: Key) {
    let before = editor("a|b")
    var after = before
    let isTaken = after.apply(key)
    #expect(!isTaken)
    #expect(after == before)
  }

  @Test(arguments: [Key(.enter), Key(.up), Key(.down), Key(.pageUp), Key(.pageDown)])
  func `a single line leaves keys for lines to the screen`(key: Key) {
    let before = editor("a|b", isMultiline: false)
    var after = before
    let isTaken = after.apply(key)
    #expect(!isTaken)
    #expect(after == before)
  }

  @Test func `selecting and typing replaces`() {
    var editor = editor("one two| three")
    editor.apply(Key(.left, [.control, .shift]))
    #expect(editor.selectedText == "two")
    type("2", into: &editor)
    #expect(shown(editor) == "one 2| three")
    #expect(editor.selection == nil)
    editor.undo()
    #expect(editor.selectedText == "two")
    #expect(editor.text == "one two three")
    editor.apply(Key(.left))
    #expect(shown(editor) == "one |two three")
    editor.apply(Key(.end, .shift))
    editor.apply(Key(.delete))
    #expect(shown(editor) == "one |")
    editor.apply(Key(.character("a"), .alt))
    #expect(editor.selection == 0..<4)
    editor.paste("new")
    #expect(shown(editor) == "new|")
  }

  @Test func `the caret keeps its column over short lines`() {
    var editor = editor("漢字漢字|漢\nab\n漢字漢字漢", columns: 40)
    editor.apply(Key(.down))
    #expect(shown(editor) == "漢字漢字漢\nab|\n漢字漢字漢")
    editor.apply(Key(.down))
    #expect(shown(editor) == "漢字漢字漢\nab\n漢字漢字|漢")
    editor.apply(Key(.down))
    #expect(shown(editor) == "漢字漢字漢\nab\n漢字漢字漢|")
    editor.apply(Key(.up))
    editor.apply(Key(.up))
    #expect(shown(editor) == "漢字漢字|漢\nab\n漢字漢字漢")
  }

  @Test func `a column inside a wide grapheme is its beginning`() {
    var editor = editor("abc|\n漢字")
    editor.apply(Key(.down))
    #expect(shown(editor) == "abc\n漢|字")
  }

  @Test func `pages move by the height less one`() {
    var editor = editor("0\n1\n2\n3\n4\n5\n6\n7|", rows: 4)
    editor.apply(Key(.pageUp))
    #expect(editor.caret == 9)
    editor.apply(Key(.pageUp, .shift))
    #expect(editor.selectedText == "\n2\n3\n4")
    editor.apply(Key(.pageUp))
    #expect(editor.caret == 0)
    editor.apply(Key(.pageDown))
    #expect(editor.caret == 7)
  }

  @Test func `undo takes back words, redo brings them again`() {
    var editor = TextEditor()
    type("a red cat", into: &editor)
    var texts: [String] = []
    while editor.canUndo {
      editor.apply(Key(.character("_"), .control))
      texts.append(editor.text)
    }
    #expect(texts == ["a red ", "a ", ""])
    editor.apply(Key(.character("y"), .control))
    editor.apply(Key(.character("r"), .alt))
    #expect(shown(editor) == "a red |")
    type("x", into: &editor)
    #expect(!editor.canRedo)
    editor.apply(Key(.character("u"), .alt))
    #expect(editor.text == "a red ")
    #expect(!TextEditor().canUndo)
  }

  @Test func `a paste is one step, and so is a run of erasing`() {
    var editor = editor("a|z")
    editor.paste("one\r\ntwo\tthree\u{1B}[0m")
    #expect(shown(editor) == "aone\ntwo three[0m|z")
    for _ in 0..<5 { editor.apply(Key(.backspace)) }
    #expect(shown(editor) == "aone\ntwo thr|z")
    editor.undo()
    #expect(shown(editor) == "aone\ntwo three[0m|z")
    editor.undo()
    #expect(shown(editor) == "a|z")
    #expect(!editor.canUndo)
  }

  @Test func `moving the caret ends a run of typing`() {
    var editor = TextEditor()
    type("ab", into: &editor)
    editor.apply(Key(.left))
    editor.apply(Key(.right))
    type("cd", into: &editor)
    editor.undo()
    #expect(editor.text == "ab")
  }

  @Test func `a Chinese text is taken back in pieces`() {
    var editor = TextEditor()
    type("一只红色的猫。它在屋顶上", into: &editor)
    editor.undo()
    #expect(editor.text == "一只红色的猫。")
    type(String(repeating: "字", count: 100), into: &editor)
    editor.undo()
    #expect(editor.text.count > 60)
  }

  @Test func `scalars that arrive one by one join`() {
    var editor = TextEditor()
    type("e\u{301}👨\u{200D}👩\u{200D}👧🇯🇵🇫🇷", into: &editor)
    #expect(editor.text == "e\u{301}👨‍👩‍👧🇯🇵🇫🇷")
    #expect(editor.caret == 4)
    editor.setCaret(2)
    type("🇦", into: &editor)
    #expect(editor.text.count == 5)
    #expect(editor.characters == Array(editor.text))
    editor.undo()
    #expect(editor.text == "e\u{301}👨‍👩‍👧🇯🇵🇫🇷")
    editor.setCaret(1)
    type("\n", into: &editor)
    type("\u{302}", into: &editor)
    editor.apply(Key(.backspace))
    editor.apply(Key(.backspace))
    #expect(editor.text == "e\u{301}👨‍👩‍👧🇯🇵🇫🇷")
  }

  @Test func `what does not fit is refused and said`() {
    var editor = TextEditor("12345", maximumBytes: 8)
    editor.paste("漢字")
    #expect(editor.text == "12345")
    #expect(editor.refusedBytes == 6)
    editor.paste("漢")
    #expect(editor.text == "12345漢")
    #expect(editor.refusedBytes == 0)
    type("x", into: &editor)
    #expect(editor.refusedBytes == 1)
    #expect(editor.byteCount == 8)
    editor.apply(Key(.left, .shift))
    type("xyz", into: &editor)
    #expect(editor.text == "12345xyz")
    var long = TextEditor("0123456789", maximumBytes: 4)
    #expect(long.text == "0123456789")
    long.apply(Key(.backspace))
    type("x", into: &long)
    #expect(long.text == "012345678")
    long.undo()
    #expect(long.text == "0123456789")
  }

  @Test func `a single line holds no newline`() {
    var editor = TextEditor("a\nb", isMultiline: false)
    editor.paste("\r\nc\n")
    #expect(editor.text == "a b c ")
    editor.replaceAll(with: "x\ny")
    #expect(shown(editor) == "x y|")
    editor.undo()
    #expect(editor.text == "a b c ")
  }

  @Test(arguments: 0..<45)
  func `any editing keeps the parts in step and can be taken back`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let isMultiline = seed % 3 != 0
    var editor = TextEditor(
      "start 漢字\nend", isMultiline: isMultiline, maximumBytes: 200, size: Size(columns: 7, rows: 3))
    let original = editor.text
    for _ in 0..<100 {
      EditorSamples.step(&editor, &random)
      #expect(editor.characters == Array(editor.text))
      #expect(editor.byteCount == editor.text.utf8.count)
      #expect(editor.units == editor.characters.map { .init($0) })
      #expect(isMultiline || !editor.text.contains("\n"))
      for columns in [1, 7, 30] { EditorSamples.check(editor, columns: columns) }
    }
    let last = editor.text
    var steps = 0
    while editor.undo() { steps += 1 }
    #expect(editor.text == original)
    for _ in 0..<steps { editor.redo() }
    #expect(editor.text == last)
  }
}
