internal import Wording

/// Reads `key:` of a profile; no message of it shows what stands there, as it may be a key.
struct KeySourceReader {
  let paths: Paths

  func read(_ section: Section, profile: String) throws(ConfigurationError) -> KeySource? {
    guard let node = section.node("key") else { return nil }
    guard let entries = node.entries, entries.count == 1, let entry = entries.first else {
      throw error(
        node.line,
        Phrase(
          "\"key\" must be {variable}, {file} or {command}.",
          [
            "variable": "{ env: NAME }", "file": "{ file: PATH }",
            "command": "{ command: \"…\" }",
          ]), profile)
    }
    let kinds = ["env", "file", "command"]
    guard kinds.contains(entry.key) else {
      let near = Words.nearest(to: entry.key, among: kinds)
      let guess = near.map { Phrase("Did you mean \"{name}\"?", ["name": $0]) }
      let problem = Phrase("\"key\" takes one of {names}.", ["names": Words.choice(kinds)])
      throw error(entry.line, .sentences([problem, guess].compactMap { $0 }), profile)
    }
    guard let text = entry.value.scalar, !text.isEmpty, !text.utf8.contains(0) else {
      throw error(
        entry.value.line, Phrase("\"{key}\" must be a text.", ["key": entry.key]), profile)
    }
    switch entry.key {
    case "env":
      guard Self.isVariable(text) else {
        throw error(entry.value.line, Phrase("\"env\" must be the name of a variable."), profile)
      }
      return .environment(text)
    case "file":
      let folder = Paths.parent(paths.configFile)
      return .file(Paths.resolve(text, home: paths.home, folder: folder))
    default:
      return .command(text)
    }
  }

  private static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return false }
    return ProfileReader.isName(name) && !name.utf8.contains(UInt8(ascii: "-"))
  }

  private func error(_ line: Int, _ problem: Phrase, _ profile: String) -> ConfigurationError {
    ConfigurationError(
      file: paths.configFile, line: line, problem: problem.english,
      fix: Phrase(
        "A key itself does not belong in this file: \"rushes key set {profile}\" stores one.",
        ["profile": profile]
      ).english)
  }
}
