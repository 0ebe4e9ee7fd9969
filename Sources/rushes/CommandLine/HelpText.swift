internal import TextLayout

/// The texts of `--help`.
enum HelpText {
  /// What every terminal has.
  private static let columns = 80

  /// The help of the program as a whole.
  static var program: String {
    let verbs =
      [("rushes", "the dashboard")] + Verb.allCases.map { ("rushes \($0.rawValue)", $0.summary) }
    return """
      rushes makes videos with Seedance, from a terminal.

      \(table(verbs))

      \(table(OptionSpec.common + OptionSpec.dashboard))

      Every command explains itself: rushes submit --help
      With no key at all, everything works against the built-in sandbox: --profile sandbox

      """
  }

  /// The help of one verb.
  static func verb(_ verb: Verb) -> String {
    """
    \(wrapped("rushes \(verb.rawValue): ", verb.summary))

    \(wrapped("  rushes \(verb.rawValue) ", verb.usage))

    \(table(verb.options))

    Examples:
    \(verb.examples.map { "  \($0)" }.joined(separator: "\n"))

    """ + (verb.notes.map { "\n" + fitted($0) } ?? "")
  }

  /// Notes in lines of at most 80 columns: paragraphs flow, and a row of a list goes on below its text.
  private static func fitted(_ notes: String) -> String {
    var lines: [String] = []
    var paragraph = ""
    func endParagraph() {
      if !paragraph.isEmpty { lines.append(wrapped("", paragraph)) }
      paragraph = ""
    }
    for line in notes.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.first == " " {
        endParagraph()
        lines.append(row(line))
      } else {
        paragraph += (paragraph.isEmpty ? "" : " ") + line
      }
    }
    endParagraph()
    return lines.joined(separator: "\n")
  }

  /// `  name   what it is`, which goes on below itself where it is long; other lines stay.
  private static func row(_ line: Substring) -> String {
    let name = line.drop { $0 == " " }
    guard Columns.of(String(line)) > columns,
      let end = name.indices.first(where: { name[$0...].hasPrefix("  ") })
    else { return String(line) }
    let text = name[end...].drop { $0 == " " }
    return wrapped(String(line[..<text.startIndex]), String(text))
  }

  private static func table(_ options: [OptionSpec]) -> String {
    table(options.filter { !$0.isHidden }.map { ($0.form, $0.help) })
  }

  /// Names with what they are, which goes on below itself where it is long.
  private static func table(_ rows: [(name: String, text: String)]) -> String {
    let width = rows.map { Columns.of($0.name) }.max() ?? 0
    return rows.map { name, text in
      wrapped("  \(Padding.right(name, columns: width))  ", text)
    }.joined(separator: "\n")
  }

  /// A text after its head, in lines of at most 80 columns where its words allow that.
  private static func wrapped(_ head: String, _ text: String) -> String {
    let indent = Columns.of(head)
    var lines = [head]
    var room = columns - indent
    for word in text.split(separator: " ") {
      let needed = Columns.of(String(word)) + 1
      if needed - 1 > room, lines.last?.isEmpty == false, room < columns - indent {
        lines.append(String(repeating: " ", count: indent))
        room = columns - indent
      }
      lines[lines.count - 1] += (room < columns - indent ? " " : "") + word
      room -= needed
    }
    return lines.joined(separator: "\n")
  }
}
