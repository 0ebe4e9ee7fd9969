/// Reads the user's folder for videos from the environment and from `user-dirs.dirs`.
///
/// Source: the manual page user-dirs.dirs(5): a value is `"$HOME/relative"` or absolute, and the home
/// itself means that there is no such folder.
struct UserFolders {
  let home: String
  let files: ConfigurationFiles

  /// The folder that the variable's value names, or nil.
  func videos(variable value: String?) -> String? { value.flatMap(folder) }

  /// The folder that the file's last line for videos names, or nil.
  func videos(file: String) -> String? {
    guard case .success(let contents) = files.read(file) else { return nil }
    var found: String?
    for line in String(decoding: contents.bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard line.hasPrefix("XDG_VIDEOS_DIR") else { continue }
      let rest = line.dropFirst("XDG_VIDEOS_DIR".count).drop { $0 == " " || $0 == "\t" }
      guard rest.first == "=", let value = Self.quoted(rest.dropFirst()) else { continue }
      found = folder(value)
    }
    return found
  }

  /// The text between the quotation marks, with `\` taken off what it stands before.
  private static func quoted(_ text: Substring) -> String? {
    var rest = text.drop { $0 == " " || $0 == "\t" }
    guard rest.popFirst() == "\"" else { return nil }
    var value = ""
    while let character = rest.popFirst() {
      if character == "\"" { return value }
      if character == "\\" {
        guard let next = rest.popFirst() else { return nil }
        value.append(next)
      } else {
        value.append(character)
      }
    }
    return nil
  }

  private func folder(_ value: String) -> String? {
    var path = value
    for name in ["$HOME", "${HOME}"] where path == name || path.hasPrefix(name + "/") {
      path = home + path.dropFirst(name.count)
      break
    }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard path.hasPrefix("/"), path != home, !path.utf8.contains(0) else { return nil }
    return path
  }
}
