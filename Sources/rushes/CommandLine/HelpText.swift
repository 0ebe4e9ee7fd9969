/// The texts of `--help`.
enum HelpText {
  /// The help of the program as a whole.
  static var program: String {
    let width = Verb.allCases.map(\.rawValue.count).max() ?? 0
    let verbs = Verb.allCases.map { "  rushes \(pad($0.rawValue, width))  \($0.summary)" }
    return """
      rushes makes videos with Seedance, from a terminal.

        rushes \(pad("", width))  the dashboard
      \(verbs.joined(separator: "\n"))

      \(table(OptionSpec.common + OptionSpec.dashboard).joined(separator: "\n"))

      Every command explains itself: rushes submit --help
      With no key at all, everything works against the built-in sandbox: --profile sandbox

      """
  }

  /// The help of one verb.
  static func verb(_ verb: Verb) -> String {
    let lines = table(verb.options)
    return """
      rushes \(verb.rawValue): \(verb.summary)

        rushes \(verb.rawValue) \(verb.usage)

      \(lines.joined(separator: "\n"))

      Examples:
      \(verb.examples.map { "  \($0)" }.joined(separator: "\n"))

      """ + (verb.notes.map { "\n" + $0 } ?? "")
  }

  /// Options with what they do, one a line.
  private static func table(_ options: [OptionSpec]) -> [String] {
    let shown = options.filter { !$0.isHidden }
    let width = shown.map(\.form.count).max() ?? 0
    return shown.map { "  \(pad($0.form, width))  \($0.help)" }
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
