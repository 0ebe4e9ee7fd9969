public import Wording

/// Why a file of the configuration cannot be used, and what to do about it.
public struct ConfigurationError: Error, Hashable, Sendable {
  /// The file's path.
  public var file: String
  /// The line, counted from 1; nil where no line is to blame.
  public var line: Int?
  /// What is wrong: one sentence, cleaned for a terminal.
  public var problem: String
  /// What to do: one sentence; may be empty.
  public var fix: String

  init(file: String, line: Int?, problem: String, fix: String = "") {
    self.file = Words.shown(file, limit: 1000)
    self.line = line
    self.problem = problem
    self.fix = fix
  }

  /// A mistake in the configuration that its reader found: names that are near one of `known` are
  /// suggested, else `list` says what there is.
  public static func unknown(
    _ name: String, in file: String, line: Int?, problem: Phrase, among known: [String],
    else list: (_ names: String) -> Phrase
  ) -> ConfigurationError {
    ConfigurationError(
      file: file, line: line, problem: problem.english,
      fix: Words.suggestion(for: name, among: known, else: list))
  }

  /// Place, problem and fix in one line.
  public var message: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return fix.isEmpty ? "\(place): \(problem)" : "\(place): \(problem) \(fix)"
  }
}
