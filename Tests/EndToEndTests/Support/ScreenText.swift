/// What stands on the screen of a terminal.
struct ScreenText: CustomStringConvertible {
  /// The rows, blanks at their ends cut.
  let lines: [String]

  /// Where the cursor stands, as `column,row`; empty while it is hidden.
  let cursor: String

  init(_ captured: String, cursor: String) {
    self.cursor = cursor
    lines = captured.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  var description: String { lines.joined(separator: "\n") }

  func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// The first row that holds all these words.
  func line(_ words: String...) -> String? {
    lines.first { line in words.allSatisfy(line.contains) }
  }

  /// The row below the first one that holds a text.
  func line(below text: String) -> String? {
    lines.firstIndex { $0.contains(text) }.flatMap { $0 + 1 < lines.count ? lines[$0 + 1] : nil }
  }

  /// All rows without borders and blanks, joined: finds what was wrapped.
  var joined: String {
    lines.map { $0.filter { $0 != "│" && $0 != " " } }.joined()
  }

  /// Whether the shell waits for a command.
  var isAtPrompt: Bool { lines.last { !$0.isEmpty } == "$" }
}
