import FoundationEssentials

/// The project's own files, read as text.
struct SourceTree {
  /// One `import` line of one file.
  struct Import: Hashable {
    let target: String
    let file: String
    let module: String
  }

  let root: URL

  /// Finds the project from this file's own path.
  init(file: String = #filePath) {
    root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// The targets of `Package.swift` with the dependencies that each one lists.
  func targets() throws -> [String: Set<String>] {
    let text = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    var found: [String: Set<String>] = [:]
    for opening in ["module(", "tests(", ".target(", ".executableTarget(", ".systemLibrary("] {
      for part in text.components(after: opening) {
        let call = part.balanced()
        let names = call.quoted()
        guard let first = names.first, !call.hasPrefix("_") else { continue }
        let listed = call.components(after: "[").first.map { $0.prefix { $0 != "]" } } ?? ""
        let target = opening == "tests(" ? first + "Tests" : first
        found[target] = call.contains("providers:") ? [] : Set(String(listed).quoted())
      }
    }
    return found
  }

  /// Every `import` of every Swift file, by target.
  func imports() throws -> [Import] {
    var found: [Import] = []
    for (folder, target) in try sourceFolders() {
      for file in try swiftFiles(below: folder) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for line in text.split(separator: "\n") {
          guard let module = Self.imported(line) else { continue }
          found.append(Import(target: target, file: file.lastPathComponent, module: module))
        }
      }
    }
    return found
  }

  /// The names at the top level that git would show, dot-files left out.
  func topLevel() throws -> Set<String> {
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
    return Set(names.filter { !$0.hasPrefix(".") })
  }

  private func sourceFolders() throws -> [(URL, String)] {
    var folders: [(URL, String)] = []
    let manager = FileManager.default
    for place in ["Sources", "Tests"] {
      let parent = root.appending(path: place)
      for name in try manager.contentsOfDirectory(atPath: parent.path) {
        let target = name == "Benchmarks" ? "rushes-bench" : name
        folders.append((parent.appending(path: name), target))
      }
    }
    return folders
  }

  private func swiftFiles(below folder: URL) throws -> [URL] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return names.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
  }

  /// The module that a line imports, without the words before and the submodule behind.
  private static func imported(_ line: Substring) -> String? {
    var words = line.split(separator: " ").map(String.init)
    let before: Set<String> = ["public", "internal", "private", "package", "fileprivate"]
    while let word = words.first, before.contains(word) || word.hasPrefix("@") {
      words.removeFirst()
    }
    guard words.count >= 2, words[0] == "import" else { return nil }
    return words[1].split(separator: ".").first.map(String.init)
  }
}

extension String {
  /// What stands behind each place where `separator` occurs.
  fileprivate func components(after separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      rest = rest[range.upperBound...]
      parts.append(String(rest))
    }
    return parts
  }

  /// The text up to the parenthesis that closes one opened before it.
  fileprivate func balanced() -> String {
    var depth = 1
    for index in indices {
      if self[index] == "(" { depth += 1 }
      if self[index] == ")" { depth -= 1 }
      if depth == 0 { return String(self[..<index]) }
    }
    return self
  }

  /// The texts between quotation marks.
  fileprivate func quoted() -> [String] {
    split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
