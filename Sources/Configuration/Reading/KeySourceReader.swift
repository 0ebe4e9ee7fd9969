/// Reads `key:` of a profile; no message of it shows what stands there, as it may be a key.
struct KeySourceReader {
  let paths: Paths

  func read(_ section: Section, profile: String) throws(ConfigurationError) -> KeySource? {
    guard let node = section.node("key") else { return nil }
    guard let entries = node.entries, entries.count == 1, let entry = entries.first else {
      throw error(
        node.line, "\"key\" must be { env: NAME }, { file: PATH } or { command: \"…\" }.", profile)
    }
    let kinds = ["env", "file", "command"]
    guard kinds.contains(entry.key) else {
      let near = Words.nearest(to: entry.key, among: kinds)
      let guess = near.map { " Did you mean \"\($0)\"?" } ?? ""
      throw error(
        entry.line, "\"key\" takes one of \(Words.choice(kinds)).\(guess)", profile)
    }
    guard let text = entry.value.scalar, !text.isEmpty, !text.utf8.contains(0) else {
      throw error(entry.value.line, "\"\(entry.key)\" must be a text.", profile)
    }
    switch entry.key {
    case "env":
      guard Self.isVariable(text) else {
        throw error(entry.value.line, "\"env\" must be the name of a variable.", profile)
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

  private func error(_ line: Int, _ problem: String, _ profile: String) -> ConfigurationError {
    ConfigurationError(
      file: paths.configFile, line: line, problem: problem,
      fix: "A key itself does not belong in this file: \"rushes key set \(profile)\" stores one.")
  }
}
