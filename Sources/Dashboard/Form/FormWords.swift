internal import Wording

extension FormLayout {
  /// A rule's words with the form's labels in place of the command line's options. O(text).
  static func inFormWords(_ text: String, _ language: Language) -> String {
    guard text.contains("--") else { return text }
    var words = ""
    var rest = onePrompt(text)[...]
    while let start = rest.firstRange(of: "--") {
      let before = rest[..<start.lowerBound]
      let name = rest[start.upperBound...].prefix { ($0.isASCII && $0.isLetter) || $0 == "-" }
      words += before
      guard before.last.map(isApart) ?? true, let field = FormField(option: String(name)) else {
        words += rest[start] + name
        rest = rest[name.endIndex...]
        continue
      }
      rest = rest[name.endIndex...]
      let label = language.say(field.label)
      // Between words that are written without blanks, those of an option go with it.
      let isDense = label.last?.isASCII == false
      if isDense, before.last == " " { words.removeLast() }
      words += label
      if isDense, rest.first == " " { rest.removeFirst() }
    }
    return words + rest
  }

  /// The form has one place for the prompt, where the command line has two options.
  private static func onePrompt(_ text: String) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false)
    while let file = words.firstIndex(where: { $0.hasPrefix("--prompt-file") }), file >= 2 {
      words[file - 2] += words[file].dropFirst("--prompt-file".count)
      words.removeSubrange((file - 1)...file)
    }
    return words.joined(separator: " ")
  }

  /// Whether an option may begin after this character.
  private static func isApart(_ character: Character) -> Bool {
    character == " " || !character.isASCII
  }
}
