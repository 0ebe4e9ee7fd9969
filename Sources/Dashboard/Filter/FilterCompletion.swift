internal import VideoTasks

/// What Tab would add to the text of a filter: the rest of a key or of a value.
struct FilterCompletion {
  /// What the word before the caret may become, each as a whole.
  let candidates: [String]
  /// What is the same in all of them, beyond what is typed; nil when nothing is.
  let addition: String?

  /// - Parameter caret: how many characters of the text stand before the caret.
  init(_ text: String, caret: Int, profiles: [ProfileChoice]) {
    let before = text.prefix(caret)
    // What is in quotation marks is nobody's name.
    guard !before.contains(where: { "\"“”".contains($0) }) else {
      (candidates, addition) = ([], nil)
      return
    }
    var word = before[
      (before.lastIndex { $0.isWhitespace }.map(before.index(after:)) ?? before.startIndex)...]
    if word.first == "-" { word.removeFirst() }
    let known: [String]
    if let colon = word.firstIndex(where: { ":：".contains($0) }) {
      let key = FilterKey(rawValue: word[..<colon].lowercased())
      known = key.map { Self.values(of: $0, profiles) } ?? []
      word = word[word.index(after: colon)...]
      if let comma = word.lastIndex(where: { ",，".contains($0) }) {
        word = word[word.index(after: comma)...]
      }
    } else {
      known = FilterKey.allCases.map { $0.rawValue + ":" }
    }
    let typed = word.lowercased()
    let found = known.filter { $0.lowercased().hasPrefix(typed) && $0.count > typed.count }
    candidates = found
    let common = found.dropFirst().reduce(found.first ?? "") { Self.common($0, $1) }
    let rest = String(common.dropFirst(typed.count))
    addition = rest.isEmpty ? nil : rest
  }

  private static func values(of key: FilterKey, _ profiles: [ProfileChoice]) -> [String] {
    switch key {
    case .profile: profiles.map(\.profile.name)
    case .model: unique(profiles.flatMap { $0.profile.catalogue.models.map(\.id) })
    default: key.values
    }
  }

  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  private static func common(_ left: String, _ right: String) -> String {
    String(zip(left, right).prefix { $0 == $1 }.map(\.0))
  }
}
