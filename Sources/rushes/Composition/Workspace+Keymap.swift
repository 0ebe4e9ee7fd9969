internal import Configuration
internal import Dashboard
internal import VideoTasks

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
      _ problem: String, _ name: String = "", among known: [String] = [], lead: String = ""
    ) -> ConfigurationError {
      .unknown(name, in: file, line: error.line, problem: problem, among: known, lead: lead)
    }
    switch error.problem {
    case .context(let name, let known):
      return refusal(
        "\(quoted(name)) is no place for keys.", name, among: known, lead: "There are")
    case .command(let name, let context, let known):
      return refusal(
        "\(quoted(name)) is no command of \(quoted(context)).", name, among: known,
        lead: "There are")
    case .key(let name, let known):
      return refusal(
        "\(quoted(name)) is no key that a terminal tells.", name, among: known,
        lead: "There are characters, ctrl- and alt- before them, and")
    case .isText(let name, let context):
      return refusal("\(quoted(name)) is text in \(quoted(context)). Put ctrl- or alt- before it.")
    case .taken(let key, let context, let commands):
      let names = commands.map(quoted).joined(separator: " and ")
      return refusal(
        "\(quoted(key)) would be \(names) in \(quoted(context)). Give one another key.")
    case .needed(let command, let context):
      return refusal("\(quoted(command)) of \(quoted(context)) needs at least one key.")
    }
  }
}
