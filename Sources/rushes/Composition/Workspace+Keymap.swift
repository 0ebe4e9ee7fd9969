internal import Configuration
internal import Dashboard
internal import VideoTasks
internal import Wording

extension Workspace {
  /// What each key of the dashboard means.
  ///
  /// - Throws: What in the configuration is wrong about it, with its line.
  func keymap() throws(ConfigurationError) -> Keymap {
    let changes = settings.keys.map {
      KeyChange(context: $0.context, command: $0.command, keys: $0.keys, line: $0.line)
    }
    do throws(KeyChangeError) {
      return try Keymap(changes)
    } catch {
      throw Self.explained(error, file: paths.configFile)
    }
  }

  private static func explained(_ error: KeyChangeError, file: String) -> ConfigurationError {
    func quoted(_ text: String) -> String { "\"\(OutsideText.line(text, limit: 60))\"" }
    func refusal(
      _ problem: Phrase, _ name: String = "", among known: [String] = [],
      else list: (String) -> Phrase = { _ in Phrase.verbatim("") }
    ) -> ConfigurationError {
      .unknown(name, in: file, line: error.line, problem: problem, among: known, else: list)
    }
    switch error.problem {
    case .context(let name, let known):
      return refusal(
        Phrase("{name} is no place for keys.", ["name": quoted(name)]), name, among: known
      ) { Phrase("The places for keys are {names}.", ["names": $0]) }
    case .command(let name, let context, let known):
      return refusal(
        Phrase(
          "{name} is no command of {place}.", ["name": quoted(name), "place": quoted(context)]),
        name, among: known
      ) { Phrase("The commands there are {names}.", ["names": $0]) }
    case .key(let name, let known):
      return refusal(
        Phrase("{name} is no key that a terminal tells.", ["name": quoted(name)]), name,
        among: known
      ) { Phrase("There are characters, ctrl- and alt- before them, and {names}.", ["names": $0]) }
    case .isText(let name, let context):
      return refusal(
        Phrase(
          "{name} is text in {place}. Put ctrl- or alt- before it.",
          ["name": quoted(name), "place": quoted(context)]))
    case .taken(let key, let context, let commands):
      let names = commands.map(quoted).joined(separator: " and ")
      return refusal(
        Phrase(
          "{key} would be {commands} in {place}. Give one another key.",
          ["key": quoted(key), "commands": names, "place": quoted(context)]))
    case .needed(let command, let context):
      return refusal(
        Phrase(
          "{command} of {place} needs at least one key.",
          ["command": quoted(command), "place": quoted(context)]))
    }
  }
}
