/// How a screen looks, cell by cell: two that look alike are equal.
///
/// A blank has no colour of its own but the one behind it, whatever a program has sent.
struct ScreenLook: Equatable, CustomStringConvertible {
  /// A row's cells, each with what can be seen of it.
  private(set) var rows: [[String]] = []

  /// Reads what tmux captures with `-e`: text with `SGR` functions.
  init(_ captured: String) {
    var style = Style()
    for line in captured.split(separator: "\n", omittingEmptySubsequences: false) {
      var row: [String] = []
      var rest = line[...]
      while let character = rest.popFirst() {
        guard character == "\u{1B}" else {
          row.append(style.seen(on: character))
          continue
        }
        guard rest.popFirst() == "[" else { continue }
        let words = rest.prefix { $0 != "m" }
        rest = rest.dropFirst(words.count + 1)
        style.apply(words.split(separator: ";", omittingEmptySubsequences: false).map(String.init))
      }
      // Of blanks at the end tmux tells those that were written, and not those that were erased.
      while row.last?.hasPrefix(" |") == true { row.removeLast() }
      rows.append(row)
    }
    while rows.last?.isEmpty == true { rows.removeLast() }
  }

  /// The same without the rows that name a day of the year: in every run another one stands there,
  /// and has other cells.
  var withoutDays: ScreenLook {
    var look = self
    look.rows.removeAll { row in
      row.compactMap { $0.first.map(String.init) }.joined()
        .contains(/(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d/)
    }
    return look
  }

  /// The rows that differ, as text, each with the first cell that does.
  func differences(from other: ScreenLook) -> String {
    var lines: [String] = []
    for index in 0..<max(rows.count, other.rows.count) {
      let mine = index < rows.count ? rows[index] : []
      let others = index < other.rows.count ? other.rows[index] : []
      guard mine != others else { continue }
      let column = zip(mine, others).prefix { $0 == $1 }.count
      let cells = [mine, others].map { $0.dropFirst(column).first ?? "none" }
      lines.append("row \(index), column \(column): \(cells[0]) and \(cells[1])")
      lines += [mine, others].map { $0.compactMap { $0.first.map(String.init) }.joined() }
    }
    return lines.joined(separator: "\n")
  }

  /// The text of all rows, then a letter for how each cell looks, then what the letters stand for.
  var description: String {
    var letters: [String: Character] = [:]
    var legend = ""
    var pattern = ""
    for row in rows {
      for cell in row {
        let look = String(cell.dropFirst(2))
        if letters[look] == nil {
          let letter = Self.alphabet[letters.count % Self.alphabet.count]
          letters[look] = letter
          legend += "\(letter) = \(look)\n"
        }
        pattern.append(letters[look] ?? "?")
      }
      pattern += "\n"
    }
    let text = rows.map { $0.compactMap { $0.first.map(String.init) }.joined() + "\n" }.joined()
    return text + "\n" + pattern + "\n" + legend
  }

  private static let alphabet = Array(".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

  private struct Style {
    private var text = ""
    private var behind = ""
    private var marks: Set<String> = []

    mutating func apply(_ words: [String]) {
      var left = words[...]
      while let word = left.popFirst() {
        switch word {
        case "", "0": self = Style()
        case "38", "48":
          let count = left.first == "5" ? 2 : 4
          let color = left.prefix(count).joined(separator: ";")
          left = left.dropFirst(count)
          if word == "38" { text = color } else { behind = color }
        case "39": text = ""
        case "49": behind = ""
        case let word where word.count == 1: marks.insert(word)
        default:
          guard let number = Int(word) else { continue }
          if (30...37).contains(number) || (90...97).contains(number) {
            text = word
          } else {
            behind = word
          }
        }
      }
    }

    private static let names = [
      "1": "bold", "2": "dim", "4": "underline", "5": "blink", "7": "reverse",
    ]

    func seen(on character: Character) -> String {
      // Underlined and reversed blanks show their own colour.
      let isPlain = character == " " && marks.isDisjoint(with: ["4", "7"])
      let ground = "on \(behind.isEmpty ? "own" : behind)"
      if isPlain { return " |\(ground)" }
      let ink = "\(text.isEmpty ? "own" : text) \(ground)"
      let names = marks.sorted().map { Self.names[$0] ?? $0 }
      return "\(character)|\(([ink] + names).joined(separator: " "))"
    }
  }
}
